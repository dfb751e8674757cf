"""Pin what the README's commands install: python tools/make_constraints.py.

Writes constraints.txt: one version of each project that the package, its extras and its build need on CPython 3.11 and
newer under Linux, Windows and macOS, with a marker where they differ. Versions that stand in it are kept where they
still fit; `--upgrade` takes the newest of all. It has no hashes: pip refuses them beside a project in a folder.
"""

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
COMMAND = "python tools/make_constraints.py"
RESOLVE = (
    *("uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--all-extras", "--no-annotate"),
    *("--custom-compile-command", COMMAND, "--output-file", "constraints.txt", "pyproject.toml", "-"),
)


def main() -> None:
    """Resolve the requirements of pyproject.toml, its extras and its build."""
    build = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"]
    command = [sys.executable, "-m", *RESOLVE, *sys.argv[1:]]
    subprocess.run(command, cwd=ROOT, input="\n".join(build), encoding="utf-8", check=True)


if __name__ == "__main__":
    main()
