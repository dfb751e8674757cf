"""The committee's decision: what was recorded, and which stars it set otherwise than assessed."""

from collections.abc import Iterable

from rich.table import Table

from starrating.commands.decide import Deciding
from starrating.console.problems import show_problems
from starrating.console.screen import arrow, err, line, out, shown_path, table
from starrating.i18n import Text, text
from starrating.model import change
from starrating.model.acts import StarChange
from starrating.procedure.committee_decision import setting_words
from starrating.procedure.review_state import announce
from starrating.ruleset import RuleSet


def show_decision(done: Deciding) -> None:
    """Show what `decide` did."""
    show_problems(done.problems)
    act = done.act
    if act.changes:
        out().print(changes_table(act.changes, done.rules))
    for each in act.kept:
        out().print(line(text("Kept: %(set)s", set=setting_words(each, done.rules))))
    for dropped in act.dropped:
        level = _level(dropped.star, done.rules)
        words = {"branch": dropped.branch, "level": level, "reason": dropped.reason}
        out().print(line(text("Dropped: %(branch)s: %(level)s (%(reason)s)", **words)))
    named = {"period": str(act.period), "version": act.version, "day": act.day.isoformat(), "document": act.document}
    said = text("Decided %(period)s, version %(version)s, on %(day)s by %(document)s.", **named)
    out().print(line(said, "bold"))
    if done.file:
        out().print(line(text("Workbook: %(path)s", path=shown_path(done.file))))
    if done.rules.procedure.notice:
        err().print(line(text("Next: %(command)s", command=announce(act.period)), "dim"))


def changes_table(changes: Iterable[StarChange], rules: RuleSet) -> Table:
    """Return the stars that were set otherwise, with both stars and the reason."""
    made = table(rules.wording.subject, text("Star assessed"), text("Star decided"), text("Reason"), "")
    for each in changes:
        moved = arrow(change(each.before, each.after))
        made.add_row(line(each.branch), _level(each.before, rules), _level(each.after, rules), line(each.reason), moved)
    return made


def _level(star: int, rules: RuleSet) -> str:
    level: Text | str = rules.levels.name(star) or text("no star")
    return str(level)
