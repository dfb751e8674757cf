"""Acts of the procedure, as the ledger keeps them (plan 4.4-4.6): each is recorded once and never changed.

What holds today is read off the acts in their order (`rating/standing.py`); an act that was wrong is answered by a
later one. `day` is the day that the act itself carries, as somebody has named it, None where nobody has; when and by
which program it was recorded, the ledger says.

What becomes of a plaque, in words.
"""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from starrating.i18n import Text, joined, text
from starrating.model.period import Period
from starrating.model.preparation_acts import (
    DocumentIssued,
    FormsReceived,
    MarksReceived,
    NoticePosted,
    ReviewSchedule,
    TargetsDeclared,
)


class StarChange(Struct, frozen=True):
    """A star that the committee set otherwise than assessed; NO_STAR is none."""

    branch: str
    before: int
    after: int
    reason: str


class StarSetting(Struct, frozen=True):
    """A star that was set and still holds: by whom, on which day, by which document, why; NO_STAR is none.

    `before` is what was assessed when it was set. `objection` is the number of the upheld objection that brought it, 0
    where the committee set it by a decision.
    """

    branch: str
    before: int
    after: int
    reason: str
    by: str
    day: dt.date
    document: str
    objection: int = 0


class DroppedSetting(Struct, frozen=True):
    """A star that had been set and was dropped, with the reason why it no longer holds."""

    branch: str
    star: int
    reason: str


class Decision(Struct, frozen=True):
    """The committee has decided a review: `version` is the result, `assessed` the version that was put before it.

    They differ where the committee changed a star. `open_opinions` says why it decided although departments had not
    answered, `despite_opinions` why although some had something against a branch; empty where none had. `kept` are the
    stars set before that it let stand, `dropped` those that it did not.
    """

    period: Period
    day: dt.date
    version: int
    assessed: int
    document: str
    by: str
    changes: tuple[StarChange, ...] = ()
    open_opinions: str = ""
    kept: tuple[StarSetting, ...] = ()
    dropped: tuple[DroppedSetting, ...] = ()
    despite_opinions: str = ""


class Reopening(Struct, frozen=True):
    """A decided review is assessed again: `version` is the one that no longer holds."""

    period: Period
    day: dt.date | None
    version: int
    reason: str


class PublicNotice(Struct, frozen=True):
    """A result was put on public notice, or a correction of one; `day` is the first day, `last` the last one.

    `reason` says why the days that were recorded before for the same version were wrong; empty for the first ones.
    """

    period: Period
    day: dt.date
    version: int
    last: dt.date
    days: int
    counted_as: str
    kind: Literal["notice", "correction"] = "notice"
    reason: str = ""


class Objection(Struct, frozen=True):
    """Somebody objects to a published result; `number` counts within the ledger. `who` is empty where withheld.

    `late` is one that came after the last day of the notice.
    """

    period: Period
    day: dt.date
    version: int
    number: int
    what: str
    who: str = ""
    branch: str = ""
    late: bool = False


class Resolution(Struct, frozen=True):
    """What came of an objection.

    Upheld, either the committee changed stars at once (`version` is the superseding result), or the review is to be
    assessed again (`version` 0). `at_version` is the newest version when it was answered, 0 in ledgers of before.
    """

    period: Period
    day: dt.date
    number: int
    upheld: bool
    finding: str
    document: str = ""
    by: str = ""
    version: int = 0
    changes: tuple[StarChange, ...] = ()
    at_version: int = 0


PlaqueAct = Literal["new", "replace-up", "replace-down", "unchanged", "withdraw", "none"]


class PlaqueChange(Struct, frozen=True):
    """What becomes of the plaque of a branch: its star before and after, NO_STAR for no plaque; who collects it.

    `branch` is its name on the day of the award, `rated_as` that of the result, where it is another one. `ended` says
    what became of a branch that is no longer there, `why` one is withdrawn from a branch that is (None in ledgers of
    before).
    """

    branch: str
    act: PlaqueAct
    before: int
    after: int
    collector: str = ""
    rated_as: str = ""
    ended: Text | None = None
    why: Text | None = None

    @property
    def note(self) -> Text | None:
        """Why it is withdrawn, and what has become of the branch since its result, if there is anything to say."""
        if self.ended or not self.rated_as:
            return self.ended or self.why
        formerly = text("formerly %(name)s", name=self.rated_as)
        return joined([self.why, formerly], text("; ")) if self.why else formerly


class Award(Struct, frozen=True):
    """Plaques were awarded by the result of a year; `changes` has every branch, also those that keep theirs."""

    period: Period
    day: dt.date
    version: int
    changes: tuple[PlaqueChange, ...] = ()


class PlannedAward(Struct, frozen=True):
    """The award of plaques by the result of a year is planned: the day and place of the ceremony, all plaques due then.

    The last plan of a version holds; `place` is empty where it is not known yet.
    """

    period: Period
    day: dt.date
    version: int
    changes: tuple[PlaqueChange, ...] = ()
    place: str = ""


class PlaqueReturn(Struct, frozen=True):
    """An old plaque came back."""

    day: dt.date
    branch: str
    star: int
    note: str = ""


class PairTerms(Struct, frozen=True):
    """What the office has written of a pair of paired assistance, at the end what came of it; empty where blank."""

    leader: str = ""
    responsible: str = ""
    problems: str = ""
    measures: str = ""
    goal: str = ""
    due: str = ""
    result: str = ""
    note: str = ""


NO_TERMS = PairTerms()


class Consequence(Struct, frozen=True):
    """What follows for a branch from the stars of years (plan 4.6): `id` is the key of the rule set's section.

    `rests_on` names the results it follows from: period, version, star. `amount` is in yuan, to the fen, where `pay`
    was given. `helper` is the branch that helps, on the `terms` that the office has written. `note` says what
    the committee has to see beside it.
    """

    id: str
    clause: str
    branch: str
    because: Text
    rests_on: tuple[tuple[str, int, int], ...] = ()
    secretary: str = ""
    pay: Decimal | None = None
    amount: Decimal | None = None
    helper: str = ""
    note: Text | None = None
    terms: PairTerms = NO_TERMS


class ConsequencesDrawn(Struct, frozen=True):
    """The consequences drawn from the result of a year; the last ones of a version hold."""

    period: Period
    day: dt.date | None
    version: int
    consequences: tuple[Consequence, ...] = ()


UnitChangeKind = Literal["renamed", "merged", "split", "closed", "new"]


class UnitChange(Struct, frozen=True):
    """Branches that changed: `before` are the names before `day`, `after` those from then on."""

    day: dt.date
    kind: UnitChangeKind
    before: tuple[str, ...]
    after: tuple[str, ...]
    document: str = ""
    note: str = ""


class Alias(Struct, frozen=True):
    """A name that workbooks use for a branch, confirmed by the office."""

    day: dt.date | None
    alias: str
    branch: str


class Finding(Struct, frozen=True):
    """A row of the rectification ledger 整改台账 as it was opened; `number` counts within the ledger.

    `source` is where it was found (自查, 抽查, 考核); `item` and `lost` the item of the criteria and the points lost,
    where it comes from the scores. `due` is as it was written; what is not known is empty. `meeting` says which meeting
    looked into it, where it is a major one (重大).
    """

    number: int
    branch: str
    finding: str
    source: str
    item: str = ""
    lost: str = ""
    measure: str = ""
    responsible: str = ""
    due: str = ""
    status: str = ""
    major: bool = False
    meeting: str = ""


class FindingsOpened(Struct, frozen=True):
    """The findings of a review were entered into the rectification ledger; of version 0, some between two reviews."""

    period: Period
    day: dt.date | None
    version: int
    findings: tuple[Finding, ...] = ()


class Progress(Struct, frozen=True):
    """How far a finding has come; empty fields stay as they were."""

    day: dt.date
    number: int
    status: str = ""
    responsible: str = ""
    due: str = ""
    measure: str = ""
    note: str = ""


Act = (
    Decision
    | Reopening
    | PublicNotice
    | NoticePosted
    | DocumentIssued
    | ReviewSchedule
    | FormsReceived
    | MarksReceived
    | TargetsDeclared
    | Objection
    | Resolution
    | Award
    | PlannedAward
    | PlaqueReturn
    | ConsequencesDrawn
    | UnitChange
    | Alias
    | FindingsOpened
    | Progress
)
ACTS: Mapping[str, type[Act]] = {
    "decision": Decision,
    "reopening": Reopening,
    "notice": PublicNotice,
    "posting": NoticePosted,
    "document": DocumentIssued,
    "schedule": ReviewSchedule,
    "forms": FormsReceived,
    "marks": MarksReceived,
    "declaration": TargetsDeclared,
    "objection": Objection,
    "resolution": Resolution,
    "award": Award,
    "award-plan": PlannedAward,
    "plaque-return": PlaqueReturn,
    "consequences": ConsequencesDrawn,
    "unit-change": UnitChange,
    "alias": Alias,
    "findings": FindingsOpened,
    "progress": Progress,
}
"""The kind of each act in the ledger."""


class RecordedAct(Struct, frozen=True):
    """An act with its number in the ledger, when it was recorded, and by which program."""

    number: int
    recorded_at: str
    program: str
    act: Act


PLAQUE_NAMES: Mapping[str, Text] = {
    "new": text("new plaque"),
    "replace-up": text("replaced by a higher one"),
    "replace-down": text("replaced by a lower one"),
    "unchanged": text("plaque stays"),
    "withdraw": text("plaque withdrawn"),
    "none": text("no plaque"),
}
"""By `PlaqueAct`."""
