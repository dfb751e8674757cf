"""Every kind of problem that a workbook can give rise to has a title, and no title stands for nothing."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from starrating.model.problem_kinds import TITLES, title

SRC = Path(__file__).parents[1] / "src" / "starrating"
MAKERS = {"Problem": 1, "Rejection": 0, "SheetRejection": 0}
"""What makes a problem of a workbook, and at which position of its arguments the code stands."""
OF_RULES = ("starrating.formats.yaml_tree", "starrating.read.rule_file", "starrating.ruleset", "starrating.ledger")
"""Where problems are made that no workbook has."""
IMPORTED = re.compile(r"^\s*from (starrating\.[\w.]+) import (\w+)", re.MULTILINE)


def codes_in(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        name = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
        if name in MAKERS and len(node.args) > MAKERS[name]:
            code = node.args[MAKERS[name]]
            if isinstance(code, ast.Constant) and isinstance(code.value, str):
                yield code.value


def file_of(module: str) -> Path:
    return SRC.parent / f"{module.replace('.', '/')}.py"


def reached(module: str, known: set[str]) -> set[str]:
    """Return the modules that one imports, early or late, and those that they import."""
    if module not in known and file_of(module).is_file() and not module.startswith(OF_RULES):
        known.add(module)
        for source, name in IMPORTED.findall(file_of(module).read_text(encoding="utf-8")):
            reached(source, known)
            reached(f"{source}.{name}", known)
    return known


def used() -> set[str]:
    modules = reached("starrating.commands.check", set())
    return {code for module in modules for code in codes_in(file_of(module))}


def test_every_kind_has_a_title():
    assert len(used()) > 60
    assert not sorted(used() - TITLES.keys()), "add their titles to model/problem_kinds.py"


def test_no_title_is_left_over():
    everywhere = "\n".join(
        path.read_text(encoding="utf-8") for path in SRC.rglob("*.py") if path.stem != "problem_kinds"
    )
    assert not [code for code in TITLES if f'"{code}"' not in everywhere]


def test_titles_tell_the_kinds_apart():
    said = [each.say("en") for each in TITLES.values()]
    assert len(set(said)) == len(said)


def test_a_kind_without_a_title_stands_for_itself():
    assert title("level-gap").say("zh_CN") == "level-gap"
