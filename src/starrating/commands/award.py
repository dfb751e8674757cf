"""`award`: plaques by the result of a year, and old plaques that come back (plan 4.4: 无异议后授牌)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from starrating.commands.shared.branch_history import compared, lineage_of
from starrating.commands.shared.output_files import write_result
from starrating.commands.shared.plaque_list import award_or_plan, plaques_on
from starrating.commands.shared.record_time import RecordTime
from starrating.commands.shared.recorded_review import (
    PROGRAM,
    ReviewContext,
    assessed,
    ever_known,
    refuse_superseded_reviews,
    refuse_uncorrected_reviews,
)
from starrating.commands.shared.scheme import load_rules
from starrating.commands.shared.year_setting import refuse_unless_drawn
from starrating.errors import Problem, ProcedureError, UsageError, refused_together
from starrating.i18n import text
from starrating.ledger import Ledger, open_ledger
from starrating.model import Period
from starrating.model.acts import Act, Award, PlannedAward, PlaqueReturn
from starrating.model.branch_names import BranchNames
from starrating.procedure.allowed_acts import refuse_unless_awardable
from starrating.procedure.named_branches import NamedBranches
from starrating.procedure.plaques import Plaque, not_returned, on_display, without_branch
from starrating.ruleset import RuleSet
from starrating.workspace import Workspace
from starrating.write.wording import ReviewWording
from starrating.write.year_consequences import DuePlaque
from starrating.write.year_workbook import plaque_file_stem, write_plaques


class AwardResult(Struct, frozen=True):
    """What `award` did: the act, whether it is new, the rules, the old plaques to come back, the list."""

    act: Award | PlannedAward
    new: bool
    rules: RuleSet
    due: tuple[Plaque, ...]
    files: tuple[Path, ...]
    problems: tuple[Problem, ...]


class PlaquesResult(Struct, frozen=True):
    """The awards so far, the plaque of each branch that has one, the old ones to come back; the workspace's rules.

    `files` are lists of plaques that were written anew.
    """

    rules: RuleSet
    awards: tuple[Award, ...]
    displayed: Mapping[str, Plaque]
    due: tuple[Plaque, ...]
    files: tuple[Path, ...] = ()
    problems: tuple[Problem, ...] = ()


def award(workspace: Workspace, year: Period, day: dt.date, moment: RecordTime) -> AwardResult:
    """Award the plaques of a year, and write their list; the same result is awarded once, later calls list it again.

    `ProcedureError` unless the result is decided, published, and free of objections, or after a later year's award.
    """
    moment.refuse_future(day)
    with assessed(workspace, year) as ledger:
        with ledger.writing():
            case = ReviewContext.of(ledger, year)
            act = case.now.award
            new = act is None
            if act is None:
                _refuse_unless_awardable(case, day)
                act = Award(year, day, case.review.version, plaques_on(case, day))
                case.add(act, moment)
        return _listed(workspace, case, act, new=new)


def plan(workspace: Workspace, year: Period, day: dt.date, place: str, moment: RecordTime) -> AwardResult:
    """Record on which day and where the plaques of a year are to be awarded, and write their list for the ceremony.

    `ProcedureError` as for `award` on that day; what is awarded already needs no plan.
    """
    moment.refuse_far(day)
    with assessed(workspace, year) as ledger:
        with ledger.writing():
            case = ReviewContext.of(ledger, year)
            if case.now.award:
                message = text("The plaques of %(year)s are awarded already.", year=str(year))
                raise ProcedureError.because("awarded-already", message, text("List them: starrating award --list"))
            _refuse_unless_awardable(case, day)
            act = PlannedAward(year, day, case.review.version, plaques_on(case, day), place)
            new = act != award_or_plan(case)
            if new:
                case.add(act, moment)
        return _listed(workspace, case, act, new=new)


def _listed(workspace: Workspace, case: ReviewContext, act: Award | PlannedAward, *, new: bool) -> AwardResult:
    """Write the list of plaques."""
    due = _due(case.ledger) if isinstance(act, Award) else _called_back(case.ledger)
    review = compared(case.ledger, case.review).review
    words = ReviewWording(case.rules, act.period, workspace.office.organisation, review=review)
    listed = [DuePlaque(plaque.branch, plaque.star, plaque.period) for plaque in due]
    path, kept = write_result(
        workspace.results / str(act.period) / f"{plaque_file_stem(words)}.xlsx",
        case.ledger,
        lambda draft: write_plaques(draft, words, act, listed),
    )
    return AwardResult(act, new, case.rules, due, (path,), kept)


def take_back(
    workspace: Workspace, branches: Sequence[str], day: dt.date, moment: RecordTime
) -> tuple[list[Plaque], PlaquesResult]:
    """Record that old plaques of branches came back, of each the oldest; `UsageError` if none is due, for any of them.

    One that was issued under an earlier name counts as its own. The list that names those to come back is written
    again. Returned with them is what is left.
    """
    moment.refuse_future(day)
    with open_ledger(workspace.ledger) as ledger:
        _came_back(ledger, branches)  # before there is a transaction: a refusal touches nothing
        with ledger.writing():
            came = _came_back(ledger, branches)
            acts = _acts(ledger)
            for back in came:
                _refuse_before_award(back, acts, day)
                ledger.add(PlaqueReturn(day, back.branch, back.star), moment.stamp, PROGRAM)
        listed = _last_list(workspace, ledger)
        left = _plaques(workspace, ledger)
    return came, replace(left, files=listed.files, problems=listed.problems) if listed else left


def _last_list(workspace: Workspace, ledger: Ledger) -> AwardResult | None:
    """Write the list of the last award or ceremony again; None where there was none for a result that holds."""
    acts = (act for act in reversed(_acts(ledger)) if isinstance(act, Award | PlannedAward))
    last = next((act for act in acts if act.version == ledger.newest(act.period)), None)
    case = ReviewContext.of(ledger, last.period) if last else None
    listed = award_or_plan(case) if case else None
    return _listed(workspace, case, listed, new=False) if case and listed else None


def plaques(workspace: Workspace) -> PlaquesResult:
    """List the plaques: issued, on display, to come back."""
    with open_ledger(workspace.ledger) as ledger:
        return _plaques(workspace, ledger)


def _plaques(workspace: Workspace, ledger: Ledger) -> PlaquesResult:
    acts, lineage = _acts(ledger), lineage_of(ledger) or BranchNames()
    awards = tuple(act for act in acts if isinstance(act, Award))
    due = _due(ledger)
    displayed = {branch: plaque for branch, plaque in on_display(acts, lineage).items() if plaque not in due}
    names = NamedBranches.there_on(dt.date.max, (plaque.branch for plaque in (*due, *displayed.values())), acts)
    shown = {names.find(branch): _by_name(plaque, names) for branch, plaque in displayed.items()}
    return PlaquesResult(load_rules(workspace.rules), awards, shown, tuple(_by_name(plaque, names) for plaque in due))


def _by_name(plaque: Plaque, names: NamedBranches) -> Plaque:
    """Call a plaque by the name that its branch has by now; one that is gone keeps its own."""
    return replace(plaque, branch=names.find(plaque.branch))


def _due(ledger: Ledger) -> tuple[Plaque, ...]:
    """Return the plaques that may come back: those that an award called back, and those whose branch is gone since."""
    return (*_called_back(ledger), *without_branch(_acts(ledger), lineage_of(ledger) or BranchNames()))


def _called_back(ledger: Ledger) -> tuple[Plaque, ...]:
    return tuple(not_returned(_acts(ledger), lineage_of(ledger) or BranchNames()))


def _acts(ledger: Ledger) -> list[Act]:
    return [act.act for act in ledger.acts()]


def _came_back(ledger: Ledger, branches: Sequence[str]) -> list[Plaque]:
    """Return the oldest plaque due of each branch, of one that is named twice two; all that is wrong at once."""
    due = list(_due(ledger))
    known = ever_known(ledger, (plaque.branch for plaque in due))
    came = []
    with refused_together() as check:
        for branch in branches:
            names = (branch, *known.names(branch))
            found = next((plaque for plaque in due if plaque.branch in names), None)
            if found:
                due.remove(found)
                came.append(found)
            else:
                check(_refuse_return, known, branch)
    return came


def _refuse_return(known: NamedBranches, branch: str) -> None:
    if known.find(branch) not in known:
        raise UsageError([known.unknown(branch)])
    message = text("No old plaque of %(branch)s is outstanding.", branch=branch)
    raise UsageError.because("no-plaque-due", message, text("List them: starrating award --list"))


def _refuse_before_award(back: Plaque, acts: Sequence[Act], day: dt.date) -> None:
    """Let no plaque come back before it was awarded."""
    awarded = [act.day for act in acts if isinstance(act, Award) and act.period == back.period]
    if awarded and day < awarded[-1]:
        message = text(
            "The plaque of %(branch)s was awarded on %(awarded)s; it cannot have come back on %(day)s.",
            branch=back.branch,
            awarded=awarded[-1].isoformat(),
            day=day.isoformat(),
        )
        raise ProcedureError.because("return-too-early", message, text("Check --date."))


def _refuse_unless_awardable(case: ReviewContext, day: dt.date) -> None:
    refuse_superseded_reviews(case)
    refuse_unless_awardable(case.now, case.rules, day)
    refuse_uncorrected_reviews(case)
    refuse_unless_drawn(case)
    _refuse_after_later(case.now.period, _acts(case.ledger))


def _refuse_after_later(year: Period, acts: Sequence[Act]) -> None:
    later = [act.period for act in acts if isinstance(act, Award) and act.period > year]
    if later:
        message = text(
            "The plaques of %(later)s are awarded already; those of %(year)s no longer hang.",
            later=str(max(later)),
            year=str(year),
        )
        raise ProcedureError.because("later-award", message, text("List them: starrating award --list"))
