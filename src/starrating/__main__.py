"""The entry point: `starrating` and `python -m starrating`."""

import gc
import os
import sys
from contextlib import suppress
from typing import NoReturn


def main() -> None:
    """Run the command line and leave with the documented exit code; an unforeseen error is a bug and leaves with 70."""
    gc.disable()  # hardly anything a run makes is garbage before its end; looking for it costs more than keeping it
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # looking for plugins costs start-up; none is wanted
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    from starrating import i18n  # noqa: PLC0415 (the language is set before the command line is made)

    i18n.install()
    from starrating.cli.app import app  # noqa: PLC0415 (as above)

    try:
        app(prog_name="starrating")
    except SystemExit as done:
        _leave(done.code)
    except Exception as error:  # noqa: BLE001 (whatever it is, it is ours)
        _leave(_bug(error))


def _leave(code: str | int | None) -> NoReturn:
    """Leave at once: to take the interpreter apart costs a sixth of a small run, and everything is written by now."""
    if isinstance(code, str):
        sys.stderr.write(f"{code}\n")
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # whoever was reading has gone
            stream.flush()
    os._exit(1 if isinstance(code, str) else code or 0)


def _bug(error: Exception) -> int:
    import traceback  # noqa: PLC0415 (only a bug pays for it)

    from starrating.errors import StarratingError  # noqa: PLC0415 (as above)
    from starrating.i18n import text  # noqa: PLC0415 (as above)

    traceback.print_exception(error)
    sys.stderr.write(
        f"{text('This is a bug in starrating. Your files are as they were; please report the lines above.')}\n"
    )
    return StarratingError.exit_code


if __name__ == "__main__":
    main()
