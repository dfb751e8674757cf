"""The roster: its aliases are the only way by which one name stands for another, and it says who must be there."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from starrating.errors import Place, Problem
from starrating.i18n import text
from starrating.model import Inputs, RosterEntry
from starrating.rating.names import likely
from starrating.ruleset import RuleSet


def by_roster_names(inputs: Inputs) -> tuple[Inputs, list[Problem]]:
    """Replace aliases by the names of the roster; without a roster nothing changes.

    Each alias in the scores or in the incidents gets a notice.
    """
    names = _aliases(inputs.roster)
    if not names:
        return inputs, []
    table = inputs.scores
    notices = [
        _renamed(branch, names[branch], table.place(row)) for row, branch in enumerate(table.branch) if branch in names
    ]
    notices += [
        _renamed(each.branch, names[each.branch], each.place()) for each in inputs.incidents if each.branch in names
    ]
    scores = replace(table, branch=[names.get(branch, branch) for branch in table.branch])
    incidents = tuple(replace(each, branch=names.get(each.branch, each.branch)) for each in inputs.incidents)
    opinions = tuple({**each, "branch": names.get(each["branch"], each["branch"])} for each in inputs.opinions)
    return replace(inputs, scores=scores, incidents=incidents, opinions=opinions), notices


def agrees_with_roster(inputs: Inputs, _: RuleSet) -> Iterator[Problem]:
    """See that every branch of the roster has scores, and that every scored branch is on the roster."""
    if not inputs.roster:
        return
    rostered, scored = [entry.branch for entry in inputs.roster], set(inputs.scores.branch)
    for branch in rostered:
        if branch not in scored:
            message = text("%(branch)s is on the roster but has no scores.", branch=branch)
            hint = text("Add its row to the score sheet, or take it off the roster.")
            yield Problem("error", "branch-missing", None, message, hint)
    known = set(rostered)
    for row, branch in enumerate(inputs.scores.branch):
        if branch not in known:
            near = likely(branch, rostered)
            message = text("%(branch)s is not on the roster.", branch=branch)
            hint = text(
                "Nearest names: %(names)s. Add an alias to the roster if it is the same.", names="、".join(near)
            )
            yield Problem("error", "not-on-roster", inputs.scores.place(row), message, hint)


def _aliases(roster: tuple[RosterEntry, ...]) -> Mapping[str, str]:
    return {alias: entry.branch for entry in roster for alias in entry.aliases}


def _renamed(alias: str, branch: str, place: Place) -> Problem:
    message = text("%(alias)s was read as %(branch)s, by the roster's aliases.", alias=alias, branch=branch)
    return Problem("notice", "alias", place, message)
