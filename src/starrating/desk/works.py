"""What takes time: one act after another, in a thread of its own; a page shows how far it is and may be left.

That there is one thread is what lets two tabs rate at once: the second finds what the first has recorded.
"""

import secrets
import sys
import time
import traceback
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as Waiting
from contextlib import suppress
from dataclasses import dataclass, field

from starrating.desk.view import Note, Page, Part, problems
from starrating.errors import InputError, ProcedureError, RuleSetError, StarratingError, UsageError
from starrating.i18n import Text, text
from starrating.outcome import stopped, this_run

Parts = tuple[Part, ...]
BUG = text("This is a bug in starrating; please report the lines in the window of the desk.")
_KEPT = 100
"""How many works are remembered with what came of them."""


@dataclass(slots=True)
class Work:
    """A piece of work: what it is, the page it was begun on, and what came of it."""

    title: Text
    page: Callable[[], Page]
    done: Future[Parts]
    begun: float = field(default_factory=time.monotonic)

    def wait(self, seconds: float) -> Parts | None:
        """Return what came of it, None if it takes longer than so many seconds."""
        with suppress(Waiting):
            return self.done.result(seconds)
        return None

    @property
    def seconds(self) -> int:
        """How long it has taken."""
        return int(time.monotonic() - self.begun)


class Works:
    """The works of a desk, by keys that nobody guesses."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._works: dict[str, Work] = {}

    def begin(self, title: Text, run: Callable[[], Parts], page: Callable[[], Page]) -> str:
        """Let a work be done after those that were begun before; return its key."""
        key = secrets.token_urlsafe(12)
        self._works[key] = Work(title, page, self._thread.submit(_told, run))
        for old in list(self._works)[:-_KEPT]:
            if self._works[old].done.done():
                del self._works[old]
        return key

    def get(self, key: str) -> Work | None:
        """Return a work, None if there is none of that key."""
        return self._works.get(key)

    @property
    def running(self) -> list[tuple[str, Work]]:
        """The works that are not done."""
        return [(key, work) for key, work in self._works.items() if not work.done.done()]

    def end(self) -> None:
        """Finish what is at work, and begin nothing more."""
        self._thread.shutdown(wait=True, cancel_futures=True)


def _told(run: Callable[[], Parts]) -> Parts:
    this_run.begin()
    try:
        return run()
    except StarratingError as error:
        return refused(error)
    except (OSError, MemoryError) as error:
        return refused(stopped(error))
    except Exception as error:  # noqa: BLE001 [whatever it is, it is ours, and the desk goes on]
        sys.stderr.write("".join(traceback.format_exception(error)))
        return (Note(BUG, "error"), *_outcome())


def refused(error: StarratingError) -> Parts:
    """Say why an act was refused, and what stays done all the same where that is not plain."""
    before_anything = isinstance(error, InputError | ProcedureError | RuleSetError | UsageError) and this_run.empty
    return (*problems(error.problems), *(() if before_anything else _outcome()))


def _outcome() -> Parts:
    return tuple(Note(message, "notice") for message in this_run.sentences())
