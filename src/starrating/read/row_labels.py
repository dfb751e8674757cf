"""What the rows of a table are called, and what their names prove before anything is added up."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from msgspec import Struct

from starrating.model.plain_names import is_odd, plain_name
from starrating.patterns import regex
from starrating.read.full_marks import plain_label, plain_labels
from starrating.read.label_hints import RowHint, is_organisation, row_hint
from starrating.read.number_grid import BLANK, TEXT, Mask, NumberGrid
from starrating.read.table_roles import Known, TableCells

_TITLE = regex(r"(?:[一二三四五六七八九十]+[、.]|[(（][一二三四五六七八九十]+[)）]).*|.*表(?:[(（]续[)）])?")
_LONGEST_NAME = 15
_SECTION = regex(r"(?:[一二三四五六七八九十]+[、.]|[(（][一二三四五六七八九十]+[)）]|[◆◇★☆●○■□▲△※]).+")
"""一、生产支部, （一）机关, ◆五星级支部."""
_COUNTED = regex(r".+[(（]?共?(\d+)个(?:党?支部)?[)）]?")
"""生产支部（2个）."""


_ABOVE = regex(r".*(?:总支|党委|党工委|党组|委员会)(?:所[属辖]|直[属管])?(?:党?支部)?(?:[(（][^()（）]*[)）])?")
"""机关党总支, ××公司党委, 机关党总支所属支部（4个）: the organisation above the branches."""
_SEALED = regex(r"中共.*|.*(?:盖章|公章|签章|印章).*")
"""××党委（盖章）, 中共××公司委员会: whose table it is."""


class RowLabels(Struct, frozen=True, eq=False, dict=True):
    """What the rows are called: labels, what these hint at, and which rows are named by something else.

    `known` and `denied` are rows whose name is known as a branch's or as none, `numbered` those with a running number,
    `repeated` those that repeat the head, `alone` those with nothing but their label, `noted` those whose words
    up to the branch's column begin a note or a signature; `full` ones have half as many numbers as any row, or more.
    """

    labels: Sequence[str]
    hints: Sequence[RowHint]
    known: Mask
    denied: Mask
    numbered: Mask
    organisation: Mask
    repeated: Mask
    alone: Mask
    blank: Mask
    noted: Mask
    full: Mask

    @cached_property
    def proven(self) -> Mask:
        """Rows that are branches by their name or number, before anything is calculated."""
        unhinted = _mask(hint.role is None for hint in self.hints)
        weak = _mask(not hint.certain and not hint.whole for hint in self.hints)
        like = unhinted & (self.organisation & ~self.sections if self.has_form else self.named & ~self.titles)
        if self.expects_numbers:
            like &= self.numbered | self.organisation
        return np.asarray(
            ~self.repeated & ~self.denied & (self.known | (self.numbered & self.named & (unhinted | weak)) | like)
        )

    @cached_property
    def named(self) -> Mask:
        """Rows that have a label."""
        return _mask(map(bool, self.labels))

    @property
    def titles(self) -> Mask:
        """Rows with nothing but the title of a group or of a page, or a remark: 一、生产单位, ××考核表(续)."""
        titles = self.alone.copy()
        for row in np.flatnonzero(titles).tolist():
            label = self.labels[row]
            titles[row] = bool(_TITLE.fullmatch(label)) or len(label) > _LONGEST_NAME
        return titles

    @cached_property
    def sections(self) -> Mask:
        """Rows with nothing but a name that is marked as that of a group, as no row with scores is, above such a row.

        A count in it is that of the rows up to the next one: 生产支部（2个）.
        """
        ends = np.flatnonzero(self.alone | self.blank).tolist()
        found = np.zeros(len(self.labels), np.bool_)
        if not ends:
            return found
        marked = _mask(_SECTION.fullmatch(label) is not None for label in self.labels)
        counted = [_COUNTED.fullmatch(label) for label in self.labels]
        apart = not (marked & self.full & ~self.alone).any()
        for at, row in enumerate(ends):
            many = (ends[at + 1] if at + 1 < len(ends) else len(self.labels)) - row - 1
            said = counted[row]
            found[row] = bool(many) and ((marked[row] and apart) or (said is not None and int(said[1]) == many))
        return found & self.named & ~self.known

    @cached_property
    def above(self) -> Mask:
        """Rows called by an organisation above branches, not known and without a number: titles of groups, or seals."""
        return _mask(_ABOVE.fullmatch(label) is not None for label in self.labels) & ~self.known & ~self.numbered

    @cached_property
    def sealed(self) -> Mask:
        """Those of them that sign the table."""
        return self.above & _mask(_SEALED.fullmatch(label) is not None for label in self.labels)

    @cached_property
    def has_form(self) -> bool:
        """Whether most names have the form ××党支部, so that one without it is unlike the others."""
        named = self.named & ~self.repeated & ~self.alone & self.full
        return int(self.organisation[named].sum()) * 2 > int(named.sum())

    @property
    def expects_numbers(self) -> bool:
        """Whether most rows have a running number, so that one without it is unlike the others."""
        named = self.named & ~self.repeated & ~self.alone & self.full
        return int(self.numbered[named].sum()) * 2 > int(named.sum())


def row_labels(table: TableCells, grid: NumberGrid, running: int | None, known: Known) -> RowLabels:
    """Read the labels of all rows; where the branch's column says nothing, any other text of the row is its label."""
    cells = [row[table.branch] for row in table.rows]
    labels = [cell.strip() if type(cell) is str else _text(cell) for cell in cells]
    texts = (grid.states == TEXT).sum(axis=1)
    many, blank = grid.filled.sum(axis=1), (grid.states == BLANK).all(axis=1)
    for row in np.flatnonzero([not label for label in labels] & ~blank).tolist():
        labels[row] = _any_text(table.rows[row], table.branch)
    if is_odd(" ".join(labels)):
        labels = list(map(plain_name, labels))
    keys = plain_labels(labels)
    names, others = set(plain_labels(list(known.branches))), set(plain_labels(list(known.others)))
    own = {plain_label(each) for each in (table.heads[table.branch].title, *table.heads[table.branch].above)} - {""}
    organisations = {key: is_organisation(key) for key in keys}
    hints = {key: row_hint(key, organisation=is_one) for key, is_one in organisations.items()}
    return RowLabels(
        labels,
        [hints[key] for key in keys],
        _mask(map(names.__contains__, keys)),
        _mask(map(others.__contains__, keys)),
        grid.filled[:, running] if running is not None else np.zeros(len(labels), np.bool_),
        _mask(map(organisations.__getitem__, keys)),
        _mask(map(own.__contains__, keys)),
        np.asarray((texts + grid.filled.sum(axis=1)) <= 1),
        blank,
        _mask(hint.role == "note" for hint in map(hints.__getitem__, keys)) | _noted(table, grid, running),
        np.asarray(2 * many >= many.max(initial=0)),
    )


def _noted(table: TableCells, grid: NumberGrid, running: int | None) -> Mask:
    """Tell which rows with hardly a number have a note or a signature left of the branch's column."""
    noted = np.zeros(len(table.rows), np.bool_)
    numbers = grid.filled.sum(axis=1) - (grid.filled[:, running] if running is not None else 0)
    for row in np.flatnonzero(numbers <= 1).tolist() if table.branch else ():
        texts = [cell for cell in table.rows[row][: table.branch] if isinstance(cell, str)]
        noted[row] = any(_hint(text).role == "note" for text in texts)
    return noted


def _mask(each: Iterable[bool]) -> Mask:
    return np.fromiter(each, np.bool_)


def _text(cell: object) -> str:
    """Return the name that a cell without words holds; a number may be one, a truth value or a date is none."""
    return str(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) else ""


def _any_text(row: Sequence[Any], branch: int) -> str:
    """Return a text that hints at what a row is, left of the branch's column first, then right of it."""
    order = [*range(branch - 1, -1, -1), *range(branch + 1, len(row))]
    texts = (row[column].strip() for column in order if row[column] and isinstance(row[column], str))
    return next((text for text in texts if _hint(text).role), "")


def _hint(words: str) -> RowHint:
    plain = plain_label(words)
    return row_hint(plain, organisation=is_organisation(plain))
