"""What `init` made."""

from pathlib import Path

from starrating.console.screen import line, out, shown_path
from starrating.i18n import text


def show_start(folder: Path, files: tuple[Path, ...]) -> None:
    """List the files and say what to do next."""
    out().print(line(text("Workspace: %(folder)s", folder=shown_path(folder)), "bold"))
    for file in files:
        out().print(line(f"  {shown_path(file)}"))
    out().print(line(text("1. Fill in starrating.toml and the blank workbook.")))
    out().print(
        line(text("2. Then: starrating -C %(folder)s score WORKBOOK --period 2013H1", folder=shown_path(folder)))
    )
