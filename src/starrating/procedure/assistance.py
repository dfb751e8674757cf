"""Who helps whom: a proposal of pairs for paired assistance (plan 4.6-assistance), which the office may change."""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec import Struct

from starrating.errors import Problem
from starrating.i18n import listed, text
from starrating.model.inputs import Pair
from starrating.procedure.named_branches import NamedBranches


class Partner(Struct, frozen=True):
    """A branch that is helped or may help: its unit (None if unknown) and its position in the organisation's order."""

    branch: str
    unit: str | None
    position: int


def propose(helped: Sequence[Partner], helpers: Sequence[Partner]) -> dict[str, str]:
    """Give each branch a helper: of another unit where one is free, the nearest in the organisation's order.

    Of two as near the one before it is taken. Nobody helps twice before everybody helps once, nor a third time before
    everybody helps twice. The branches are served in the organisation's order, so the same input gives the same pairs;
    without helpers there are none.
    """
    everybody = sorted(helpers, key=lambda each: each.position)
    free: list[Partner] = []
    pairs: dict[str, str] = {}
    for one in sorted(helped, key=lambda each: each.position) if everybody else ():
        free = free or list(everybody)
        elsewhere = (at for at in _outward(one, free) if _elsewhere(one, free[at]))
        chosen = next(elsewhere, None)
        pairs[one.branch] = free.pop(next(_outward(one, free)) if chosen is None else chosen).branch
    return pairs


def pair_problems(pairs: Sequence[Pair], helped: Collection[str], known: NamedBranches) -> Iterator[Problem]:
    """See that each branch to be helped has exactly one helper, a known branch that needs no help itself."""
    seen: dict[str, Pair] = {}
    weak = frozenset(helped)
    for pair in pairs:
        if pair.branch not in known:
            yield known.unknown(pair.branch, pair.branch_place)
        elif pair.branch not in weak:
            yield _not_helped(pair, helped)
        elif pair.branch in seen:
            message = text(
                "%(branch)s is helped twice, also in %(place)s.",
                branch=pair.branch,
                place=str(seen[pair.branch].branch_place),
            )
            yield Problem("error", "helped-twice", pair.branch_place, message, text("Keep one of the two rows."))
        seen.setdefault(pair.branch, pair)
        if pair.helper not in known:
            yield known.unknown(pair.helper, pair.place)
        elif pair.helper in weak:
            message = text("%(helper)s is to be helped itself, so it cannot help.", helper=pair.helper)
            yield Problem("error", "helper-helped", pair.place, message, text("Name a branch with a higher star."))
    for branch in helped:
        if branch not in seen:
            message = text("%(branch)s is to be helped and has no row.", branch=branch)
            yield Problem("error", "helper-missing", None, message, text("Add its row with the branch that helps it."))


def still_fitting(pairs: Mapping[str, str], helped: Collection[str], known: Collection[str]) -> dict[str, str]:
    """Return the pairs that were settled earlier and still serve: a branch to be helped, by one that needs no help."""
    weak = frozenset(helped)
    return {branch: each for branch, each in pairs.items() if branch in weak and each in known and each not in weak}


def _outward(one: Partner, free: Sequence[Partner]) -> Iterator[int]:
    """Go through the places of the free helpers, the nearest first; `free` is in the organisation's order."""
    after = bisect_left(free, one.position, key=lambda each: each.position)
    before = after - 1
    while before >= 0 or after < len(free):
        if after >= len(free) or (before >= 0 and _gap(one, free[before]) <= _gap(one, free[after])):
            yield before
            before -= 1
        else:
            yield after
            after += 1


def _gap(one: Partner, other: Partner) -> int:
    return abs(one.position - other.position)


def _elsewhere(one: Partner, other: Partner) -> bool:
    return one.unit is None or one.unit != other.unit


def _not_helped(pair: Pair, helped: Collection[str]) -> Problem:
    message = text("%(branch)s is none of the branches to be helped.", branch=pair.branch)
    near = NamedBranches(helped).near(pair.branch)
    return Problem(
        "error", "not-to-be-helped", pair.branch_place, message, text("Nearest names: %(names)s", names=listed(near))
    )
