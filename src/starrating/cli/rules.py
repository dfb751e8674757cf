"""Commands about rule sets: rules check, show, list, diff, schema."""

from typing import Annotated

import typer

from starrating.cli import what_if
from starrating.cli.speaking import Command, Group
from starrating.cli.state import RULES, Folder, Json, begin
from starrating.i18n import text

group = typer.Typer(cls=Group, no_args_is_help=True, help=str(text("Check, read, compare and describe rule sets.")))

RuleSetName = Annotated[
    str | None,
    typer.Argument(
        metavar="[RULES]",
        show_default=False,
        help=str(text("A rule file, or a name of: starrating rules list. Left out: the workspace's.")),
    ),
]


def add_to(app: typer.Typer) -> None:
    """Add the group."""
    group.command(cls=Command, help=str(text("Prove that a rule set has no holes, and run its examples.")))(check)
    group.command(cls=Command, help=str(text("Read a rule set back in sentences.")))(show)
    group.command("list", cls=Command, help=str(text("List the rule sets of the workspace and of the library.")))(
        listed
    )
    group.command(cls=Command, help=str(text("Say in words what differs between two rule sets.")))(diff)
    what_if.add_to(group)
    group.command(cls=Command, help=str(text("Print the JSON Schema, for editors that complete and check.")))(schema)
    app.add_typer(group, name="rules", rich_help_panel=RULES)


def check(ctx: typer.Context, rules: RuleSetName = None, json: Json = False, folder: Folder = None) -> None:
    """Check a rule set."""
    workspace = begin(ctx, folder, json=json)
    from starrating.commands.rules import check_rules
    from starrating.commands.shared.rule_library import named_rules
    from starrating.console import rules as view
    from starrating.console import screen

    path = named_rules(workspace, rules)
    checked, outcomes, warnings = check_rules(path)
    if json:
        screen.print_json(view.check_data(path, checked, outcomes, warnings))
    else:
        view.show_check(path, checked, outcomes, warnings)


def show(
    ctx: typer.Context,
    rules: RuleSetName = None,
    boundaries: Annotated[
        bool,
        typer.Option("--boundaries", help=str(text("Show what is given just below, on and just above each bound."))),
    ] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help=str(text("Print Markdown.")))] = False,
    folder: Folder = None,
) -> None:
    """Show a rule set."""
    workspace = begin(ctx, folder)
    from starrating.commands.shared.rule_library import named_rules
    from starrating.console import rules as view
    from starrating.read.rule_file import load_rules

    shown = load_rules(named_rules(workspace, rules))
    if boundaries:
        view.show_boundaries(shown)
    elif markdown:
        view.print_markdown(shown)
    else:
        view.show_rules(shown)


def listed(ctx: typer.Context, json: Json = False, folder: Folder = None) -> None:
    """List the rule sets."""
    workspace = begin(ctx, folder, json=json)
    from starrating.commands.rules import list_rules
    from starrating.console import rule_lists, screen

    found, problems = list_rules(workspace)
    if json:
        screen.print_json(rule_lists.list_data(found, problems))
    else:
        rule_lists.show_list(found, problems)


def diff(
    ctx: typer.Context,
    old: Annotated[
        str, typer.Argument(metavar="OLD", help=str(text("A rule file, or a name of: starrating rules list")))
    ],
    new: Annotated[str, typer.Argument(metavar="NEW", help=str(text("The rule set to hold against it.")))],
    json: Json = False,
    folder: Folder = None,
) -> None:
    """Say what differs."""
    workspace = begin(ctx, folder, json=json)
    from starrating.commands.rules import differences
    from starrating.commands.shared.rule_library import named_rules
    from starrating.console import rule_lists, screen

    before, after, said = differences(named_rules(workspace, old), named_rules(workspace, new))
    if json:
        screen.print_json(rule_lists.diff_data(before, after, said))
    else:
        rule_lists.show_diff(before, after, said)


def schema() -> None:
    """Print the schema."""
    from starrating.console import screen
    from starrating.ruleset.rule_set import schema as describe

    screen.print_json(describe())
