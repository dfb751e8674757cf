"""The star of a year from the reviews of its parts (plan 4.4-procedure, 4.5-dynamic).

The score of the year is the exact mean of the totals, by their weights; the triggers of the year lower its star by the
steps of the rule set, so a trigger in any review does so once. What the committee changed in a half-year does not carry
into the year: scores and incidents do.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from msgspec import Struct, field
from msgspec.structs import replace

from starrating.errors import Problem, RuleSetError
from starrating.i18n import Text, listed, text
from starrating.model import NO_STAR, Inputs, Period, Ratings, Review
from starrating.model.acts import StarSetting
from starrating.model.branch_names import BranchNames
from starrating.rating.rate import rate
from starrating.rating.year_inputs import Rows, incidents_of_year, only_in_the_year, rows_of, table_of, totals_of
from starrating.ruleset import RuleSet
from starrating.ruleset.of_year import combining_totals, not_of_a_year

SINGLE_REVIEW = "annual.single_review"


class YearResult(Struct, frozen=True):
    """How branches stood in a recorded year; `stars` has NO_STAR for none, `secretaries` None where blank."""

    period: Period
    version: int
    stars: Mapping[str, int] = field(default_factory=dict)
    secretaries: Mapping[str, str | None] = field(default_factory=dict)

    def carried(self, lineage: BranchNames, branches: Sequence[str], year: Period) -> "YearResult":
        """Return the result under the names that the same branches have in a later year."""
        between = self.period.last_day, year.last_day
        stars = lineage.carried(self.stars, branches, between)
        return replace(self, stars=stars, secretaries=lineage.carried(self.secretaries, branches, between))


def result_of(review: Review) -> YearResult:
    """Return what later years need of a review."""
    names, ratings = review.ratings.scores.branch, review.ratings
    stars = dict(zip(names, ratings.star.tolist(), strict=True))
    secretaries = dict(zip(names, ratings.scores.column("secretary"), strict=True))
    return YearResult(review.period, review.version, stars, secretaries)


def rules_of_year(rules: RuleSet) -> RuleSet:
    """Return the rule set by which a year is rated: the same without the values, which are made of items.

    `RuleSetError` names every key by which a year cannot be rated: no section `annual`, a review that is of the year
    itself, levels and steps that read what a year has not.
    """
    year = combining_totals(rules)
    if problems := list(_unfit(year)):
        raise RuleSetError(problems)
    return year


def rate_year(
    halves: Sequence[Review],
    rules: RuleSet,
    earlier: Sequence[YearResult] = (),
    lineage: BranchNames | None = None,
    before: Sequence[YearResult] = (),
) -> Ratings:
    """Rate the year of these reviews, one or more, in the order of time, by what `rules_of_year` returned.

    `earlier` are the years before, without a gap, the last one first; `before` all recorded ones, of which each branch
    is compared with the last that has it. Branches bear their newest names; the cells of
    each are those of the last review that has it. `values` of the result has the total of each half under its period.
    Problems of severity `error` are incidents that cannot be judged by these rules.
    """
    lineage = lineage or BranchNames()
    rows, ended = rows_of(halves, lineage)
    year = Period(halves[0].period.year)
    known = [result.carried(lineage, list(rows), year) for result in earlier]
    past = {branch: tuple(year.stars.get(branch, NO_STAR) for year in known) for branch in rows}
    compared = [result.carried(lineage, list(rows), year) for result in before] or known
    stars_of = {branch: [year.stars[branch] for year in compared if branch in year.stars] for branch in rows}
    previous = {branch: stars[0] if stars else NO_STAR for branch, stars in stars_of.items() if compared}
    judged, doubles = incidents_of_year(halves, rows, lineage)
    if rules.annual and rules.annual.late_incidents == "leave-out":
        judged = [incident for incident in judged if incident.counted]
    happened = tuple(incident.incident for incident in judged)
    inputs = Inputs(year, table_of(halves, rows, _weights(rules)), happened)
    ratings = rate(inputs, rules, previous, past)
    notices = [
        *_single_reviews(halves, rows, rules),
        *(_ended(branch, half) for branch, half in ended),
        *doubles,
        *only_in_the_year(judged, ratings.incidents),
    ]
    return replace(ratings, values=_totals(halves, rows, ratings), problems=(*ratings.problems, *notices))


def changes_left_behind(settings: Iterable[tuple[Period, StarSetting]], rules: RuleSet) -> Iterator[Problem]:
    """Name the stars that were merely set in the half-years: the year follows from scores and triggers.

    What an upheld objection found of a score or a trigger is in these.
    """
    for period, setting in settings:
        fields: dict[str, object] = {
            "branch": setting.branch,
            "period": str(period),
            "before": _level(setting.before, rules),
            "after": _level(setting.after, rules),
            "reason": setting.reason,
        }
        if setting.objection:
            message = text(
                "%(branch)s: the star that was set in %(period)s after objection %(number)s (%(before)s → %(after)s, "
                "%(reason)s) does not carry into the year; its score and incidents do.",
                **fields,
                number=setting.objection,
            )
            hint = text(
                "If points were wrong, correct the workbook and score %(period)s again; if the star holds for the year "
                "as well, set it when the year is decided.",
                period=str(period),
            )
        else:
            message = text(
                "%(branch)s: the committee's change in %(period)s (%(before)s → %(after)s, %(reason)s) does not carry "
                "into the year; its score and incidents do.",
                **fields,
            )
            hint = text("If it holds for the year as well, change the star when the year is decided.")
        yield Problem("notice", "change-not-carried", None, message, hint)


def _unfit(rules: RuleSet) -> Iterator[Problem]:
    if rules.procedure.review == "year":
        message = text("By “%(title)s” the review is of the year itself (procedure.review).", title=rules.title)
        hint = text("Score it directly: starrating score")
        yield Problem("error", "review-of-year", None, message, hint)
        return
    if rules.annual is None:
        message = text("“%(title)s” does not say how reviews make a year (annual).", title=rules.title)
        yield Problem("error", "no-annual", None, message, text("Add a section annual to the rule file."))
    yield from not_of_a_year(rules)


def _single_reviews(halves: Sequence[Review], rows: Rows, rules: RuleSet) -> Iterator[Problem]:
    """Mark what rests on one review, by the rule that answers for it: the whole year, or single branches."""
    answer = text("that review counts, and it is marked so")
    if len(halves) == 1:
        message = text(
            "%(year)s has one review only, %(period)s: %(answer)s (%(key)s).",
            year=str(halves[0].period.year),
            period=str(halves[0].period),
            answer=answer,
            key=SINGLE_REVIEW,
        )
        hint = text("If another review of the year is still to come, score and decide it first.")
        yield Problem("warning", "single-review", None, message, hint)
        return
    yield from _missing_reviews(halves, rules)
    for branch, found in rows.items():
        scored = [at for at, row in sorted(found.items()) if halves[at].ratings.scored[row]]
        if not scored or len(scored) == len(halves):
            continue
        place = halves[scored[0]].ratings.scores.place(found[scored[0]])
        if len(scored) == 1:
            message = text(
                "%(branch)s was scored in %(period)s only: %(answer)s (%(key)s).",
                branch=branch,
                period=str(halves[scored[0]].period),
                answer=answer,
                key=SINGLE_REVIEW,
            )
            yield Problem("notice", "single-review", place, message)
        else:
            message = text(
                "%(branch)s was scored in %(period)s only: its year rests on these reviews.",
                branch=branch,
                period=listed(str(halves[at].period) for at in scored),
            )
            yield Problem("notice", "some-reviews", place, message)


def _missing_reviews(halves: Sequence[Review], rules: RuleSet) -> Iterator[Problem]:
    """Warn of a year of which reviews are still to come, or were never held."""
    there = {half.period for half in halves}
    year = halves[0].period
    if missing := [part for part in year.parts(rules.procedure.review) if part not in there]:
        message = text(
            "%(year)s has no review of %(missing)s; its score rests on the others.",
            year=str(year.year),
            missing=listed(str(part) for part in missing),
        )
        hint = text("If another review of the year is still to come, score and decide it first.")
        yield Problem("warning", "some-reviews", None, message, hint)


def _ended(branch: str, half: Review) -> Problem:
    message = text(
        "%(branch)s was scored in %(period)s and has ended since (merged, split, closed); it has no star of the year.",
        branch=branch,
        period=str(half.period),
    )
    return Problem("notice", "branch-ended", None, message, text("See: starrating history %(branch)s", branch=branch))


def reviews_of(ratings: Ratings) -> dict[str, tuple[Period, ...]]:
    """Return the reviews of a year that each branch has a score in; `ratings` are those of a year made of reviews."""
    found: dict[str, tuple[Period, ...]] = dict.fromkeys(ratings.scores.branch, ())
    for name, totals in ratings.values.items():
        for branch, total in zip(ratings.scores.branch, totals, strict=True):
            found[branch] += () if total is None else (Period.parse(name),)
    return found


def _totals(halves: Sequence[Review], rows: Rows, ratings: Ratings) -> dict[str, list[str | None]]:
    names = ratings.scores.branch
    return {
        str(half.period): totals_of(half.ratings, [rows[branch].get(at) for branch in names])
        for at, half in enumerate(halves)
    }


def _weights(rules: RuleSet) -> dict[str, Fraction]:
    given = rules.annual.weights if rules.annual else {}
    return {part: Fraction(weight) for part, weight in given.items()}


def _level(star: int, rules: RuleSet) -> Text:
    name = rules.levels.name(star)
    return Text("%(name)s", {"name": name}) if name else text("no star")
