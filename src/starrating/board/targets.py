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
    kinds = dict.fromkeys(
        (milestone.star, milestone.or_more, milestone.at_least is not None) for milestone in milestones
    )
    of_kind = [
        [
            milestone
            for milestone in milestones
            if (milestone.star, milestone.or_more, milestone.at_least is not None) == kind
        ]
        for kind in kinds
    ]
    charts = [_course(words, report, each, number) for number, each in enumerate(of_kind, 1)]
    due = [_targets_table(words, report.measures)] if report.measures else []
    title = words.say(text("Shares and targets") if milestones else text("Shares over time"))
    return Section("targets", title, (), (*charts, *due) or (_shares_table(words, report),))


def target_sentences(words: SheetWording, report: TargetReport) -> tuple[str, ...]:
    """Say of each target that is due next, or now, how far it is reached, and who is nearest to it."""
    return tuple(words.say(_sentence(words, measure)) for measure in _due_first(words, report))


def target_figures(words: SheetWording, report: TargetReport) -> tuple[Figure, ...]:
    """Return the same in figures."""
    say = words.say
    return tuple(
        Figure(
            say(aim_words(measure.milestone, words.rules)),
            f"{measure.count}/{measure.rated}",
            share(measure.count, measure.rated, None if measure.met else bound_of(measure.milestone)),
            say(text("needed: %(needed)s", needed=measure.needed)),
            say(verdict_words(measure)),
        )
        for measure in _due_first(words, report)
    )


def later_targets(words: SheetWording, report: TargetReport) -> tuple[str, ...]:
    """Say which targets are due after these, and what they need of as many branches as now."""
    first = {measure.milestone.due for measure in _due_first(words, report)}
    later = [
        measure
        for measure in report.measures
        if measure.milestone.due > words.period and measure.milestone.due not in first
    ]
    return tuple(words.say(_later(words, measure)) for measure in later)


def _later(words: SheetWording, measure: Measure) -> Text:
    due, aim = measure.milestone.due.say(words.rules.language), aim_words(measure.milestone, words.rules)
    if measure.milestone.at_least is None or measure.period is None:
        return text("%(due)s: %(aim)s", due=due, aim=aim)
    return text("%(due)s: %(aim)s, needed: %(needed)s", due=due, aim=aim, needed=measure.needed)


def _due_first(words: SheetWording, report: TargetReport) -> list[Measure]:
    """Return the targets that are due next, or now."""
    measured = [measure for measure in report.measures if measure.period is not None]
    due = min((measure.milestone.due for measure in measured if measure.milestone.due >= words.period), default=None)
    return [measure for measure in measured if measure.milestone.due == due]


def _sentence(words: SheetWording, measure: Measure) -> Text:
    fields = {
        "due": measure.milestone.due.say(words.rules.language),
        "aim": aim_words(measure.milestone, words.rules),
        "count": measure.count,
        "rated": measure.rated,
        "share": share(measure.count, measure.rated, None if measure.met else bound_of(measure.milestone)),
        "needed": measure.needed,
        "verdict": verdict_words(measure),
    }
    state = text("%(due)s: %(aim)s. %(count)s/%(rated)s, %(share)s; needed: %(needed)s; %(verdict)s.", **fields)
    if measure.met or not measure.nearest:
        return state
    nearest = [
        text("%(branch)s (%(lacks)s)", branch=near.branch, lacks=_cited(near, words).lacks)
        for near in measure.nearest[: measure.short]
    ]
    return text("%(state)s Nearest: %(nearest)s.", state=state, nearest=joined(nearest, text(", ")))


def _cited(near: Near, words: SheetWording) -> Near:
    """Cite the clauses that hold a branch back as people do."""
    return replace(near, held=tuple(cited_briefly(clause, words.rules) for clause in near.held))


def declared_section(words: SheetWording, declared: Sequence[Declared]) -> Section | None:
    """Return how many have reached the targets that they set themselves, and who has not; None if none set one."""
    if not declared:
        return None
    say, short = words.say, [target for target in declared if not target.reached]
    counts = {"reached": len(declared) - len(short), "all": len(declared)}
    heads = (words.rules.wording.subject, *map(say, (text("Own target"), text("Star"), text("Declared on"))))
    typed = say(text("typed at the assessment"))
    rows = [
        (
            declared.branch,
            words.star(declared.target),
            words.star(declared.star) or _NONE,
            words.on_paper(declared.day.isoformat()) if declared.day else typed,
        )
        for declared in short
    ]
    title = say(text("Own targets"))
    reached = say(text("Own targets reached: %(reached)s of %(all)s.", **counts))
    return Section("declared", title, (reached,), (table(title, heads, "nsss", rows),) if rows else ())


def _course(words: SheetWording, report: TargetReport, milestones: Sequence[Milestone], number: int) -> Table:
    """Return the picture and the table of one share over time, against the targets that are set for it."""
    say, aim = words.say, milestones[0]
    whom = say(aim.whom(report.rules.levels))
    goals = {milestone.due: bound_of(milestone) for milestone in milestones}
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
    return table(caption, heads, "nllrrs", [_target_row(words, measure) for measure in measures])


def _target_row(words: SheetWording, measure: Measure) -> tuple[str, ...]:
    say, milestone, language = words.say, measure.milestone, words.rules.language
    aim = aim_words(milestone, words.rules)
    if measure.period is None:
        return milestone.due.say(language), say(aim), say(text("not reviewed yet")), _NONE, _NONE, _NONE
    now = f"{measure.count}/{measure.rated}"
    return (
        milestone.due.say(language),
        say(aim),
        measure.period.say(language),
        now,
        str(measure.needed),
        say(verdict_words(measure)),
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
    label = period.say(words.rules.language)
    if words.rules.language != CHINESE or period.is_year:
        return (label,)
    return f"{period.year}年", period.part_words(CHINESE)
