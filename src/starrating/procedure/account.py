"""What holds of a review: the stars that the committee and objections set, and the answers that are still owed.

Folded over the versions and acts of one period, in the order in which they were recorded, so that no act forgets
another: a star that was set holds until it is dropped with a reason, and an objection that was upheld is due until a
published result answers it (plan 4.4-procedure).
"""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct

from starrating.model.acts import Act, Decision, Objection, PublicNotice, Reopening, Resolution, StarSetting
from starrating.model.preparation_acts import NoticePosted


class Account(Struct, frozen=True):
    """What holds of a period.

    `settings` are the stars that were set and not dropped, those of a result that was assessed anew since included.
    `due` are the upheld objections that ask for an assessment which has not come, `unpublished` those that have got it
    while no notice says its result yet. `published` is the last notice.
    """

    settings: tuple[StarSetting, ...] = ()
    due: tuple[Resolution, ...] = ()
    unpublished: tuple[Resolution, ...] = ()
    published: PublicNotice | None = None


def account(version: int, acts: Sequence[Act]) -> Account:
    """Fold the acts of one period whose newest version is `version`."""
    owed = list(_owed(version, acts))
    return Account(
        settings_in_force(acts),
        tuple(answer for answer, assessed in owed if not assessed),
        tuple(answer for answer, assessed in owed if assessed),
        next((act for act in reversed(acts) if isinstance(act, PublicNotice)), None),
    )


def settings_in_force(acts: Sequence[Act]) -> tuple[StarSetting, ...]:
    """Return the stars that were set and not dropped; of one branch the last one.

    A decision says of every earlier setting whether it is kept, so that what it does not name no longer holds. An
    upheld objection adds to what was decided.
    """
    held: dict[str, StarSetting] = {}
    for act in acts:
        if isinstance(act, Decision):
            held = {setting.branch: setting for setting in (*act.kept, *settings_of(act))}
        elif isinstance(act, Resolution):
            held |= {setting.branch: setting for setting in settings_of(act)}
    return tuple(held.values())


def settings_of(act: Decision | Resolution) -> Iterator[StarSetting]:
    """Return the stars that an act sets itself, each with who set it and by what."""
    objection = act.number if isinstance(act, Resolution) else 0
    for change in act.changes:
        yield StarSetting(
            change.branch, change.before, change.after, change.reason, act.by, act.day, act.document, objection
        )


class NoticeHeld(NamedTuple):
    """A public notice with its days as they are now, and the objections that were made to it, in their order.

    `posted` is where it hung, each place once.
    """

    notice: PublicNotice
    objections: tuple[Objection, ...] = ()
    posted: tuple[str, ...] = ()

    @property
    def late(self) -> frozenset[int]:
        """The numbers of the objections that came after its last day."""
        return frozenset(objection.number for objection in self.objections if objection.day > self.notice.last)


def notices_held(acts: Sequence[Act]) -> tuple[NoticeHeld, ...]:
    """Return the notices of one period in their order, each with its own objections and places.

    Of one version there may be several, each published after a reopening; days that were corrected make no new one.
    """
    held: list[NoticeHeld] = []
    for act in acts:
        if isinstance(act, PublicNotice) and held and act.reason and act.version == held[-1].notice.version:
            held[-1] = held[-1]._replace(notice=act)
        elif isinstance(act, PublicNotice):
            held.append(NoticeHeld(act))
        elif isinstance(act, Objection) and held:
            held[-1] = held[-1]._replace(objections=(*held[-1].objections, act))
        elif isinstance(act, NoticePosted) and held and act.version == held[-1].notice.version:
            held[-1] = held[-1]._replace(posted=tuple(dict.fromkeys((*held[-1].posted, *act.places))))
    return tuple(held)


def undone_answers(acts: Sequence[Act]) -> frozenset[int]:
    """Return the upheld objections by which stars were set of which none holds any more: dropped, or set anew."""
    holding = {setting.objection for setting in settings_in_force(acts)}
    answers = (act for act in acts if isinstance(act, Resolution) and act.changes)
    return frozenset(answer.number for answer in answers if answer.number not in holding)


def late_objections(acts: Sequence[Act]) -> frozenset[int]:
    """Return the numbers of the objections of one period that came after the last day of the notice they were made to.

    Days that were corrected since count as they are now.
    """
    return frozenset().union(*(held.late for held in notices_held(acts)))


def assessed_version(version: int, acts: Sequence[Act]) -> int:
    """Return the assessment under a version: itself, or the one whose stars the committee set otherwise."""
    made = _made_by_settings(acts)
    while version in made:
        version -= 1
    return version


def asked_of(answer: Resolution, acts: Sequence[Act]) -> int:
    """Return the newest version when an objection was answered; ledgers of before know only the one objected to."""
    objected = (act.version for act in acts if isinstance(act, Objection) and act.number == answer.number)
    return answer.at_version or next(objected, 0)


def _owed(version: int, acts: Sequence[Act]) -> Iterator[tuple[Resolution, bool]]:
    """Return the upheld objections that ask to assess anew and are not answered, each with whether that was done."""
    made = _made_by_settings(acts)
    for index, act in enumerate(acts):
        if not (isinstance(act, Resolution) and act.upheld and not act.version):
            continue
        before, later = asked_of(act, acts), acts[index + 1 :]
        anew = any(each not in made for each in range(before + 1, version + 1))
        reopened = next((at for at, act in enumerate(later) if isinstance(act, Reopening)), len(later))
        if not any(_says(act, before, made, reopened=reopened <= at) for at, act in enumerate(later)):
            yield act, anew or reopened < len(later)


def _says(act: Act, before: int, made: Collection[int], *, reopened: bool) -> bool:
    """Tell whether an act publishes a result that was assessed after version `before`, or again after a reopening."""
    return isinstance(act, PublicNotice) and (
        reopened or any(each not in made for each in range(before + 1, act.version + 1))
    )


def _made_by_settings(acts: Sequence[Act]) -> set[int]:
    """Return the versions that were not assessed, but made from the one before by setting stars."""
    decided = {act.version for act in acts if isinstance(act, Decision) and act.version != act.assessed}
    return decided | {act.version for act in acts if isinstance(act, Resolution) and act.version}
