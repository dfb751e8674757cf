"""How a run ends: what it has recorded and what it has written, whatever stops it afterwards.

The ledger and the writer of files say here what they have done, as they do it; the command line tells it when a run
fails. Nothing else decides whether a run says that something was recorded or written.
"""

from collections.abc import Iterator
from pathlib import Path

from starrating.errors import CellRef, RefusalError, StarratingError
from starrating.i18n import Text, joined, listed, text
from starrating.system_reasons import reason_of


class Outcome:
    """What a run has done so far; `unsure` that the ledger was lost while it recorded, so that nobody can know."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Forget the run before."""
        self.recorded: list[Text] = []
        self.unsure = False
        self._written: list[Path] = []
        self._unwritten: list[Path] = []
        self.stage = text("Working")

    def now(self, stage: Text) -> None:
        """Note what the run is doing now, for whoever waits for it."""
        self.stage = stage

    def about_to(self, act: str, what: object) -> None:
        """Do nothing: whatever changes a file or a ledger comes by here first, so that tests can let it fail.

        `act` is make, write, flush, rename, flush-folder, commit or committed; `what` is the path or the ledger.
        """

    def wrote(self, path: Path) -> None:
        """Note that a file is in its place."""
        self._written.append(path)

    def could_not_write(self, path: Path) -> None:
        """Note that a file was begun, and is not in its place."""
        self._unwritten.append(path)

    @property
    def written(self) -> list[str]:
        """The files that are in their places, without those of folders that were only for the time being."""
        return [str(path) for path in dict.fromkeys(self._written) if _is_there(path)]

    @property
    def unwritten(self) -> list[str]:
        """The files that are not written."""
        return [str(path) for path in dict.fromkeys(self._unwritten) if path not in self._written]

    @property
    def empty(self) -> bool:
        """Whether nothing was recorded, as far as is known, and nothing written."""
        return not (self.unsure or self.recorded or self.written)

    def sentences(self) -> Iterator[Text]:
        """Say what is recorded and what is written."""
        if self.unsure:
            yield text("Nobody can know whether the last act was recorded. Look: starrating history")
        elif not self.recorded:
            yield text("Nothing was recorded.")
        if self.recorded:
            yield text("Recorded: %(acts)s.", acts=joined(self.recorded, text("; ")))
        if self.written:
            yield text("Written: %(files)s.", files=listed(self.written))
        if self.unwritten:
            yield text("Not written: %(files)s.", files=listed(self.unwritten))
        elif not self.written:
            yield text("Nothing was written.")


this_run = Outcome()
"""The outcome of the run that is going on."""


def stopped(error: OSError | MemoryError) -> StarratingError:
    """Say in our words what the system refuses; whatever was to be written says so itself, with its file."""
    if isinstance(error, MemoryError):
        message, place = text("There is not enough memory for this."), None
    elif isinstance(error, BrokenPipeError):
        message, place = text("Nobody reads the output any more."), None
    else:
        message = text("The system refused: %(error)s.", error=reason_of(error))
        place = CellRef(str(error.filename)) if error.filename else None
    hint = text("Look at the disk, the folder and their rights, then do what is missing again.")
    return RefusalError.because("system-refused", message, hint, place)


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False
