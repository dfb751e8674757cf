"""Where a review stands in the procedure (plan 4.4-procedure, 4.5-dynamic), and the command that comes next.

自评申报 → 组织考核 → 党委评定 → 结果公示 → 挂牌管理. Nothing is kept of a stage itself: it is read off the recorded
versions and acts, so that it can never contradict them.

The commands of the procedure, as messages name them. What only a person knows is left out, or its option stands without
a value: it is asked for when the command runs, so that nothing typed off a message is ever recorded.

Where a period stands in the procedure, in words.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from msgspec import Struct, field

from starrating.errors import as_typed
from starrating.i18n import Text, listed, text
from starrating.model import Period
from starrating.model.acts import (
    Act,
    Award,
    Decision,
    Objection,
    PlannedAward,
    PublicNotice,
    Reopening,
    Resolution,
    StarSetting,
)
from starrating.model.ledger_entries import FileState
from starrating.model.preparation_acts import ReviewSchedule
from starrating.procedure.account import account
from starrating.procedure.stages import STAGE_NAMES, Stage
from starrating.procedure.working_days import NONE_SAID, CountedAs, OfficeDays, counted_days
from starrating.ruleset import RuleSet

_Versioned = TypeVar("_Versioned", Decision | Resolution, PublicNotice, Award, PlannedAward)


class ReviewState(Struct, frozen=True):
    """Where a period stands: its newest version (0 for none) and the acts that hold for it.

    `decided` is the act by which this very version was decided; `notice` the one that published it, `published` the
    last one that published any version. `open_objections` are those without an answer, `due` the answers that ask for
    a new assessment which has not come yet, `unpublished` those whose new assessment no notice says yet. `settings` are
    the stars that were set and not dropped. `planned` is the ceremony that the award of this version waits for,
    `answered` how many objections to any version have got their answer, `awarded_before` the last award by a result
    that has been corrected since, `planned_before` the ceremony that was planned for such a result and never held.
    """

    period: Period
    version: int = 0
    decided: Decision | Resolution | None = None
    notice: PublicNotice | None = None
    published: PublicNotice | None = None
    open_objections: tuple[Objection, ...] = ()
    due: tuple[Resolution, ...] = ()
    award: Award | None = None
    unpublished: tuple[Resolution, ...] = ()
    settings: tuple[StarSetting, ...] = ()
    planned: PlannedAward | None = None
    answered: int = 0
    awarded_before: Award | None = None
    planned_before: PlannedAward | None = None

    @property
    def upheld(self) -> Resolution | None:
        """The first answer that asks for a new assessment which has not come yet."""
        return self.due[0] if self.due else None

    @property
    def is_contested(self) -> bool:
        """Whether an objection has no answer yet, or was upheld and waits for the new assessment."""
        return bool(self.open_objections or self.upheld)

    @property
    def owes_correction(self) -> bool:
        """Whether it is decided otherwise than an earlier notice says, and no notice has said so yet."""
        return bool(self.decided and self.published and not self.notice)

    def stage(self, today: dt.date) -> Stage:
        """Name the stage on a day; a notice is over when its last day has passed."""
        if not self.version:
            return "not-assessed"
        if self.is_contested:
            return "contested"
        if self.decided is None:
            return "assessed"
        if self.award:
            return "awarded"
        if self.notice is None:
            return "decided"
        return "on-notice" if today <= self.notice.last else "uncontested"


def review_state(period: Period, version: int, acts: Sequence[Act]) -> ReviewState:
    """Read the standing of a period off its newest version and its acts, in the order in which they were recorded.

    What was done with a version before it was reopened no longer holds; objections stay open until they are answered.
    """
    if not version:
        return ReviewState(period)
    mine = [act for act in acts if getattr(act, "period", None) == period]
    holding = since_reopened(mine, version)
    objections = {act.number: act for act in mine if isinstance(act, Objection)}
    answered = {act.number for act in mine if isinstance(act, Resolution)}
    held, award_held = account(version, mine), _last([act for act in holding if isinstance(act, Award)], version)
    planned = _last([act for act in holding if isinstance(act, PlannedAward)], version)
    ceremony = next((act for act in reversed(mine) if isinstance(act, Award | PlannedAward)), None)
    return ReviewState(
        period,
        version,
        _last([act for act in holding if isinstance(act, Decision | Resolution)], version),
        _last([act for act in holding if isinstance(act, PublicNotice)], version),
        held.published,
        tuple(act for number, act in objections.items() if number not in answered),
        held.due,
        award_held,
        held.unpublished,
        held.settings,
        planned,
        len(answered),
        next((act for act in reversed(mine) if isinstance(act, Award) and act is not award_held), None),
        ceremony if isinstance(ceremony, PlannedAward) and ceremony is not planned else None,
    )


def next_command(now: ReviewState, rules: RuleSet, today: dt.date) -> str | None:
    """Return the command that comes next; None while a notice runs, and where nothing is left to do for the period.

    Plaques are those of a year.
    """
    match now.stage(today):
        case "not-assessed":
            return assess(now.period, rules)
        case "contested":
            return settling_command(now, rules)
        case "assessed":
            return decide(now.period)
        case "decided" if rules.procedure.notice:
            return announce(now.period)
        case "decided" | "uncontested" if now.period.is_year:
            return award(now.period.year)
    return None


def settling_command(now: ReviewState, rules: RuleSet) -> str:
    """Return the command that answers the first open objection, or assesses again after one that was upheld.

    Reviews that are as they were make the same year again, which only a reopening takes.
    """
    if now.open_objections:
        return resolve(now.open_objections[0].number)
    again = assess(now.period, rules)
    return f"{again} --reopen" if is_made_of_reviews(now.period, rules) else again


def setting_command(now: ReviewState, rules: RuleSet) -> str:
    """Return the command that sets a year from its reviews as they are now, decided or not."""
    again = assess(now.period, rules)
    return f"{again} --reopen" if now.decided and not now.upheld else again


def since_reopened(acts: Sequence[Act], version: int) -> list[Act]:
    """Return the acts of a period that hold for a version: those after it was reopened last."""
    reopened = [index for index, act in enumerate(acts) if isinstance(act, Reopening) and act.version == version]
    return list(acts[reopened[-1] + 1 :] if reopened else acts)


def _last(acts: Sequence[_Versioned], version: int) -> _Versioned | None:
    return next((act for act in reversed(acts) if act.version == version), None)


def assess(period: Period, rules: RuleSet) -> str:
    """Return the command that assesses a period: a year is made of its reviews, where those are of its parts."""
    if is_made_of_reviews(period, rules):
        return f"starrating annual --year {period.year}"
    return f"starrating score --period {period}"


def score_again(period: Period, files: Sequence[str]) -> str:
    """Return the command that assesses a period again from the workbooks that it was assessed from."""
    return f"starrating score {' '.join(map(as_typed, files))} --period {period}"


def is_made_of_reviews(period: Period, rules: RuleSet) -> bool:
    """Tell whether a period is a year that has no workbooks of its own."""
    return period.is_year and rules.procedure.review != "year"


def decide(period: Period) -> str:
    """Return the command that records the committee's decision."""
    return f"starrating decide --period {period}"


def announce(period: Period) -> str:
    """Return the command that puts a result on public notice."""
    return f"starrating announce --period {period}"


def resolve(number: int) -> str:
    """Return the command that answers an objection."""
    return f"starrating objection resolve {number}"


def write_workbook(period: Period) -> str:
    """Return the command that writes the result workbook of a period again."""
    return f"starrating results --period {period}"


def open_review(period: Period) -> str:
    """Return the command that says by when forms and opinions are due."""
    return f"starrating announce --period {period} --kind opening --forms-by --opinions-by"


def declare(year: int) -> str:
    """Return the command that records the targets that branches set themselves."""
    return f"starrating declare --year {year}"


def add_major() -> str:
    """Return the command that records a major finding."""
    return "starrating rectify add --major --meeting --responsible --due"


def plan_award(year: int) -> str:
    """Return the command that plans the ceremony in which the plaques of a year are awarded."""
    return f"starrating award --year {year} --planned --place"


def award(year: int) -> str:
    """Return the command that awards the plaques of a year."""
    return f"starrating award --year {year}"


def outdated_workbook(state: FileState, period: Period) -> Text:
    """Say that the result workbook is not of what holds, or is not there, and how it is written."""
    command = write_workbook(period)
    if state == "outdated":
        return text("the result workbook states earlier stars that hold no more: %(command)s", command=command)
    if state == "missing":
        return text("the result workbook is not there: %(command)s", command=command)
    return text("the result workbook shows an older version: %(command)s", command=command)


def invitation_void(plan: PlannedAward) -> Text:
    """Say that a ceremony was planned by a result that holds no more, so that nobody comes by its notice."""
    return text(
        "the notice of the award planned for %(day)s holds no more: tell those invited, and plan it anew: %(command)s",
        day=plan.day.isoformat(),
        command=plan_award(plan.period.year),
    )


class PeriodStatus(Struct, frozen=True):
    """Where a period stands on a day.

    `unanswered` has the departments that have not answered before a decision, with the number of branches; `waits_for`
    the reviews of a year that are not decided, or not there, `superseded` those that have changed since it was set from
    them, `uncorrected` those whose published result is not the one that holds, `off_notice` those whose notice was
    never published or is not over. `days_left` of a running notice counts
    today and its last day, as the rule set counts them; `begins_in` are the days before its first one. `workbook` says
    whether the result workbook shows the version that holds; that of a year made of reviews need not be there. `forms`
    are those whose form is outstanding before an assessment, `marks` the departments whose marks are, `schedule` is
    what is fixed of the review. `outdated` says that what was
    drawn from the stars of a year no longer follows from them, `replaced` that the plaques of a later year hang.
    """

    standing: ReviewState
    stage: Stage
    unanswered: Mapping[str, int] = field(default_factory=dict)
    waits_for: tuple[Period, ...] = ()
    superseded: tuple[Period, ...] = ()
    uncorrected: tuple[Period, ...] = ()
    off_notice: tuple[Period, ...] = ()
    days_left: int | None = None
    begins_in: int = 0
    next_command: str | None = None
    workbook: FileState = "current"
    forms: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    schedule: ReviewSchedule | None = None
    outdated: bool = False
    replaced: bool = False

    @property
    def stage_name(self) -> Text:
        """What the stage is called: a result whose objections were answered, or after an award, is not uncontested."""
        if self.stage == "uncontested" and self.standing.awarded_before:
            return text("corrected after the award")
        if self.stage == "uncontested" and self.standing.answered:
            return text("objections answered")
        return STAGE_NAMES[self.stage]


def not_on_notice(reviews: Sequence[Period]) -> Text:
    """Say that a year rests on reviews whose own public notice has not been held to its end."""
    return text("its reviews were not on public notice to its last day: %(periods)s", periods=listed(reviews))


_MOST_NAMES = 10


def status_notes(status: PeriodStatus) -> Iterator[Text]:
    """Say what is missing, what is open, and which days there are."""
    now = status.standing
    yield from _prepared(status)
    yield from _of_its_reviews(status)
    if status.unanswered:
        answers = text("not answered: %(departments)s", departments=listed(status.unanswered))
        yield text("%(missing)s: fill in their sheets of opinions, then score again", missing=answers)
    if now.open_objections:
        numbers = listed(str(objection.number) for objection in now.open_objections)
        yield text("open objections: %(numbers)s", numbers=numbers)
    for answer in now.due:
        yield text("objection %(number)s was upheld: to be assessed again", number=answer.number)
    if now.version and now.decided is None:
        yield from _assessed_again(now)
    yield from _decided(status)
    if status.outdated:
        again = f"starrating annual --year {now.period.year}"
        yield text("what follows from its stars is to be drawn anew: %(command)s", command=again)
    if status.workbook in {"superseded", "outdated", "missing"}:
        yield outdated_workbook(status.workbook, now.period)


def _of_its_reviews(status: PeriodStatus) -> Iterator[Text]:
    """Say of a year what its reviews still lack."""
    if status.waits_for:
        yield text("waits for %(periods)s", periods=listed(status.waits_for))
    if status.superseded:
        yield text("its reviews have changed since: %(periods)s", periods=listed(status.superseded))
    if status.uncorrected:
        yield text("the correction of its reviews is to be published: %(periods)s", periods=listed(status.uncorrected))
    if status.off_notice:
        yield not_on_notice(status.off_notice)


def _prepared(status: PeriodStatus) -> Iterator[Text]:
    """Say by when what is due before a decision, and whose forms are outstanding."""
    fixed = None if status.standing.decided else status.schedule
    if status.stage == "not-assessed" and fixed and fixed.forms_by:
        yield text("forms by %(day)s", day=fixed.forms_by.isoformat())
    if status.forms:
        names = listed([*status.forms[:_MOST_NAMES], *(["…"] if len(status.forms) > _MOST_NAMES else [])])
        yield text("no form yet (%(number)s): %(names)s", number=len(status.forms), names=names)
    if status.marks:
        yield text("no marks yet: %(departments)s", departments=listed(status.marks))
    if fixed and fixed.opinions_by:
        yield text("opinions by %(day)s", day=fixed.opinions_by.isoformat())
    if fixed and fixed.meeting:
        yield text("committee on %(day)s", day=fixed.meeting.isoformat())


def _assessed_again(now: ReviewState) -> Iterator[Text]:
    """Say what was done before that the decision on a new assessment has to answer."""
    if now.settings:
        branches = listed(dict.fromkeys(setting.branch for setting in now.settings))
        yield text("set before, to be kept or dropped when it is decided: %(branches)s", branches=branches)
    if now.unpublished:
        numbers = listed(str(answer.number) for answer in now.unpublished)
        yield text("upheld, and not in a published result yet: objections %(numbers)s", numbers=numbers)
    if now.published:
        yield text("its published result is to be corrected once it is decided")


def _decided(status: PeriodStatus) -> Iterator[Text]:
    """Say when it was decided, and which days there are."""
    now = status.standing
    if now.decided:
        document = now.decided.document or text("no document number")
        yield text("decided on %(day)s (%(document)s)", day=now.decided.day.isoformat(), document=document)
    if now.notice:
        first, last = now.notice.day.isoformat(), now.notice.last.isoformat()
        yield text("public from %(first)s to %(last)s", first=first, last=last)
    elif now.owes_correction:
        yield text("the correction is to be published")
    if now.awarded_before and not now.award and not status.replaced:
        day = now.awarded_before.day.isoformat()
        yield text("plaques were awarded on %(day)s by the result before; they are to be awarded anew", day=day)
    if now.planned and not now.award:
        yield text("plaques are to be awarded on %(day)s", day=now.planned.day.isoformat())
    if now.planned_before:
        yield invitation_void(now.planned_before)
    if status.begins_in:
        yield text("the notice has not begun; days until then: %(days)s", days=status.begins_in)
    elif status.days_left is not None:
        yield text("days left: %(days)s", days=status.days_left)


def days_left(notice: PublicNotice, today: dt.date, office_days: OfficeDays = NONE_SAID) -> int:
    """Return how many days a notice still has, today and its last day included, as its rule set counts days."""
    counted_as: CountedAs = "days" if notice.counted_as == "days" else "working-days"
    return counted_days(max(today, notice.day), notice.last, counted_as, office_days)
