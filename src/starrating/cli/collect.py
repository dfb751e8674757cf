"""What `template` wrote, and what `collect` put together."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from starrating.commands.collect import Collected
from starrating.commands.template import Written
from starrating.console.problems import show_problems
from starrating.console.screen import err, line, out, shown_path
from starrating.i18n import text

_SHOWN = 5
"""So many files are named; of more, the folder is."""


def show_template(written: Written) -> None:
    """List the files, and say what to do with them."""
    show_problems(written.problems)
    if len(written.files) > _SHOWN:
        folder = shown_path(written.files[0].parent)
        out().print(line(text("Forms in %(folder)s: %(number)s", folder=folder, number=len(written.files))))
        hint = text("When they are back: starrating collect %(folder)s -o period.xlsx", folder=folder)
        err().print(line(hint, "dim"))
        return
    for file in written.files:
        out().print(line(text("File: %(path)s", path=shown_path(file))))
    if written.branches:
        out().print(line(text("Branches filled in: %(number)s", number=len(written.branches)), "dim"))


def template_data(written: Written) -> dict[str, object]:
    """Return what `template --json` prints."""
    return {
        "period": str(written.period),
        "branches": list(written.branches),
        "problems": [problem.to_json() for problem in written.problems],
        "files": [shown_path(file) for file in written.files],
    }


def show_collected(done: Collected) -> None:
    """Say which workbook was written, of how many branches, and who has sent nothing."""
    show_problems(done.problems)
    out().print(line(text("Collected: %(number)s", number=len(done.branches)), "bold"))
    if done.missing:
        out().print(line(text("No form from: %(names)s", names="、".join(done.missing)), "yellow"))
    out().print(line(text("Workbook: %(path)s", path=shown_path(done.file))))
    hint = text("Fill in what is blank, then: starrating score %(path)s", path=shown_path(done.file))
    err().print(line(hint, "dim"))


def collected_data(done: Collected) -> dict[str, object]:
    """Return what `collect --json` prints; `missing` are the branches of the ledger that have sent no form."""
    return {
        "period": str(done.period),
        "branches": list(done.branches),
        "missing": list(done.missing),
        "problems": [problem.to_json() for problem in done.problems],
        "files": [shown_path(done.file)],
    }


@contextmanager
def progress(whole: int, *, shown: bool) -> Iterator[Callable[[int], object]]:
    """Show how many of the forms are read, on a terminal; nothing elsewhere."""
    if not (shown and err().is_terminal):
        yield lambda _: None
        return
    from rich.progress import Progress  # noqa: PLC0415 [only a terminal needs it]

    with Progress(console=err(), transient=True) as bars:
        task = bars.add_task(str(text("Reading forms")), total=whole)
        yield lambda number: bars.update(task, completed=number)
