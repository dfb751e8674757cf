"""The history of the ledger, on the terminal and as JSON."""

from rich.table import Table

from starrating.console.screen import line, out, stars, table
from starrating.console.values import star_or_null
from starrating.i18n import text
from starrating.ledger import BranchEntry, Entry
from starrating.model import NO_STAR
from starrating.model.outcomes import status_words
from starrating.workflow.lookups import History


def show_history(past: History) -> None:
    """Show the recorded versions, or one branch through them."""
    if past.branch is not None:
        out().print(line(past.branch, "bold"))
        out().print(_results(past))
    else:
        out().print(_versions(past) if past.entries else line(text("The ledger is empty.")))


def _versions(past: History) -> Table:
    made = table(text("Period"), text("Version"), text("Recorded"), text("Rule set"), text("Stars"), text("Inputs"))
    for entry in past.entries:
        version, counts, inputs = str(entry.version), _stars_of(entry), _inputs_of(entry)
        made.add_row(str(entry.period), version, entry.recorded_at, entry.rules_id, counts, inputs)
    return made


def _results(past: History) -> Table:
    heads = (text("Period"), text("Version"), text("Score"), text("Rank"), text("Star by score"), text("Star"), "", "")
    made = table(*heads, right=(2, 3))
    for each in past.results:
        made.add_row(
            str(each.period),
            str(each.version),
            each.score or "",
            str(each.rank or ""),
            _star(each.star_by_score),
            _star(each.star) if each.star != NO_STAR else str(status_words(each.status)),
            str(text("superseded")) if each.superseded else "",
            stars(each.star),
            style="dim" if each.superseded else "",
        )
    return made


def _stars_of(entry: Entry) -> str:
    return "  ".join(f"{_star(star)}: {number}" for star, number in sorted(entry.counts.items(), reverse=True))


def _star(star: int) -> str:
    return "-" if star == NO_STAR else str(star)


def _inputs_of(entry: Entry) -> str:
    return ", ".join(f"{name} ({digest[7:15]})" for name, digest in entry.inputs)


def history_data(past: History) -> dict[str, object]:
    """Return what `history --json` prints."""
    data: dict[str, object] = {"versions": [_entry_data(entry) for entry in past.entries]}
    if past.branch is not None:
        data |= {"branch": past.branch, "results": [_result_data(each) for each in past.results]}
    return data


def _entry_data(entry: Entry) -> dict[str, object]:
    return {
        "period": str(entry.period),
        "version": entry.version,
        "recorded_at": entry.recorded_at,
        "program": entry.program,
        "ruleset": {"id": entry.rules_id, "digest": entry.rules_digest},
        "inputs": [{"file": name, "digest": digest} for name, digest in entry.inputs],
        "counts": {
            ("none" if star == NO_STAR else str(star)): n for star, n in sorted(entry.counts.items(), reverse=True)
        },
    }


def _result_data(each: BranchEntry) -> dict[str, object]:
    return {
        "period": str(each.period),
        "version": each.version,
        "score": each.score,
        "rank": each.rank or None,
        "star_by_score": star_or_null(each.star_by_score),
        "star": star_or_null(each.star),
        "status": each.status,
        "superseded": each.superseded,
    }
