"""The desk: a page in the browser of this machine, over the same commands."""

import os
import sys
import webbrowser
from typing import Annotated

import typer

from starrating.cli.shared.options import Folder, now, open_command
from starrating.cli.shared.terminal import err, line
from starrating.desk.holder import Opened
from starrating.desk.server import open_desk
from starrating.i18n import text


def desk(
    ctx: typer.Context,
    port: Annotated[
        int,
        typer.Option("--port", min=0, max=65535, metavar="N", help=str(text("The port; a free one if left out."))),
    ] = 0,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help=str(text("Only print the address; open it yourself.")))
    ] = False,
    folder: Folder = None,
) -> None:
    """Open the desk, and serve it until it is ended."""
    root = open_command(ctx, folder).root.resolve()
    os.chdir(root)  # so that the ledger names workbooks as commands in this folder do

    def tell(opened: Opened, was_open: bool) -> None:
        _show(opened, was_open=was_open)
        if not no_browser:
            webbrowser.open(opened.address)

    open_desk(root, now, port, tell)


def _show(opened: Opened, *, was_open: bool) -> None:
    """Print the address, alone on stdout, and say what to do with it."""
    if was_open:
        fields = {"process": opened.holder.process, "since": opened.holder.since}
        words = text(
            "The desk of this folder is open: process %(process)s since %(since)s. This is its page:", **fields
        )
    else:
        words = text("The desk is open at this address. Leave this window open while you work; Ctrl+C closes it.")
    err().print(line(words))
    sys.stdout.write(f"{opened.address}\n")
    sys.stdout.flush()
    proxy = text("If the browser does not show it, let it reach 127.0.0.1 without a proxy.")
    err().print(line(proxy, "dim"))
