"""One row that meets several triggers: the same event whichever is taken, or refused where another star came out."""

from collections.abc import Collection, Iterator

from starrating.errors import Problem
from starrating.i18n import text
from starrating.model import Incident
from starrating.ruleset import RuleSet, Trigger
from starrating.ruleset.conditions import IncidentsTest, tests_in
from starrating.ruleset.values import Choose, Tally


def consequences_differ(triggers: Collection[Trigger], rules: RuleSet) -> bool:
    """Tell whether a condition counts some of the triggers and not others, or a tally weighs them differently."""
    met = {trigger.id for trigger in triggers}
    if any(met & counted and not met <= counted for counted in _counted_together(rules)):
        return True
    tallies = (value.tally for value in rules.values if isinstance(value, Tally))
    return any(len({tally.get(trigger) for trigger in met}) > 1 for tally in tallies)


def several_triggers(incident: Incident, triggers: Collection[Trigger]) -> Problem:
    """Refuse a row that meets triggers with different consequences: which one it is must not be guessed."""
    return Problem(
        "error",
        "several-triggers",
        incident.place("trigger"),
        text(
            "%(branch)s: the row meets %(clauses)s, which have different consequences.",
            branch=incident.branch,
            clauses="、".join(trigger.clause for trigger in triggers),
        ),
        text("Name the one that is meant in the column of triggers, or write one row for each."),
    )


def _counted_together(rules: RuleSet) -> Iterator[set[str]]:
    conditions = [*(step.when for step in rules.steps), *(band.needs for band in rules.levels.bands)]
    choices = [value for value in rules.values if isinstance(value, Choose)]
    for condition in [*conditions, *(case.when for value in choices for case in value.choose)]:
        for test, _ in tests_in(condition, ()) if condition else ():
            if isinstance(test, IncidentsTest):
                yield set(test.incidents)
