"""The entry point: `starrating` and `python -m starrating`."""

import gc
import os
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from starrating import i18n
from starrating.errors import RefusalError, StarratingError
from starrating.i18n import text
from starrating.outcome import this_run
from starrating.system_reasons import reason_of


def main() -> None:
    """Run the command line and leave with the documented exit code; an unforeseen error is a bug and leaves with 70."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # the stream was closed before we were started: nobody types or wants to see it
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 [open until the end]
    gc.disable()  # hardly anything a run makes is garbage before its end; looking for it costs more than keeping it
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # looking for plugins costs start-up; none is wanted
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # a table is small: threads cost more than they give
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    i18n.install()
    from starrating.cli.app import app  # noqa: PLC0415 (the language is set before the command line is made)

    try:
        app(prog_name="starrating")
    except SystemExit as done:
        _leave(done.code)
    except OSError as error:  # not even what is wrong could be said
        _leave(_not_shown(error))
    except Exception as error:  # noqa: BLE001 (whatever it is, it is ours)
        _leave(_bug(error))


def _leave(code: str | int | None) -> NoReturn:
    """Leave at once: to take the interpreter apart costs a sixth of a small run, and everything is written by now."""
    if isinstance(code, str):
        sys.stderr.write(f"{code}\n")
    left = 1 if isinstance(code, str) else code or 0
    try:
        sys.stdout.flush()
    except OSError as error:
        left = left or _not_shown(error)
    with suppress(OSError, ValueError):  # whoever was reading has gone
        sys.stderr.flush()
    os._exit(left)


def _not_shown(error: OSError) -> int:
    """Say that the last of the output was lost, and what stays done all the same."""
    sentence = text("The output could not be shown in full: %(error)s.", error=reason_of(error))
    with suppress(OSError):
        sys.stderr.write(" ".join(str(message) for message in (sentence, *this_run.sentences())) + "\n")
    return RefusalError.exit_code


def _bug(error: Exception) -> int:
    from starrating.cli.shared.text_lines import harmless  # noqa: PLC0415 (only a bug has need of it)

    with suppress(OSError):
        sys.stderr.write(harmless("".join(traceback.format_exception(error))))
        sentence = text("This is a bug in starrating; please report the lines above.")
        sys.stderr.write(" ".join(str(message) for message in (sentence, *this_run.sentences())) + "\n")
    return StarratingError.exit_code


if __name__ == "__main__":
    main()
