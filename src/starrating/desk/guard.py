"""Who may ask: this machine, this person, this page. It stands before everything else, and trusts no header alone.

In this order: how long the body is, the host, the token of a first address or the cookie that came of it, and where a
change was sent from. A first address opens the desk once; a second start is handed another one. What a form says for
itself is looked at where forms are read (`forms`).

Cookies do not know ports, so the name of ours has the port in it, and a change must come from this very origin: another
server on this machine may be sent the cookie, and still can do nothing.
"""

import hmac
import os
import secrets
from collections.abc import Callable
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers, MutableHeaders, QueryParams
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from starrating.commands.shared.review_inputs import MOST_BYTES
from starrating.errors import ProcedureError, StarratingError, UsageError
from starrating.i18n import Text, text
from starrating.text_files import MEGABYTE

HOST = "127.0.0.1"
ANOTHER, SECRET = "/another-address", "x-starrating-desk"
"""Where a second start asks for an address, and the header that has the secret of the note."""
MOST_SENT = MOST_BYTES + MEGABYTE
"""The bytes that a form may have: a workbook of the largest size that is read, and what is said with it."""
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SHOWN_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'self'; sandbox"
)
"""Of a document that is shown within a page: it runs nothing and fetches nothing, whatever came into it."""
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",  # with no-referrer browsers send the origin of a form as null
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_OPEN = frozenset({"/desk.css", "/desk.js"})
_UNUSED = 20
_SAFE = frozenset({"GET", "HEAD"})


class TooLargeError(Exception):
    """More was sent than a form may have."""


Refused = Callable[[StarratingError, int], Response]


class FirstAddresses:
    """The tokens of first addresses, each good once, and the secret for which a second start is given one."""

    def __init__(self) -> None:
        self.secret = secrets.token_urlsafe(32)
        self._unused: list[str] = []

    def issue(self) -> str:
        """Make a token; one that was not used before so many others is good no more."""
        self._unused = [*self._unused[1 - _UNUSED :], secrets.token_urlsafe(32)]
        return self._unused[-1]

    def has(self, token: str) -> bool:
        """Tell whether a token opens the desk."""
        return any(_same(token, each) for each in self._unused)

    def spend(self, token: str) -> None:
        """Let a token open nothing any more."""
        self._unused = [each for each in self._unused if each != token]


def _same(sent: str, kept: str) -> bool:
    return hmac.compare_digest(sent.encode(), kept.encode())


class Guard:
    """Lets in who may ask; `refused` makes the page that says why somebody may not."""

    def __init__(self, app: ASGIApp, port: int, first: FirstAddresses, refused: Refused) -> None:
        self._app, self._first, self._refused = app, first, refused
        self._host = f"{HOST}:{port}"
        self._cookie = f"starrating-desk-{port}"
        self._key = secrets.token_urlsafe(32)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or let the desk answer it."""
        if scope["type"] != "http":
            return
        sending = _with_headers(send)
        error = self._refusal(scope, Headers(scope=scope))
        if error:
            await self._refused(*error)(scope, receive, sending)
            return
        if _is_second_start(scope):
            await PlainTextResponse(f"{os.getpid()} {self._first.issue()}")(scope, receive, sending)
            return
        if self._enters(scope):
            if scope["method"] == "GET":
                self._first.spend(_token(scope))
            sending = self._with_cookie(sending)
        await self._app(scope, _counted(receive), sending)

    def _refusal(self, scope: Scope, headers: Headers) -> tuple[StarratingError, int] | None:
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > MOST_SENT:
            return too_large(), 413
        if headers.get("host") != self._host:
            return _foreign(), 421
        if _is_second_start(scope):
            return None if _same(headers.get(SECRET, ""), self._first.secret) else (_unknown(), 403)
        if scope["path"] not in _OPEN and not (self._enters(scope) or self._is_known(headers)):
            return _unknown(), 403
        if not self._is_from_here(scope, headers):
            return _foreign(), 403
        return None

    def _enters(self, scope: Scope) -> bool:
        """Tell whether this is a first address, with its token."""
        return scope["method"] in _SAFE and scope["path"] == "/" and self._first.has(_token(scope))

    def _is_known(self, headers: Headers) -> bool:
        try:
            sent = SimpleCookie(headers.get("cookie", "")).get(self._cookie)
        except CookieError:
            return False
        return sent is not None and _same(sent.value, self._key)

    def _is_from_here(self, scope: Scope, headers: Headers) -> bool:
        """Tell whether our own pages sent this: an act from nowhere else, a question also from the bar of addresses."""
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if scope["method"] in _SAFE:
            return self._enters(scope) or site in {None, "same-origin", "none"}
        return origin == f"http://{self._host}" and site in {None, "same-origin"}

    def _with_cookie(self, send: Send) -> Send:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                cookie = f"{self._cookie}={self._key}; HttpOnly; SameSite=Strict; Path=/"
                MutableHeaders(scope=message).append("Set-Cookie", cookie)
            await send(message)

        return sending


def _token(scope: Scope) -> str:
    return QueryParams(scope["query_string"]).get("token", "")


def _is_second_start(scope: Scope) -> bool:
    """Tell whether a second start asks for an address: by a header that a page of another site cannot send."""
    return bool(scope["method"] == "POST" and scope["path"] == ANOTHER)


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sending


def _counted(receive: Receive) -> Receive:
    """Count what comes: who does not say how long it is may go on no longer than the others."""
    seen = 0

    async def receiving() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > MOST_SENT:
            raise TooLargeError
        return message

    return receiving


def too_large() -> StarratingError:
    """Refuse what is larger than a form may be."""
    message = text("What was sent is larger than %(most)s megabytes; nothing was kept.", most=MOST_SENT // MEGABYTE)
    hint = text("Send the workbooks one by one; a single one that is so large is rated by: starrating score --large")
    return UsageError.because("too-large", message, hint)


def _foreign() -> StarratingError:
    message = text("This did not come from a page of the desk, so it was not done.")
    return ProcedureError.because("foreign-request", message, _open_again())


def _unknown() -> StarratingError:
    message = text("This browser is not known to the desk: it was started again, or the address is not whole.")
    return ProcedureError.because("unknown-browser", message, _open_again())


def _open_again() -> Text:
    return text("Open the desk again: starrating desk")
