"""Commands that rate a recorded review by other rules: rules compare, rules sensitivity.

A recorded review under other rules: who moves, and the distribution before and after.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from starrating.cli.shared.options import Folder, Json, Recorded, open_command
from starrating.cli.shared.periods import period_named
from starrating.cli.shared.result_tables import move_data, show_moves
from starrating.cli.shared.terminal import answer, line, out, show_problems, shown_path, table
from starrating.commands.rules_compare import RulesCompareResult, compare_rules, levels
from starrating.commands.shared.rule_library import named_rules
from starrating.decimals import share
from starrating.i18n import text
from starrating.model import NO_STAR
from starrating.ruleset import digest


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
    workspace = open_command(ctx, folder, json=json)
    answer(json, to_json, show, compare_rules(workspace, named_rules(workspace, rules), asked, sheet))


def show(result: RulesCompareResult) -> None:
    """Show who rises and who falls, with the reason of each move, and the shares."""
    show_problems(result.problems)
    old, new = result.old, result.new
    out().print(line(f"{result.review.period}: {old.title} → {new.title}", "bold"))
    show_moves(result.comparison.moves, new)
    _show_shares(result)
    rises, falls = len(result.comparison.rises), len(result.comparison.falls)
    stay = len(result.review.ratings) - rises - falls
    out().print(
        line(text("Rise: %(rises)s, fall: %(falls)s, stay: %(stay)s.", rises=rises, falls=falls, stay=stay), "bold")
    )
    if result.file:
        out().print(line(text("Workbook: %(path)s", path=shown_path(result.file))))


def _show_shares(result: RulesCompareResult) -> None:
    before, after = result.comparison.before, result.comparison.after
    whole, later = _starred(before), _starred(after)
    made = table(
        text("Star"),
        text("Number before"),
        text("Share before"),
        text("Number after"),
        text("Share after"),
        right=(1, 2, 3, 4),
    )
    for star, name in levels(result):
        old, new = before.get(star, 0), after.get(star, 0)
        made.add_row(name, str(old), share(old, whole), str(new), share(new, later))
    if NO_STAR in before or NO_STAR in after:
        made.add_row(str(text("no star")), str(before.get(NO_STAR, 0)), "", str(after.get(NO_STAR, 0)), "")
    out().print(made)


def _starred(counts: Mapping[int, int]) -> int:
    return sum(number for star, number in counts.items() if star != NO_STAR)


def to_json(result: RulesCompareResult) -> dict[str, object]:
    """Return what `rules compare --json` prints."""
    return {
        "period": str(result.review.period),
        "version": result.review.version,
        "old": {"id": result.review.rules_id, "digest": result.review.rules_digest},
        "new": {"id": result.new.id, "digest": digest(result.new)},
        "before": _counts_data(result, result.comparison.before),
        "after": _counts_data(result, result.comparison.after),
        "rises": [move_data(move) for move in result.comparison.rises],
        "falls": [move_data(move) for move in result.comparison.falls],
        "problems": [problem.to_json() for problem in result.problems],
        "files": [shown_path(result.file)] if result.file else [],
    }


def _counts_data(result: RulesCompareResult, counts: Mapping[int, int]) -> dict[str, int]:
    return {**{str(star): counts.get(star, 0) for star, _ in levels(result)}, "none": counts.get(NO_STAR, 0)}
