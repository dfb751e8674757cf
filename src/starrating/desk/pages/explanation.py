"""Why a branch has its star, from the cells to the star, as `explain` says it."""

from collections.abc import Iterator

from starrating.commands.explain import explain
from starrating.decimals import read_back, written
from starrating.desk.desk import Desk, address
from starrating.desk.inbox import as_dropped
from starrating.desk.view import Link, Links, Page, Part, Said, Section, Words, table
from starrating.i18n import language, text
from starrating.model import NO_STAR, Period
from starrating.model.results import effect_words, status_words
from starrating.rating.explanation import Explanation
from starrating.rating.incident_points import charge_words
from starrating.rating.opinion_checks import reservation_words
from starrating.ruleset import RuleSet
from starrating.ruleset.citation import clause_number


def explanation(desk: Desk, period: Period, branch: str) -> Page:
    """Explain one branch."""
    found = explain(desk.workspace(), branch, period)
    rules, why = found.rules, found.why
    name = rules.levels.name(why.star)
    level = status_words(why.status, name) if why.star == NO_STAR else name
    sections = [
        Section("way", text("How it came about"), (Said(tuple(_way(rules, why))),)),
        Section("more", text("What else there is to know"), (Said(tuple(_more(why))),)),
        Section("items", text("Items"), tuple(_items(rules, why))),
    ]
    back = Section("back", text("Go on"), (Links((Link(text("Back to the ranking"), address(period, "ranking")),)),))
    kept = [each for each in sections if any(getattr(part, "lines", True) for part in each.parts)]
    lead = (period.say(language()), text("Star: %(level)s", level=level))
    return Page(why.branch, "ranking", (*kept, back), lead, period=str(period))


def _way(rules: RuleSet, why: Explanation) -> Iterator[Words]:
    if why.rank:
        score = read_back(why.score, rules.decimals)
        place = as_dropped(why.source)
        yield text("Score %(score)s (%(place)s), %(rank)s", score=score, place=place, rank=why.rank_words)
    else:
        yield text("No score (%(place)s)", place=as_dropped(why.source))
    by_score = rules.levels.name(why.star_by_score) or text("no star")
    yield text(
        "%(level)s by score: %(band)s [%(clause)s]", level=by_score, band=why.band, clause=clause_number(why.clause)
    )
    for step in why.steps:
        level = rules.levels.name(step.after) or text("no star")
        yield f"{effect_words(step.effect, level)} [{clause_number(step.rule)}] {step.because}"
        if step.source:
            yield as_dropped(step.source)


def _more(why: Explanation) -> Iterator[Words]:
    for each in why.not_counted:
        yield text(
            "Not counted: %(reason)s (%(place)s)", reason=each.reason, place=as_dropped(str(each.incident.place()))
        )
    yield from why.notices
    for reservation in why.reservations:
        yield text("Opinion: %(what)s", what=reservation_words(reservation))
    if why.lacks:
        yield text("To the next star: %(lacks)s", lacks=why.lacks)
    for question, answer in why.questions:
        yield text("The plan leaves open: %(question)s — %(answer)s", question=question, answer=answer)


def _items(rules: RuleSet, why: Explanation) -> Iterator[Part]:
    if why.items:
        heads = (text("Part"), text("Item"), text("Points"), text("Full marks"), text("Cell"))
        rows = [
            (each.part or "", each.title, each.points, each.full_marks or "", as_dropped(each.source))
            for each in why.items
        ]
        yield table(text("Items"), heads, "lnrrl", rows)
    if why.values:
        values = [
            (
                each.title,
                text("none") if each.number is None else read_back(each.number, rules.decimals),
                clause_number(each.clause or ""),
                each.words(),
            )
            for each in why.values
        ]
        yield table(text("Values"), (text("Value"), text("Number"), text("Clause"), text("Note")), "nrsl", values)
    if why.charges:
        charged = [
            (
                each.title,
                clause_number(each.charge.judged.clause),
                each.charge.judged.incident.date.isoformat(),
                written(each.charge.points, 0, rules.decimals),
                charge_words(each.charge),
                as_dropped(str(each.charge.judged.incident.place())),
            )
            for each in why.charges
        ]
        costs = (text("Points for"), text("Clause"), text("Date"), text("Points"), text("Why"), text("Cell"))
        yield table(text("Points for incidents"), costs, "nssrll", charged)
