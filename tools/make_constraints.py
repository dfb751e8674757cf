"""Pin what is installed: python tools/make_constraints.py.

Writes constraints.txt, for the README's commands: one version of each project that the package, its extras and its
build need on CPython 3.11 and newer under Linux, Windows and macOS, with a marker where they differ. Then writes
tools/offline/manylinux2014.txt, for the offline folders: what must be older on a Linux with glibc 2.17.

Versions that stand in the files are kept where they still fit; `--upgrade` takes the newest of all. There are no
hashes: pip refuses them beside a project in a folder.
"""

import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
PINS = ROOT / "constraints.txt"
OLD_PINS = ROOT / "tools" / "offline" / "manylinux2014.txt"
COMMAND = "python tools/make_constraints.py"
EVERYWHERE = ("--universal", "--python-version", "3.11", "--all-extras")
OLD_LINUX = ("--python-platform", "x86_64-manylinux2014", "--python-version", "3.12", "--only-binary", ":all:")
PIP = "pip>=25"  # the offline folders bring it


def resolve(file: Path, besides: list[str], *options: str) -> list[str]:
    """Write the versions of what pyproject.toml and further requirements ask for; those in the file are preferred."""
    command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--no-annotate", "--custom-compile-command"]
    command += [COMMAND, "--output-file", str(file), *options, "pyproject.toml", "-"]
    subprocess.run(command, cwd=ROOT, input="\n".join([PIP, *besides]), encoding="utf-8", check=True)
    return file.read_text(encoding="utf-8").splitlines()


def main() -> None:
    """Write both files."""
    build = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"]
    usual = resolve(PINS, build, *EVERYWHERE, *sys.argv[1:])
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder, "wanted.txt")
        former = OLD_PINS.read_text(encoding="utf-8").splitlines() if OLD_PINS.exists() else []
        renewed = {line.partition("==")[0] for line in former}
        wanted.write_text("\n".join([*former, *(line for line in usual if line.partition("==")[0] not in renewed)]))
        older = resolve(wanted, [], *OLD_LINUX)
    same = {line.partition(" ;")[0] for line in usual}
    OLD_PINS.write_text("\n".join([*usual[:2], *(line for line in older if line not in same and "==" in line), ""]))


if __name__ == "__main__":
    main()
