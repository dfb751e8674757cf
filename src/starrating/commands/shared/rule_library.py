"""`rules list`, `rules diff`, and the rule sets that commands name: files, or names of the library."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from starrating.errors import Place, Problem, UsageError
from starrating.formats.yaml_tree import read_yaml
from starrating.i18n import Text, text
from starrating.rating.similar_names import likely
from starrating.read.rule_file import load_rules, read_rules
from starrating.ruleset import RuleSet
from starrating.text_files import RULES
from starrating.workspace import Workspace, builtin, builtin_rules, rule_file

_FORMAT = re.compile(rb"^format[ \t]*:", re.MULTILINE)
"""What tells a rule set from the other files beside it, such as criteria."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A rule set that can be named: its file, whether it is built in, and what it says; None if it has errors."""

    file: Path
    builtin: bool
    rules: RuleSet | None

    @property
    def name(self) -> str:
        """The name by which commands and `starrating.toml` know it."""
        return self.file.stem


def named_rules(workspace: Workspace, name: str | None) -> Path:
    """Find the rule set that a command names, by file or by name; the workspace's if it names none.

    `UsageError` if there is none of that name, with the nearest ones.
    """
    if name is None:
        return workspace.rules
    path = Path(name) if Path(name).is_file() else rule_file(workspace.root, name)
    if path.is_file():
        return path
    raise _unknown(name, [each.stem for each, _ in _rule_files(workspace)])


def library_rules(name: str) -> Path:
    """Find a rule set of the library by name; `UsageError` if there is none, with the nearest names."""
    known = [path.stem for path in _library()]
    if name not in known:
        raise _unknown(name, known)
    return builtin_rules(name)


def criteria_file(path: Path) -> Path | None:
    """Return the criteria file beside a sound rule file that the rule file names; None if it names none."""
    criteria = read_yaml(str(path), path.read_text(encoding="utf-8-sig")).data["criteria"]
    return path.with_name(criteria["file"]) if "file" in criteria else None


def list_rules(workspace: Workspace) -> tuple[list[Listed], list[Problem]]:
    """List the rule sets of the workspace and those of the library that it does not replace; broken ones are named."""
    listed, problems = [], []
    for path, is_builtin in _rule_files(workspace):
        rules, _ = read_rules(path)
        listed.append(Listed(path, is_builtin, rules))
        if rules is None:
            hint = text("See what is wrong: starrating rules check %(name)s", name=path.stem)
            message = text("This rule set has errors and cannot be used.")
            problems.append(Problem("warning", "broken-rule-set", Place(str(path)), message, hint))
    return listed, problems


def differences(old: Path, new: Path) -> tuple[RuleSet, RuleSet, list[Text]]:
    """Say what differs between two rule sets."""
    from starrating.ruleset.differences import diff  # noqa: PLC0415 [no other command needs it]

    before, after = load_rules(old), load_rules(new)
    return before, after, diff(before, after)


def _unknown(name: str, known: Sequence[str]) -> UsageError:
    near = likely(name, known)
    message = text("There is no rule set and no file %(name)s.", name=name)
    hint = text("Nearest names: %(names)s", names="、".join(near)) if near else text("List them: starrating rules list")
    return UsageError([Problem("error", "no-rule-set", None, message, hint)])


def _rule_files(workspace: Workspace) -> Iterator[tuple[Path, bool]]:
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
