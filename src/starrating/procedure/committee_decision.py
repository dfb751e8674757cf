"""What the committee makes of an assessed review: stars set otherwise than assessed, each with its reason (plan 4.4).

The scores and the ranks stay as assessed; a step of the effect `decision` keeps both stars.
"""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from starrating.errors import CellRef, Problem
from starrating.i18n import Text, listed, text
from starrating.model import NO_STAR, Ratings, Step
from starrating.model.acts import DroppedSetting, StarChange, StarSetting
from starrating.model.results import COMMITTEE, DECISION, NO_STAR_STATUS, OBJECTION, RATED, assessed_stars
from starrating.procedure.named_branches import NamedBranches
from starrating.ruleset import RuleSet


class RequestedStar(Struct, frozen=True):
    """A star that the committee wants a branch to have, NO_STAR for none; `place` is the cell that says so."""

    branch: str
    star: int
    reason: str
    place: CellRef | None = None


class DecisionBasis(Struct, frozen=True):
    """Who set the stars, on which day, by which document; the document may be empty.

    `objection` is the number of the upheld objection that it answers, 0 for a decision.
    """

    by: str
    day: dt.date
    document: str
    objection: int = 0

    def because(self, assessed: Text | str, reason: str) -> Text:
        """Say what was assessed, who set another star when, and why."""
        words = {"level": assessed, "by": self.by, "day": self.day.isoformat(), "reason": reason}
        if not self.document:
            return text("assessed: %(level)s; %(by)s, %(day)s: %(reason)s", **words)
        return text("assessed: %(level)s; %(by)s, %(day)s, %(document)s: %(reason)s", document=self.document, **words)


def changes_of(
    wanted: Sequence[RequestedStar], ratings: Ratings, rules: RuleSet, branches: NamedBranches
) -> tuple[tuple[StarChange, ...], list[Problem]]:
    """Return the changes against the assessment, and a problem for each that cannot be meant.

    `branches` are those of the ratings. A problem is an unknown branch or star, a branch named twice, the star that was
    assessed, a missing reason.
    """
    rows = {branch: row for row, branch in enumerate(ratings.scores.branch)}
    wanted = [replace(star, branch=branches.find(star.branch)) for star in wanted]
    named = Counter(star.branch for star in wanted)
    changes: list[StarChange] = []
    problems: list[Problem] = []
    for star in wanted:
        row = rows.get(star.branch)
        found = list(_flaws(star, None if row is None else int(ratings.star[row]), rules, twice=named[star.branch] > 1))
        problems += found if row is not None else [branches.unknown(star.branch, star.place), *found]
        if row is not None and not found:
            changes.append(StarChange(star.branch, int(ratings.star[row]), star.star, star.reason))
    return tuple(changes), problems


def apply_decision(
    ratings: Ratings,
    changes: Sequence[StarChange],
    authority: DecisionBasis,
    rules: RuleSet,
    kept: Sequence[StarSetting] = (),
) -> Ratings:
    """Return the ratings with the stars that the committee set or kept, and a step for each that differs.

    Scores, ranks and the order stay. A branch that is given a star is rated; one whose star is taken has none. A kept
    star that was assessed this time makes no step. A step goes from the star before, and names the assessed one.
    """
    star, status, assessed = ratings.star.copy(), list(ratings.status), assessed_stars(ratings)
    steps: list[Step] = []
    stars_set: tuple[StarChange | StarSetting, ...] = (*kept, *changes)
    for change in stars_set:
        row = ratings.position(change.branch)
        before = int(star[row])
        if before == change.after:
            continue
        star[row] = change.after
        status[row] = NO_STAR_STATUS if change.after == NO_STAR else RATED
        steps.append(_step(change, (int(assessed[row]), before), authority, rules))
    return replace(ratings, star=star, status=status, steps=(*ratings.steps, *steps))


class Earlier(Struct, frozen=True):
    """What is to become of the stars that were set before: all others kept or not, and those dropped, with why."""

    keep: bool = False
    drops: tuple[tuple[str, str], ...] = ()


def settle(
    held: Sequence[StarSetting], changed: Sequence[StarChange], earlier: Earlier, branches: NamedBranches
) -> tuple[tuple[StarSetting, ...], tuple[DroppedSetting, ...], tuple[StarSetting, ...], list[Problem]]:
    """Return the settings kept, those dropped, those of which nothing is said, and a problem for each wrong word.

    A branch whose star is set anew needs no word; one that the review no longer has cannot be kept.
    """
    anew, dropping = {change.branch for change in changed}, dict(earlier.drops)
    problems = [*_wrong_drops(held, anew, earlier.drops, branches)]
    open_ones = [setting for setting in held if setting.branch not in anew and setting.branch not in dropping]
    kept = tuple(open_ones) if earlier.keep else ()
    dropped = tuple(
        DroppedSetting(setting.branch, setting.after, dropping[setting.branch])
        for setting in held
        if setting.branch in dropping
    )
    for setting in kept:
        if setting.branch not in branches:
            message = text(
                "%(branch)s is not in the review any more, so its star cannot be kept.", branch=setting.branch
            )
            hint = text("Drop it, saying why: --drop %(branch)s --reason", branch=setting.branch)
            problems.append(Problem("error", "kept-unknown", None, message, hint))
    return kept, dropped, () if earlier.keep else tuple(open_ones), problems


def agreeing(settings: Sequence[StarSetting], ratings: Ratings) -> frozenset[str]:
    """Return the branches whose star was set otherwise than assessed then, while the assessment says the same by now.

    No step tells of it: the star rests on the assessment as well, so that it is to be said beside it. Of a star that
    took back another one that had been set, a step tells.
    """
    if not settings:
        return frozenset()
    assessed = dict(zip(ratings.scores.branch, assessed_stars(ratings).tolist(), strict=True))
    told = {step.branch for step in ratings.steps if step.effect == DECISION}
    same = (each.branch for each in settings if assessed.get(each.branch) == each.after != each.before)
    return frozenset(branch for branch in same if branch not in told)


def told_settings(settings: Sequence[StarSetting], ratings: Ratings, rules: RuleSet) -> Iterator[tuple[str, Text]]:
    """Yield the branch of each setting with its words, and with those that the assessment says the same by now."""
    same = agreeing(settings, ratings)
    for setting in settings:
        told = setting_words(setting, rules)
        agreed = text("%(set)s; the assessment says the same by now", set=told)
        yield setting.branch, agreed if setting.branch in same else told


def setting_words(setting: StarSetting, rules: RuleSet) -> Text:
    """Tell a setting in one line: the star, who set it, when, by which document, why."""
    words = {
        "branch": setting.branch,
        "level": _level(setting.after, rules),
        "by": setting.by,
        "day": setting.day.isoformat(),
        "document": setting.document or text("no document number"),
        "reason": setting.reason,
    }
    if setting.objection:
        return text(
            "%(branch)s: %(level)s by objection %(number)s; %(by)s, %(day)s, %(document)s: %(reason)s",
            number=setting.objection,
            **words,
        )
    return text("%(branch)s: %(level)s by %(by)s, %(day)s, %(document)s: %(reason)s", **words)


def _wrong_drops(
    held: Sequence[StarSetting], anew: Collection[str], drops: Sequence[tuple[str, str]], branches: NamedBranches
) -> Iterator[Problem]:
    known = [setting.branch for setting in held]
    for branch, reason in drops:
        if branch not in known and branch not in branches:
            yield branches.unknown(branch)
        elif branch not in known:
            message = text("Nobody has set the star of %(branch)s, so there is nothing to drop.", branch=branch)
            hint = text("Set otherwise so far: %(names)s", names=listed(known)) if known else text("Leave out --drop.")
            yield Problem("error", "nothing-to-drop", None, message, hint)
        elif branch in anew:
            message = text("%(branch)s is to be changed twice.", branch=branch)
            yield Problem("error", "branch-twice", None, message, text("Keep one of the two."))
        elif not reason:
            message = text("There is no reason for dropping the star of %(branch)s.", branch=branch)
            yield Problem("error", "reason-missing", None, message, text("Say why with --reason."))


def _step(change: StarChange | StarSetting, stars: tuple[int, int], authority: DecisionBasis, rules: RuleSet) -> Step:
    """Make the step of a setting; `stars` are the one that was assessed, and the one that held before."""
    assessed, before = stars
    level = _level(assessed, rules)
    if isinstance(change, StarSetting):
        own = DecisionBasis(change.by, change.day, change.document, change.objection)
        because: Text = text("%(set)s (kept)", set=own.because(level, change.reason))
    else:
        own, because = authority, authority.because(level, change.reason)
    key = OBJECTION if own.objection else COMMITTEE
    return Step(change.branch, rules.procedure.clause, DECISION, before, change.after, because, own.document, key)


def _flaws(requested_star: RequestedStar, assessed: int | None, rules: RuleSet, *, twice: bool) -> Iterator[Problem]:
    if twice:
        message = text("%(branch)s is to be changed twice.", branch=requested_star.branch)
        yield Problem("error", "branch-twice", requested_star.place, message, text("Keep one of the two."))
    if requested_star.star not in {NO_STAR, *rules.levels.stars}:
        message = text("The rule set has no star %(star)s, which %(branch)s is to have.", **_fields(requested_star))
        known = listed(f"{rules.levels.name(star)} ({star})" for star in rules.levels.stars)
        yield Problem("error", "unknown-star", requested_star.place, message, text("Stars: %(known)s", known=known))
    if requested_star.star == assessed:
        message = text(
            "%(branch)s was assessed with that star: %(level)s.",
            branch=requested_star.branch,
            level=_level(assessed, rules),
        )
        yield Problem(
            "error", "star-unchanged", requested_star.place, message, text("Leave it out; what was assessed stays.")
        )
    if not requested_star.reason:
        message = text("There is no reason for the star of %(branch)s.", branch=requested_star.branch)
        hint = text("Say why: in the column reason, or with --reason.")
        yield Problem("error", "reason-missing", requested_star.place, message, hint)


def _level(star: int, rules: RuleSet) -> Text | str:
    return rules.levels.name(star) or text("no star")


def _fields(star: RequestedStar) -> dict[str, object]:
    return {"branch": star.branch, "star": star.star}
