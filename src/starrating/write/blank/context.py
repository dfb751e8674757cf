"""What is known of a review before it begins: what blank workbooks and forms are filled in with beforehand.

The rows of a score table as they are written into a workbook again, exactly.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from msgspec import Struct

from starrating.decimals import written
from starrating.exact import Exact
from starrating.i18n import CHINESE, Text, text
from starrating.model import (
    INCIDENT_COLUMNS,
    NOT_APPLICABLE,
    NUMBER,
    OPINION_COLUMNS,
    RECTIFICATION_COLUMNS,
    ROSTER_COLUMNS,
    SCORE_COLUMNS,
    Column,
    Period,
    RosterEntry,
    ScoreTable,
)
from starrating.model.acts import Finding
from starrating.model.cell_words import NOT_APPLICABLE_WORD, YES_NO, cell_word
from starrating.read.column_names import SHEET_NAMES, TableKind, match_key, names_of
from starrating.ruleset import Criteria, RuleSet
from starrating.ruleset.conditions import OpinionTest
from starrating.ruleset.reads import sections_of

ROWS = 40
"""How many rows are prepared where no branch is known and no number is given."""
_USUAL = frozenset((*SCORE_COLUMNS, *INCIDENT_COLUMNS, *ROSTER_COLUMNS, *OPINION_COLUMNS, *RECTIFICATION_COLUMNS))
KnownBranch = Mapping[str, Any]
"""What is known of a branch, by column of the score sheet or code of an item; what is left out is blank."""

BOOK = text("score sheet")
"""What the workbook of a period is called."""


class BlankContext(Struct, frozen=True, eq=False):
    """The paper of one review: by which rules and criteria, for which period, about which branches.

    `criteria` has the items, also where the rule set leaves them to the workbook. Without a `period` there is none in
    the title; without `rows` there are blank ones, `number` if it is given. `findings` are open from earlier periods.
    """

    rules: RuleSet
    criteria: Criteria
    period: Period | None = None
    organisation: str | None = None
    rows: Sequence[KnownBranch] = ()
    roster: Sequence[RosterEntry] = ()
    findings: Sequence[Finding] = ()
    number: int | None = None

    @property
    def number_of_rows(self) -> int:
        """The rows of a table of branches: as many as were asked for, but no fewer than branches are known."""
        return max(self.number or (0 if self.rows else ROWS), len(self.rows))

    def say(self, message: Text) -> str:
        """Say a message in the language of the rule set."""
        return message.say(self.rules.language)

    def head(self, column: Column) -> str:
        """Return the head of a column: of the branch what is rated, in English the identifier of a usual one in words.

        What the reader would take for the unit is no head of the branch.
        """
        subject = self.rules.wording.subject
        if column.name == "branch":
            return column.head if match_key(subject) in names_of("unit", "单位") else subject
        return column.shown(self.rules.language)

    def sheet(self, kind: TableKind) -> str:
        """Return what the sheet of a kind of table is called; the reader knows both names."""
        return SHEET_NAMES[kind][0 if self.rules.language == CHINESE else 1]

    def marks(self, marks: Decimal) -> str:
        """Write full marks as heads have them: (14分), (14)."""
        return f"({written(marks, 0)}{'分' if self.rules.language == CHINESE else ''})"

    def title(self, kind: Text) -> str:
        """Return the title of a sheet: 2013年上半年星级党支部考核评分表; the period stands there for the reader."""
        period = self.period.say(self.rules.language) if self.period else ""
        between = "" if self.rules.language == CHINESE else " "
        return between.join(part for part in (period, self.rules.wording.scheme, self.say(kind)) if part)

    def headline(self, kind: Text) -> str:
        """Return the title with the organisation before it, where it is known."""
        between = "" if self.rules.language == CHINESE or not self.organisation else ": "
        return f"{self.organisation or ''}{between}{self.title(kind)}"

    @property
    def branches(self) -> list[str]:
        """The branches, in the order of the rows."""
        return [row["branch"] for row in self.rows]

    @property
    def departments(self) -> tuple[str, ...]:
        """The departments whose opinion is asked, and those whose opinion a rule reads."""
        read = (test.opinion for test in sections_of(self.rules, OpinionTest))
        return tuple(dict.fromkeys((*self.rules.procedure.departments, *read)))


def written_cell(value: object, column: Column, rules: RuleSet) -> object:
    """Return what a cell says for a value, in words that are read back as that value."""
    if value is None or column.kind not in {"star", "answer"}:
        return value
    if column.kind == "star":
        return rules.levels.name(int(str(value)))
    yes, no = YES_NO[rules.language]
    return yes if value else no


def rows_of(table: ScoreTable, language: str) -> dict[str, Mapping[str, Any]]:
    """Return what each branch has, by column of the score sheet or code of an item; blank cells are None."""
    columns = {name: list(values) for name, values in table.columns.items()}
    columns |= {
        item.code: _scores(table.points[:, index], table.point_states[:, index].tolist(), language)
        for index, item in enumerate(table.items)
    }
    columns["total"] = _scores(table.total, table.total_states.tolist(), language)
    return {
        branch: {"branch": branch, **{name: values[row] for name, values in columns.items()}}
        for row, branch in enumerate(table.branch)
    }


def _scores(points: Exact, states: list[int], language: str) -> list[Decimal | str | None]:
    words = {NOT_APPLICABLE: cell_word(NOT_APPLICABLE_WORD, language)}
    written = points.texts(0)
    return [
        Decimal(number) if state == NUMBER else words.get(state) for number, state in zip(written, states, strict=True)
    ]
