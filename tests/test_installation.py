"""What the README's commands install is pinned: one version of each project, whatever the year."""

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from try_newest import differences, pins

from company import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
SYSTEMS = {"Linux": "linux", "Windows": "win32", "Darwin": "darwin"}


def asked() -> list[str]:
    """Every requirement that pyproject.toml states: of the package, its extras and its build."""
    project = PROJECT["project"]
    return [
        *project["dependencies"],
        *(each for extra in project["optional-dependencies"].values() for each in extra),
        *PROJECT["build-system"]["requires"],
    ]


def needed(name: str, extras: frozenset[str], seen: set[tuple[str, frozenset[str]]]) -> Iterator[str]:
    """Yield each project that an installed one needs here, and what those need."""
    if (name, extras) in seen:
        return
    seen.add((name, extras))
    for each in map(Requirement, requires(name) or []):
        if each.marker is None or any(each.marker.evaluate({"extra": extra}) for extra in {"", *extras}):
            yield canonicalize_name(each.name)
            yield from needed(each.name, frozenset(each.extras), seen)


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("python", PYTHONS)
def test_everything_that_is_asked_for_has_one_version(python, system):
    environment = {
        "python_version": python,
        "python_full_version": f"{python}.0",
        "platform_system": system,
        "sys_platform": SYSTEMS[system],
    }
    pinned = pins(environment)
    for each in map(Requirement, asked()):
        assert each.specifier.contains(pinned[canonicalize_name(each.name)]), each
    assert ("colorama" in pinned) == (system == "Windows")


def test_what_those_need_in_turn_is_pinned_too():
    try:
        found = set(needed("starrating", frozenset(PROJECT["project"]["optional-dependencies"]), set()))
    except PackageNotFoundError as missing:
        pytest.fail(f"{missing} is not installed: use the README's second command")
    assert len(found) > 60
    assert found - set(pins()) == set()


def test_the_pins_name_no_place_and_no_file():
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not re.fullmatch(r"#.*|[a-z0-9-]+==[0-9.]+( ; [^/]+)?", line)] == []
    assert [line for line in lines if "//" in line or "--" in line] == []


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_each_command_that_installs_uses_the_pins(readme):
    text = (ROOT / readme).read_text(encoding="utf-8")
    commands = re.findall(r"pip install[^&\n]*", text)
    assert len(commands) == 4
    assert [command for command in commands if "-c constraints.txt" not in command] == []


def test_what_differs_from_the_pins_is_told():
    installed = {"numpy": "3.0.0", "rich": "15.0.0", "new": "1", "pip": "99"}
    assert differences({"numpy": "2.4.6", "rich": "15.0.0"}, installed) == [
        "new: not pinned -> 1",
        "numpy: 2.4.6 -> 3.0.0",
    ]
