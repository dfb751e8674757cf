"""The desk as it runs: a socket on this machine alone, one for a workspace, closed cleanly."""

import gc
import os
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Timer

import uvicorn

from starrating.commands.shared.record_time import RecordTime
from starrating.desk.app import application
from starrating.desk.desk import Desk
from starrating.desk.frame import Frame, refusal_page
from starrating.desk.guard import HOST, FirstAddresses, Guard
from starrating.desk.holder import Opened, forget, held, note
from starrating.errors import UsageError
from starrating.i18n import text
from starrating.system_reasons import reason_of

_LAST_ANSWERS = 2
"""Seconds that open connections have when the desk closes."""

_LAST_PAGE = 1
"""Seconds after which the desk closes when it was ended: its last page still asks for its style."""


def open_desk(root: Path, now: Callable[[], RecordTime], port: int, tell: Callable[[Opened, bool], None]) -> None:
    """Serve the desk of a folder until it is ended; `tell` gets who holds it, and whether it was open before.

    Port 0 is any that is free. A desk that is held by a process that does not answer raises `ProcedureError`.
    """
    lock = held(root)
    if isinstance(lock, Opened):
        tell(lock, True)
        return
    with lock, _bound(port) as listening:
        gc.enable()  # the command line does without, but a desk may be open all day
        first = FirstAddresses()
        holder = note(root, listening.getsockname()[1], first.secret, now().time)
        server, desk = _server(root, now, holder.port, first)
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that whoever ends the process ends it cleanly
        try:
            tell(Opened(holder, holder.address(first.issue())), False)
            with suppress(KeyboardInterrupt):
                server.run(sockets=[listening])
        finally:
            desk.works.end()
            forget(root)


def _server(root: Path, now: Callable[[], RecordTime], port: int, first: FirstAddresses) -> tuple[uvicorn.Server, Desk]:
    def close() -> None:
        server.should_exit = True

    def end() -> None:
        Timer(_LAST_PAGE, close).start()

    desk = Desk(root, now, end, os.getpid())
    frame = Frame(desk)
    guarded = Guard(
        application(desk),
        port,
        first,
        lambda error, status: frame.answer(refusal_page(error, known=False), status),
    )
    config = uvicorn.Config(
        guarded,
        http="h11",
        ws="none",
        lifespan="off",
        access_log=False,  # its lines would have the token
        log_config=None,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=_LAST_ANSWERS,
    )
    server = uvicorn.Server(config)
    return server, desk


def _bound(port: int) -> socket.socket:
    """Bind a socket of this machine alone, before anything says where it is."""
    listening = socket.socket()
    exclusive = getattr(socket, "SO_EXCLUSIVEADDRUSE", None)
    if exclusive is not None:  # Windows would let a second program take the same port
        listening.setsockopt(socket.SOL_SOCKET, exclusive, 1)
    try:
        listening.bind((HOST, port))
    except OSError as error:
        listening.close()
        message = text("The port %(port)s cannot be taken: %(error)s.", port=port, error=reason_of(error))
        raise UsageError.because("port-taken", message, text("Leave out --port; a free one is found.")) from error
    listening.listen()
    return listening
