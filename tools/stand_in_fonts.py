"""Free fonts in place of those that offices have: with exact lines and full cells their metrics hardly matter."""

from pathlib import Path

STAND_INS = {
    "方正小标宋简体": "Noto Serif CJK SC",
    "仿宋_GB2312": "Noto Serif CJK SC",
    "楷体_GB2312": "Noto Serif CJK SC",
    "黑体": "Noto Sans CJK SC",
    "宋体": "Noto Serif CJK SC",
}
_MATCH = (
    '<match target="pattern"><test name="family" qual="any"><string>{name}</string></test>'
    '<edit name="family" mode="assign" binding="strong"><string>{other}</string></edit></match>'
)


def fonts_file(folder: Path) -> Path:
    """Write which fonts stand in for those that are not free, for FONTCONFIG_FILE."""
    file = folder / "fonts.conf"
    matches = "".join(_MATCH.format(name=name, other=other) for name, other in STAND_INS.items())
    file.write_text(
        f"<fontconfig><include>/etc/fonts/fonts.conf</include><cachedir>{folder}/fonts</cachedir>{matches}</fontconfig>",
        encoding="utf-8",
    )
    return file
