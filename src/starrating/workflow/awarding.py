"""`award`: plaques by the result of a year, and old plaques that come back (plan 4.4: 无异议后授牌)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from starrating.errors import Problem, ProcedureError, UsageError
from starrating.files.annual.plaque_tables import DuePlaque
from starrating.files.annual_books import plaque_file_stem, write_plaques
from starrating.files.results.words import Words
from starrating.files.rule_files import load_rules
from starrating.i18n import text
from starrating.ledger import Ledger, open_ledger
from starrating.model import Period
from starrating.model.acts import Act, Award, PlaqueReturn
from starrating.rating.annual import result_of
from starrating.rating.lineage import Lineage
from starrating.rating.names import likely
from starrating.rating.plaques import Plaque, not_returned, on_display, plaque_changes
from starrating.rating.procedure import refuse_unless_awardable
from starrating.ruleset import RuleSet
from starrating.workflow import PROGRAM
from starrating.workflow.acting import Case, assessed
from starrating.workflow.earlier import lineage_of
from starrating.workflow.moments import Moment
from starrating.workflow.result_files import write_result
from starrating.workflow.year_basis import refuse_superseded_reviews
from starrating.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Awarding:
    """What `award` did: the act, whether it is new, the rules, the old plaques to come back, the list."""

    act: Award
    new: bool
    rules: RuleSet
    due: tuple[Plaque, ...]
    files: tuple[Path, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Plaques:
    """The awards so far, the plaque of each branch that has one, the old ones to come back; the workspace's rules."""

    rules: RuleSet
    awards: tuple[Award, ...]
    displayed: Mapping[str, Plaque]
    due: tuple[Plaque, ...]


def award(workspace: Workspace, year: Period, day: dt.date, moment: Moment) -> Awarding:
    """Award the plaques of a year, and write their list; the same result is awarded once, later calls list it again.

    `ProcedureError` unless the result is decided, published, and free of objections, or after a later year's award.
    """
    moment.refuse_future(day)
    with assessed(workspace, year) as ledger:
        with ledger.writing():
            case = Case.of(ledger, year)
            act = case.now.award
            new = act is None
            if act is None:
                refuse_superseded_reviews(case)
                refuse_unless_awardable(case.now, case.rules, day)
                acts, lineage = _acts(ledger), lineage_of(ledger) or Lineage()
                _refuse_after_later(year, acts)
                changes = plaque_changes(result_of(case.review), on_display(acts, lineage), lineage)
                act = Award(year, day, case.review.version, changes)
                case.add(act, moment)
        due = _due(ledger)
        words = Words(case.rules, year, workspace.office.organisation)
        listed = [DuePlaque(each.branch, each.star, each.period) for each in due]
        path, kept = write_result(
            workspace.results / str(year) / f"{plaque_file_stem(words)}.xlsx",
            ledger,
            lambda draft: write_plaques(draft, words, act, listed, case.review.recorded_at),
        )
    return Awarding(act, new, case.rules, due, (path,), kept)


def take_back(workspace: Workspace, branch: str, day: dt.date, moment: Moment) -> tuple[Plaque, Plaques]:
    """Record that the old plaque of a branch came back, the oldest if there are several; `UsageError` if none is due.

    One that was issued under an earlier name counts as its own. Returned with it is what is left.
    """
    moment.refuse_future(day)
    with open_ledger(workspace.ledger) as ledger:
        _due_of(ledger, branch)
        with ledger.writing():
            back = _due_of(ledger, branch)
            ledger.add(PlaqueReturn(day, back.branch, back.star), moment.stamp, PROGRAM)
        return back, _plaques(workspace, ledger)


def plaques(workspace: Workspace) -> Plaques:
    """List the plaques: issued, on display, to come back."""
    with open_ledger(workspace.ledger) as ledger:
        return _plaques(workspace, ledger)


def _plaques(workspace: Workspace, ledger: Ledger) -> Plaques:
    acts, lineage = _acts(ledger), lineage_of(ledger) or Lineage()
    awards = tuple(act for act in acts if isinstance(act, Award))
    return Plaques(load_rules(workspace.rules), awards, on_display(acts, lineage), _due(ledger))


def _due(ledger: Ledger) -> tuple[Plaque, ...]:
    return tuple(not_returned(_acts(ledger), lineage_of(ledger) or Lineage()))


def _acts(ledger: Ledger) -> list[Act]:
    return [each.act for each in ledger.acts()]


def _due_of(ledger: Ledger, branch: str) -> Plaque:
    due, lineage = _due(ledger), lineage_of(ledger) or Lineage()
    names = (branch, *lineage.former(branch))
    found = next((each for each in due if each.branch in names), None)
    if found is None:
        near = likely(branch, [each.branch for each in due])
        message = text("No old plaque of %(branch)s is outstanding.", branch=branch)
        hint = (
            text("Nearest names: %(names)s", names="、".join(near))
            if near
            else text("List them: starrating award --list")
        )
        raise UsageError.because("no-plaque-due", message, hint)
    return found


def _refuse_after_later(year: Period, acts: Sequence[Act]) -> None:
    later = [act.period for act in acts if isinstance(act, Award) and act.period > year]
    if later:
        message = text(
            "The plaques of %(later)s are awarded already; those of %(year)s no longer hang.",
            later=str(max(later)),
            year=str(year),
        )
        raise ProcedureError.because("later-award", message, text("List them: starrating award --list"))
