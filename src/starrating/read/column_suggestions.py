"""A proposed columns.yaml: for every head that was not understood, the nearest name that nothing else has taken."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from starrating.formats.sheet import Row, Sheet
from starrating.formats.workbook import open_workbook
from starrating.i18n import Text, text
from starrating.read.cell_values import BLANKS
from starrating.read.column_map import ColumnMap, columns_of
from starrating.read.column_names import IGNORED, SYNONYMS, TableKind, match_key
from starrating.read.header_row import ColumnHeader, HeaderRow, full_marks_of
from starrating.read.sheet_layout import kind_by_heads, match_roles
from starrating.read.sheet_plan import SheetPlan, plan_sheet
from starrating.ruleset import RuleSet

_NEAR_ENOUGH = 55
"""Of 100, how alike two names must be for one to be proposed."""
_FEWEST_HEADS = 3
_MAPPING = ColumnMap()


class _Proposal(NamedTuple):
    """A head, what it could stand for (None if nothing is near), how near that is, and where the head is."""

    own: str
    name: str | None
    likeness: int
    place: str


def suggested_mapping(paths: Sequence[Path], rules: RuleSet) -> str:
    """Return the text of a columns.yaml for these workbooks, with comments; every line of it is to be looked at.

    A head without a near name stands in a comment.
    """
    sections: dict[str, dict[str, _Proposal]] = {}
    for path in paths:
        for grid in open_workbook(path, str(path)).sheets:
            _propose(plan_sheet(grid, _MAPPING, rules), rules, sections)
    lines = [f"# {message}" for message in _EXPLAINED]
    for section, proposals in sections.items():
        lines += ["", *_written(section, list(proposals.values()))]
    return "\n".join(lines if sections else [*lines, "", f"# {_NOTHING}"]) + "\n"


_EXPLAINED: tuple[Text, ...] = (
    text("Proposed from the heads of the workbooks; look at every line, then save this as columns.yaml."),
    text("Left: the office's own name. Right: what it stands for, or ignore."),
)
_NOTHING = text("Every column was understood; there is nothing to propose.")


def _propose(plan: SheetPlan, rules: RuleSet, sections: dict[str, dict[str, _Proposal]]) -> None:
    """Propose names for the heads of a table that nothing is known by."""
    grid, header = plan.sheet, plan.header or _likely_header(plan.sheet)
    if header is None or plan.kind == "form":
        return
    kind = plan.kind or kind_by_heads(header, rules) or "scores"
    layout = match_roles(header, columns_of(kind, rules))
    items = _items(rules) if kind == "scores" else {}
    taken = {*layout.roles, *(items[head.key] for head in layout.rest if head.key in items)}
    unread = [
        head
        for head in layout.rest
        if head.key not in {*items, *IGNORED} and (head.full_marks is None or rules.criteria.origin == "rules")
    ]
    names = {key: name for key, name in (_names(kind, rules) | items).items() if name not in taken}
    for head, proposal in zip(unread, _nearest(grid, unread, names), strict=True):
        section = "items" if proposal.name in items.values() else kind
        sections.setdefault(section, {}).setdefault(head.key, proposal)


def _items(rules: RuleSet) -> dict[str, str]:
    return {match_key(name): item.code for _, item in rules.criteria.items for name in (item.code, item.title)}


def _names(kind: TableKind, rules: RuleSet) -> dict[str, str]:
    """Return the identifier of the column of every published name."""
    return {
        match_key(name): column.name
        for column in reversed(columns_of(kind, rules))
        for name in (column.head, *SYNONYMS.get(column.name, ()))
    }


def _nearest(grid: Sheet, heads: Sequence[ColumnHeader], names: Mapping[str, str]) -> Iterator[_Proposal]:
    """Yield a proposal for each head; a name is given to the head that is nearest to it."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 [only who asks for a proposal pays for the import]

    best = {head: process.extractOne(head.key, names.keys(), scorer=fuzz.ratio) for head in heads}
    winners: dict[str, ColumnHeader] = {}
    for head in sorted(filter(best.get, heads), key=lambda each: -best[each][1]):
        if best[head][1] >= _NEAR_ENOUGH:
            winners.setdefault(names[best[head][0]], head)
    for head in heads:
        name = next((name for name, winner in winners.items() if winner is head), None)
        yield _Proposal(head.title, name, round(best[head][1]) if name else 0, str(grid.place(head.row, head.column)))


def _likely_header(grid: Sheet) -> HeaderRow | None:
    """Find the heads where no column is known to be the branch's: the first row of at least three words."""
    for number, row in enumerate(grid.first_rows(10), start=1):
        if len(heads := _words(number, row)) >= _FEWEST_HEADS:
            return HeaderRow(heads, number, number)
    return None


def _words(number: int, row: Row) -> tuple[ColumnHeader, ...]:
    titled = ((column, *full_marks_of(cell)) for column, cell in enumerate(row) if str(cell).strip(BLANKS))
    return tuple(ColumnHeader(number, column, title, marks) for column, title, marks in titled if title)


def _written(section: str, proposals: Sequence[_Proposal]) -> Iterator[str]:
    named = [proposal for proposal in proposals if proposal.name]
    yield f"{section}:" if named else f"# {section}:"
    for proposal in named:
        place = _on_one_line(proposal.place)
        yield f"  {_quoted(proposal.own)}: {_quoted(proposal.name or '')}  # {place}, {proposal.likeness}%"
    for proposal in proposals:
        if not proposal.name:
            yield f"  # {_quoted(proposal.own)}: ignore  # {_on_one_line(proposal.place)}"


def _quoted(name: str) -> str:
    """Write a name as YAML text, whatever it holds."""
    return json.dumps(name, ensure_ascii=False)


def _on_one_line(place: str) -> str:
    """Keep a comment a comment, whatever a sheet is called."""
    return " ".join(place.split())
