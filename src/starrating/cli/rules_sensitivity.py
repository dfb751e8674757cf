"""How firm a result is, on the terminal and as JSON."""

from decimal import Decimal
from typing import Annotated

import typer

from starrating.cli.shared.options import Folder, Json, Recorded, open_command
from starrating.cli.shared.periods import period_named
from starrating.cli.shared.result_tables import move_data
from starrating.cli.shared.terminal import answer, line, out, table
from starrating.commands.rules_sensitivity import RulesSensitivityResult, try_changes
from starrating.decimals import written
from starrating.i18n import text
from starrating.patterns import regex
from starrating.rating.sensitivity import Line, NearLine, Variant
from starrating.ruleset.base import number

_POINTS = regex(r"[0-9]+(\.[0-9]+)?")


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
    workspace = open_command(ctx, folder, json=json)
    answer(json, to_json, show, try_changes(workspace, asked, Decimal(within)))


def show(tried: RulesSensitivityResult) -> None:
    """Show who is near a line, and who would change under each variant of the rules."""
    found = tried.sensitivity
    out().print(line(f"{tried.review.period}: {tried.rules.title}", "bold"))
    if not found.lines:
        out().print(line(text("This rule set has no lines: its star is a number of its own.")))
        return
    if found.near:
        out().print(line(text("Within %(points)s points of a line:", points=number(found.within)), "bold"))
        made = table(tried.rules.subject, text("Number"), text("Line"), text("Distance"), right=(1, 2, 3), spare=(3,))
        for near in found.near:
            made.add_row(line(near.branch), near.score, _line_words(near.line), _signed(near))
        out().print(made)
    else:
        out().print(line(text("Nobody is within %(points)s points of a line.", points=number(found.within))))
    for variant in found.variants:
        _show_variant(variant)


def _show_variant(variant: Variant) -> None:
    out().print(line(text("If %(change)s: %(number)s would change", change=variant.change, number=len(variant.moves))))
    for move in variant.moves:
        out().print(line(f"    {move.branch}  {move.before.level} → {move.after.level}"))


def _line_words(each: Line) -> str:
    return f"{number(each.at)} ({each.ends.name} | {each.begins.name})"


def _signed(near: NearLine) -> str:
    return f"{'+' if near.gap > 0 else ''}{written(near.gap)}"


def to_json(tried: RulesSensitivityResult) -> dict[str, object]:
    """Return what `rules sensitivity --json` prints."""
    found = tried.sensitivity
    return {
        "period": str(tried.review.period),
        "version": tried.review.version,
        "ruleset": {"id": tried.review.rules_id, "digest": tried.review.rules_digest},
        "within": number(found.within),
        "lines": [_line_data(each) for each in found.lines],
        "near": [
            {"branch": near.branch, "number": near.score, "line": number(near.line.at), "gap": written(near.gap)}
            for near in found.near
        ],
        "variants": [
            {"kind": variant.kind, "change": str(variant.change), "moves": [move_data(move) for move in variant.moves]}
            for variant in found.variants
        ],
    }


def _line_data(each: Line) -> dict[str, object]:
    return {"at": number(each.at), "ends": each.ends.name, "begins": each.begins.name}
