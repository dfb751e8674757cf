"""`rules list`, `rules diff`, and the rule sets that commands name: files, or names of the library."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from starrating.commands.shared.scheme import load_rules
from starrating.errors import Problem, UsageError
from starrating.formats.yaml_tree import read_yaml
from starrating.i18n import listed, text
from starrating.patterns import regex
from starrating.rating.similar_names import likely
from starrating.ruleset import RuleSet
from starrating.text_files import RULES
from starrating.workspace import Workspace, builtin, builtin_rules, rule_file

_FORMAT = regex(rb"^format[ \t]*:", re.MULTILINE)
"""What tells a rule set from the other files beside it, such as criteria."""


def named_rules(workspace: Workspace, name: str | None) -> Path:
    """Find the rule set that a command names, by file or by name; the workspace's if it names none.

    `UsageError` if there is none of that name, with the nearest ones.
    """
    if name is None:
        return workspace.rules
    path = Path(name) if Path(name).is_file() else rule_file(workspace.root, name)
    if path.is_file():
        return path
    raise _unknown(name, [path.stem for path, _ in rule_files(workspace)])


def load_named_rules(workspace: Workspace, name: str | None) -> RuleSet:
    """Read the rule set that a command names; with errors it raises `RuleSetError`."""
    return load_rules(named_rules(workspace, name))


def library_rules(name: str) -> Path:
    """Find a rule set to start from: a file, or one of the library by name; `UsageError` with the nearest names."""
    if Path(name).is_file():
        return Path(name)
    known = [path.stem for path in _library()]
    if name not in known:
        raise _unknown(name, known)
    return builtin_rules(name)


def criteria_file(path: Path) -> Path | None:
    """Return the criteria file beside a sound rule file that the rule file names; None if it names none."""
    criteria = read_yaml(str(path), path.read_text(encoding="utf-8-sig")).data.get("criteria", {})
    return path.with_name(criteria["file"]) if "file" in criteria else None


def _unknown(name: str, known: Sequence[str]) -> UsageError:
    near = likely(name, known)
    message = text("There is no rule set and no file %(name)s.", name=name)
    hint = text("Nearest names: %(names)s", names=listed(near)) if near else text("List them: starrating rules list")
    return UsageError([Problem("error", "no-rule-set", None, message, hint)])


def rule_files(workspace: Workspace) -> Iterator[tuple[Path, bool]]:
    """Return the rule files by name, those of the workspace first, each name once, and whether they are built in."""
    seen: set[str] = set()
    own = [workspace.rules, *sorted((workspace.root / "rules").glob("*.yaml"))]
    for path in (*filter(_is_rule_set, own), *_library()):
        if path.stem not in seen:
            seen.add(path.stem)
            yield path, path.parent == builtin("rules")


def _library() -> list[Path]:
    return [path for path in sorted(builtin("rules").glob("*.yaml")) if _is_rule_set(path)]


def _is_rule_set(path: Path) -> bool:
    return path.is_file() and path.stat().st_size <= RULES and _FORMAT.search(path.read_bytes()) is not None
