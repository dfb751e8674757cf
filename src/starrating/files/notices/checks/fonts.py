"""Which fonts the machine has, as far as that can be known."""

import shutil
import subprocess
import sys
from functools import cache

from starrating.files.notices.standard import names_of

_KEY = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\Fonts"


def missing_fonts(wanted: frozenset[str]) -> tuple[str, ...]:
    """Return which of the fonts are not installed under any of their names; nothing where that cannot be known."""
    there = installed()
    if there is None:
        return ()
    return tuple(sorted(name for name in wanted if not there & {other.casefold() for other in names_of(name)}))


@cache
def installed() -> frozenset[str] | None:
    """Return the names of the installed fonts, without case; None where the system does not say."""
    names = _of_windows() if sys.platform == "win32" else _of_fontconfig()
    return frozenset(name.strip().casefold() for name in names) if names else None


def stand_in(font: str) -> str:
    """Return the font that the system shows in place of one, empty where it does not say."""
    said = _asked("fc-match", "--format=%{family[0]}", f"{font}:lang=zh-cn")
    return said.partition(",")[0].strip()


def _of_fontconfig() -> list[str]:
    return _asked("fc-list", ":", "family").replace(",", "\n").replace("\\", "").splitlines()


def _asked(name: str, *words: str) -> str:
    """Ask a program of fontconfig; nothing where there is none."""
    program = shutil.which(name)
    if program is None:
        return ""
    try:
        said = subprocess.run([program, *words], check=True, capture_output=True, timeout=20).stdout  # noqa: S603 (the name of a font is one word of its own)
    except (OSError, subprocess.SubprocessError):
        return ""
    return said.decode("utf-8", "replace")


def _of_windows() -> list[str]:
    """Read the names as the registry lists them: `SimSun & NSimSun (TrueType)`."""
    import winreg  # noqa: PLC0415 (there is none elsewhere)

    found: list[str] = []
    for root in (winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER):  # type: ignore[attr-defined,unused-ignore]
        try:
            with winreg.OpenKey(root, _KEY) as key:  # type: ignore[attr-defined,unused-ignore]
                values = winreg.QueryInfoKey(key)[1]  # type: ignore[attr-defined,unused-ignore]
                found += [winreg.EnumValue(key, index)[0] for index in range(values)]  # type: ignore[attr-defined,unused-ignore]
        except OSError:
            continue
    return [name for entry in found for name in entry.partition(" (")[0].split(" & ")]
