"""Rule files: YAML → `RuleSet`, with every problem at its line and column."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from starrating.errors import CellRef, LineRef, Problem, RuleSetError, has_errors
from starrating.formats.yaml_tree import YamlTree, likely_cause, read_yaml
from starrating.i18n import text
from starrating.ruleset import Criteria, KeyPath, RuleSet, Section
from starrating.ruleset.format_one import upgraded
from starrating.ruleset.keys import path_of
from starrating.ruleset.proof import item_flaws, prove
from starrating.ruleset.titles import by_id
from starrating.text_files import RULES, read_small

_CRITERIA: KeyPath = ("criteria",)
_Model = TypeVar("_Model", bound=Section)


def load_rules(path: Path) -> RuleSet:
    """Load a rule file; `RuleSetError` has every problem of it.

    Warnings are left to `read_rules`.
    """
    rules, problems = read_rules(path)
    if rules is None:
        raise RuleSetError(problems)
    return rules


def read_rules(path: Path) -> tuple[RuleSet | None, list[Problem]]:
    """Read a rule file and prove it: the rule set, or None if it has errors, and all problems."""
    tree = _read_tree(path)
    if not isinstance(tree.data, dict):
        return None, tree.problems
    _take_in_criteria(tree, path)
    _upgrade(tree)
    rules = _validated(RuleSet, tree.data, tree)
    if rules is not None:
        rules = by_id(rules)
        _report_flaws(tree, prove(rules))
    problems = sorted(tree.problems, key=_reading_order)
    return (None if has_errors(problems) else rules), problems


def load_criteria(path: Path, clause: str = "3-criteria") -> Criteria:
    """Load a criteria file on its own, as the criteria of a clause; `RuleSetError` has every problem of it."""
    tree = YamlTree(str(path))
    data = {**_grafted(tree, _read_tree(path)), "clause": clause, "from": "rules"}
    tree.data = {"criteria": data}
    criteria = _validated(Criteria, data, tree, _CRITERIA)
    if criteria is not None:
        _report_flaws(tree, item_flaws(criteria))
    if criteria is None or has_errors(tree.problems):
        raise RuleSetError(sorted(tree.problems, key=_reading_order))
    return criteria


def example_place(path: Path, position: int) -> LineRef:
    """Say where the example at a position from 0 stands in a sound rule file."""
    file, line, column = _read_tree(path).value_mark(("examples", position))
    return LineRef(file, line, column)


def _read_tree(path: Path) -> YamlTree:
    file = str(path)
    try:
        content = read_small(path, RULES).decode("utf-8-sig")
    except OSError as error:
        return _unread(path, error)
    except UnicodeDecodeError as error:
        return _undecoded(file, error)
    tree = read_yaml(file, content)
    if not tree.problems and not isinstance(tree.data, dict):
        _report_no_keys(tree)
    return tree


def _unread(path: Path, error: OSError) -> YamlTree:
    file = str(path)
    message = text("The rule file %(file)s cannot be read: %(reason)s", file=path.name, reason=error.strerror or error)
    if not path.exists():
        message = text("There is no rule file %(file)s.", file=file)
    hint = text("Check the name and the folder; a new workspace has a rule file: starrating init")
    return YamlTree(file, problems=[Problem("error", "no-rule-file", CellRef(file), message, hint)])


def _undecoded(file: str, error: UnicodeDecodeError) -> YamlTree:
    before = error.object[: error.start]
    column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
    place = LineRef(file, before.count(b"\n") + 1, column)
    message = text("The rule file is not UTF-8 text.")
    hint = text("Save it again with the encoding UTF-8; an editor may have chosen GBK or Unicode (UTF-16).")
    return YamlTree(file, problems=[Problem("error", "not-utf-8", place, message, hint)])


def _report_no_keys(tree: YamlTree) -> None:
    cause = likely_cause(tree.lines[tree.file], 1)
    message = text("A rule file is made of keys with values, such as “format: 2”.")
    tree.report(tree.value_mark(()), "no-keys", message, cause.hint if cause else None)


def _take_in_criteria(tree: YamlTree, path: Path) -> None:
    """Put the criteria that stand in a file of their own where the rule file names it."""
    criteria = tree.data.get("criteria")
    if not isinstance(criteria, dict) or not isinstance(criteria.get("file"), str):
        return
    name = criteria.pop("file")
    mark = tree.value_mark((*_CRITERIA, "file"))
    if Path(name).name != name or not path.with_name(name).is_file():
        hint = text("Put the file beside the rule file and give its name only.")
        tree.report(mark, "no-criteria-file", text("Beside the rule file there is no file %(name)s.", name=name), hint)
        tree.refused.add(_CRITERIA)
        return
    listed = _grafted(tree, _read_tree(path.with_name(name)))
    for key in sorted(criteria.keys() & listed.keys()):
        message = text("The key %(key)s stands in the criteria file, too: %(name)s", key=key, name=name)
        tree.report(mark, "duplicate-key", message, text("Keep one of the two."))
    tree.data["criteria"] = listed | criteria


def _upgrade(tree: YamlTree) -> None:
    """Read a file of format 1 as the one of format 2 that says the same."""
    made = upgraded(tree.data)
    if made is not tree.data:
        tree.data = made
        message = text(
            "This file is of format 1 of the rule language; it is read as the rule set of format 2 that says the same."
        )
        hint = text("Write “format: 2”; the check then names every key that is called otherwise now.")
        tree.report(tree.value_mark(("format",)), "format-of-before", message, hint, severity="warning")


def _grafted(tree: YamlTree, listed: YamlTree) -> dict[str, Any]:
    """Hang what a criteria file lists under the criteria of a tree, and return it."""
    tree.graft(_CRITERIA, listed)
    if isinstance(listed.data, dict):
        return listed.data
    tree.refused.add(_CRITERIA)
    return {}


def _validated(model: type[_Model], data: object, tree: YamlTree, at: KeyPath = ()) -> _Model | None:
    try:
        return model.model_validate(data, by_alias=True, by_name=False)
    except ValidationError as error:
        from starrating.read import rule_file_errors  # noqa: PLC0415 (words for all that can be wrong; few files are)

        rule_file_errors.report(error, tree, at)
        return None


def _report_flaws(tree: YamlTree, flaws: Iterable[Problem]) -> None:
    for flaw in flaws:
        path = path_of(flaw)
        if not tree.is_refused(path):
            tree.report(tree.value_mark(path), flaw.code, flaw.message, flaw.hint, severity=flaw.severity)


def _reading_order(problem: Problem) -> tuple[str, int, int]:
    place = problem.place
    return (place.file, place.line, place.column or 0) if isinstance(place, LineRef) else (problem.file or "", 0, 0)
