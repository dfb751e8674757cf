"""Commands of a review: score, explain."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from starrating.cli.speaking import Command
from starrating.cli.state import (
    REVIEW,
    Folder,
    Json,
    Large,
    PeriodOption,
    TrustItems,
    begin,
    books_named,
    existing,
    now,
    period_named,
    said,
)
from starrating.i18n import text

if TYPE_CHECKING:
    from starrating.commands.shared.review_inputs import Books
    from starrating.workspace import Workspace


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(cls=Command, rich_help_panel=REVIEW, help=str(text("Rate a period from its score workbooks.")))(score)
    app.command(cls=Command, rich_help_panel=REVIEW, help=str(text("Say why a branch has its star.")))(explain)


def score(
    ctx: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help=str(text("Score workbooks (.xlsx, .xls)."))),
    ],
    incidents: Annotated[
        list[Path] | None,
        typer.Option(
            "--incidents",
            "-i",
            metavar="FILE",
            help=str(text("Incident list; repeatable.")),
        ),
    ] = None,
    period: PeriodOption = None,
    rules: Annotated[
        Path | None,
        typer.Option("--rules", metavar="FILE", help=str(text("Rate by this rule file instead of the workspace's."))),
    ] = None,
    reopen: Annotated[
        str | None,
        typer.Option("--reopen", metavar="REASON", help=str(text("Rate a decided period again, and say why."))),
    ] = None,
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run",
            help=str(text("Only show what would change against the recorded version; record and write nothing.")),
        ),
    ] = False,
    large: Large = False,
    trust_items: TrustItems = False,
    json: Json = False,
    folder: Folder = None,
) -> None:
    """Rate a period."""
    workspace = begin(ctx, folder, json=json)
    if rules is not None:
        workspace = replace(workspace, rules=existing([rules])[0])
    reason = said(reopen, "--reopen")
    books = books_named(files, incidents, period, large=large, trust_items=trust_items)
    if dry_run:
        _try(workspace, books, json=json)
        return
    from starrating.commands.score import score as work

    done = work(workspace, books, now(), reopen=reason)
    from starrating.console import reviews, screen

    if json:
        screen.print_json(reviews.scoring_data(done))
    else:
        reviews.show_scoring(done)


def _try(workspace: "Workspace", books: "Books", *, json: bool) -> None:
    from starrating.commands.score import dry_run
    from starrating.console import dry_runs, screen

    tried = dry_run(workspace, books)
    if json:
        screen.print_json(dry_runs.dry_run_data(tried))
    else:
        dry_runs.show_dry_run(tried)


def explain(
    ctx: typer.Context,
    branch: Annotated[str, typer.Argument(metavar="BRANCH", help=str(text("The branch, as the workbook names it.")))],
    period: PeriodOption = None,
    json: Json = False,
    folder: Folder = None,
) -> None:
    """Explain a star."""
    workspace = begin(ctx, folder, json=json)
    from starrating.commands.explain import explained
    from starrating.console import explanations, screen

    review, rules, why = explained(workspace, branch, period_named(period))
    if json:
        screen.print_json(explanations.explanation_data(review, why))
    else:
        explanations.show_explanation(review, rules, why)
