"""The workbook of a comparison: who moves under other rules, and how many branches have each star before and after."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from starrating.decimals import share
from starrating.i18n import Text, text
from starrating.model import Review
from starrating.ruleset import RuleSet
from starrating.write.wording import SheetWording
from starrating.write.xlsx.table import Column, Table, write_table
from starrating.write.xlsx.workbook import Styles, WorkbookProperties, new_book


class MoveRow(NamedTuple):
    """A branch that moves: its score (None if it has none) and level before and after, in words, and the reason."""

    branch: str
    before: tuple[str | None, str]
    after: tuple[str | None, str]
    reason: str
    rises: bool


class ShareRow(NamedTuple):
    """A level and how many branches have it before and after."""

    level: str
    before: int
    after: int


def write_comparison(
    path: Path,
    review: Review,
    rules: tuple[RuleSet, RuleSet],
    moves: Sequence[MoveRow],
    shares: Sequence[ShareRow],
) -> None:
    """Write the workbook in the language of the new rule set; `rules` are the old one and the new one."""
    old, new = rules
    words = SheetWording(new, review.period)
    message = text("Note: from “%(old)s” to “%(new)s”.", old=old.title, new=new.title)
    about = WorkbookProperties(words.title(text("comparison of rule sets")), review.recorded_at, subject=new.title)
    with new_book(path, about) as book:
        styles = Styles(book, new.language)
        write_table(book, styles, _moves_table(words, message, moves))
        write_table(book, styles, _shares_table(words, message, shares))


def _moves_table(words: SheetWording, rules: Text, moves: Sequence[MoveRow]) -> Table:
    say = words.say
    rises, falls = say(text("rises")), say(text("falls"))
    columns = [
        Column(say(text("No.")), np.arange(1, len(moves) + 1), 6, "whole"),
        Column(words.rules.wording.subject, [move.branch for move in moves], 16, "text", widest=28),
        Column(say(text("Score before")), [move.before[0] for move in moves], 10),
        Column(say(text("Star before")), [move.before[1] for move in moves], 10, widest=14),
        Column(say(text("Score after")), [move.after[0] for move in moves], 10),
        Column(say(text("Star after")), [move.after[1] for move in moves], 10, widest=14),
        Column(say(text("Change")), [rises if move.rises else falls for move in moves], 8),
        Column(say(text("Reason")), [move.reason for move in moves], 30, "text", widest=60),
    ]
    none = [] if moves else [text("Nobody moves.")]
    title = words.title(text("comparison of rule sets"))
    return Table(say(text("Who moves")), title, words.period_line, "", columns, words.notes(rules, *none))


def _shares_table(words: SheetWording, rules: Text, shares: Sequence[ShareRow]) -> Table:
    say = words.say
    before, after = sum(row.before for row in shares), sum(row.after for row in shares)
    columns = [
        Column(say(text("Star")), [row.level for row in shares], 16),
        Column(say(text("Number before")), np.array([row.before for row in shares], dtype=np.int64), 12, "whole"),
        Column(say(text("Share before")), [share(row.before, before) for row in shares], 14),
        Column(say(text("Number after")), np.array([row.after for row in shares], dtype=np.int64), 12, "whole"),
        Column(say(text("Share after")), [share(row.after, after) for row in shares], 14),
    ]
    title = words.title(text("shares before and after"))
    note = text("Shares are of the branches that have a star.")
    return Table(
        say(text("Shares before and after")), title, words.period_line, "", columns, words.notes(rules, note), frozen=1
    )
