"""An office's own names for sheets and columns, beside the published ones.

columns.yaml: what an office's own names for columns and sheets stand for.

    scores: {基层单位: branch, 申报的星: applied_star}
    items: {党费: 党费收缴与组织关系接转}
    incidents: {出事时间: date}
    sheets: {一览表: scores}
    branches: {去年同期: ignore}

Columns may be named by their identifier or their usual head, items by their title or code; `ignore` passes a column
over; in `branches` it says that a row of the score sheet is no branch. Sections `roster`, `opinions` and `findings` are
as `scores`.
"""

import difflib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Self, TypeVar, get_args

from msgspec import Struct, field
from msgspec.structs import replace

from starrating.errors import CellRef, UsageError
from starrating.formats.yaml_tree import YamlTree, read_yaml
from starrating.i18n import listed, text
from starrating.model import INCIDENT_COLUMNS, SCORE_COLUMNS, Column
from starrating.patterns import regex
from starrating.read.column_names import RECORD_COLUMNS, SHEET_NAMES, TableKind, kind_by_name, match_key, names_of
from starrating.read.header_row import ColumnHeader, HeaderRow, full_marks_of
from starrating.ruleset import RuleSet
from starrating.ruleset.sheet_columns import incident_columns, score_columns
from starrating.text_files import RULES, read_small

IGNORE = "ignore"
"""What a head may be mapped to if its column is to be passed over without a notice."""

_PLAIN = regex(r"[^\W\d][\w（）]*")
"""Names that YAML takes as they are: 去年同期, 全公司（平均）."""
_TAKEN = names_of("branch", "党支部") | names_of("unit", "单位")


class ColumnMap(Struct, frozen=True):
    """What the office's own names stand for; every own name is kept as it is compared (`match_key`).

    `columns` has, for each kind of sheet, own heads → identifiers of columns (or IGNORE); `items` own heads of the
    score sheet → titles or codes of items; `sheets` own names of sheets → their kind. `no_branches` are names, as they
    are written, of rows that are no branches.
    """

    columns: Mapping[TableKind, Mapping[str, str]] = field(default_factory=dict)
    items: Mapping[str, str] = field(default_factory=dict)
    sheets: Mapping[str, TableKind] = field(default_factory=dict)
    no_branches: frozenset[str] = frozenset()

    def branches(self) -> frozenset[str]:
        """Return the keys of the heads that stand for the branch, on whatever sheet."""
        return frozenset(key for own in self.columns.values() for key, name in own.items() if name == "branch")

    def heads(self) -> frozenset[str]:
        """Return the keys of all heads that stand for something."""
        return frozenset(self.items).union(*self.columns.values())

    def kind_of(self, sheet: str) -> TableKind | None:
        """Return the kind of table that a sheet of this name holds, the office's own names first."""
        return self.sheets.get(match_key(sheet)) or kind_by_name(sheet)

    def rating(self, subject: str) -> Self:
        """Return the map with what the rule set rates, such as 村党组织, as one more name of the branch."""
        key = match_key(subject)
        if key in _TAKEN:
            return self
        kinds: tuple[TableKind, ...] = get_args(TableKind)
        return replace(self, columns={kind: {key: "branch", **self.columns.get(kind, {})} for kind in kinds})

    def applied(self, header: HeaderRow, kind: TableKind) -> HeaderRow:
        """Return the heads of a sheet of some kind, each knowing what it stands for, the ignored ones apart."""
        own = {**(self.items if kind == "scores" else {}), **self.columns.get(kind, {})}
        passed_over = tuple(head for head in header.heads if own.get(head.key) == IGNORE)
        return header._replace(heads=tuple(_renamed(header.heads, own)), passed_over=passed_over)

    def applied_to_items(self, heads: Iterable[ColumnHeader]) -> list[ColumnHeader]:
        """Return the heads of the items of a form, each knowing what it stands for."""
        return list(_renamed(heads, self.items))


def in_yaml(name: str) -> str:
    """Write a name as it can be typed into the file, whatever it holds."""
    return name if _PLAIN.fullmatch(name) else json.dumps(name, ensure_ascii=False)


def _renamed(heads: Iterable[ColumnHeader], own: Mapping[str, str]) -> Iterator[ColumnHeader]:
    for head in heads:
        name = own.get(head.key)
        if name is None:
            yield head
        elif name != IGNORE:
            known_as, marks = full_marks_of(name)
            yield head._replace(known_as=known_as, full_marks=head.full_marks if marks is None else marks)


FILE = "columns.yaml"
"""What the file is called in a workspace."""
_Name = TypeVar("_Name", bound=str)
_SECTIONS = (*SHEET_NAMES, "items", "sheets", "branches")


def load_column_map(path: Path, rules: RuleSet | None = None) -> ColumnMap:
    """Load a file of names; without the file there are none. `UsageError` has every problem of it, each with its line.

    With the rule set, the columns that it declares are known as well.
    """
    if not path.exists():
        return ColumnMap()
    try:
        content = read_small(path, RULES).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        message = text("The file of column names cannot be read as UTF-8 text.")
        hint = text("Save it again with the encoding UTF-8, and see that you may read it.")
        raise UsageError.because("column-names-unreadable", message, hint, CellRef(str(path))) from error
    tree = read_yaml(str(path), content)
    found = _mapped(tree, rules)
    if tree.problems:
        raise UsageError(tree.problems)
    return found


def columns_of(kind: TableKind, rules: RuleSet | None) -> tuple[Column, ...]:
    """Return the columns that a sheet of some kind may have, besides items."""
    if kind == "scores":
        return score_columns(rules) if rules else SCORE_COLUMNS
    if kind == "incidents":
        return incident_columns(rules) if rules else INCIDENT_COLUMNS
    return RECORD_COLUMNS[kind]


def _mapped(tree: YamlTree, rules: RuleSet | None) -> ColumnMap:
    sections = _sections(tree)
    columns: dict[TableKind, Mapping[str, str]] = {}
    for kind in SHEET_NAMES:
        known = {
            match_key(name): column.name for column in columns_of(kind, rules) for name in (column.head, column.name)
        }
        columns[kind] = _section(tree, sections, kind, known | {IGNORE: IGNORE})
    kinds = {match_key(name): kind for kind, names in SHEET_NAMES.items() for name in names}
    passed_over = _section(tree, sections, "branches", {IGNORE: IGNORE})
    no_branches = frozenset(name for name in sections.get("branches", {}) if match_key(name) in passed_over)
    return ColumnMap(columns, _items(tree, sections, rules), _section(tree, sections, "sheets", kinds), no_branches)


def _sections(tree: YamlTree) -> Mapping[str, Mapping[str, object]]:
    """Return the sections of the file, without what is none."""
    if tree.data is None or tree.problems:
        return {}
    if not isinstance(tree.data, dict):
        message = text("The file is made of sections, each with names, such as “scores: {star wanted: applied_star}”.")
        tree.report(tree.value_mark(()), "no-sections", message)
        return {}
    for name, section in tree.data.items():
        if name not in _SECTIONS:
            _report_unknown(tree, name, _SECTIONS)
        elif not isinstance(section, dict):
            message = text("%(section)s has no names in it.", section=name)
            hint = text("Write the office's own name, a colon, and what it stands for: star wanted: applied_star")
            tree.report(tree.value_mark((name,)), "no-names", message, hint)
    return {name: section for name, section in tree.data.items() if isinstance(section, dict)}


def _report_unknown(tree: YamlTree, name: str, known: Iterable[str]) -> None:
    message = text("There is no section %(name)s.", name=name)
    tree.report(tree.key_mark((name,)), "unknown-key", message, text("Sections: %(known)s", known=listed(known)))


def _section(
    tree: YamlTree, sections: Mapping[str, Mapping[str, object]], section: str, known: Mapping[str, _Name]
) -> dict[str, _Name]:
    """Return what the names of a section stand for; what is not known is reported, with the nearest that is."""
    found = {}
    for own, meant in sections.get(section, {}).items():
        key = match_key(str(meant))
        if key in known:
            found[match_key(own)] = known[key]
            continue
        near = difflib.get_close_matches(key, known, n=3, cutoff=0.5)
        message = text("%(own)s cannot stand for %(name)s: there is no such name.", own=own, name=meant)
        hint = text("Known names: %(known)s", known=listed(near or dict.fromkeys(known.values())))
        tree.report(tree.value_mark((section, own)), "unknown-column-name", message, hint)
    return found


def _items(tree: YamlTree, sections: Mapping[str, Mapping[str, object]], rules: RuleSet | None) -> dict[str, str]:
    """Return the items that own names stand for: of the rule set's, or any, where the workbook says which there are."""
    if rules and rules.criteria.origin == "rules":
        known = {match_key(name): item.code for _, item in rules.criteria.items for name in (item.code, item.title)}
        return _section(tree, sections, "items", known)
    return {match_key(own): str(meant) for own, meant in sections.get("items", {}).items()}
