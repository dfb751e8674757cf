"""Reviews of half-years from small text tables, rated by the founding plan, and what is known of years."""

from starrating.model import NO_STAR, Inputs, Period, Records, Review
from starrating.model.acts import UnitChange
from starrating.rating.rate import rate
from starrating.rating.year_stars import YearResult
from starrating.ruleset import RuleSet, canonical, digest
from tables import incidents, plan, table

AT = "2013-12-31T08:00:00+08:00"


def half(period: str, scores: str, happened: str = "", rules: RuleSet | None = None, roster=()) -> Review:
    """Rate a half-year: `branch score [column=value …]` per line, `branch trigger date [column=value …]` likewise."""
    when, rules = Period.parse(period), rules or plan()
    ratings = rate(Inputs(when, table(scores), incidents(happened)), rules)
    return Review(
        when, 1, AT, "0", rules.id, digest(rules), canonical(rules), (), ratings, Records(roster=tuple(roster))
    )


def year_result(year: int, stars: str, secretaries: str = "") -> YearResult:
    """Read `branch star` pairs (- for none), and who was secretary; of a year without stars nothing is recorded."""
    named = dict(pair.split("=") for pair in stars.split())
    held = {branch: NO_STAR if star == "-" else int(star) for branch, star in named.items()}
    who = dict(pair.split("=") for pair in secretaries.split())
    return YearResult(Period(year), 1 if held else 0, held, {branch: who.get(branch) for branch in held})


def renamed(before: str, after: str, day) -> UnitChange:
    """Make a renaming."""
    return UnitChange(day, "renamed", (before,), (after,))
