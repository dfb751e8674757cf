"""A rule set read back in sentences, clause by clause, for readers who read no YAML."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from starrating.i18n import Text, text
from starrating.model import Period
from starrating.ruleset.base import Section, number, percent
from starrating.ruleset.condition_words import condition_words, listed
from starrating.ruleset.consequences import WithoutPromotion
from starrating.ruleset.criteria import CriterionPart
from starrating.ruleset.rule_set import RuleSet
from starrating.ruleset.setting_words import SETTINGS, settings
from starrating.ruleset.spans import Span
from starrating.ruleset.steps import Cap, Floor, Lower, Step
from starrating.ruleset.targets import Milestone


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section of the rule set in sentences; `clause` is that of the plan, empty where the plan has none."""

    title: Text
    clause: str
    sentences: tuple[Text, ...]


def prose(rules: RuleSet) -> list[Chapter]:
    """Say the whole rule set; chapters without a word are left out."""
    chapters = (Chapter(title, clause(rules), tuple(sentences(rules))) for title, clause, sentences in _CHAPTERS)
    return [chapter for chapter in chapters if chapter.sentences]


def as_markdown(rules: RuleSet, language: str) -> str:
    """Write the prose as Markdown in a language, a heading and a list for each chapter."""
    lines = [f"# {rules.title}", ""]
    for chapter in prose(rules):
        clause = f" ({chapter.clause})" if chapter.clause else ""
        lines += [f"## {chapter.title.say(language)}{clause}", ""]
        lines += [f"- {sentence.say(language)}" for sentence in chapter.sentences]
        lines.append("")
    return "\n".join(lines)


def period_words(period: Period) -> Text:
    """Name a period in any language: 2013年上半年, first half of 2013."""
    if period.half is None:
        return text("the year %(year)s", year=period.year)
    if period.half == 1:
        return text("the first half of %(year)s", year=period.year)
    return text("the second half of %(year)s", year=period.year)


def _source(rules: RuleSet) -> Iterator[Text]:
    yield text("Published by: %(source)s.", source=rules.source)
    yield text(
        "Rated: %(subject)s; the rating is called %(scheme)s.",
        subject=rules.wording.subject,
        scheme=rules.wording.scheme,
    )


def _levels(rules: RuleSet) -> Iterator[Text]:
    yield from _quoted(rules.levels)
    for band in rules.levels.bands:
        yield text("%(name)s: %(span)s.", name=band.name, span=Span.of(band).words())
    yield from settings(rules.levels)
    yield text("A score within %(near)s points of a bound gets a notice.", near=number(rules.levels.near))


def _targets(rules: RuleSet) -> Iterator[Text]:
    if rules.targets:
        yield from (_milestone(rules, one) for one in rules.targets.milestones)
        yield from settings(rules.targets)


def _milestone(rules: RuleSet, one: Milestone) -> Text:
    due, name = period_words(one.due), rules.levels.name(one.star)
    if one.at_least is not None:
        return text("By %(due)s at least %(share)s have %(name)s.", due=due, share=percent(one.at_least), name=name)
    assert one.at_most is not None
    return text("By %(due)s at most %(share)s have %(name)s.", due=due, share=percent(one.at_most), name=name)


def _criteria(rules: RuleSet) -> Iterator[Text]:
    criteria = rules.criteria
    yield from settings(criteria)
    if criteria.total_marks is not None:
        yield text("Full marks of the whole: %(marks)s.", marks=number(criteria.total_marks))
    yield from (_part(part) for part in criteria.parts)
    for fact in rules.facts:
        yield text(
            "The score sheet has a column “%(fact)s”, %(values)s.",
            fact=fact.title,
            values=SETTINGS["values", fact.values],
        )
    if criteria.note:
        yield Text("%(note)s", {"note": criteria.note})


def _part(part: CriterionPart) -> Text:
    items = [
        text("%(code)s %(title)s (%(marks)s)", code=item.code, title=item.title, marks=number(item.full_marks))
        for item in part.items
    ]
    marks = number(part.items_marks)
    return text("%(part)s, %(marks)s points: %(items)s.", part=part.title, marks=marks, items=listed(items))


def _promises(rules: RuleSet) -> Iterator[Text]:
    for section in (rules.declared_target, rules.self_check):
        if section:
            yield from _quoted(section)


def _procedure(rules: RuleSet) -> Iterator[Text]:
    procedure = rules.procedure
    yield text("The stages, in this order: %(stages)s.", stages=listed(procedure.stages))
    if procedure.departments:
        yield text("These departments are asked for their opinion: %(names)s.", names=listed(procedure.departments))
    yield from settings(procedure)
    yield text("The result is on public notice, days: %(days)s.", days=procedure.notice.days)
    yield from settings(procedure.notice)


def _sanctions(rules: RuleSet) -> Iterator[Text]:
    if rules.sanctions:
        for system, scale in rules.sanctions.systems.items():
            yield text("%(system)s, lightest first: %(order)s.", system=system, order=listed(scale.order))
        for spelling, term in rules.sanctions.spellings.items():
            yield text("“%(spelling)s” is read as “%(term)s”, with a notice.", spelling=spelling, term=term)
        if rules.sanctions.not_sanctions:
            yield text("These measures are no sanction: %(words)s.", words=listed(rules.sanctions.not_sanctions))


def _triggers(rules: RuleSet) -> Iterator[Text]:
    if not rules.triggers:
        return
    for one in rules.triggers.list:
        words = condition_words(rules, one.when) if one.when else text("it is reported")
        yield text("%(clause)s “%(text)s”: counts when %(words)s.", clause=one.clause, text=one.text, words=words)
    yield from settings(rules.triggers.window)
    yield from settings(rules.triggers)


def _steps(rules: RuleSet) -> Iterator[Text]:
    for step in rules.steps:
        words = condition_words(rules, step.when)
        yield text(
            "%(clause)s When %(words)s: %(effect)s.", clause=step.clause, words=words, effect=_effect(rules, step)
        )
        yield from settings(step)


def _effect(rules: RuleSet, step: Step) -> Text:
    if isinstance(step, Lower):
        return text("the star falls, levels: %(levels)s", levels=step.levels)
    name = rules.levels.name(-1) if step.star == "none" else rules.levels.name(step.star)
    if isinstance(step, Cap):
        return text("at most %(name)s", name=name)
    if isinstance(step, Floor):
        return text("at least %(name)s", name=name)
    return text("%(name)s, whatever the score", name=name) if name else text("no star, whatever the score")


def _annual(rules: RuleSet) -> Iterator[Text]:
    if rules.annual:
        yield from _quoted(rules.annual)
        yield from settings(rules.annual)


def _consequences(rules: RuleSet) -> Iterator[Text]:
    consequences = rules.consequences
    if first := consequences.nomination:
        yield from _quoted(first)
        yield text("%(name)s: considered first as %(honour)s.", name=rules.levels.name(first.star), honour=first.honour)
    if consequences.without_promotion:
        yield from _penalty(consequences.without_promotion)
    if helped := consequences.assistance:
        yield from _quoted(helped)
        yield text("%(name)s: given paired assistance.", name=rules.levels.name(helped.star))
    for duty in consequences.responsibility:
        yield from _quoted(duty)


def _penalty(rule: WithoutPromotion) -> Iterator[Text]:
    yield from _quoted(rule)
    yield text("Years without promotion that it takes: %(years)s.", years=rule.years)
    yield text("Taken off the year's performance pay: %(share)s.", share=percent(rule.pay_deduction))
    yield from settings(rule)


def _questions(rules: RuleSet) -> Iterator[Text]:
    for one in rules.open_questions:
        yield text("%(question)s: %(answer)s (%(key)s)", question=one.question, answer=one.answer, key=one.key)


def _examples(rules: RuleSet) -> Iterator[Text]:
    if rules.examples:
        yield text("Worked examples that “rules check” runs: %(count)s.", count=len(rules.examples))


def _quoted(section: Section) -> Iterator[Text]:
    words, clause = getattr(section, "text", None), getattr(section, "clause", "")
    if words:
        yield text("%(clause)s “%(text)s”", clause=clause, text=words)


_Clause = Callable[[RuleSet], str]
_CHAPTERS: tuple[tuple[Text, _Clause, Callable[[RuleSet], Iterator[Text]]], ...] = (
    (text("The plan"), lambda _: "", _source),
    (text("Levels"), lambda rules: rules.levels.clause, _levels),
    (text("Targets"), lambda rules: rules.targets.clause if rules.targets else "", _targets),
    (text("Criteria"), lambda rules: rules.criteria.clause, _criteria),
    (text("What branches undertake"), lambda _: "", _promises),
    (text("Procedure"), lambda rules: rules.procedure.clause, _procedure),
    (text("Triggers"), lambda rules: rules.triggers.clause if rules.triggers else "", _triggers),
    (text("Sanctions"), lambda rules: rules.sanctions.clause if rules.sanctions else "", _sanctions),
    (text("From the star by score to the star, in this order"), lambda _: "", _steps),
    (text("The year"), lambda rules: rules.annual.clause if rules.annual else "", _annual),
    (text("Consequences"), lambda _: "", _consequences),
    (text("What the plan leaves open, and the answer here"), lambda _: "", _questions),
    (text("Worked examples"), lambda _: "", _examples),
)
