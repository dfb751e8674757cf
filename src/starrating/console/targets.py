"""Share targets on the terminal and as JSON."""

from starrating.console.screen import bar, line, out, table
from starrating.exact import share, written
from starrating.i18n import Text, text
from starrating.rating.targets import Measure
from starrating.ruleset import RuleSet, percent


def show_targets(year: int, rules: RuleSet, measures: list[Measure]) -> None:
    """Show the milestones with bars, and who is nearest to each."""
    if not measures:
        out().print(
            line(text("No target of %(title)s is due in %(year)s or the year after.", title=rules.title, year=year))
        )
        return
    made = table(
        text("Due"),
        text("Target"),
        text("Measured"),
        text("Now"),
        text("Share"),
        text("Needed"),
        text("Result"),
        "",
        right=(4, 5),
    )
    for each in measures:
        made.add_row(str(each.milestone.due), _aim(each, rules), *_measured(each))
    out().print(made)
    for each in measures:
        _show_nearest(each, rules)


def _aim(each: Measure, rules: RuleSet) -> str:
    name, milestone = each.milestone.whom(rules.levels), each.milestone
    if milestone.at_least is not None:
        return str(text("%(level)s at least %(share)s", level=name, share=percent(milestone.at_least)))
    assert milestone.at_most is not None
    return str(text("%(level)s at most %(share)s", level=name, share=percent(milestone.at_most)))


def _measured(each: Measure) -> tuple[str, ...]:
    if each.period is None:
        return (str(text("not reviewed yet")), "", "", "", "", "")
    return (
        str(each.period),
        f"{each.count}/{each.rated}",
        share(each.count, each.rated),
        str(each.needed),
        str(_verdict(each)),
        bar(each.count, each.rated),
    )


def _verdict(each: Measure) -> Text:
    if each.met:
        return text("met")
    if each.milestone.at_least is not None:
        return text("short by %(number)s", number=each.short)
    return text("too many by %(number)s", number=each.short)


def _show_nearest(each: Measure, rules: RuleSet) -> None:
    if each.left:
        level = each.milestone.whom(rules.levels)
        out().print(line(text("%(level)s still: %(branches)s", level=level, branches="、".join(each.left))))
    if not each.nearest or each.met:
        return
    due, level = str(each.milestone.due), each.milestone.whom(rules.levels)
    out().print(line(text("Nearest to %(level)s (due %(due)s):", level=level, due=due), "bold"))
    made = table(rules.wording.subject, text("Score"), text("Lacks"), right=(1, 2))
    for near in each.nearest:
        made.add_row(line(near.branch), near.score, near.gap)
    out().print(made)


def targets_data(year: int, measures: list[Measure]) -> dict[str, object]:
    """Return what `targets --json` prints."""
    return {"year": year, "milestones": [_milestone_data(each) for each in measures]}


def _milestone_data(each: Measure) -> dict[str, object]:
    milestone = each.milestone
    side, bound = ("at_least", milestone.at_least) if milestone.at_least is not None else ("at_most", milestone.at_most)
    assert bound is not None
    known = each.period is not None
    return {
        "due": str(milestone.due),
        "star": milestone.star,
        side: written(bound),
        "period": str(each.period) if known else None,
        "count": each.count if known else None,
        "rated": each.rated if known else None,
        "needed": each.needed if known else None,
        "short": each.short if known else None,
        "met": each.met if known else None,
        "nearest": [{"branch": near.branch, "score": near.score, "gap": near.gap} for near in each.nearest],
        **({"left": list(each.left)} if side == "at_most" else {}),
    }
