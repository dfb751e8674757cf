"""What a board says of targets: shares over time against the share targets, and the branches' own ones (plan 2)."""

from collections.abc import Collection, Sequence
from fractions import Fraction

from msgspec.structs import replace

from starrating.board.board import Figure, Section, Table, table
from starrating.board.charts import Mark, course
from starrating.decimals import share
from starrating.i18n import CHINESE, Text, joined, text
from starrating.ledger import LedgerEntry
from starrating.model import NO_STAR, Period
from starrating.rating.target_outlook import Declared, TargetReport
from starrating.rating.targets import Measure, Near, aim_words, bound_of, verdict_words
from starrating.ruleset import Milestone, percent
from starrating.ruleset.citation import cited_briefly
from starrating.write.wording import SheetWording

_NONE = "—"


def targets_section(words: SheetWording, report: TargetReport) -> Section:
    """Return the shares over time, for each star with a target against its goals, and the targets of these years."""
    milestones = report.rules.targets.milestones if report.rules.targets else ()
    kinds = dict.fromkeys((each.star, each.or_more, each.at_least is not None) for each in milestones)
    of_kind = [
        [each for each in milestones if (each.star, each.or_more, each.at_least is not None) == kind] for kind in kinds
    ]
    charts = [_course(words, report, each, number) for number, each in enumerate(of_kind, 1)]
    due = [_targets_table(words, report.measures)] if report.measures else []
    title = words.say(text("Shares and targets") if milestones else text("Shares over time"))
    return Section("targets", title, (), (*charts, *due) or (_shares_table(words, report),))


def target_sentences(words: SheetWording, report: TargetReport) -> tuple[str, ...]:
    """Say of each target that is due next, or now, how far it is reached, and who is nearest to it."""
    return tuple(words.say(_sentence(words, each)) for each in _due_first(words, report))


def target_figures(words: SheetWording, report: TargetReport) -> tuple[Figure, ...]:
    """Return the same in figures."""
    say = words.say
    return tuple(
        Figure(
            say(aim_words(each.milestone, words.rules)),
            f"{each.count}/{each.rated}",
            share(each.count, each.rated, None if each.met else bound_of(each.milestone)),
            say(text("needed: %(needed)s", needed=each.needed)),
            say(verdict_words(each)),
        )
        for each in _due_first(words, report)
    )


def later_targets(words: SheetWording, report: TargetReport) -> tuple[str, ...]:
    """Say which targets are due after these, and what they need of as many branches as now."""
    first = {each.milestone.due for each in _due_first(words, report)}
    later = [each for each in report.measures if each.milestone.due > words.period and each.milestone.due not in first]
    return tuple(words.say(_later(words, each)) for each in later)


def _later(words: SheetWording, each: Measure) -> Text:
    due, aim = each.milestone.due.say(words.rules.language), aim_words(each.milestone, words.rules)
    if each.milestone.at_least is None or each.period is None:
        return text("%(due)s: %(aim)s", due=due, aim=aim)
    return text("%(due)s: %(aim)s, needed: %(needed)s", due=due, aim=aim, needed=each.needed)


def _due_first(words: SheetWording, report: TargetReport) -> list[Measure]:
    """Return the targets that are due next, or now."""
    measured = [each for each in report.measures if each.period is not None]
    due = min((each.milestone.due for each in measured if each.milestone.due >= words.period), default=None)
    return [each for each in measured if each.milestone.due == due]


def _sentence(words: SheetWording, each: Measure) -> Text:
    said = {
        "due": each.milestone.due.say(words.rules.language),
        "aim": aim_words(each.milestone, words.rules),
        "count": each.count,
        "rated": each.rated,
        "share": share(each.count, each.rated, None if each.met else bound_of(each.milestone)),
        "needed": each.needed,
        "verdict": verdict_words(each),
    }
    state = text("%(due)s: %(aim)s. %(count)s/%(rated)s, %(share)s; needed: %(needed)s; %(verdict)s.", **said)
    if each.met or not each.nearest:
        return state
    nearest = [
        text("%(branch)s (%(lacks)s)", branch=near.branch, lacks=_cited(near, words).lacks)
        for near in each.nearest[: each.short]
    ]
    return text("%(state)s Nearest: %(nearest)s.", state=state, nearest=joined(nearest, text(", ")))


def _cited(near: Near, words: SheetWording) -> Near:
    """Cite the clauses that hold a branch back as people do."""
    return replace(near, held=tuple(cited_briefly(clause, words.rules) for clause in near.held))


def declared_section(words: SheetWording, declared: Sequence[Declared]) -> Section | None:
    """Return how many have reached the targets that they set themselves, and who has not; None if none set one."""
    if not declared:
        return None
    say, short = words.say, [each for each in declared if not each.reached]
    counts = {"reached": len(declared) - len(short), "all": len(declared)}
    heads = (words.rules.wording.subject, *map(say, (text("Own target"), text("Star"), text("Declared on"))))
    typed = say(text("typed at the assessment"))
    rows = [
        (
            each.branch,
            words.star(each.target),
            words.star(each.star) or _NONE,
            words.on_paper(each.day.isoformat()) if each.day else typed,
        )
        for each in short
    ]
    title = say(text("Own targets"))
    said = say(text("Own targets reached: %(reached)s of %(all)s.", **counts))
    return Section("declared", title, (said,), (table(title, heads, "nsss", rows),) if rows else ())


def _course(words: SheetWording, report: TargetReport, milestones: Sequence[Milestone], number: int) -> Table:
    """Return the picture and the table of one share over time, against the targets that are set for it."""
    say, aim = words.say, milestones[0]
    whom = say(aim.whom(report.rules.levels))
    goals = {each.due: bound_of(each) for each in milestones}
    entries = {entry.period: _reached(entry, aim, report) for entry in _same_length(report.trend, words.period)}
    periods = sorted({*goals, *entries})
    marks = [Mark(_label(period, words), entries.get(period), goals.get(period)) for period in _axis(entries, goals)]
    caption = say(text("Share of %(level)s over time", level=whom))
    goal_head = text("At least") if aim.at_least is not None else text("At most")
    heads = (say(text("Period")), whom, say(text("All rated")), say(text("Share")), say(goal_head))
    rows = [_share_row(period, entries.get(period), goals.get(period), words) for period in periods]
    described = say(text("; ")).join(" ".join(cell for cell in row if cell != _NONE) for row in rows)
    picture = course(f"course-{number}", caption, described, marks)
    legend = say(text("● unbroken line: the share reached; ◆ broken line: the target"))
    return replace(table(caption, heads, "nrrrr", rows), picture=picture, legend=legend)


def _axis(entries: Collection[Period], goals: Collection[Period]) -> list[Period]:
    """Return the periods that are recorded, and the next one at which a target is due."""
    last = max(entries, default=None)
    following = [due for due in goals if last is None or due > last]
    return sorted({*entries, *([min(following)] if following else [])})


def _share_row(
    period: Period, reached: tuple[int, int] | None, goal: Fraction | None, words: SheetWording
) -> tuple[str, ...]:
    goal_words = _NONE if goal is None else percent(goal)
    shown = (_NONE,) * 3 if reached is None else (str(reached[0]), str(reached[1]), share(*reached))
    return (period.say(words.rules.language), *shown, goal_words)


def _shares_table(words: SheetWording, report: TargetReport) -> Table:
    """Return how many branches had each star over time, for a scheme without targets."""
    levels, entries = words.rules.levels, _same_length(report.trend, words.period)
    stars = tuple(reversed(levels.stars))
    caption = words.say(text("Shares over time"))
    rows = [
        (entry.period.say(words.rules.language), *(share(entry.counts.get(star, 0), _rated(entry)) for star in stars))
        for entry in entries
    ]
    return table(caption, (words.say(text("Period")), *map(levels.name, stars)), "n" + "r" * len(stars), rows)


def _targets_table(words: SheetWording, measures: Sequence[Measure]) -> Table:
    say = words.say
    caption = say(text("Targets due this year and the next"))
    heads = map(say, (text("Due"), text("Target"), text("Measured"), text("Now"), text("Needed"), text("Result")))
    return table(caption, heads, "nllrrs", [_target_row(words, each) for each in measures])


def _target_row(words: SheetWording, each: Measure) -> tuple[str, ...]:
    say, milestone, language = words.say, each.milestone, words.rules.language
    aim = aim_words(milestone, words.rules)
    if each.period is None:
        return milestone.due.say(language), say(aim), say(text("not reviewed yet")), _NONE, _NONE, _NONE
    now = f"{each.count}/{each.rated}"
    return (
        milestone.due.say(language),
        say(aim),
        each.period.say(language),
        now,
        str(each.needed),
        say(verdict_words(each)),
    )


def _reached(entry: LedgerEntry, aim: Milestone, report: TargetReport) -> tuple[int, int]:
    """Return how many branches counted for a target in a review, of how many."""
    among_all = report.rules.targets is not None and report.rules.targets.among == "all"
    count = sum(number for star, number in entry.counts.items() if aim.counts(star))
    return count, sum(entry.counts.values()) if among_all else _rated(entry)


def _rated(entry: LedgerEntry) -> int:
    return sum(number for star, number in entry.counts.items() if star != NO_STAR)


def _same_length(trend: Sequence[LedgerEntry], period: Period) -> list[LedgerEntry]:
    """Return the reviews of periods as long as one: half-years among half-years, years among years."""
    return [entry for entry in trend if entry.period.length == period.length]


def _label(period: Period, words: SheetWording) -> tuple[str, ...]:
    """Break the name of a half-year after its year, so that it is narrow enough for the axis."""
    said = period.say(words.rules.language)
    if words.rules.language != CHINESE or period.is_year:
        return (said,)
    return f"{period.year}年", period.part_words(CHINESE)
