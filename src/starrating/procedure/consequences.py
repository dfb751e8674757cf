"""What follows from the star of the year: nomination, the secretary's penalties, paired assistance (plan 4.6).

The deduction from a secretary's performance pay, to the fen (plan 4.6-secretary).
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import numpy as np
from msgspec import Struct, field

from starrating.errors import Problem
from starrating.i18n import CHINESE, ENGLISH, Text, joined, listed, text
from starrating.model import CHANGE_NAMES, NO_STAR, Period, Review, change
from starrating.model.acts import NO_TERMS, Consequence, PairTerms
from starrating.model.inputs import Pay
from starrating.procedure.assistance import Partner, propose, still_fitting
from starrating.procedure.named_branches import NamedBranches
from starrating.rating.year_stars import YearResult, result_of
from starrating.ruleset import RuleSet
from starrating.ruleset.consequences import (
    ASSISTANCE,
    NOMINATION,
    WITHOUT_PROMOTION,
    Assistance,
    Nomination,
    WithoutPromotion,
)

Secretaries = Mapping[Period, Mapping[str, tuple[str, ...]]]
"""The secretaries of branches that had several within a year, by the reviews that it is made of, in their order."""
NO_OTHERS: Secretaries = {}


class OfficeData(Struct, frozen=True):
    """What the office has said: the year's pay of secretaries in yuan by branch; who helps whom, on which terms."""

    pay: Mapping[str, Decimal] = field(default_factory=dict)
    pairs: Mapping[str, str] = field(default_factory=dict)
    terms: Mapping[str, PairTerms] = field(default_factory=dict)


def derive_consequences(
    review: Review,
    earlier: Sequence[YearResult],
    rules: RuleSet,
    settled: OfficeData | None = None,
    secretaries: Secretaries = NO_OTHERS,
) -> tuple[Consequence, ...]:
    """Draw the consequences of the result of a year: of each kind in rank order, by the section `consequences`.

    `earlier` are the years before, the last one first, under the names of this one; a year that is not recorded has no
    stars, and ends a streak. A settled pair counts while it serves; for whom none does one is proposed. `secretaries`
    are those of branches that had several within a year.
    """
    sections = rules.consequences
    settled = settled or OfficeData()
    now = result_of(review)
    years = [now, *earlier]
    drawn: list[Consequence] = []
    if sections.nomination:
        drawn += _nominations(sections.nomination, now, rules)
    if sections.without_promotion:
        drawn += _penalties(sections.without_promotion, years, rules, settled.pay, secretaries)
    if sections.assistance:
        drawn += _assistance(sections.assistance, review, now, rules, settled)
    return tuple(drawn)


def settled_by(consequences: Sequence[Consequence]) -> OfficeData:
    """Return what the office had said when these consequences were drawn; pairs with a note were only proposed."""
    pay = {consequence.branch: consequence.pay for consequence in consequences if consequence.pay is not None}
    settled = [consequence for consequence in consequences if consequence.helper and consequence.note is None]
    terms = {consequence.branch: consequence.terms for consequence in settled if consequence.terms != NO_TERMS}
    return OfficeData(pay, {consequence.branch: consequence.helper for consequence in settled}, terms)


def nameless_note(consequence: Consequence) -> Text | None:
    """Return what the committee has to see of a consequence, but for the names of persons; None for nothing."""
    if consequence.note is None or consequence.id != WITHOUT_PROMOTION:
        return consequence.note
    return text("the secretary changed within the streak, or is not known: the committee decides")


def missing_years(earlier: Sequence[YearResult], first: int) -> Iterator[Problem]:
    """Warn of years without a result although there are reviews of them or of earlier ones; `first` has the first."""
    for year in earlier:
        if not year.version and year.period.year >= first:
            message = text(
                "The result of %(year)s is not recorded although reviews go back that far: no star is compared with "
                "it, and no streak runs through it.",
                year=str(year.period),
            )
            hint = text(
                "If there was one, set its stars first: starrating annual --year %(year)s", year=str(year.period)
            )
            yield Problem("warning", "year-not-recorded", None, message, hint)


def years_without_promotion(branch: str, years: Sequence[YearResult], highest: int) -> int:
    """Count the last years without promotion, of those given, the last one first, each against the one before it.

    Holding the highest star is a success; a demotion is a year without promotion. A first star, a year without a star
    and one that is not recorded end the streak.
    """
    count = 0
    for now, before in pairwise(years):
        star = now.stars.get(branch, NO_STAR)
        moved = change(before.stars.get(branch, NO_STAR), star)
        if moved == "demotion" or (moved == "retention" and star != highest):
            count += 1
        else:
            break
    return count


def _nominations(rule: Nomination, now: YearResult, rules: RuleSet) -> Iterator[Consequence]:
    for branch in _with_star(rule.star, now):
        because = text(
            "%(level)s in %(year)s: considered first for the honour %(honour)s",
            level=rules.levels.name(rule.star),
            year=str(now.period),
            honour=rule.honour,
        )
        yield Consequence(NOMINATION, rule.clause, branch, because, _rests(branch, [now]), _secretary(branch, now))


def _penalties(
    rule: WithoutPromotion,
    years: Sequence[YearResult],
    rules: RuleSet,
    pay: Mapping[str, Decimal],
    secretaries: Secretaries,
) -> Iterator[Consequence]:
    span = years[: rule.years + 1]
    for branch in years[0].stars:
        if years_without_promotion(branch, span, rules.levels.highest) < rule.years:
            continue
        given = pay.get(branch)
        because = text(
            "no promotion in consecutive years (%(count)s): %(course)s",
            count=str(rule.years),
            course=_course(branch, span, rules),
        )
        yield Consequence(
            WITHOUT_PROMOTION,
            rule.clause,
            branch,
            because,
            _rests(branch, span),
            _secretary(branch, years[0]),
            given,
            None if given is None else deduction(given, rule.pay_deduction),
            note=_other_secretaries(branch, span[:-1], secretaries),
        )


def _assistance(
    rule: Assistance, review: Review, now: YearResult, rules: RuleSet, settled: OfficeData
) -> Iterator[Consequence]:
    helped, partners = _with_star(rule.star, now), _partners(review)
    strong = _strongest(now, rule.star)
    held = still_fitting(settled.pairs, helped, now.stars)
    free = [name for name in strong if name not in held.values()] or strong
    alone = [partners[name] for name in helped if name not in held]
    pairs = held | propose(alone, [partners[name] for name in free])
    for branch in helped:
        because = text("%(level)s in %(year)s", level=rules.levels.name(rule.star), year=str(now.period))
        helper = pairs.get(branch, "")
        rests = _rests(branch, [now]) + (_rests(helper, [now]) if helper else ())
        note = None if branch in held else _proposal(partners[branch], partners.get(helper))
        terms = settled.terms.get(branch, NO_TERMS) if settled.pairs.get(branch) == helper else NO_TERMS
        who = _secretary(branch, now)
        yield Consequence(ASSISTANCE, rule.clause, branch, because, rests, who, helper=helper, note=note, terms=terms)


def _with_star(star: int, now: YearResult) -> list[str]:
    return [branch for branch, held in now.stars.items() if held == star]


def _strongest(now: YearResult, above: int) -> list[str]:
    """Return the branches with the highest star that any has, if it is above the star that is helped."""
    best = max(now.stars.values(), default=NO_STAR)
    return _with_star(best, now) if best > above else []


def _partners(review: Review) -> dict[str, Partner]:
    """CellRef the branches in the organisation's order: that of the roster if it has all, else of the score sheet."""
    table = review.ratings.scores
    order = {entry.branch: entry.order for entry in review.records.roster if entry.order is not None}
    on_sheet = np.lexsort((table.rows, table.origin)).argsort().tolist()
    ranked = (
        order if all(branch in order for branch in table.branch) else dict(zip(table.branch, on_sheet, strict=True))
    )
    units = table.column("unit")
    return {branch: Partner(branch, units[row], ranked[branch]) for row, branch in enumerate(table.branch)}


_NOBODY = text("nobody has a higher star; the committee names who helps")
_SAME_UNIT = text("proposed: the nearest in the organisation's order, of the same unit because no other was free")
_OTHER_UNIT = text("proposed: the nearest of another unit in the organisation's order")


def _proposal(one: Partner, helper: Partner | None) -> Text:
    if helper is None:
        return _NOBODY
    return _SAME_UNIT if one.unit is not None and one.unit == helper.unit else _OTHER_UNIT


def typed_note(words: str) -> str:
    """Return what the office has typed as a note of a pair: nothing where the words are those of a proposal."""
    ours = {message.say(language) for message in (_NOBODY, _SAME_UNIT, _OTHER_UNIT) for language in (CHINESE, ENGLISH)}
    return "" if words.strip() in ours else words


def _rests(branch: str, years: Sequence[YearResult]) -> tuple[tuple[str, int, int], ...]:
    return tuple((str(year.period), year.version, year.stars[branch]) for year in years)


def _course(branch: str, span: Sequence[YearResult], rules: RuleSet) -> Text:
    """Tell the stars of a branch from the first year to the last, each with its change against the one before."""
    told = [_held(span[-1], branch, rules)]
    for before, now in pairwise(reversed(span)):
        moved = change(before.stars[branch], now.stars[branch])
        told.append(text("%(held)s (%(change)s)", held=_held(now, branch, rules), change=CHANGE_NAMES[moved]))
    return joined(told, text(" → "))


def _held(year: YearResult, branch: str, rules: RuleSet) -> Text:
    return text("%(year)s %(level)s", year=str(year.period), level=rules.levels.name(year.stars[branch]))


def _secretary(branch: str, year: YearResult) -> str:
    return year.secretaries.get(branch) or ""


def _other_secretaries(branch: str, streak: Sequence[YearResult], within: Secretaries) -> Text | None:
    """Name the secretaries of the streak where they are not one and the same person for sure."""
    names = {
        str(year.period): within.get(year.period, {}).get(branch, (_secretary(branch, year),))
        for year in reversed(streak)
    }
    if len({*names.values()}) == 1 and all(len(each) == 1 and all(each) for each in names.values()):
        return None
    told = [
        text("%(year)s %(name)s", year=year, name=listed([name or text("not recorded") for name in each]))
        for year, each in names.items()
    ]
    who = joined(told, text(", "))
    return text("The secretary changed within the streak, or is not known: %(who)s. The committee decides.", who=who)


def deduction(pay: Decimal, share: Fraction) -> Decimal:
    """Return a share of pay, to the fen, halves upwards: 2 % of 12345.75 is 246.915, so 246.92."""
    fen = math.floor(Fraction(pay) * share * 100 + Fraction(1, 2))
    return Decimal(fen).scaleb(-2)


def pay_problems(
    rows: Sequence[Pay], secretaries: Mapping[str, str | None], branches: NamedBranches
) -> Iterator[Problem]:
    """See that each row is of a branch of the year, the only one of it, and of its secretary as recorded."""
    seen: dict[str, Pay] = {}
    for row in rows:
        if row.branch not in secretaries:
            yield branches.unknown(row.branch, row.place)
        elif row.branch in seen:
            message = text(
                "%(branch)s has pay twice, also in %(place)s.", branch=row.branch, place=str(seen[row.branch].place)
            )
            yield Problem("error", "pay-twice", row.place, message, text("Keep one of the two rows."))
        seen.setdefault(row.branch, row)
        if row.amount < 0:
            message = text("%(branch)s: pay is below zero.", branch=row.branch)
            yield Problem("error", "pay-negative", row.place, message, text("Type the pay of the whole year in yuan."))
        recorded = secretaries.get(row.branch)
        if is_of_another(row, secretaries):
            message = text(
                "%(branch)s: the pay is of %(named)s, but %(recorded)s is recorded as secretary.",
                branch=row.branch,
                named=row.secretary,
                recorded=recorded,
            )
            hint = text("Nothing is deducted by it: correct the row, or the secretary in the workbook of the review.")
            yield Problem("warning", "other-secretary", row.place, message, hint)


def is_of_another(row: Pay, secretaries: Mapping[str, str | None]) -> bool:
    """Tell whether a row of pay names another person than the secretary of its branch as recorded."""
    return bool(row.secretary) and (secretaries.get(row.branch) or row.secretary) != row.secretary
