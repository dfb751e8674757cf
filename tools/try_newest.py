"""Try the newest version of everything: python tools/try_newest.py [arguments of pytest].

Makes a fresh environment without constraints.txt, says what differs from it, and runs the tests there. Ends as pytest
does; where the tests pass, `python tools/make_constraints.py --upgrade` takes those versions over.
"""

import json
import os
import subprocess
import sys
import tempfile
import venv
from collections.abc import Mapping
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]


def pins(environment: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the versions of constraints.txt by project, as they hold in an environment; here, if none is given."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    wanted = [Requirement(line) for line in lines if not line.startswith("#")]
    held = [each for each in wanted if each.marker is None or each.marker.evaluate(environment)]
    return {canonicalize_name(each.name): str(each.specifier).removeprefix("==") for each in held}


def differences(pinned: Mapping[str, str], installed: Mapping[str, str]) -> list[str]:
    """Say what is installed in another version than pinned, and what is not pinned at all; pip and we are not."""
    return [
        f"{name}: {pinned.get(name, 'not pinned')} -> {version}"
        for name, version in sorted(installed.items())
        if name not in {"pip", "setuptools", "starrating"} and pinned.get(name) != version
    ]


def main() -> int:
    """Install, compare, run the tests; return the exit code of pytest."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = str(Path(folder, "Scripts/python.exe" if os.name == "nt" else "bin/python"))
        subprocess.run([python, "-m", "pip", "install", "-q", "-e", f"{ROOT}[dev,postgresql]"], check=True)
        listed = subprocess.run([python, "-m", "pip", "list", "--format=json"], check=True, capture_output=True)
        installed = {canonicalize_name(each["name"]): each["version"] for each in json.loads(listed.stdout)}
        found = differences(pins(), installed)
        print("\n".join(found) or "Nothing differs from constraints.txt.", flush=True)
        return subprocess.run([python, "-m", "pytest", *sys.argv[1:]], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
