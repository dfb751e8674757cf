"""`verify`: whether the ledger still says what was recorded, and whether that follows from its inputs."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from msgspec import Struct

from starrating import atomic
from starrating.commands.shared.output_files import recorded_name
from starrating.commands.shared.plaque_list import void_invitations
from starrating.commands.shared.recorded_review import PROGRAM, recorded_review
from starrating.commands.shared.rerate import Setting, lacks_opinions, recompute, settings
from starrating.commands.shared.result_workbook import stale_workbooks
from starrating.errors import CellRef, LedgerError, Problem, Rejection, StarratingError, has_errors
from starrating.i18n import listed, text
from starrating.ledger import Head, Ledger, LedgerEntry, open_ledger
from starrating.model import Period, Ratings, Review
from starrating.outcome import this_run
from starrating.rating.recorded_differences import ResultDifference, deviations
from starrating.workspace import Workspace
from starrating.write.seal_note import read_seal_note

Outcome = Literal["same", "differs", "not-computed"]


class RecomputedVersion(Struct, frozen=True):
    """A version that was computed again: how many branches it has, and what came of it."""

    period: Period
    version: int
    branches: int
    outcome: Outcome


class VerifyResult(Struct, frozen=True):
    """What `verify` found: the end of the chain, the versions computed again, and the problems."""

    head: Head
    versions: tuple[RecomputedVersion, ...]
    problems: tuple[Problem, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong; files that somebody changed are not."""
        return not has_errors(self.problems)


def verify(workspace: Workspace, period: Period | None, note: Path | None = None) -> VerifyResult:
    """Check the chain of the whole ledger, and compute every version again, or those of a period.

    `note` is the file in which the end of the chain was noted earlier: the ledger must still contain it.
    """
    noted = read_seal_note(note) if note else None
    with open_ledger(workspace.ledger, checking=False) as ledger, ledger.reading():
        entries = ledger.versions(period)
        if period and not entries:
            recorded_review(ledger, period)
        head = ledger.head()
        problems = [*_lost(ledger, head, noted), *ledger.verify(), *ledger.unguarded()]
        made_by = settings(ledger)
        checked = []
        for entry in entries:
            result, found = _checked(entry, ledger, made_by.get((entry.period, entry.version)))
            checked.append(result)
            problems += found
        problems += _changed_files(workspace, ledger, period)
        if not has_errors(problems):  # else nobody knows which stars hold
            told = [period] if period else ledger.periods()
            problems += [*stale_workbooks(workspace, ledger, told), *void_invitations(ledger, told)]
        return VerifyResult(head, tuple(checked), tuple(problems))


def _lost(ledger: Ledger, head: Head, noted: Head | None) -> Iterator[Problem]:
    """Say that the ledger has nothing, or not what it had when its seal was noted."""
    place = CellRef(ledger.name)
    if not head.number:
        message = text("The ledger is not there, or nothing is recorded in it.")
        hint = text("Look whether starrating.toml names the right one; if it was lost, restore it: starrating import")
        yield Problem("error", "ledger-empty", place, message, hint)
    if noted is None or ledger.seal_after(noted.number) == noted.seal:
        return
    hint = text("Compare with the last good copy, and put it back.")
    if head.number < noted.number:
        message = text(
            "The ledger had %(noted)s results and acts when its seal was noted, and has %(number)s: it was cut, or is "
            "an older copy.",
            noted=noted.number,
            number=head.number,
        )
    else:
        message = text("The ledger does not contain the seal that was noted: it is another one, or was made anew.")
    yield Problem("error", "seal-differs", place, message, hint)


def _checked(entry: LedgerEntry, ledger: Ledger, setting: Setting | None) -> tuple[RecomputedVersion, list[Problem]]:
    """Compute a version again and compare; a version that cannot even be read is a problem of its own."""
    place = CellRef(f"{entry.period} v{entry.version}")
    outcome: Outcome
    this_run.now(text("Computing %(period)s again", period=str(place)))
    try:
        review = ledger.version(entry.period, entry.version)
        assert review
        found = list(_differences(review, recompute(review, ledger, setting), place))
        outcome = "differs" if found else "same"
    except Rejection as error:
        message = text("This version cannot be computed again: %(why)s.", why=error.message)
        outcome, found = "not-computed", [Problem("warning", "not-computed", place, message)]
    except (LookupError, ValueError):  # what no rating ever recorded: somebody wrote it with the right seals
        message = text("This version cannot be computed again: %(why)s.", why=text("a record makes no sense"))
        outcome, found = "not-computed", [Problem("error", "not-computed", place, message)]
    except LedgerError as error:
        outcome, found = "not-computed", list(error.problems)
    except StarratingError as error:
        outcome, found = (
            "not-computed",
            [Problem("error", problem.code, place, problem.message) for problem in error.problems],
        )
    return RecomputedVersion(entry.period, entry.version, sum(entry.counts.values()), outcome), found


def _differences(review: Review, again: Ratings, place: CellRef) -> Iterator[Problem]:
    found = list(deviations(review.ratings, again, words=review.program == PROGRAM))
    if found and (departments := lacks_opinions(review)):
        why = text("the opinions of %(departments)s are not recorded", departments=listed(departments))
        raise Rejection("not-computed", why)
    for difference in found:
        yield _differs(difference, place, review.program)


def _differs(difference: ResultDifference, place: CellRef, program: str) -> Problem:
    message = text(
        "%(branch)s: %(what)s is recorded as “%(recorded)s”; computed again, it is “%(again)s”.",
        branch=difference.branch,
        what=difference.what,
        recorded=difference.recorded,
        again=difference.again,
    )
    hint = text(
        "Either the ledger was changed together with its seals, or %(program)s computed otherwise. Compare with the "
        "last good copy of the ledger.",
        program=program,
    )
    return Problem("error", "result-differs", place, message, hint)


def _changed_files(workspace: Workspace, ledger: Ledger, period: Period | None) -> Iterator[Problem]:
    """Name files among the results that somebody has changed or put there; those that are gone are nobody's harm."""
    known = ledger.files()
    folder = workspace.results / str(period) if period else workspace.results
    for path in sorted(folder.rglob("*")):
        if path.name.startswith(".") or not path.is_file():
            continue
        digests = known.get(recorded_name(path))
        if digests is None:
            message = text("The ledger does not know this file.")
            hint = text("What the ledger has counts. Keep files of your own in another folder.")
            yield Problem("notice", "file-unknown", CellRef(str(path)), message, hint)
        elif atomic.digest(path) not in digests:
            message = text("This file was changed after the program wrote it.")
            hint = text("What the ledger has counts. Move the file away and write it anew by the same command.")
            yield Problem("notice", "file-changed", CellRef(str(path)), message, hint)
