"""Commands about rule sets: rules check, rules show, rules schema."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from starrating.cli.speaking import Command, Group
from starrating.cli.state import RULES, Folder, Json, begin, existing
from starrating.i18n import text

if TYPE_CHECKING:
    from starrating.workspace import Workspace

group = typer.Typer(cls=Group, no_args_is_help=True, help=str(text("Check, read and describe rule sets.")))

RuleFile = Annotated[
    Path | None,
    typer.Argument(
        exists=True,
        dir_okay=False,
        metavar="[FILE]",
        show_default=False,
        help=str(text("A rule file; else the workspace's.")),
    ),
]


def add_to(app: typer.Typer) -> None:
    """Add the group."""
    group.command(cls=Command, help=str(text("Prove that a rule set has no holes, and run its examples.")))(check)
    group.command(cls=Command, help=str(text("Read a rule set back in sentences.")))(show)
    group.command(cls=Command, help=str(text("Print the JSON Schema, for editors that complete and check.")))(schema)
    app.add_typer(group, name="rules", rich_help_panel=RULES)


def check(ctx: typer.Context, file: RuleFile = None, json: Json = False, folder: Folder = None) -> None:
    """Check a rule set."""
    workspace = begin(ctx, folder, json=json)
    from starrating.console import rules as view
    from starrating.console import screen
    from starrating.workflow.rule_checking import check_rules

    path = _file(workspace, file)
    rules, outcomes, warnings = check_rules(path)
    if json:
        screen.print_json(view.check_data(path, rules, outcomes, warnings))
    else:
        view.show_check(path, rules, outcomes, warnings)


def show(
    ctx: typer.Context,
    file: RuleFile = None,
    markdown: Annotated[bool, typer.Option("--markdown", help=str(text("Print Markdown.")))] = False,
    folder: Folder = None,
) -> None:
    """Show a rule set."""
    workspace = begin(ctx, folder)
    from starrating.console import rules as view
    from starrating.files.rule_files import load_rules

    rules = load_rules(_file(workspace, file))
    if markdown:
        view.print_markdown(rules)
    else:
        view.show_rules(rules)


def schema() -> None:
    """Print the schema."""
    from starrating.console import screen
    from starrating.ruleset.schema import schema as describe

    screen.print_json(describe())


def _file(workspace: "Workspace", file: Path | None) -> Path:
    return existing([file])[0] if file else workspace.rules
