"""Share targets on the terminal and as JSON."""

from collections.abc import Sequence
from typing import Annotated

import typer

from starrating.cli.shared.options import Folder, Json, PeriodOption, open_command, year_option
from starrating.cli.shared.periods import period_named
from starrating.cli.shared.result_tables import counts_by_star, star_or_null
from starrating.cli.shared.terminal import answer, bar, first_rows, line, out, show_rest, table
from starrating.commands.targets import target_report
from starrating.decimals import share, written
from starrating.i18n import Text, listed, text
from starrating.model import NO_STAR
from starrating.model.ledger_entries import LedgerEntry
from starrating.rating.target_outlook import Declared, TargetOutlook, TargetReport
from starrating.rating.targets import Measure, Near, aim_words, verdict_words
from starrating.ruleset import RuleSet


def targets(
    ctx: typer.Context,
    year: Annotated[
        int | None,
        year_option(text("Targets due in this year and the next.")),
    ] = None,
    period: PeriodOption = None,
    json: Json = False,
    folder: Folder = None,
) -> None:
    """Show the targets."""
    asked = period_named(period)
    if (year is None) == (asked is None):
        raise typer.BadParameter(str(text("Name the year or the period, one of the two.")), param_hint="--year")
    workspace = open_command(ctx, folder, json=json)
    answer(json, to_json, show, target_report(workspace, asked.year if asked else year or 0, asked))


def show(report: TargetReport) -> None:
    """Show the milestones with bars, who is nearest to each, and what the last review says besides."""
    rules = report.rules
    if report.measures:
        _show_milestones(report)
    else:
        nothing = text(
            "No target of %(title)s is due in %(year)s or the year after.", title=rules.title, year=report.year
        )
        out().print(line(nothing))
    if len(report.trend) > 1:
        show_trend(report.trend, rules)
    if report.declared:
        _show_declared(report)
    if report.outlook:
        _show_outlook(report.rules, report.outlook)


def _show_milestones(report: TargetReport) -> None:
    heads = (text("Due"), text("Target"), text("Measured"), text("Now"), text("Share"), text("Needed"), text("Result"))
    made = table(*heads, "", right=(4, 5), spare=(7, 2))
    for measure in report.measures:
        aim = aim_words(measure.milestone, report.rules)
        made.add_row(str(measure.milestone.due), str(aim), *_measured(measure))
    out().print(made)
    for measure in report.measures:
        _show_new(measure)
        _show_nearest(measure, report.rules)


def _show_new(measure: Measure) -> None:
    if measure.new:
        names = listed(measure.new)
        out().print(
            line(
                text("New in %(period)s and left out of the share: %(names)s", period=str(measure.period), names=names)
            )
        )


def show_trend(entries: Sequence[LedgerEntry], rules: RuleSet) -> None:
    """Show how many branches had each star in each review, with the share of the highest star as a bar."""
    stars = sorted(rules.levels.stars, reverse=True)
    best = rules.levels.name(stars[0])
    out().print(line(text("Over time; the bar is the share of %(level)s:", level=best), "bold"))
    right = tuple(range(1, len(stars) + 3))
    made = table(
        text("Period"), *(rules.levels.name(star) for star in stars), text("none"), text("Share"), "", right=right
    )
    for entry in entries:
        rated = sum(count for star, count in entry.counts.items() if star != NO_STAR)
        top = entry.counts.get(stars[0], 0)
        counts = [str(entry.counts.get(star, 0)) for star in (*stars, NO_STAR)]
        made.add_row(str(entry.period), *counts, share(top, rated), bar(top, rated))
    out().print(made)


def _show_declared(report: TargetReport) -> None:
    short = [declared for declared in report.declared if not declared.reached]
    reached = text(
        "Own targets reached in %(period)s: %(reached)s of %(all)s.",
        period=str(report.period),
        reached=len(report.declared) - len(short),
        all=len(report.declared),
    )
    out().print(line(reached, "bold"))
    if short:
        levels = report.rules.levels
        made = table(report.rules.subject, text("Own target"), text("Star"), text("Declared on"))
        for declared in short[: first_rows(len(short))]:
            star = levels.name(declared.star) or str(text("no star"))
            made.add_row(line(declared.branch), levels.name(declared.target), star, str(declared_on(declared)))
        out().print(made)
        show_rest(len(short), first_rows(len(short)))


def declared_on(declared: Declared) -> Text | str:
    """Say when a target was declared, or that it was only typed at the assessment."""
    return declared.day.isoformat() if declared.day else text("typed at the assessment")


def _show_outlook(rules: RuleSet, ahead: TargetOutlook) -> None:
    """Say what would be if all near a line had risen; a guess about nobody, so never more than this."""
    levels, within = rules.levels, written(ahead.within, 0)
    if not ahead.rises:
        out().print(line(text("Nobody lacks %(within)s point or less to a higher star.", within=within)))
        return
    title = text(
        "If all that lack %(within)s point or less in %(period)s had risen (%(number)s):",
        within=within,
        period=str(ahead.period),
        number=len(ahead.rises),
    )
    out().print(line(title, "bold"))
    made = table(rules.subject, text("Star"), text("Would have"))
    for branch, before, after in ahead.rises[: first_rows(len(ahead.rises))]:
        made.add_row(line(branch), levels.name(before) or str(text("no star")), levels.name(after))
    out().print(made)
    show_rest(len(ahead.rises), first_rows(len(ahead.rises)))
    for measure in ahead.measures:
        words = text(
            "Then %(due)s, %(aim)s: %(count)s/%(rated)s, %(verdict)s",
            due=str(measure.milestone.due),
            aim=aim_words(measure.milestone, rules),
            count=measure.count,
            rated=measure.rated,
            verdict=verdict_words(measure),
        )
        out().print(line(words))


def _measured(measure: Measure) -> tuple[str, ...]:
    if measure.period is None:
        return (str(text("not reviewed yet")), "", "", "", "", "")
    return (
        str(measure.period),
        f"{measure.count}/{measure.rated}",
        share(measure.count, measure.rated),
        str(measure.needed),
        str(verdict_words(measure)),
        bar(measure.count, measure.rated),
    )


def _show_nearest(measure: Measure, rules: RuleSet) -> None:
    if measure.left:
        level = measure.milestone.whom(rules.levels)
        out().print(line(text("%(level)s still: %(branches)s", level=level, branches=listed(measure.left))))
    if not measure.nearest or measure.met:
        return
    due, level = str(measure.milestone.due), measure.milestone.whom(rules.levels)
    out().print(line(text("Nearest to %(level)s (due %(due)s):", level=level, due=due), "bold"))
    besides = [text("Besides")] if any(near.besides.template for near in measure.nearest) else []
    made = table(rules.subject, text("Score"), text("Lacks"), *besides, right=(1, 2), sentences=(3,) if besides else ())
    for near in measure.nearest:
        made.add_row(line(near.branch), near.score, str(near.distance), *([str(near.besides)] if besides else []))
    out().print(made)


def to_json(report: TargetReport) -> dict[str, object]:
    """Return what `targets --json` prints."""
    return {
        "year": report.year,
        "milestones": [_milestone_data(measure) for measure in report.measures],
        "period": str(report.period) if report.period else None,
        "declared": [
            {
                "branch": declared.branch,
                "declared_target": declared.target,
                "star": star_or_null(declared.star),
                "reached": declared.reached,
                "declared_on": declared.day.isoformat() if declared.day else None,
            }
            for declared in report.declared
        ],
        "trend": [
            {"period": str(entry.period), "version": entry.version, "counts": counts_by_star(entry.counts)}
            for entry in report.trend
        ],
        "outlook": _outlook_data(report.outlook) if report.outlook else None,
    }


def _outlook_data(ahead: TargetOutlook) -> dict[str, object]:
    return {
        "within": written(ahead.within, 0),
        "period": str(ahead.period),
        "counts": counts_by_star(ahead.counts),
        "rises": [
            {"branch": branch, "star": star_or_null(before), "would_have": star_or_null(after)}
            for branch, before, after in ahead.rises
        ],
        "milestones": [_milestone_data(measure) for measure in ahead.measures],
    }


def _milestone_data(measure: Measure) -> dict[str, object]:
    milestone = measure.milestone
    side, bound = ("at_least", milestone.at_least) if milestone.at_least is not None else ("at_most", milestone.at_most)
    assert bound is not None
    known = measure.period is not None
    return {
        "due": str(milestone.due),
        "star": milestone.star,
        side: written(bound),
        "period": str(measure.period) if known else None,
        "count": measure.count if known else None,
        "rated": measure.rated if known else None,
        "needed": measure.needed if known else None,
        "short": measure.short if known else None,
        "met": measure.met if known else None,
        "nearest": [_near_data(near) for near in measure.nearest],
        **({"left": list(measure.left)} if side == "at_most" else {}),
        **({"new": list(measure.new)} if measure.new else {}),
    }


def _near_data(near: Near) -> dict[str, object]:
    """Say how near a branch is; only where it is so, that it takes more than the gap, what else, or what holds it."""
    told: dict[str, object] = {"branch": near.branch, "score": near.score, "gap": near.gap}
    if near.more:
        told["more"] = True
    if near.lower:
        told["too_many"] = True
    if near.needs:
        told["needs"] = [str(message) for message in near.needs]
    if near.held:
        told["held_by"] = list(near.held)
    return told
