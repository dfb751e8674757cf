"""Commands about templates of documents: templates check."""

import typer

from starrating.cli.speaking import Command, Group
from starrating.cli.state import RULES, Folder, Json, begin
from starrating.i18n import text

group = typer.Typer(cls=Group, no_args_is_help=True, help=str(text("Check the templates of documents.")))


def add_to(app: typer.Typer) -> None:
    """Add the group."""
    group.callback()(lambda: None)  # keeps a group of one command a group
    group.command(
        cls=Command, help=str(text("Fill in every template on trial, and hold Word templates against GB/T 9704-2012."))
    )(check)
    app.add_typer(group, name="templates", rich_help_panel=RULES)


def check(ctx: typer.Context, json: Json = False, folder: Folder = None) -> None:
    """Check the templates."""
    workspace = begin(ctx, folder, json=json)
    from starrating.commands.templates import checked_templates
    from starrating.console import screen, template_lists

    checked = checked_templates(workspace)
    if json:
        screen.print_json(template_lists.templates_data(checked))
    else:
        template_lists.show_templates(checked)
