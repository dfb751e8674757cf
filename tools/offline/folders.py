"""One offline folder: wheels, their hashes, a starter, a page that says how, and a Python if one is given."""

from pathlib import Path

from offline.platforms import ROOT, Platform, collect

PARTS = Path(__file__).parent
PAGE = "安装说明.txt"


def fill(folder: Path, platform: Platform, python: str, starrating: Path) -> None:
    """Put into a folder what `starrating`, a wheel, needs to run from it with a Python such as 3.12.

    The starter for Windows is in GBK, for cmd.exe takes its lines for those of the Chinese code page.
    """
    requirements = collect(platform, python, starrating, folder / "wheels")
    (folder / "requirements.txt").write_text(requirements, encoding="utf-8")
    (folder / "LICENSE").write_bytes((ROOT / "LICENSE").read_bytes())
    (pip,) = (folder / "wheels").glob("pip-*.whl")
    starter = folder / f"starrating{platform.starter}"
    words = {"python": python, "pip": pip.name, "starter": starter.name, "version": starrating.name.split("-")[1]}
    if platform.starter == ".cmd":
        starter.write_bytes(_filled("starter.cmd", words).replace("\n", "\r\n").encode("gbk"))
    else:
        starter.write_bytes(_filled("starter.sh", words).encode())
    starter.chmod(0o755)
    (folder / PAGE).write_bytes(_filled(PAGE, words).replace("\n", "\r\n").encode("utf-8-sig"))


def _filled(part: str, words: dict[str, str]) -> str:
    text = (PARTS / part).read_text(encoding="utf-8")
    for name, word in words.items():
        text = text.replace(f"{{{name}}}", word)
    return text
