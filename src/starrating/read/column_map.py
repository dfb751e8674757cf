"""An office's own names for sheets and columns, beside the published ones."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Self, get_args

from starrating.files.scores.column_names import TableKind, key_of, kind_by_name, names_of
from starrating.files.scores.heads import Head, Header, full_marks_of

IGNORE = "ignore"
"""What a head may be mapped to if its column is to be passed over without a notice."""

_TAKEN = names_of("branch", "党支部") | names_of("unit", "单位")


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """What the office's own names stand for; every own name is kept as it is compared (`key_of`).

    `columns` has, for each kind of sheet, own heads → identifiers of columns (or IGNORE); `items` own heads of the
    score sheet → titles or codes of items; `sheets` own names of sheets → their kind.
    """

    columns: Mapping[TableKind, Mapping[str, str]] = field(default_factory=dict)
    items: Mapping[str, str] = field(default_factory=dict)
    sheets: Mapping[str, TableKind] = field(default_factory=dict)

    def branches(self) -> frozenset[str]:
        """Return the keys of the heads that stand for the branch, on whatever sheet."""
        return frozenset(key for own in self.columns.values() for key, name in own.items() if name == "branch")

    def heads(self) -> frozenset[str]:
        """Return the keys of all heads that stand for something."""
        return frozenset(self.items).union(*self.columns.values())

    def kind_of(self, sheet: str) -> TableKind | None:
        """Return the kind of table that a sheet of this name holds, the office's own names first."""
        return self.sheets.get(key_of(sheet)) or kind_by_name(sheet)

    def rating(self, subject: str) -> Self:
        """Return the map with what the rule set rates, such as 村党组织, as one more name of the branch."""
        key = key_of(subject)
        if key in _TAKEN:
            return self
        kinds: tuple[TableKind, ...] = get_args(TableKind)
        return replace(self, columns={kind: {key: "branch", **self.columns.get(kind, {})} for kind in kinds})

    def applied(self, header: Header, kind: TableKind) -> Header:
        """Return the heads of a sheet of some kind, each knowing what it stands for, without the ignored ones."""
        own = {**(self.items if kind == "scores" else {}), **self.columns.get(kind, {})}
        return header._replace(heads=tuple(_renamed(header.heads, own)))

    def applied_to_items(self, heads: Iterable[Head]) -> list[Head]:
        """Return the heads of the items of a form, each knowing what it stands for."""
        return list(_renamed(heads, self.items))


def _renamed(heads: Iterable[Head], own: Mapping[str, str]) -> Iterator[Head]:
    for head in heads:
        name = own.get(head.key)
        if name is None:
            yield head
        elif name != IGNORE:
            known_as, marks = full_marks_of(name)
            yield head._replace(known_as=known_as, full_marks=head.full_marks if marks is None else marks)
