"""A rule set read back in sentences, clause by clause, for readers who read no YAML."""

from collections.abc import Callable, Collection, Iterator
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct

from starrating.i18n import Text, listed, text
from starrating.model import Period
from starrating.ruleset.base import Section, number, percent, weight_words
from starrating.ruleset.consequences import WithoutPromotion
from starrating.ruleset.criteria import CriterionItem, CriterionPart
from starrating.ruleset.levels import Band, Levels
from starrating.ruleset.rule_set import Fact, RuleSet
from starrating.ruleset.spans import POINTS, Span, level_spans, scored_bands
from starrating.ruleset.targets import Milestone
from starrating.ruleset.triggers import Window
from starrating.ruleset.versions import at
from starrating.ruleset.words.conditions import column_head, condition_words
from starrating.ruleset.words.steps import steps_words
from starrating.ruleset.words.values import values_words
from starrating.ruleset.words.vocabulary import SETTINGS, ref_words, settings


class Chapter(Struct, frozen=True):
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


_PARTS = {
    "H1": text("the first half"),
    "H2": text("the second half"),
    "Q1": text("the first quarter"),
    "Q2": text("the second quarter"),
    "Q3": text("the third quarter"),
    "Q4": text("the fourth quarter"),
}
_PERIODS = {
    None: text("the year %(year)s"),
    "H1": text("the first half of %(year)s"),
    "H2": text("the second half of %(year)s"),
    "Q1": text("the first quarter of %(year)s"),
    "Q2": text("the second quarter of %(year)s"),
    "Q3": text("the third quarter of %(year)s"),
    "Q4": text("the fourth quarter of %(year)s"),
}


def part_words(part: str) -> Text:
    """Name a part of a year in any language: 上半年, the first half."""
    return _PARTS[part]


def period_words(period: Period) -> Text:
    """Name a period in any language: 2013年上半年, first half of 2013."""
    return Text(_PERIODS[period.part].template, {"year": period.year})


def _source(rules: RuleSet) -> Iterator[Text]:
    yield text("Published by: %(source)s.", source=rules.source)
    yield text(
        "Rated: %(subject)s; the rating is called %(scheme)s.",
        subject=rules.subject,
        scheme=rules.scheme,
    )


def _levels(rules: RuleSet) -> Iterator[Text]:
    levels = rules.levels
    yield from _quoted(levels)
    if levels.star_is is not None:
        yield text("The star is %(number)s: the highest level not above it.", number=ref_words(rules, levels.star_is))
    elif levels.of != "total":
        yield text("The levels are told by %(number)s.", number=ref_words(rules, levels.of))
    unit = POINTS if levels.of == "total" else None
    for band, span in zip(scored_bands(levels), level_spans(levels), strict=True):
        message = text("%(name)s: %(span)s.", name=band.name, span=span.words(unit))
        if Span.of(band) != span:
            message = text("In the plan %(band)s; so %(words)s", band=_as_written(band), words=message)
        yield message
    yield from _needs(rules)
    yield from settings(levels, rules.subject, but=_idle_settings(levels))
    if scored_bands(levels) and levels.near != "none":
        yield text("A score as near as %(near)s to a bound gets a notice.", near=number(levels.near))


def _as_written(band: Band) -> Text:
    """Write a band of whole numbers as a plan has it: 850—959."""
    low, high = (None if bound is None else number(bound) for bound in (band.lower, band.upper))
    if low is None:
        return text("%(high)s and less", high=high)
    return text("%(low)s and more", low=low) if high is None else Text("%(low)s—%(high)s", {"low": low, "high": high})


def _needs(rules: RuleSet) -> Iterator[Text]:
    for band in rules.levels.bands:
        if band.by == "steps":
            yield text("%(name)s: given by steps only.", name=band.name)
        elif rules.levels.star_is is not None and band.star != "none":
            yield text("%(name)s: from the number %(star)s on.", name=band.name, star=band.star)
        if band.mark is not None:
            yield text("%(name)s is shown as %(mark)s.", name=band.name, mark=band.mark)
        if band.needs is not None:
            yield text("%(name)s also needs: %(words)s.", name=band.name, words=condition_words(rules, band.needs))


def _idle_settings(levels: Levels) -> Collection[str]:
    """Return the settings that mean nothing for levels as they are."""
    idle = {"between"} if levels.between == "refuse" else set()
    if levels.better == "higher":
        idle.add("better")
    if all(band.needs is None for band in levels.bands):
        idle.add("needs_unmet")
    if levels.of == "total" and levels.star_is is None and levels.missing == "not-assessed":
        idle.add("missing")
    return idle | ({"rounding", "better"} if levels.star_is is not None else set())


def _targets(rules: RuleSet) -> Iterator[Text]:
    if rules.targets:
        yield from (_milestone(rules, one) for one in rules.targets.milestones)
        yield from settings(rules.targets, rules.subject)


def _milestone(rules: RuleSet, one: Milestone) -> Text:
    due, name = period_words(one.due), one.whom(rules.levels)
    if one.at_least is not None:
        return text("By %(due)s at least %(share)s have %(name)s.", due=due, share=percent(one.at_least), name=name)
    assert one.at_most is not None
    if not one.at_most:
        return text("By %(due)s there is no %(subject)s of %(name)s.", due=due, name=name, subject=rules.subject)
    return text("By %(due)s at most %(share)s have %(name)s.", due=due, share=percent(one.at_most), name=name)


def _criteria(rules: RuleSet) -> Iterator[Text]:
    criteria = rules.criteria
    yield from settings(criteria)
    if criteria.total_marks is not None:
        yield text("Full marks of the whole: %(marks)s.", marks=number(criteria.total_marks))
    yield from (_part(part) for part in criteria.parts)
    for _, item in criteria.items:
        yield from _unusual(item)
    yield from (_fact(fact) for fact in rules.facts)
    if criteria.note:
        yield Text("%(note)s", {"note": criteria.note})


def _part(part: CriterionPart) -> Text:
    items = [
        text("%(code)s %(title)s (%(marks)s)", code=item.code, title=item.title, marks=number(item.full_marks))
        for item in part.items
    ]
    marks = number(part.items_marks)
    return text("%(part)s, %(marks)s points: %(items)s.", part=part.title, marks=marks, items=listed(items))


def _unusual(item: CriterionItem) -> Iterator[Text]:
    if item.points:
        points = listed(number(one) for one in item.points)
        yield text("%(item)s: the points that there are: %(points)s.", item=item.title, points=points)
    if item.lowest == "none":
        yield text("%(item)s: the score may be as low as you like.", item=item.title)
    elif item.lowest:
        yield text("%(item)s: the lowest score is %(lowest)s points.", item=item.title, lowest=number(item.lowest))
    if item.not_applicable:
        yield text("%(item)s may not apply, and is not there then.", item=item.title)


def _fact(fact: Fact) -> Text:
    return text(
        "The score sheet has a column “%(fact)s”, %(values)s; %(blank)s.",
        fact=fact.title,
        values=SETTINGS["values", fact.values],
        blank=SETTINGS["blank", fact.blank],
    )


def _promises(rules: RuleSet) -> Iterator[Text]:
    for section in (rules.declared_target, rules.self_check):
        if section:
            yield from _quoted(section)


def _procedure(rules: RuleSet) -> Iterator[Text]:
    procedure = rules.procedure
    if procedure.stages:
        yield text("The stages, in this order: %(stages)s.", stages=listed(procedure.stages))
    if procedure.departments:
        yield text("These departments are asked for their opinion: %(names)s.", names=listed(procedure.departments))
    yield from settings(procedure, rules.subject)
    if procedure.years > 1:
        yield text("A review covers so many years: %(years)s.", years=procedure.years)
    if procedure.valid_years is not None:
        yield text("A star holds for so many years: %(years)s.", years=procedure.valid_years)
    if procedure.notice:
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
        for window_words in _window(one.window) if one.window else ():
            yield text("%(clause)s: %(words)s", clause=one.clause, words=window_words)
    yield from _window(rules.triggers.window)
    for column in rules.triggers.findings:
        yield text(
            "The incident list has a column “%(head)s”, %(values)s.",
            head=column.title,
            values=SETTINGS["values", column.values],
        )
    yield from settings(rules.triggers, but=() if rules.sanctions else ("bare_sanction",))


def _window(window: Window) -> Iterator[Text]:
    yield from settings(window)
    if window.months is not None:
        yield text("So many months, up to the last day of the period: %(months)s.", months=window.months)


def _ranking(rules: RuleSet) -> Iterator[Text]:
    if rules.ranking:
        yield from settings(rules.ranking)
        if rules.ranking.pool:
            yield text("There is a ranking for each “%(pool)s”.", pool=column_head(rules, rules.ranking.pool))


def _show(rules: RuleSet) -> Iterator[Text]:
    if rules.show and rules.show.decimals is not None:
        yield text(
            "Decimals that people are shown: %(decimals)s; what is compared is exact.", decimals=rules.show.decimals
        )


def _annual(rules: RuleSet) -> Iterator[Text]:
    if rules.annual:
        yield from _quoted(rules.annual)
        yield from settings(rules.annual)
        for part, weight in rules.annual.weights.items():
            yield text("%(part)s has the weight %(weight)s.", part=part_words(part), weight=weight_words(weight))


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


def _versions(rules: RuleSet) -> Iterator[Text]:
    """Say what is said otherwise from each version on; keys of which nothing is said, by their names."""
    for index, version in enumerate(rules.versions):
        since = period_words(version.since)
        yield from _quoted(version)
        before, after = (
            at(rules.model_copy(update={"versions": rules.versions[:last]}), version.since)
            for last in (index, index + 1)
        )
        known = {sentence for chapter in prose(before) for sentence in chapter.sentences}
        changed = [message for chapter in prose(after) for message in chapter.sentences if message not in known]
        for sentence in changed:
            yield text("From %(since)s on: %(sentence)s", since=since, sentence=sentence)
        for key, value in version.set.items() if not changed else ():
            yield text("From %(since)s on, %(key)s is %(value)s.", since=since, key=key, value=_plain(value))


def _plain(value: object) -> str:
    return number(value) if isinstance(value, Decimal | Fraction) else str(value)


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
    (text("The values, in this order"), lambda _: "", values_words),
    (text("What is undertaken"), lambda _: "", _promises),
    (text("Procedure"), lambda rules: rules.procedure.clause, _procedure),
    (text("Triggers"), lambda rules: rules.triggers.clause if rules.triggers else "", _triggers),
    (text("Sanctions"), lambda rules: rules.sanctions.clause if rules.sanctions else "", _sanctions),
    (text("From the star by score to the star, in this order"), lambda _: "", steps_words),
    (text("Ranking"), lambda _: "", _ranking),
    (text("Numbers"), lambda _: "", _show),
    (text("The year"), lambda rules: rules.annual.clause if rules.annual else "", _annual),
    (text("Consequences"), lambda _: "", _consequences),
    (text("What changes later"), lambda _: "", _versions),
    (text("What the plan leaves open, and the answer here"), lambda _: "", _questions),
    (text("Worked examples"), lambda _: "", _examples),
)
