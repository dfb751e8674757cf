"""What acts of the procedure share: the review they are about, and where it stands.

An act is checked against what the ledger says within the transaction that records it, so that of two people who act at
once the second is told what the first has done.

The reviews that a year was set from, and whether they are still the ones that hold.

`explain`: why a branch has its star, by the rules it was rated by; and what is refused that the ledger has not.

The moment at which something is recorded; the command line alone asks the clock.

The arrow read → check → rate → record → report, one module per command's work.

This is the only place that joins the rating, the files and the ledger. Every function takes the workspace and plain
arguments and returns a result for the console; the clock is asked by the command line alone.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress

from msgspec import Struct
from msgspec.structs import replace

from starrating.commands.shared.branch_history import lineage_of
from starrating.commands.shared.record_time import RecordTime
from starrating.commands.shared.scheme import load_rules
from starrating.errors import NothingRecordedError, Problem, StarratingError
from starrating.i18n import listed, text
from starrating.ledger import Ledger, open_ledger
from starrating.model import Period, Review
from starrating.model.acts import Act, StarSetting
from starrating.model.period import PARTS
from starrating.patterns import regex
from starrating.procedure.allowed_acts import (
    correction_due,
    refuse_unless_assessed,
    refuse_unless_corrected,
    refuse_unless_current,
    refuse_unless_settled,
)
from starrating.procedure.branch_changes import names_in_use, unit_changes
from starrating.procedure.named_branches import NamedBranches
from starrating.procedure.review_state import ReviewState, announce, is_made_of_reviews, not_on_notice, review_state
from starrating.ruleset import RuleSet, from_canonical
from starrating.ruleset.spoken import is_about_party, speak_of_scheme
from starrating.version import __version__
from starrating.workspace import Workspace


@contextmanager
def assessed(workspace: Workspace, period: Period) -> Iterator[Ledger]:
    """Open the ledger for an act on a period; one that is not assessed is refused before anything is touched."""
    with open_ledger(workspace.ledger) as ledger:
        if not newest_version(ledger, period):
            refuse_unless_assessed(ReviewState(period), load_rules(workspace.rules))
        yield ledger


def standing_of(ledger: Ledger, period: Period, version: int | None = None) -> ReviewState:
    """Say where a period stands; `version` is its newest, if that is known already."""
    newest = newest_version(ledger, period) if version is None else version
    return review_state(period, newest, [act.act for act in ledger.acts(period)])


def newest_version(ledger: Ledger, period: Period) -> int:
    """Return the newest version of a period, 0 if it has none."""
    return max((entry.version for entry in ledger.versions(period)), default=0)


def committee_of(workspace: Workspace, rules: RuleSet) -> str:
    """Name the committee that decides, as the workspace does; else in the words of the rule set's language."""
    usual = text("Party committee") if is_about_party(rules) else text("the deciding body")
    return workspace.office.committee or usual.say(rules.language)


_NAME = regex(rf"(\d{{4}}(?:{'|'.join(PARTS)})) v(\d+)")


def recorded_rules(review: Review) -> RuleSet:
    """Read the rule set by which a review was rated; messages speak of its scheme from then on."""
    rules = from_canonical(review.rules)
    speak_of_scheme(rules)
    return rules


def speak_of_last(ledger: Ledger) -> None:
    """Let messages speak of the scheme of the last recorded review, where its rules can be read."""
    with suppress(StarratingError):
        if rules := ledger.last_rules():
            speak_of_scheme(from_canonical(rules))


def source_name(half: Period, version: int) -> str:
    """Name a review as the inputs of a year have it."""
    return f"{half} v{version}"


def source_reviews(review: Review) -> list[tuple[Period, int]]:
    """Return the reviews that a year was set from, with their versions; empty for what was rated from workbooks."""
    found = [source_named(name) for name, _ in review.inputs]
    return [source for source in found if source] if all(found) else []


def source_named(name: str) -> tuple[Period, int] | None:
    """Return the review, and its version, that an input of a year names; None for a workbook."""
    match = _NAME.fullmatch(name)
    return (Period.parse(match[1]), int(match[2])) if match else None


def superseded_reviews(ledger: Ledger, review: Review, rules: RuleSet) -> Sequence[Period]:
    """Return the half-years that say otherwise, or have come, since the stars of a year were set from them.

    A later version that says the same is no change: the year would be set to the same, as the same version of it.
    """
    named = [half for half, _ in source_reviews(review)] if is_made_of_reviews(review.period, rules) else []
    rests_on = dict(zip(named, (content for _, content in review.inputs), strict=False))
    halves = review.period.parts(rules.procedure.review)
    return [half for half in halves if rests_on and ledger.newest_content(half) != rests_on.get(half, "")]


def corrections_due(ledger: Ledger, year: Period, rules: RuleSet) -> tuple[Period, ...]:
    """Return the reviews of a year whose published result is not the one that holds, and has not been corrected."""
    parts = year.parts(rules.procedure.review) if is_made_of_reviews(year, rules) else ()
    return tuple(part for part in parts if standing_of(ledger, part).owes_correction)


def off_notice(ledger: Ledger, year: Period, rules: RuleSet, today: dt.date) -> tuple[Period, ...]:
    """Return the decided reviews of a year whose own public notice was never published, or is not over on a day."""
    parts = year.parts(rules.procedure.review) if rules.procedure.notice and is_made_of_reviews(year, rules) else ()
    standings = [standing_of(ledger, part) for part in parts if newest_version(ledger, part)]
    return tuple(now.period for now in standings if now.decided and not (now.published and today > now.published.last))


def told_off_notice(ledger: Ledger, year: Period, rules: RuleSet, today: dt.date) -> Iterator[Problem]:
    """Say which reviews of a year have not been on notice to its last day: each half-year ends in a notice."""
    if found := off_notice(ledger, year, rules, today):
        what = text("%(year)s: %(what)s.", year=str(year), what=not_on_notice(found))
        yield Problem("warning", "reviews-not-on-notice", None, what)


def told_uncorrected(ledger: Ledger, year: Period, rules: RuleSet) -> Iterator[Problem]:
    """Say which reviews of a year are still to be corrected in public: the year rests on what nobody was told."""
    if due := corrections_due(ledger, year, rules):
        hint = text("Publish it: %(command)s", command=announce(due[0]))
        yield Problem("warning", "correction-due", None, correction_due(year, due), hint)


def recorded_review(ledger: Ledger, period: Period) -> Review:
    """Return the valid version of a period; `NothingRecordedError` if it is not recorded."""
    review = ledger.latest(period)
    if review is None:
        known = ledger.periods()
        raise NothingRecordedError.because(
            "not-recorded",
            text("The ledger has no review of %(period)s.", period=str(period)),
            text("Recorded: %(known)s", known=listed(known)) if known else _RATE_FIRST,
        )
    return review


_RATE_FIRST = text("Rate a workbook first: starrating score")
"""The next step where nothing is recorded: a year may be made of workbooks or of reviews, and no rules say which."""


def last_recorded(ledger: Ledger, year: int | None = None) -> Period:
    """Return the last period that has a review; of a year without one, the year. An empty ledger is refused."""
    periods = ledger.periods()
    if not periods:
        raise empty_ledger()
    if year is None:
        return max(periods)
    return max((period for period in periods if period.year == year), default=Period(year))


def empty_ledger() -> StarratingError:
    """Refuse to look into a ledger that has nothing."""
    return NothingRecordedError.because("empty-ledger", text("The ledger is empty."), _RATE_FIRST)


class ReviewContext(Struct, frozen=True):
    """A recorded review, the rules it was rated by, and where it stands."""

    ledger: Ledger
    review: Review
    rules: RuleSet
    now: ReviewState

    @classmethod
    def of(cls, ledger: Ledger, period: Period) -> "ReviewContext":
        """Look at the newest version of a period that has one."""
        review = recorded_review(ledger, period)
        return cls(ledger, review, recorded_rules(review), standing_of(ledger, period, review.version))

    @property
    def branches(self) -> NamedBranches:
        """The branches of the review, by any name that means one of them."""
        return branches_of(self.ledger, self.review)

    def again(self) -> "ReviewContext":
        """Look again within a transaction: what another one has recorded meanwhile counts, what is there stays."""
        period = self.review.period
        if self.ledger.newest(period) != self.review.version:
            return ReviewContext.of(self.ledger, period)
        return replace(self, now=standing_of(self.ledger, period, self.review.version))

    def add(self, act: Act, moment: RecordTime) -> None:
        """Record an act."""
        self.ledger.add(act, moment.stamp, PROGRAM)


def branches_of(ledger: Ledger, review: Review) -> NamedBranches:
    """Return the branches of a review, by any name that means one of them."""
    acts = [act.act for act in ledger.acts()]
    return NamedBranches.by_acts(review.ratings.scores.branch, acts, review.period)


def ever_known(ledger: Ledger, more: Iterable[str] = ()) -> NamedBranches:
    """Return every name that the ledger knows of branches, those given up too, and more names."""
    acts = [act.act for act in ledger.acts()]
    changed = (name for change in unit_changes(acts) for name in (*change.before, *change.after))
    return NamedBranches.by_acts((*ledger.branches(), *changed, *more), acts)


def in_use(ledger: Ledger) -> NamedBranches:
    """Return the branches that there are now, by any name that means one of them."""
    acts = [act.act for act in ledger.acts()]
    return NamedBranches.by_acts(sorted(names_in_use(ledger.branches(), unit_changes(acts))), acts)


def held_settings(case: ReviewContext) -> tuple[StarSetting, ...]:
    """Return the stars that were set and not dropped, under the names that the branches of the review bear."""
    lineage, branches = lineage_of(case.ledger), case.review.ratings.scores.branch
    if lineage is None or not case.now.settings:
        return case.now.settings
    names = {former: branch for branch in branches for former in lineage.former(branch)}
    return tuple(replace(setting, branch=names.get(setting.branch, setting.branch)) for setting in case.now.settings)


def refuse_superseded_reviews(case: ReviewContext) -> None:
    """Let a year be decided, published and awarded only by reviews that hold: each decided, none superseded."""
    for half, _ in source_reviews(case.review) if is_made_of_reviews(case.review.period, case.rules) else ():
        refuse_unless_settled(standing_of(case.ledger, half), case.rules)
    refuse_unless_current(case.now, case.rules, superseded_reviews(case.ledger, case.review, case.rules))


def refuse_uncorrected_reviews(case: ReviewContext) -> None:
    """Let plaques of a year be awarded only when nobody waits for the correction of a review that it is made of."""
    refuse_unless_corrected(case.now, case.rules, corrections_due(case.ledger, case.review.period, case.rules))


PROGRAM = f"starrating {__version__}"
"""What records what these functions do, as the ledger has it."""
