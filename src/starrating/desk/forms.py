"""What a form says: its fields, its files, and the token by which it is sent once and from our own page."""

import secrets
from collections import OrderedDict
from threading import Lock

from msgspec import Struct
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from starrating.errors import ProcedureError, UsageError
from starrating.i18n import Text, text
from starrating.text_files import SETTINGS

TOKEN = "form"  # noqa: S105 [the name of a field]
_MOST_FILES, _MOST_FIELDS = 100, 100
_REMEMBERED = 1000
"""How many pages may be open: the form of one that was opened before so many others is to be opened again."""


class FormTokens:
    """The tokens of the forms that are open; each is taken once."""

    def __init__(self) -> None:
        self._open: OrderedDict[str, None] = OrderedDict()
        self._lock = Lock()

    def issue(self) -> str:
        """Make a token for a page."""
        token = secrets.token_urlsafe(24)
        with self._lock:
            self._open[token] = None
            while len(self._open) > _REMEMBERED:
                self._open.popitem(last=False)
        return token

    def take(self, token: str) -> None:
        """Take the token of a form; `ProcedureError` if it is none of ours, or was sent before."""
        with self._lock:
            known = self._open.pop(token, "unknown")
        if known is not None:
            message = text("This form was sent before, or is too old; it was not sent again.")
            hint = text("Look at what came of it. To do it once more, fill in the form of the page as it is now.")
            raise ProcedureError.because("form-sent", message, hint)


class Sent(Struct, frozen=True):
    """A form that was sent."""

    data: FormData

    def words(self, name: str) -> str:
        """Return what a field says, empty if it was left out. `UsageError` for what nobody can type into a field."""
        value = self.data.get(name, "")
        words = value.strip() if isinstance(value, str) else ""
        if not words.isprintable():
            message = text("The field “%(name)s” has a character that no field has.", name=name)
            raise UsageError.because("not-text", message, text("Type the value again."))
        return words

    def is_set(self, name: str) -> bool:
        """Tell whether a box is ticked."""
        return bool(self.words(name))

    def files(self, name: str) -> list[UploadFile]:
        """Return the files of a field; a field without one sends an empty name."""
        return [upload for upload in self.data.getlist(name) if isinstance(upload, UploadFile) and upload.filename]


class FieldError(Exception):
    """What is wrong with a field, to be said beside it; `typed` is what stays in the form."""

    def __init__(self, name: str, message: Text, sent: Sent) -> None:
        super().__init__(name)
        self.name, self.message, self.sent = name, message, sent


async def read_form(request: Request, tokens: FormTokens) -> Sent:
    """Read a form and take its token."""
    data = await request.form(max_files=_MOST_FILES, max_fields=_MOST_FIELDS, max_part_size=SETTINGS)
    sent = Sent(data)
    tokens.take(sent.words(TOKEN))
    return sent
