"""What a sheet is, told once: the form of one branch, or a table of some kind, and where its heads stand."""

from typing import Literal

from msgspec import Struct

from starrating.formats.sheet import Row, Sheet
from starrating.read.column_map import ColumnMap
from starrating.read.column_names import TableKind
from starrating.read.form_cells import FormHeader, find_form
from starrating.read.header_row import HeaderRow, find_header_row
from starrating.read.sheet_layout import kind_by_heads
from starrating.ruleset import RuleSet

SheetKind = Literal[TableKind, "form"]


class SheetPlan(Struct, frozen=True):
    """A sheet, and how it is to be read.

    `named` is the kind that its name says, `kind` what it is, by its name first, then by its heads; None if it is
    neither a form nor a table that is read. `header` are the heads as they stand in the sheet, above a table that
    names branches; `form` those of a form.
    """

    sheet: Sheet
    named: TableKind | None
    kind: SheetKind | None
    header: HeaderRow | None
    form: FormHeader | None

    @property
    def title_rows(self) -> list[Row]:
        """Return the rows above the heads."""
        top = self.form.row if self.form else self.header.top if self.header else 1
        return self.sheet.first_rows(top - 1)


def plan_sheet(sheet: Sheet, mapping: ColumnMap, rules: RuleSet) -> SheetPlan:
    """Tell what a sheet is; a sheet that is named as something else than scores is never a form."""
    named = mapping.kind_of(sheet.name)
    form = find_form(sheet.first_rows()) if named in {None, "scores"} else None
    if form:
        return SheetPlan(sheet, named, "form", None, form)
    names = mapping.branches(), mapping.heads()
    header = find_header_row(sheet.first_rows(), sheet.merges, *names, alone=named == "roster")
    kind = named or (_kind_by_heads(header, mapping, rules) if header else None)
    return SheetPlan(sheet, named, kind, header, None)


def _kind_by_heads(header: HeaderRow, mapping: ColumnMap, rules: RuleSet) -> TableKind | None:
    """Tell the kind of table from its heads, with what they stand for in the office's own words."""
    kinds: tuple[TableKind, ...] = ("scores", "incidents")
    return next((kind for kind in kinds if kind_by_heads(mapping.applied(header, kind), rules) == kind), None)
