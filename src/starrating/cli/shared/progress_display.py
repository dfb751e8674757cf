"""The display of what a command is doing; it takes rich, so it is imported only once it is shown."""

from rich.console import Console
from rich.progress import Progress, ProgressColumn, SpinnerColumn, TimeElapsedColumn
from rich.text import Text as Line

from starrating.outcome import this_run


class _Stage(ProgressColumn):
    max_refresh = 0.2

    def render(self, task: object) -> Line:
        del task
        return Line(str(this_run.stage))


def display() -> Progress:
    """Return a line on stderr that turns, says the stage of this run and counts its seconds; it is not started yet."""
    columns = SpinnerColumn("line"), _Stage(), TimeElapsedColumn()
    made = Progress(*columns, console=Console(stderr=True), transient=True)
    made.add_task("")
    return made
