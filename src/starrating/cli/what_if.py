"""Commands that rate a recorded review by other rules: rules compare, rules sensitivity."""

import re
from pathlib import Path
from typing import Annotated

import typer

from starrating.cli.speaking import Command
from starrating.cli.state import Folder, Json, begin, period_named
from starrating.i18n import text

Recorded = Annotated[
    str, typer.Option("--period", "-p", metavar="PERIOD", help=str(text("The rated period, such as 2013H1.")))
]
_POINTS = re.compile(r"[0-9]+(\.[0-9]+)?")


def add_to(group: typer.Typer) -> None:
    """Add the commands to the group of rules."""
    group.command(
        cls=Command, help=str(text("Rate a recorded period by another rule set: who rises, who falls, why."))
    )(compare)
    group.command(
        cls=Command,
        help=str(text("Who is near a line, and who would change if a line, its inclusion or rounding did.")),
    )(sensitivity)


def compare(
    ctx: typer.Context,
    rules: Annotated[str, typer.Argument(metavar="NEW", help=str(text("The rule set to hold against the record.")))],
    period: Recorded,
    sheet: Annotated[
        Path | None,
        typer.Option(
            "--sheet", metavar="FILE", dir_okay=False, help=str(text("Write the comparison as a workbook, too."))
        ),
    ] = None,
    json: Json = False,
    folder: Folder = None,
) -> None:
    """Compare rule sets on a recorded period."""
    asked = period_named(period)
    assert asked is not None
    workspace = begin(ctx, folder, json=json)
    from starrating.commands.rules_compare import compare_rules
    from starrating.commands.shared.rule_library import named_rules
    from starrating.console import comparisons, screen

    done = compare_rules(workspace, named_rules(workspace, rules), asked, sheet)
    if json:
        screen.print_json(comparisons.comparison_data(done))
    else:
        comparisons.show_comparison(done)


def sensitivity(
    ctx: typer.Context,
    period: Recorded,
    within: Annotated[
        str, typer.Option("--within", metavar="POINTS", help=str(text("How near, and by how much a line moves.")))
    ] = "1",
    json: Json = False,
    folder: Folder = None,
) -> None:
    """Say what a recorded result depends on."""
    asked = period_named(period)
    assert asked is not None
    if not _POINTS.fullmatch(within):
        message = text("%(value)s is no number of points, such as 1 or 0.5.", value=within)
        raise typer.BadParameter(str(message), param_hint="--within")
    workspace = begin(ctx, folder, json=json)
    from decimal import Decimal

    from starrating.commands.rules_sensitivity import try_changes
    from starrating.console import screen, sensitivities

    tried = try_changes(workspace, asked, Decimal(within))
    if json:
        screen.print_json(sensitivities.sensitivity_data(tried))
    else:
        sensitivities.show_sensitivity(tried)
