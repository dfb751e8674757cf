"""Numbers in words: what a reference names, and how a number is compared.

The settings of a rule set in words: one sentence for each choice that a key offers.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from fractions import Fraction

from starrating.i18n import Text, joined, listed, text
from starrating.ruleset.base import Ref, Section, number
from starrating.ruleset.conditions import NumberTest
from starrating.ruleset.rule_set import RuleSet
from starrating.ruleset.spans import POINTS, STARS, Span, Unit

_TOTAL = text("the total")
_OWN_NAMES = {"total": _TOTAL, "items": text("all items together"), "previous-star": text("the star before")}


def either(words: Iterable[object]) -> Text:
    """List words of which one is meant: a or b. There must be one."""
    return joined(list(_texts(words)), text(" or "))


def _texts(words: Iterable[object]) -> Iterator[Text]:
    return (word if isinstance(word, Text) else Text("%(word)s", {"word": word}) for word in words)


def ref_words(rules: RuleSet, ref: Ref) -> Text:
    """Name what a reference reads, as people call it; a number stands for itself."""
    if not isinstance(ref, str):
        return Text("%(number)s", {"number": number(ref)})
    value = next((value for value in rules.values if value.id == ref), None)
    if ref in _OWN_NAMES and not (value and value.title):
        return _OWN_NAMES[ref]
    fact = next((fact.title for fact in rules.facts if fact.id == ref), None)
    item = next((item.title for _, item in rules.criteria.items if item.code == ref), None)
    return text("“%(name)s”", name=(value.title if value else None) or fact or item or ref)


def refs_words(rules: RuleSet, refs: Iterable[Ref]) -> Text:
    """Name several references. There must be one."""
    return listed(ref_words(rules, ref) for ref in refs)


def unit_of(rules: RuleSet, ref: Ref) -> Text | None:
    """Return what a number is counted in: points for items, parts and the total; nothing can be said of others."""
    names = {value.id for value in rules.values} | {fact.id for fact in rules.facts} | {"previous-star"}
    return None if ref != "total" and (not isinstance(ref, str) or ref in names) else POINTS


def star_unit(rules: RuleSet) -> Unit:
    """Say stars by number, or by the names of their levels where these have marks: AA is the fourth, not four stars."""
    if not any(band.mark for band in rules.levels.bands):
        return STARS
    names = {band.star: rules.level(band.star) for band in rules.levels.bands if band.star != "none"}
    return lambda star: Text("%(level)s", {"level": names.get(int(star)) or number(Fraction(star))})


def comparison_words(rules: RuleSet, what: Text, test: NumberTest, unit: Unit) -> Text:
    """Say how a number, named by `what`, is compared."""
    span = Span.of(test)
    fixed = [one for one in (test.is_, *(test.in_ or ())) if one is not None and not isinstance(one, str)]
    numbers = [span.words(unit)] if span != Span() else []
    if fixed:
        numbers.append(either(Span.closed(one, one).words(unit) for one in fixed))
    clauses = [text("%(what)s is %(numbers)s", what=what, numbers=joined(numbers, text(" and ")))] if numbers else []
    return joined([*clauses, *_named(rules, what, test)], text(" and "))


def _named(rules: RuleSet, what: Text, test: NumberTest) -> Iterator[Text]:
    """Say the comparisons with what has a name."""
    if isinstance(test.at_least, str):
        yield text("%(what)s is at least %(other)s", what=what, other=ref_words(rules, test.at_least))
    if isinstance(test.above, str):
        yield text("%(what)s is more than %(other)s", what=what, other=ref_words(rules, test.above))
    if isinstance(test.at_most, str):
        yield text("%(what)s is at most %(other)s", what=what, other=ref_words(rules, test.at_most))
    if isinstance(test.below, str):
        yield text("%(what)s is less than %(other)s", what=what, other=ref_words(rules, test.below))
    if isinstance(test.is_, str):
        yield text("%(what)s equals %(other)s", what=what, other=ref_words(rules, test.is_))


SETTINGS: Mapping[tuple[str, object], Text] = {
    ("rounding", "none"): text("The exact score is compared; nothing is rounded before."),
    ("Targets.among", "rated"): text(
        "Shares are taken of every %(subject)s rated in the period; others are listed, not counted."
    ),
    ("Targets.among", "all"): text("Shares are taken of every %(subject)s of the period, with or without a star."),
    ("needed", "ceiling"): text("A share of the %(subject)s is rounded up to whole ones."),
    ("near", "none"): text("No score gets a notice for being near a bound."),
    ("better", "higher"): text("More is better."),
    ("better", "lower"): text("Less is better: the highest star has the lowest numbers."),
    ("between", "refuse"): text("The levels leave no gap between them."),
    ("between", "lower"): text("A fraction between two levels belongs to the lower one."),
    ("between", "upper"): text("A fraction between two levels belongs to the upper one."),
    ("needs_unmet", "next"): text(
        "Where the needs of a level are not met, the next level down counts whose needs are."
    ),
    ("needs_unmet", "none"): text("Where the needs of a level are not met, there is no star."),
    ("needs_unmet", "undecided"): text("Where the needs of a level are not met, the star is undecided."),
    ("cumulative", True): text("A level also asks for the needs of all levels below it."),
    ("by", "score"): text("The score gives this level."),
    ("by", "steps"): text("Only steps give this level."),
    ("Levels.missing", "not-assessed"): text("Without that number a %(subject)s is not assessed."),
    ("Levels.missing", "lowest"): text("Without that number a %(subject)s has the lowest star."),
    ("missing", "none"): text("Where a part of it is not there, the value is not there either."),
    ("missing", "zero"): text("A part of it that is not there counts as 0."),
    ("missing", "skip"): text("A part of it that is not there is left out; the others make up the whole."),
    ("how", "half-up"): text("Halves are rounded away from zero."),
    ("how", "half-even"): text("Halves are rounded to the even neighbour."),
    ("how", "down"): text("It is always rounded down."),
    ("how", "up"): text("It is always rounded up."),
    ("PointsFor.between", "refuse"): text("The bands leave no gap between them."),
    ("PointsFor.between", "lower"): text("A fraction between two bands belongs to the lower one."),
    ("PointsFor.between", "upper"): text("A fraction between two bands belongs to the upper one."),
    ("method", "nearest-rank"): text(
        "The percentile is the least number that so large a share does not exceed (nearest rank)."
    ),
    ("method", "linear"): text("Between two numbers the percentile is found in proportion (linear)."),
    ("Percentile.missing", "none"): text("A pool with a number that is not there has no percentile."),
    ("Percentile.missing", "zero"): text("A number that is not there counts as 0."),
    ("Percentile.missing", "skip"): text("Numbers that are not there do not count."),
    ("Count.missing", "skip"): text("A number that is not there does not pass."),
    ("same_act", "each"): text("Several rows of one act (the act named, or else document and date) all count."),
    ("same_act", "heaviest"): text(
        "Of several rows of one act (the act named, or else document and date) the heaviest counts."
    ),
    ("repeats", "same"): text("The same again counts the same again."),
    ("repeats", "double"): text("The same again counts twice, from the second on."),
    ("blank", "refuse"): text("it must be filled in"),
    ("blank", "missing"): text("it may be left blank, and then meets no condition"),
    ("from_", "current"): text("It falls from the star that the steps before have left."),
    ("from_", "previous"): text("It falls from the star before; a star that is lower already stays."),
    ("status", "no-star"): text("It is rated, without a star."),
    ("status", "not-assessed"): text("It counts as not assessed."),
    ("status", "withdrawn"): text("The star held is withdrawn."),
    ("status", "exempt"): text("It is exempt."),
    ("several", "last"): text("This replaces a grade given before."),
    ("several", "lowest"): text("Of several grades the lowest counts."),
    ("Ranking.ties", "skip"): text("Equal scores share a rank, and the next one is skipped (1, 2, 2, 4)."),
    ("Ranking.ties", "dense"): text("Equal scores share a rank, and no rank is skipped (1, 2, 2, 3)."),
    ("bound", "hard"): text("The bound is kept."),
    ("bound", "soft"): text("Nobody is moved; those beyond the bound are listed."),
    ("new_branches", "counted"): text("Every %(subject)s that is new in the period counts like the others."),
    ("new_branches", "left-out"): text("Every %(subject)s that is new in the period is left out of the share."),
    ("Quota.among", "rated"): text("The share is taken of every %(subject)s that this meets and that has a star."),
    ("Quota.among", "all"): text("The share is taken of every %(subject)s that this meets, with or without a star."),
    ("Quota.rounding", "down"): text("A share is rounded down to a whole number."),
    ("Quota.rounding", "up"): text("A share is rounded up to a whole number."),
    ("Quota.rounding", "half-up"): text("A share is rounded to the nearest whole number, halves up."),
    ("Best.rounding", "down"): text("A share is rounded down to a whole number."),
    ("Best.rounding", "up"): text("A share is rounded up to a whole number."),
    ("Best.rounding", "half-up"): text("A share is rounded to the nearest whole number, halves up."),
    ("ties", "all-in"): text("Equals at the edge all have the better star, even beyond the bound."),
    ("ties", "all-out"): text("Equals at the edge all miss the better star, so that the bound is kept."),
    ("origin", "workbook"): text("Every column of the score sheet whose head has full marks in brackets is an item."),
    ("origin", "rules"): text("The items are listed in the rule set."),
    ("origin", "total"): text("Only the total is read."),
    ("review", "quarter"): text("Every %(subject)s is assessed every quarter."),
    ("review", "half-year"): text("Every %(subject)s is assessed every half-year."),
    ("review", "year"): text("Every %(subject)s is assessed by the year."),
    ("above_application", "score-decides"): text(
        "A star above the one applied for: the score decides, and the difference is shown."
    ),
    ("counted_as", "working-days"): text("The days of the notice are working days by the official calendar."),
    ("counted_as", "days"): text("The days of the notice are calendar days."),
    ("date", "finding"): text("The date that decides is that of the finding: sanction, circular, case."),
    ("date", "act"): text("The date that decides is that of the act."),
    ("date", "decision"): text("The date that decides is that of the decision."),
    ("inside", "months"): text("An incident of the last months counts; an older one is listed, not counted."),
    ("inside", "period"): text("Outside the period an incident is listed, not counted."),
    ("blank_finding", "refuse"): text("Every finding that a trigger needs must be answered; a blank one is refused."),
    ("bare_sanction", "refuse"): text("A sanction that several systems have is refused without its system."),
    ("once", "review"): text("Several incidents in one review lower the star once."),
    ("once", "trigger"): text("Each trigger lowers the star once a review."),
    ("once", "incident"): text("Each incident lowers the star."),
    ("at_lowest", "hold"): text("A star that cannot fall further is held, and marked so."),
    ("at_lowest", "no-star"): text("A star that cannot fall further is lost."),
    ("combine", "mean"): text("The score of the year is the mean of the totals of its reviews."),
    ("triggers", "once"): text("A trigger in any review of the year lowers the star of the year, once."),
    ("single_review", "that-review"): text("A year with one review only takes that review, and is marked."),
    ("late_incidents", "count"): text("An incident that no review of the year counted counts in the year."),
    ("late_incidents", "leave-out"): text("An incident that no review of the year counted is left out of the year."),
    ("merged", "first-rating"): text(
        "What comes of a merger or a division is rated for the first time, under a new name or an old one."
    ),
    ("excellent", False): text("The secretary's appraisal may not be “excellent”."),
    ("post_promotion", False): text("The secretary may not be promoted."),
    ("top_star", "counts-as-success"): text("Holding the top star is no year without promotion."),
    ("demotion", "counts-as-without"): text("A demotion is a year without promotion."),
    ("first_year", "no-streak"): text("The first year starts no streak."),
    ("new_secretary", "show"): text("A change of secretary is shown beside the consequence, never decided silently."),
    ("values", "yes-no"): text("answered by yes or no"),
    ("values", "word"): text("answered by a word"),
    ("values", "number"): text("which holds a number"),
    ("values", "date"): text("which holds a date"),
    ("values", "star"): text("which holds a star"),
}
"""By key, or by section and key where a key means something of its own there."""


def setting_words(model: type[Section], name: str, value: object) -> Text | None:
    """Say what the value of a key chooses; None if it is no choice."""
    for known in ((f"{model.__name__}.{name}", value), (name, value)):
        if known in SETTINGS:
            return SETTINGS[known]
    return None


def settings(section: Section, subject: object = "", but: Collection[str] = ()) -> Iterator[Text]:
    """Say what each key of a section chooses; keys that offer no choice, and those in `but`, are left to the caller.

    The sentences speak of what is rated as the rule set does: `subject`.
    """
    for name in type(section).model_fields:
        value = getattr(section, name)
        if name not in but and isinstance(value, str | bool):
            words = setting_words(type(section), name, value)
            if words:
                yield Text(words.template, {"subject": subject}) if "%(subject)s" in words.template else words
