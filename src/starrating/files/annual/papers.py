"""What the workbook of a year is about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from starrating.files.results.words import ReviewWords
from starrating.model import NO_STAR, Period
from starrating.model.acts import Consequence


@dataclass(frozen=True, slots=True, eq=False)
class YearPaper(ReviewWords):
    """The recorded result of a year, what follows from it, and the stars of the years before, the first one first."""

    consequences: Sequence[Consequence] = ()
    past: Mapping[Period, Mapping[str, int]] = field(default_factory=dict)

    def drawn(self, kind: str) -> list[Consequence]:
        """Return the consequences of a kind."""
        return [each for each in self.consequences if each.id == kind]

    def held(self, year: Period, branch: str) -> str | None:
        """Name the star of a branch in an earlier year; None if it had none."""
        star = self.past[year].get(branch, NO_STAR)
        return None if star == NO_STAR else self.star(star)
