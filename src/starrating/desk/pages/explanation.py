"""Why a branch has its star, from the cells to the star, as `explain` says it."""

from collections.abc import Iterator

from starrating.commands.explain import explain
from starrating.decimals import read_back, written
from starrating.desk.desk import Desk, address
from starrating.desk.inbox import as_dropped
from starrating.desk.view import Link, Links, Page, Part, Section, Sentences, Words, table
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
        Section("way", text("How it came about"), (Sentences(tuple(_way(rules, why))),)),
        Section("more", text("What else there is to know"), (Sentences(tuple(_more(why))),)),
        Section("items", text("Items"), tuple(_items(rules, why))),
    ]
    back = Section("back", text("Go on"), (Links((Link(text("Back to the ranking"), address(period, "ranking")),)),))
    kept = [section for section in sections if any(getattr(part, "lines", True) for part in section.parts)]
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
        yield f"{effect_words(step, level)} [{clause_number(step.rule)}] {step.because}"
        if step.source:
            yield as_dropped(step.source)


def _more(why: Explanation) -> Iterator[Words]:
    for incident in why.not_counted:
        yield text(
            "Not counted: %(reason)s (%(place)s)",
            reason=incident.reason,
            place=as_dropped(str(incident.incident.place())),
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
            (scored.part or "", scored.title, scored.points, scored.full_marks or "", as_dropped(scored.source))
            for scored in why.items
        ]
        yield table(text("Items"), heads, "lnrrl", rows)
    if why.values:
        values = [
            (
                values.title,
                text("none") if values.number is None else read_back(values.number, rules.decimals),
                clause_number(values.clause or ""),
                values.words(),
            )
            for values in why.values
        ]
        yield table(text("Values"), (text("Value"), text("Number"), text("Clause"), text("Note")), "nrsl", values)
    if why.charges:
        charged = [
            (
                charge.title,
                clause_number(charge.charge.judged.clause),
                charge.charge.judged.incident.date.isoformat(),
                written(charge.charge.points, 0, rules.decimals),
                charge_words(charge.charge),
                as_dropped(str(charge.charge.judged.incident.place())),
            )
            for charge in why.charges
        ]
        costs = (text("Points for"), text("Clause"), text("Date"), text("Points"), text("Why"), text("Cell"))
        yield table(text("Points for incidents"), costs, "nssrll", charged)
