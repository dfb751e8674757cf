"""The addresses of the desk: which page each shows, which act each does, and how a refusal becomes a page."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from starrating.desk import view
from starrating.desk.desk import Desk, period_asked
from starrating.desk.forms import FieldError, Sent, read_form
from starrating.desk.frame import Frame, refusal_page, work_page
from starrating.desk.guard import SHOWN_POLICY, TooLargeError, too_large
from starrating.desk.markup import script, style
from starrating.desk.pages import documents, period, rules
from starrating.desk.pages.begin import begin, set_up
from starrating.desk.pages.explanation import explanation
from starrating.desk.pages.ranking import ranking
from starrating.desk.pages.targets import targets
from starrating.desk.pages.today import opened, today
from starrating.desk.shelf import taken
from starrating.desk.works import BUG, Parts
from starrating.errors import LedgerError, StarratingError, UsageError
from starrating.i18n import Text, text
from starrating.model import Period
from starrating.outcome import stopped

Asked = Mapping[str, str]
Shown = Callable[[Desk, Asked], view.Page]
_OF_PERIOD: Mapping[str, Callable[[Desk, Period, Asked], view.Page]] = {
    "": lambda desk, named, _asked: period.period_page(desk, named),
    "/ranking": lambda desk, named, asked: ranking(desk, named, asked.get("sort", ""), down="down" in asked),
    "/branch": lambda desk, named, asked: explanation(desk, named, asked.get("name", "")),
    "/board": lambda desk, named, _asked: targets(desk, named),
    "/near": lambda desk, named, asked: rules.near(desk, named, asked.get("within", "1")),
    "/documents": lambda desk, named, _asked: documents.documents(desk, named),
}
"""Below /period/{period}: what each address shows."""
_AT_ONCE: Mapping[str, Callable[[Desk, Period, Sent], str]] = {
    "/books": period.add_books,
    "/take-out": period.take_out,
}
"""What is done while the browser waits; each returns where to go on."""
_WORKS: Mapping[str, tuple[Text, Callable[[Desk, Period, Sent], Parts]]] = {
    "check": (text("Check"), period.check),
    "try": (text("What would change"), period.try_rating),
    "rate": (text("Rate"), period.rate),
    "blank": (text("Blank workbook"), period.blank),
    "workbook": (text("Result workbook"), period.workbook),
}


class Pages:
    """The pages of a desk as they are asked for."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.frame = desk, Frame(desk)

    def routes(self) -> list[Route]:
        """Return every address there is."""
        shown: Mapping[str, Shown] = {
            "/begin": lambda desk, _asked: begin(desk),
            "/today": lambda desk, _asked: today(desk),
            "/rules": lambda desk, _asked: rules.rules_page(desk),
            **{f"/period/{{period}}{path}": _of_period(page) for path, page in _OF_PERIOD.items()},
        }
        acts = {"/begin": self._set_up, "/end": self._end, "/period/{period}/documents": self._write}
        acts |= {f"/period/{{period}}{path}": partial(self._at_once, act) for path, act in _AT_ONCE.items()}
        acts |= {f"/period/{{period}}/{name}": partial(self._work, name) for name in ("rate", "blank", "workbook")}
        return [
            Route("/", self._first, methods=["GET"]),
            Route("/alive", self._alive, methods=["GET"]),
            Route("/desk.css", lambda _request: Response(style(), media_type="text/css"), methods=["GET"]),
            Route("/desk.js", lambda _request: Response(script(), media_type="text/javascript"), methods=["GET"]),
            Route("/open", self._open, methods=["GET"]),
            Route("/work/{key}", self._worked, methods=["GET"]),
            Route("/period/{period}/files/{key}", self._file, methods=["GET"]),
            Route("/period/{period}/shown/{key}", self._shown, methods=["GET"]),
            *(Route(path, partial(self._page, page), methods=["GET"]) for path, page in shown.items()),
            *(Route(path, partial(self._act, act), methods=["POST"]) for path, act in acts.items()),
        ]

    async def _page(self, page: Shown, request: Request) -> Response:
        asked = {**request.query_params, **request.path_params}
        if not self.desk.is_begun and request.url.path != "/begin":
            return RedirectResponse("/begin", 303)
        return await run_in_threadpool(lambda: self.frame.answer(page(self.desk, asked)))

    async def _act(self, act: Callable[[Request, Sent], Response], request: Request) -> Response:
        sent = await read_form(request, self.desk.tokens)
        try:
            return await run_in_threadpool(act, request, sent)
        finally:
            await sent.data.close()

    def _first(self, _request: Request) -> Response:
        """Go on by itself: a redirect would lose the cookie that this answer sets."""
        page = view.Page(text("The desk is open"), "", refresh=1, plain=True)
        go_on = view.Section("go", "", (view.Links((view.Link(text("Go on"), "/today"),), first=True),))
        return self.frame.answer(page.led_by(go_on), refresh="0; url=/today")

    def _alive(self, _request: Request) -> Response:
        return PlainTextResponse(str(self.desk.process))

    def _open(self, request: Request) -> Response:
        named = request.query_params.get("period", "")
        try:
            return RedirectResponse(opened(named), 303)
        except StarratingError as error:
            return self.frame.answer(today(self.desk, named, error.problems[0].message), 422)

    def _worked(self, request: Request) -> Response:
        key = request.path_params["key"]
        work = self.desk.works.get(key)
        if work is None:
            gone = text("What came of this is not kept any more.")
            raise LedgerError.because("work-gone", gone, text("Look at the page of the period."))
        return self.frame.answer(work_page(work))

    def _file(self, request: Request) -> Response:
        found = taken(self.desk.workspace(), period_asked(request.path_params["period"]), request.path_params["key"])
        return FileResponse(found.path, media_type="application/octet-stream", filename=found.path.name)

    def _shown(self, request: Request) -> Response:
        found = taken(self.desk.workspace(), period_asked(request.path_params["period"]), request.path_params["key"])
        if not found.shown:
            raise HTTPException(404)
        headers = {"Content-Security-Policy": SHOWN_POLICY}
        return HTMLResponse(found.path.read_bytes(), headers=headers)

    def _set_up(self, _request: Request, sent: Sent) -> Response:
        try:
            return RedirectResponse(set_up(self.desk, sent), 303)
        except FieldError as wrong:
            return self.frame.answer(begin(self.desk, wrong), 422)
        except StarratingError as error:
            refused = view.Section("refused", text("This was not done"), view.problems(error.problems))
            return self.frame.answer(begin(self.desk).led_by(refused), 422)

    def _at_once(self, act: Callable[[Desk, Period, Sent], str], request: Request, sent: Sent) -> Response:
        named = period_asked(request.path_params["period"])
        try:
            return RedirectResponse(act(self.desk, named, sent), 303)
        except StarratingError as error:
            refused = view.Section("refused", text("This was not done"), view.problems(error.problems))
            return self.frame.answer(period.period_page(self.desk, named).led_by(refused), 422)

    def _work(self, name: str, request: Request, sent: Sent) -> Response:
        named = period_asked(request.path_params["period"])
        title, run = _WORKS.get(sent.words("act") or name) or _WORKS[name]
        begun = self.desk.works.begin(
            title, lambda: run(self.desk, named, sent), lambda: period.period_page(self.desk, named)
        )
        return RedirectResponse(f"/work/{begun}", 303)

    def _write(self, request: Request, sent: Sent) -> Response:
        named = period_asked(request.path_params["period"])
        page = partial(documents.documents, self.desk, named)
        try:
            wanted = documents.asked(self.desk, named, sent)
        except FieldError as wrong:
            return self.frame.answer(page(wrong), 422)
        kind = documents.title_of(wanted.kind) if wanted.kind else text("Documents")
        begun = self.desk.works.begin(kind, lambda: documents.write(self.desk, wanted), page)
        return RedirectResponse(f"/work/{begun}", 303)

    def _end(self, _request: Request, _sent: Sent) -> Response:
        self.desk.end()
        lead = (text("What was at work is finished first. You may close this page now."),)
        return self.frame.answer(view.Page(text("The desk is closed"), "", lead=lead, plain=True))


def _of_period(page: Callable[[Desk, Period, Asked], view.Page]) -> Shown:
    return lambda desk, asked: page(desk, period_asked(asked["period"]), asked)


def _period_of(request: Request) -> Period | None:
    """Return the period that an address is about, if it is about one."""
    try:
        return period_asked(request.path_params.get("period", ""))
    except UsageError:
        return None


def application(desk: Desk) -> Starlette:
    """Return the pages of a desk; who may ask for them is the business of the guard before it."""
    pages = Pages(desk)

    def refused(request: Request, error: StarratingError, status: int) -> Response:
        page = refusal_page(error, asked=request.method == "GET", period=_period_of(request))
        return pages.frame.answer(page, status)

    async def on_refusal(request: Request, error: Exception) -> Response:
        assert isinstance(error, StarratingError)
        return await run_in_threadpool(refused, request, error, 422)

    async def on_system(request: Request, error: Exception) -> Response:
        assert isinstance(error, OSError | MemoryError)
        return await run_in_threadpool(refused, request, stopped(error), 500)

    async def on_bug(_request: Request, _error: Exception) -> Response:
        reason = view.Section("refused", text("Why"), (view.Note(BUG, "error"),))
        return pages.frame.answer(view.Page(text("This was not done"), "", (reason,)), 500)

    async def on_size(request: Request, _error: Exception) -> Response:
        answer = await run_in_threadpool(refused, request, too_large(), 413)
        answer.headers["Connection"] = "close"  # nobody knows how much would still come
        return answer

    async def on_nothing(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        message = text("There is no such page.")
        nothing = LedgerError.because("no-page", message, text("Go on from a page that the menu names."))
        return await run_in_threadpool(refused, request, nothing, error.status_code)

    handlers: dict[type[Exception], Callable[[Request, Exception], Awaitable[Response]]] = {
        StarratingError: on_refusal,
        OSError: on_system,
        MemoryError: on_system,
        TooLargeError: on_size,
        HTTPException: on_nothing,
        Exception: on_bug,
    }
    return Starlette(routes=pages.routes(), exception_handlers=handlers)
