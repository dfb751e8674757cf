"""Which kinds of documents can be written where a review stands now, and why the others cannot."""

import datetime as dt

from msgspec import Struct

from starrating.commands.shared.document_context import consequences_of
from starrating.commands.shared.notice_days import notice_rule
from starrating.commands.shared.preparation import early_context
from starrating.commands.shared.record_time import RecordTime
from starrating.commands.shared.recorded_review import (
    ReviewContext,
    refuse_superseded_reviews,
    refuse_uncorrected_reviews,
    standing_of,
)
from starrating.commands.shared.scheme import load_rules
from starrating.commands.shared.year_setting import refuse_unless_drawn
from starrating.documents.context import DocumentContext
from starrating.errors import ProcedureError
from starrating.ledger import Ledger, open_ledger
from starrating.model import Period
from starrating.procedure.allowed_acts import refuse_unless_assessed
from starrating.procedure.document_kinds import DOCUMENT_KINDS, DocumentKind
from starrating.procedure.fitting_kinds import is_draft, refuse_empty, refuse_nothing_to_tell
from starrating.procedure.review_state import ReviewState
from starrating.ruleset import RuleSet
from starrating.ruleset.versions import at
from starrating.workspace import Workspace


class EarlyDocuments(Struct, frozen=True):
    """What documents say that need no review, by the rules of their period."""

    rules: RuleSet
    now: ReviewState
    found: DocumentContext

    @classmethod
    def of(cls, workspace: Workspace, ledger: Ledger, period: Period, day: dt.date) -> "EarlyDocuments":
        """Gather them for a period, as they would be said on a day."""
        rules = at(load_rules(workspace.rules), period)
        return cls(rules, standing_of(ledger, period), early_context(workspace, ledger, rules, period, day))

    def refuse(self, kind: DocumentKind, today: dt.date) -> None:
        """Refuse what does not fit where the period stands, and what would tell nothing: `ProcedureError`."""
        is_draft(kind, self.now, self.rules, today)
        told = {"reminder": self.found.outstanding, "declaration": self.found.declared, "major": self.found.major}
        refuse_nothing_to_tell(kind, self.now.period, self.rules, told.get(kind, (kind,)))


class KindNow(Struct, frozen=True):
    """A kind of document where a review stands now: `refused` says why it cannot be written, None if it can.

    `fixes_days` says that writing it fixes the days of the public notice.
    """

    kind: DocumentKind
    draft: bool = False
    fixes_days: bool = False
    refused: ProcedureError | None = None


def kinds_now(workspace: Workspace, period: Period, moment: RecordTime) -> list[KindNow]:
    """Say of every kind of document whether it can be written now, before a review too; nothing is recorded."""
    with open_ledger(workspace.ledger) as ledger:
        case = ReviewContext.of(ledger, period) if standing_of(ledger, period).version else None
        early = EarlyDocuments.of(workspace, ledger, period, moment.today)
        return [_kind_now(kind, case, early, moment) for kind in DOCUMENT_KINDS]


def final_kinds(workspace: Workspace, year: Period, moment: RecordTime) -> list[DocumentKind]:
    """Return the kinds of documents that tell of a year what is final now, and for good."""
    found = [kind for kind in kinds_now(workspace, year, moment) if not kind.refused and not kind.draft]
    return [kind.kind for kind in found if not (DOCUMENT_KINDS[kind.kind].public or DOCUMENT_KINDS[kind.kind].early)]


def _kind_now(kind: DocumentKind, case: ReviewContext | None, early: EarlyDocuments, moment: RecordTime) -> KindNow:
    try:
        if DOCUMENT_KINDS[kind].early:
            early.refuse(kind, moment.today)
            return KindNow(kind)
        if case is None:
            refuse_unless_assessed(early.now, early.rules)
        assert case
        return reviewed_kind_now(kind, case, moment)
    except ProcedureError as error:
        return KindNow(kind, refused=error)


def reviewed_kind_now(kind: DocumentKind, case: ReviewContext, moment: RecordTime) -> KindNow:
    """Say how a kind of document of a review can be written now; `ProcedureError` says why it cannot."""
    if DOCUMENT_KINDS[kind].public:
        notice_rule(case.rules)
    draft = is_draft(kind, case.now, case.rules, moment.today)
    refuse_old_state(case, kind)
    refuse_empty(kind, case.review, case.rules, consequences_of(case))
    return KindNow(kind, draft, DOCUMENT_KINDS[kind].public and not draft and case.now.notice is None)


def refuse_old_state(case: ReviewContext, kind: DocumentKind) -> None:
    """Refuse a document of a year whose reviews have changed since, or a decided one while years before it are open.

    What follows from a year tells nothing of the plaques that were awarded by it.
    """
    refuse_superseded_reviews(case)
    if kind == "award" and case.now.award:
        return
    if kind == "award":
        refuse_uncorrected_reviews(case)
    if case.now.period.is_year and case.now.decided:
        refuse_unless_drawn(case)
