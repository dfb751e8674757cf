"""A desk: its folder, the clock, the forms that are open, the works that are done. It keeps nothing else."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from starrating.commands.shared.record_time import RecordTime
from starrating.desk.forms import FormTokens
from starrating.desk.works import Works
from starrating.errors import UsageError
from starrating.i18n import text
from starrating.model import Period
from starrating.workspace import FILE, Workspace, open_workspace


@dataclass(slots=True)
class Desk:
    """A desk that is open; `end` lets it close once it has answered."""

    root: Path
    now: Callable[[], RecordTime]
    end: Callable[[], None]
    process: int
    tokens: FormTokens = field(default_factory=FormTokens)
    works: Works = field(default_factory=Works)

    @property
    def is_begun(self) -> bool:
        """Whether the folder is a workspace."""
        return (self.root / FILE).is_file()

    def workspace(self) -> Workspace:
        """Read the workspace as it is now: its settings may be edited while the desk is open."""
        return open_workspace(self.root)


def period_asked(name: str) -> Period:
    """Read the period that an address or a field names; anything else raises `UsageError`."""
    try:
        return Period.parse(name)
    except ValueError as error:
        message = text("%(name)s is no period. Write 2013H1, 2013Q3 or 2013.", name=name or "—")
        raise UsageError.because("no-period", message) from error


def address(period: Period | str, *parts: str, **asked: str) -> str:
    """Return the address of a page of a period."""
    query = f"?{urlencode(asked)}" if asked else ""
    return "/".join(("/period", str(period), *parts)) + query
