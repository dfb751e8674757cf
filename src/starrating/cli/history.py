"""The history of the ledger, on the terminal and as JSON."""

from collections.abc import Sequence
from fractions import Fraction
from functools import partial
from pathlib import PurePath
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text as Line

from starrating.cli.shared.options import Folder, Json, PeriodOption, open_command
from starrating.cli.shared.periods import period_named
from starrating.cli.shared.result_tables import act_data, counts_by_star, star_or_null
from starrating.cli.shared.terminal import answer, arrow, bar, first_rows, kept_whole, line, mark, out, show_rest, table
from starrating.commands.history import HistoryResult
from starrating.commands.history import history as run_history
from starrating.decimals import as_data, read_back
from starrating.i18n import Text, listed, text
from starrating.model import CHANGE_NAMES, NO_STAR, Period, change
from starrating.model.acts import RecordedAct
from starrating.model.ledger_entries import BranchEntry, LedgerEntry
from starrating.model.results import status_words
from starrating.patterns import regex
from starrating.procedure.act_words import act_period, act_words
from starrating.ruleset import RuleSet


def history(
    ctx: typer.Context,
    branch: Annotated[
        str | None, typer.Argument(metavar="[BRANCH]", show_default=False, help=str(text("Only this branch.")))
    ] = None,
    period: PeriodOption = None,
    json: Json = False,
    folder: Folder = None,
) -> None:
    """Show the history."""
    workspace = open_command(ctx, folder, json=json)
    answer(json, to_json, show, run_history(workspace, branch, period_named(period)))


_MINUTES = 16
"""Characters of a moment (ISO 8601) up to its minutes."""
_STEPS = 100


def show(past: HistoryResult) -> None:
    """Show what was recorded in the order of time, or one branch through the periods."""
    if past.branch is None:
        if not past.recorded:
            out().print(line(text("The ledger is empty.")))
        _chronicle(past.recorded, past)
        return
    out().print(line(past.branch, "bold"))
    if past.former:
        out().print(line(text("Formerly: %(names)s", names=listed(past.former))))
    out().print(_results(past))
    out().print(_trend(past, [entry for entry in past.results if not entry.superseded]))
    if past.acts:
        _chronicle(past.acts, past)


def _chronicle(recorded: Sequence[LedgerEntry | RecordedAct], past: HistoryResult) -> None:
    """Show what was recorded; of very much the last of it."""
    heads = (text("Recorded"), text("Period"), text("What was done"), text("By whom, why, with what result"))
    made = table(*heads, spare=(0,), sentences=(3,))
    rows = first_rows(len(recorded))
    for entry in recorded[len(recorded) - rows :]:
        moment = entry.recorded_at[:_MINUTES].replace("T", " ")
        if isinstance(entry, LedgerEntry):
            style = "dim" if past.is_superseded(entry) else ""
            made.add_row(
                moment, str(entry.period), str(_version(entry)), _brief(_version_details(entry, past)), style=style
            )
        else:
            name, details = act_words(entry.act, partial(past.level, getattr(entry.act, "period", None)))
            made.add_row(moment, act_period(entry.act), name, _brief(details))
    out().print(made)
    show_rest(len(recorded), rows)


def _version(entry: LedgerEntry) -> Text:
    return text("result, version %(version)s", version=entry.version)


def _version_details(entry: LedgerEntry, past: HistoryResult) -> str:
    """Say how many branches have each star, by which rule set, from which workbooks or reviews."""
    rules = past.rules_of(entry)
    counts = listed(
        text("%(what)s: %(value)s", what=rules.levels.name(star) or text("no star"), value=number)
        for star, number in sorted(entry.counts.items(), reverse=True)
    )
    inputs = listed(_input_words(name) for name, _ in entry.inputs)
    return "\n".join(map(str, (counts, rules.title, inputs)))


def _input_words(name: str) -> Text | str:
    """Name a workbook without its folder, a review of a year with its version."""
    if review := _REVIEW.fullmatch(name):
        return text("%(period)s, version %(version)s", period=review[1], version=review[2])
    return PurePath(name.replace("\\", "/")).name


_REVIEW = regex(r"(\d{4}\w*) v(\d+)")
"""2013H1 v1"""
_MOST_LINES = 4


def _brief(details: str) -> Line:
    """Return the first lines of what is said of an act; of very many it is enough to say how many more there are."""
    lines = details.split("\n")
    if len(lines) > _MOST_LINES:
        more = text("… and %(number)s more: %(place)s", number=len(lines) - _MOST_LINES + 1, place="--json")
        lines = [*lines[: _MOST_LINES - 1], str(more)]
    made = line("\n".join(lines))
    for each in lines:
        kept_whole(made, each.partition(str(text(": ")))[0])
    return made


def _results(past: HistoryResult) -> Table:
    heads = (text("Period"), text("Version"), text("Score"), text("Rank"), text("Star by score"), text("Star"))
    made = table(*heads, text("Name then"), "", "", right=(2, 3), spare=(8, 6, 4, 3))
    for entry in past.results:
        made.add_row(
            str(entry.period),
            str(entry.version),
            _score(past, entry),
            str(entry.rank or ""),
            past.rules_of(entry).levels.name(entry.star_by_score),
            _star_words(past, entry),
            line(entry.branch if entry.branch != past.branch else ""),
            str(text("superseded")) if entry.superseded else "",
            mark(entry.star, past.rules_of(entry).levels),
            style="dim" if entry.superseded else "",
        )
    return made


def _score(past: HistoryResult, entry: BranchEntry) -> str:
    return read_back(entry.score, past.rules_of(entry).decimals) if entry.score else ""


def _trend(past: HistoryResult, results: Sequence[BranchEntry]) -> Table:
    """Chart star and score over the periods, each with the change against its previous star."""
    made = table(text("Trend"), text("Star"), text("Score"), text("Change"), "", right=(2,), spare=(3,))
    for entry, part in zip(results, _parts(results), strict=True):
        before = past.before[entry.period]
        moved = change(before.star, entry.star)
        shown = bar(part, _STEPS) if entry.score is not None else ""
        made.add_row(
            str(entry.period),
            _star_words(past, entry),
            _score(past, entry),
            _moved(moved, before.gap),
            f"{shown} {mark(entry.star, past.rules_of(entry).levels)} {arrow(moved)}".strip(),
        )
    return made


def _moved(moved: str, gap: Period | None) -> str:
    if not moved:
        return ""
    name = CHANGE_NAMES[moved]
    return str(text("%(change)s (from %(period)s)", change=name, period=str(gap)) if gap else name)


def _parts(results: Sequence[BranchEntry]) -> list[int]:
    """CellRef each score between the lowest and the highest, in _STEPS; the lowest keeps a fifth, to be seen."""
    known = {entry.score: Fraction(entry.score) for entry in results if entry.score is not None}
    lowest, highest = min(known.values(), default=Fraction(0)), max(known.values(), default=Fraction(0))
    span, floor = highest - lowest, _STEPS // 5
    places = {
        score: floor + int((number - lowest) * (_STEPS - floor) / span) if span else _STEPS
        for score, number in known.items()
    }
    return [places[entry.score] if entry.score is not None else 0 for entry in results]


def _star_words(past: HistoryResult, entry: BranchEntry) -> str:
    return past.rules_of(entry).levels.name(entry.star) if entry.star != NO_STAR else str(status_words(entry.status))


def to_json(past: HistoryResult) -> dict[str, object]:
    """Return what `history --json` prints."""
    data: dict[str, object] = {
        "versions": [_entry_data(entry) for entry in past.versions],
        "acts": [act_data(act) for act in past.acts],
    }
    if past.branch is not None:
        results = [_result_data(entry, past.rules_of(entry)) for entry in past.results]
        data |= {"branch": past.branch, "former_names": list(past.former), "results": results}
    return data


def _entry_data(entry: LedgerEntry) -> dict[str, object]:
    return {
        "period": str(entry.period),
        "version": entry.version,
        "recorded_at": entry.recorded_at,
        "program": entry.program,
        "ruleset": {"id": entry.rules_id, "digest": entry.rules_digest},
        "inputs": [{"file": name, "digest": digest} for name, digest in entry.inputs],
        "counts": counts_by_star(entry.counts),
    }


def _result_data(entry: BranchEntry, rules: RuleSet) -> dict[str, object]:
    return {
        "period": str(entry.period),
        "version": entry.version,
        "branch": entry.branch,
        "score": entry.score and as_data(entry.score, rules.decimals),
        "rank": entry.rank or None,
        "star_by_score": star_or_null(entry.star_by_score),
        "star": star_or_null(entry.star),
        "mark": rules.levels.mark(entry.star),
        "status": entry.status,
        "superseded": entry.superseded,
    }
