"""Commands of the year: annual, award.

The stars of a year and what follows from them, on the terminal and as JSON.
"""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from starrating.cli.shared.asking import agreed, can_ask, follow
from starrating.cli.shared.options import Folder, Json, existing_files, now, open_command, required_text, year_option
from starrating.cli.shared.result_tables import (
    clause_cell,
    counts_data,
    counts_table,
    star_cells,
    star_data,
    star_or_null,
    step_data,
)
from starrating.cli.shared.terminal import (
    answer,
    err,
    first_rows,
    line,
    out,
    show_problems,
    show_rest,
    shown_path,
    table,
)
from starrating.commands.annual import AnnualRequest, set_year
from starrating.commands.shared.kinds_now import final_kinds
from starrating.commands.shared.year_setting import AnnualResult, OfficeWorkbooks
from starrating.decimals import as_data, read_back, written
from starrating.exact import Exact
from starrating.i18n import text
from starrating.model import Period
from starrating.model.acts import Consequence
from starrating.model.branch_results import branch_results
from starrating.procedure.consequences import nameless_note
from starrating.procedure.review_state import decide
from starrating.rating.pools import ranked_in
from starrating.ruleset import RuleSet
from starrating.ruleset.base import Percent, weight_words
from starrating.ruleset.consequences import CONSEQUENCE_NAMES


def annual(
    ctx: typer.Context,
    year: Annotated[
        int,
        year_option(text("The year, such as 2013.")),
    ],
    pay: Annotated[
        Path | None,
        typer.Option(
            "--pay",
            metavar="FILE",
            help=str(text("Workbook with branch, secretary and pay; amounts are then worked out to the fen.")),
        ),
    ] = None,
    pairs: Annotated[
        Path | None,
        typer.Option(
            "--pairs", metavar="FILE", help=str(text("Workbook with the edited sheet of pairs for assistance."))
        ),
    ] = None,
    reopen: Annotated[
        str | None,
        typer.Option("--reopen", metavar="REASON", help=str(text("Set a decided year again, and say why."))),
    ] = None,
    json: Json = False,
    folder: Folder = None,
) -> None:
    """Set the stars of a year."""
    reason = required_text(reopen, "--reopen")
    workspace = open_command(ctx, folder, json=json)
    existing_files([file for file in (pay, pairs) if file])
    asked = AnnualRequest(Period(year), OfficeWorkbooks(pay, pairs), reason)
    result = set_year(workspace, asked, now())
    answer(json, to_json, show, result)
    papers = [] if json or not result.kept else final_kinds(workspace, Period(year), now())
    if papers and ((pay and pairs) or (can_ask() and agreed(text("Write the documents of the year now?")))):
        for kind in papers:
            follow(ctx, "announce", "--period", str(year), "--kind", kind)


def show(result: AnnualResult) -> None:
    """Show what `annual` did."""
    ratings = result.review.ratings
    show_problems(result.problems)
    rows = first_rows(len(ratings))
    out().print(_stars(result, rows))
    show_rest(len(ratings), rows, _book(result))
    out().print(counts_table(ratings, result.rules))
    if result.consequences:
        many = first_rows(len(result.consequences))
        out().print(_following(result, many))
        show_rest(len(result.consequences), many, _book(result))
    out().print(line(_record_line(result), "bold" if result.new else ""))
    for file in result.files:
        out().print(line(text("Workbook: %(path)s", path=shown_path(file))))
    if not result.kept:
        err().print(line(text("Next: %(command)s", command=decide(result.review.period)), "dim"))


def _book(result: AnnualResult) -> Path | None:
    return next(iter(result.files), None)


def _record_line(result: AnnualResult) -> str:
    named = {"period": str(result.review.period), "version": result.review.version}
    if result.new:
        return str(text("Recorded %(period)s, version %(version)s.", **named))
    return str(text("The stars of %(period)s stay as recorded, version %(version)s.", **named))


def _stars(outcome: AnnualResult, rows: int) -> Table:
    ratings, rules = outcome.review.ratings, outcome.rules
    halves, pool = list(ratings.values.items()), ranked_in(ratings, rules)
    pooled = [pool] if pool else []
    made = table(
        *(each.head for each in pooled),
        text("Rank"),
        rules.subject,
        *(_with_weight(name, rules) for name, _ in halves),
        text("Score"),
        text("Star by score"),
        text("Triggers"),
        text("Star"),
        text("Year before"),
        text("Change"),
        "",
        right=(len(pooled), *range(len(pooled) + 2, len(pooled) + 3 + len(halves))),
        spare=(
            *range(len(pooled) + 2, len(pooled) + 2 + len(halves)),
            *(len(pooled) + len(halves) + index for index in (8, 6, 7, 3, 4)),
        ),
    )
    for result in branch_results(ratings, range(rows), partial(Exact.shown, most=rules.decimals)):
        made.add_row(
            *(line(one.words[result.row]) for one in pooled),
            str(result.rank or ""),
            line(result.branch, "bold" if result.change in {"promotion", "demotion"} else ""),
            *(_total(totals[result.row], rules) for _, totals in halves),
            result.score or "",
            *star_cells(result, rules),
        )
    return made


def _with_weight(period: str, rules: RuleSet) -> str:
    """Name a part of the year with its weight, where the parts weigh differently: 2025Q3 ×2, 2013H1 40%."""
    part = Period.parse(period).part
    weight = rules.annual.weights.get(part) if rules.annual and part else None
    if weight is None:
        return period
    return f"{period} {weight_words(weight)}" if isinstance(weight, Percent) else f"{period} ×{weight_words(weight)}"


def _following(result: AnnualResult, rows: int) -> Table:
    heads = (text("What follows"), result.rules.subject, text("Clause"), text("Measure"), text("Note"))
    made = table(*heads, text("Reason"), spare=(5, 2, 4), sentences=(3, 4, 5))
    for consequence in result.consequences[:rows]:
        made.add_row(
            str(CONSEQUENCE_NAMES[consequence.id]),
            line(consequence.branch),
            clause_cell(consequence.clause, result.rules),
            line(_measure(consequence)),
            line(nameless_note(consequence) or ""),
            line(consequence.because),
        )
    return made


def _measure(consequence: Consequence) -> str:
    """Say in short what is particular to a consequence: who helps, how much is deducted; it names no person."""
    if consequence.helper:
        return str(text("helped by %(helper)s", helper=consequence.helper))
    return "" if consequence.amount is None else str(text("%(amount)s yuan", amount=written(consequence.amount)))


def to_json(result: AnnualResult) -> dict[str, object]:
    """Return what `annual --json` prints; exact numbers are strings."""
    review = result.review
    return {
        "year": review.period.year,
        "version": review.version,
        "new": result.new,
        "kept": result.kept,
        "ruleset": {"id": review.rules_id, "digest": review.rules_digest},
        "inputs": [{"review": name, "digest": digest} for name, digest in review.inputs],
        "weights": _weights_data(result),
        "branches": _branches_data(result),
        "counts": counts_data(review.ratings, result.rules),
        "consequences": [_consequence_data(consequence) for consequence in result.consequences],
        "problems": [problem.to_json() for problem in result.problems],
        "files": [shown_path(file) for file in result.files],
    }


def _weights_data(result: AnnualResult) -> dict[str, str]:
    """Return the weight of each part of the year as the rule set has it; empty where all weigh alike."""
    annual = result.rules.annual
    return {part: weight_words(weight) for part, weight in annual.weights.items()} if annual else {}


def _branches_data(outcome: AnnualResult) -> list[dict[str, object]]:
    ratings = outcome.review.ratings
    following: dict[str, list[str]] = {}
    for one in outcome.consequences:
        following.setdefault(one.branch, []).append(one.id)
    return [
        {
            "branch": result.branch,
            "year": outcome.review.period.year,
            "score": _data(result.score, outcome.rules),
            "totals": {name: _data(totals[result.row], outcome.rules) for name, totals in ratings.values.items()},
            **star_data(result),
            "change": result.change or None,
            "steps": [step_data(step) for step in result.steps],
            "consequences": following.get(result.branch, []),
        }
        for result in branch_results(ratings)
    ]


def _consequence_data(consequence: Consequence) -> dict[str, object]:
    rests = [
        {"period": period, "version": version, "star": star_or_null(star)}
        for period, version, star in consequence.rests_on
    ]
    return {
        "id": consequence.id,
        "clause": consequence.clause,
        "branch": consequence.branch,
        "because": str(consequence.because),
        "rests_on": rests,
        "secretary": consequence.secretary or None,
        "pay": None if consequence.pay is None else written(consequence.pay),
        "amount": None if consequence.amount is None else written(consequence.amount),
        "helper": consequence.helper or None,
        "note": str(consequence.note) if consequence.note else None,
    }


def _total(total: str | None, rules: RuleSet) -> str:
    return "—" if total is None else read_back(total, rules.decimals)


def _data(total: str | None, rules: RuleSet) -> object:
    return None if total is None else as_data(total, rules.decimals)
