"""What a review is read from, as the options of `score` and `check` name it."""

from pathlib import Path

from starrating.cli.shared.options import existing_files, now
from starrating.cli.shared.periods import period_named
from starrating.commands.shared.review_inputs import ScoreRequest


def books_named(
    files: list[Path], incidents: list[Path] | None, period: str | None, *, large: bool, trust_items: bool
) -> ScoreRequest:
    """Gather what a review is read from; files that are not there raise `UsageError`."""
    return ScoreRequest(
        tuple(existing_files(files)),
        tuple(existing_files(incidents or [])),
        period_named(period),
        large,
        trust_items,
        now().today,
    )
