"""What must hold after any acts in any order, written from the procedure and not from the program.

A period has an assessment (score by branch, branches with an incident), what departments answered, stars that were set
and not dropped, whether it is decided, what its last notice says and where it hangs, whether a ceremony is planned, and
its objections: open ones, upheld ones that wait for an assessment, and upheld ones that were assessed and wait for a
notice. Around it the office has targets that were declared, forms that came, findings, and plaques.
"""

import datetime as dt
from dataclasses import dataclass, field

Result = tuple[dict[str, float], frozenset[str]]


def star_of(score: float) -> int:
    """Return the star of a score by the plan's lines."""
    return 5 if score >= 90 else 4 if score >= 80 else 3


@dataclass
class Case:
    """A half-year or a year; `wrong` is the result that each upheld objection called wrong.

    `posted` is where its notice hangs, `posted_before` where those of earlier results hung.
    """

    result: Result = field(default_factory=lambda: ({}, frozenset()))
    settings: dict[str, tuple[int, bool]] = field(default_factory=dict)
    decided: bool = False
    published: dict[str, int] | None = None
    last_day: dt.date | None = None
    awarded: bool = False
    answers: str = ""
    decided_on: dt.date = dt.date.min
    posted: set[str] = field(default_factory=set)
    posted_before: set[str] = field(default_factory=set)
    planned: dt.date | None = None
    open: set[int] = field(default_factory=set)
    due: set[int] = field(default_factory=set)
    unpublished: set[int] = field(default_factory=set)
    wrong: dict[int, Result] = field(default_factory=dict)
    rests_on: tuple[str, ...] = ()

    @property
    def recorded(self) -> bool:
        """Whether there is an assessment."""
        return bool(self.result[0])

    @property
    def noticed(self) -> bool:
        """Whether the result that holds now is on notice, or was."""
        return self.last_day is not None

    @property
    def settled(self) -> bool:
        """Whether it is decided and nobody's objection is open or due."""
        return self.decided and not self.open and not self.due

    @property
    def owes_correction(self) -> bool:
        """Whether it is decided otherwise than an earlier notice says, and no notice has said so yet."""
        return self.decided and self.published is not None and not self.noticed

    def assessed(self, branch: str) -> int:
        """Return the star that was assessed: an incident lowers it by one, not below three."""
        scores, lowered = self.result
        return max(3, star_of(scores[branch]) - (branch in lowered))

    def stars(self) -> dict[str, int]:
        """Return the star of each branch that holds now."""
        held = {branch: star for branch, (star, _) in self.settings.items()} if self.decided else {}
        return {branch: held.get(branch, self.assessed(branch)) for branch in self.result[0]}

    def refuted(self, branch: str) -> bool:
        """Whether an upheld objection gave back the star that an incident had lowered."""
        star, by_objection = self.settings.get(branch, (0, False))
        return by_objection and star >= star_of(self.result[0][branch])

    def takes(self, result: Result, *, reopen: bool) -> bool:
        """Whether an assessment with this result is let through."""
        if reopen:
            return self.decided or bool(self.due)
        if self.decided and not self.due:
            return False
        return all(self.wrong[number] != result for number in self.due | self.unpublished)

    def assess(self, result: Result, names: dict[str, str], *, reopen: bool) -> None:
        """Take a new assessment; `names` are the new names of branches that were renamed."""
        if reopen:
            self.wrong = dict.fromkeys(self.wrong, ({}, frozenset()))
        self.result, self.decided = result, False
        self.unpublish()
        self.settings = {
            names[branch] if names.get(branch) in result[0] else branch: each for branch, each in self.settings.items()
        }
        self.unpublished, self.due = self.unpublished | self.due, set()

    def set_stars(self, stars: dict[str, int], *, by_objection: bool) -> None:
        """Let the result be superseded by one with these stars."""
        self.settings |= {branch: (star, by_objection) for branch, star in stars.items()}
        if by_objection:
            self.unpublish()

    def unpublish(self) -> None:
        """Let nothing that was done with an earlier result hold for the one of now."""
        self.posted_before |= self.posted
        self.last_day, self.awarded, self.planned, self.posted = None, False, None, set()

    def publish(self, last_day: dt.date) -> None:
        """Put the result on notice."""
        self.published, self.last_day, self.unpublished = self.stars(), last_day, set()


ANSWERS = ("", "无", "有")
"""What the departments have answered on every branch: nothing, or that they have nothing or something against it."""


@dataclass
class OfficeRecords:
    """What the office keeps beside the reviews, under the names that branches have now.

    `declared` are targets by year and branch, `forms` the branches whose forms have come, `forms_by` the day fixed for
    them, `findings` the status of each finding by its number; `hung` is the star on the wall of a branch, `owed` are
    old plaques that have not come back.
    """

    declared: dict[int, dict[str, int]] = field(default_factory=dict)
    forms: dict[object, set[str]] = field(default_factory=dict)
    forms_by: dict[object, dt.date] = field(default_factory=dict)
    findings: list[str] = field(default_factory=list)
    hung: dict[str, int] = field(default_factory=dict)
    owed: list[tuple[str, int]] = field(default_factory=list)

    def rename(self, old: str, new: str) -> None:
        """Let a branch go on under another name; an old plaque that it owes is still its own."""
        for each in self.declared.values():
            if old in each:
                each[new] = each.pop(old)
        for came in self.forms.values():
            if old in came:
                came.add(new)
        if old in self.hung:
            self.hung[new] = self.hung.pop(old)
        self.owed = [(new if branch == old else branch, star) for branch, star in self.owed]

    def award(self, stars: dict[str, int]) -> None:
        """Hang a plaque for every star, and ask for those back that no longer say the star of their branch."""
        self.owed += [(branch, star) for branch, star in self.hung.items() if stars.get(branch) != star]
        self.hung = dict(stars)
