"""What acts of the procedure share: the review they are about, and where it stands.

An act is checked against what the ledger says within the transaction that records it, so that of two people who act at
once the second is told what the first has done.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from starrating.i18n import text
from starrating.ledger import Ledger, open_ledger
from starrating.model import Period, Review
from starrating.model.acts import Act, StarSetting
from starrating.procedure.allowed_acts import refuse_unless_assessed
from starrating.procedure.review_state import Standing, standing
from starrating.read.rule_file import load_rules
from starrating.ruleset import RuleSet, from_canonical
from starrating.workflow import PROGRAM
from starrating.workflow.earlier import lineage_of
from starrating.workflow.lookups import recorded
from starrating.workflow.moments import Moment
from starrating.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Case:
    """A recorded review, the rules it was rated by, and where it stands."""

    ledger: Ledger
    review: Review
    rules: RuleSet
    now: Standing

    @classmethod
    def of(cls, ledger: Ledger, period: Period) -> "Case":
        """Look at the newest version of a period that has one."""
        review = recorded(ledger, period)
        return cls(ledger, review, from_canonical(review.rules), standing_of(ledger, period, review.version))

    def add(self, act: Act, moment: Moment) -> None:
        """Record an act."""
        self.ledger.add(act, moment.stamp, PROGRAM)


@contextmanager
def assessed(workspace: Workspace, period: Period) -> Iterator[Ledger]:
    """Open the ledger for an act on a period; one that is not assessed is refused before anything is touched."""
    with open_ledger(workspace.ledger, checking=True) as ledger:
        if not newest_version(ledger, period):
            refuse_unless_assessed(Standing(period), load_rules(workspace.rules))
        yield ledger


def standing_of(ledger: Ledger, period: Period, version: int | None = None) -> Standing:
    """Say where a period stands; `version` is its newest, if that is known already."""
    newest = newest_version(ledger, period) if version is None else version
    return standing(period, newest, [each.act for each in ledger.acts(period)])


def newest_version(ledger: Ledger, period: Period) -> int:
    """Return the newest version of a period, 0 if it has none."""
    return max((entry.version for entry in ledger.versions(period)), default=0)


def held_settings(case: Case) -> tuple[StarSetting, ...]:
    """Return the stars that were set and not dropped, under the names that the branches of the review bear."""
    lineage, branches = lineage_of(case.ledger), case.review.ratings.scores.branch
    if lineage is None or not case.now.settings:
        return case.now.settings
    names = {former: branch for branch in branches for former in lineage.former(branch)}
    return tuple(replace(each, branch=names.get(each.branch, each.branch)) for each in case.now.settings)


def committee_of(workspace: Workspace, rules: RuleSet) -> str:
    """Name the committee that decides, as the workspace does; else in the words of the rule set's language."""
    return workspace.office.committee or text("Party committee").say(rules.language)
