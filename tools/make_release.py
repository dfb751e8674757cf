"""Make a release: python tools/make_release.py [--to dist] [--platform win_amd64] [--python FILE --sha256 …].

Builds the wheel, the sdist, and a folder for each platform from which an office without a network runs the program.
Each folder is proven: everything is installed from it alone, as its platform would. It is not run there.

`--python` puts a given Python into the folder of the one `--platform`, so that the office needs none of its own: for
Windows the embeddable zip, else a tar.gz with a folder `python`. Its SHA-256 must be the one that is given.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from offline.folders import fill
from offline.interpreters import InterpreterError, put_python
from offline.platforms import PINS, PLATFORMS, ROOT, prove

PYTHON = "3.12"
"""The last for Windows 8.1."""


def build(to: Path) -> Path:
    """Build the sdist, and from it the wheel; return the wheel."""
    command = [sys.executable, "-m", "uv", "build", "--quiet", "--build-constraints", str(PINS), "--out-dir", str(to)]
    subprocess.run([*command, str(ROOT)], check=True)
    (wheel,) = to.glob("starrating-*.whl")
    return wheel


def make_folder(name: str, python: str, wheel: Path, to: Path, given: tuple[Path, str] | None) -> Path:
    """Make and prove the folder of a platform; it appears when it is whole. Returns it."""
    done = to / f"{'-'.join(wheel.name.split('-')[:2])}-{name}-python{python}"
    with tempfile.TemporaryDirectory(dir=to, prefix=".") as scratch:
        folder = Path(scratch, "folder")
        folder.mkdir()
        if given:
            put_python(*given, python, folder)
        fill(folder, PLATFORMS[name], python, wheel)
        prove(PLATFORMS[name], python, folder, Path(scratch, "installed"))
        shutil.rmtree(done, ignore_errors=True)
        folder.rename(done)
    return done


def arguments(words: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line; what cannot go together is refused."""
    parser = argparse.ArgumentParser(description="Make the wheel, the sdist and the offline folders.")
    parser.add_argument("--to", type=Path, default=ROOT / "dist", help="where they go; dist, if not said")
    parser.add_argument("--platform", action="append", choices=PLATFORMS, help="only this one; may be said again")
    parser.add_argument("--python-version", default=PYTHON, help=f"the Python that the folders need; {PYTHON}")
    parser.add_argument("--python", type=Path, help="a Python to put into the folder of the one platform")
    parser.add_argument("--sha256", help="the SHA-256 of that file")
    said = parser.parse_args(words)
    if (said.python is None) != (said.sha256 is None):
        parser.error("--python and --sha256 go together")
    if said.python and len(said.platform or ()) != 1:
        parser.error("--python needs the one --platform that it is for")
    return said


def main(words: Sequence[str] | None = None) -> int:
    """Make them all and print where they are; 1 if the given Python is not the one that was said."""
    said = arguments(words)
    said.to.mkdir(parents=True, exist_ok=True)
    wheel = build(said.to)
    given = (said.python, said.sha256) if said.python else None
    print(wheel)
    try:
        for name in said.platform or PLATFORMS:
            print(make_folder(name, said.python_version, wheel, said.to, given), flush=True)
    except InterpreterError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
