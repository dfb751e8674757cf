"""Values as JSON has them.

Acts of the procedure as JSON has them: the fields of an act by name, stars as numbers or null.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import asdict
from rich.table import Table
from rich.text import Text as Line

from starrating.cli.shared.terminal import arrow, bar, first_rows, line, mark, out, show_rest, table
from starrating.decimals import as_data, share
from starrating.exact import Exact
from starrating.i18n import Text, language, text
from starrating.model import CHANGE_NAMES, NO_STAR, Ratings, Step
from starrating.model.acts import ACTS, RecordedAct
from starrating.model.branch_results import BranchResult, branch_results
from starrating.model.results import clause_head, status_words, without_star
from starrating.rating.comparison import Move, RatedBranch
from starrating.rating.pools import ranked_in
from starrating.ruleset import RuleSet
from starrating.ruleset.citation import cited_briefly, clause_number


def step_data(step: Step) -> dict[str, object]:
    """Return one step as JSON has it."""
    return {
        "rule": step.rule,
        "effect": step.effect,
        "from": star_or_null(step.before),
        "to": star_or_null(step.after),
        "because": str(step.because),
        "source": step.source,
    }


def star_or_null(star: int) -> int | None:
    """Return a star as JSON has it: null where there is none."""
    return None if star == NO_STAR else star


def counts_by_star(counts: Mapping[int, int]) -> dict[str, int]:
    """Return how many branches have each star, from the highest; `none` for those without one."""
    return {("none" if star == NO_STAR else str(star)): number for star, number in sorted(counts.items(), reverse=True)}


_KINDS = {made: kind for kind, made in ACTS.items()}
_STARS = {"star", "before", "after"}


def act_data(recorded: RecordedAct) -> dict[str, object]:
    """Return a recorded act; dates are ISO 8601, exact numbers and messages are strings."""
    found = _data(recorded.act)
    assert isinstance(found, dict)
    kind = _KINDS[type(recorded.act)]
    return {"act": kind, "recorded_at": recorded.recorded_at, "program": recorded.program, **found}


def _data(value: object, name: str = "") -> object:
    match value:
        case None | bool() | str():
            return value
        case int():
            return star_or_null(value) if name in _STARS else value
        case tuple():
            return [_data(each) for each in value]
        case dt.date():
            return value.isoformat()
    if isinstance(value, Struct) and type(value).__module__.endswith("acts"):
        return {own: _data(each, own) for own, each in asdict(value).items()}
    return str(value)


WIDE = 100
"""Characters that a line must have room for before the stars that branches asked for stand beside those they have."""


def show_ratings(ratings: Ratings, rules: RuleSet, book: Path | None = None) -> None:
    """Show the ranking and how many branches have each star; `book` has what is not shown."""
    rows = _shown_rows(ratings)
    out().print(_ranking(ratings, rules, rows))
    show_rest(len(ratings), len(rows), book)
    out().print(counts_table(ratings, rules))


def _shown_rows(ratings: Ratings) -> list[int]:
    """Return the rows that the terminal shows: all, or of many the first and those on both sides of each line."""
    first = first_rows(len(ratings))
    by_score = ratings.star_by_score.tolist()
    lines = (row for row in range(first, len(ratings)) if by_score[row] != by_score[row - 1])
    return sorted({*range(first), *(side for row in lines for side in (row - 1, row))})


def _ranking(ratings: Ratings, rules: RuleSet, rows: Sequence[int]) -> Table:
    by_branches, pool = _said_by_branches(ratings), ranked_in(ratings, rules)
    pooled = [pool] if pool else []
    made = table(
        *(each.head for each in pooled),
        text("Rank"),
        rules.subject,
        text("Score"),
        *(head for head, _ in by_branches),
        text("Star by score"),
        clause_head(ratings),
        text("Star"),
        text("Before"),
        text("Change"),
        "",
        right=(len(pooled), len(pooled) + 2),
        spare=tuple(len(pooled) + len(by_branches) + index for index in (8, 7, 6, 3)),
    )
    above = -1
    for result in branch_results(ratings, rows, partial(Exact.shown, most=rules.decimals)):
        if result.row != above + 1:
            made.add_row(*("" for _ in pooled), "", "…")
        above = result.row
        made.add_row(
            *(line(one.words[result.row]) for one in pooled),
            str(result.rank or ""),
            line(result.branch, "bold" if result.star != result.star_by_score else ""),
            result.score or "",
            *(_compared(cells[result.row], result.star, rules) for _, cells in by_branches),
            *star_cells(result, rules),
        )
    return made


def clause_cell(clause: str, rules: RuleSet) -> str:
    """Cite a clause in a cell as the reader's language does; the words of another language are left out."""
    return cited_briefly(clause, rules) if rules.language == language() else clause_number(clause)


def star_cells(result: BranchResult, rules: RuleSet) -> tuple[str, ...]:
    """Say how a branch came to its star: by score, the clauses, the star, the one before, the change, and its mark."""
    name = rules.levels.name(result.star)
    return (
        rules.levels.name(result.star_by_score),
        " ".join(clause_cell(clause, rules) for clause in result.clauses),
        str(status_words(result.status, name)) if result.star == NO_STAR else name,
        rules.levels.name(result.previous_star) if result.previous_star != NO_STAR else "",
        str(CHANGE_NAMES[result.change]) if result.change else "",
        f"{mark(result.star, rules.levels)} {arrow(result.change)}".strip(),
    )


def _said_by_branches(ratings: Ratings) -> list[tuple[Text, Sequence[int | None]]]:
    """Return the stars that branches declared and applied for, where any did and the terminal is wide enough."""
    heads = {"declared_target": text("Target typed"), "applied_star": text("Applied for")}
    columns = [(head, ratings.scores.column(name)) for name, head in heads.items()]
    return [column for column in columns if out().width >= WIDE and any(star is not None for star in column[1])]


def _compared(claimed: int | None, star: int, rules: RuleSet) -> Line:
    """Name the star that a branch said; set off where it is another than the branch has."""
    return line(
        rules.levels.name(claimed) if claimed is not None else "", "yellow" if claimed not in {None, star} else ""
    )


def counts_table(ratings: Ratings, rules: RuleSet) -> Table:
    """Return how many branches have each star, with bars, and those without one."""
    made = table(text("Star"), text("Number of %(subject)s", subject=rules.subject), text("Share"), "", right=(1, 2))
    counts = ratings.counts()
    rated = len(ratings) - counts.get(NO_STAR, 0)
    for star in reversed(rules.levels.stars):
        number = counts.get(star, 0)
        made.add_row(rules.level(star), str(number), share(number, rated), bar(number, rated))
    for status, number in without_star(ratings).items():
        made.add_row(str(status_words(status, rules.levels.name(NO_STAR))), str(number), "", "")
    return made


def branches_data(ratings: Ratings, rules: RuleSet) -> list[dict[str, object]]:
    """Return the branches in rank order."""
    applied, declared = ratings.scores.column("applied_star"), ratings.scores.column("declared_target")
    return [
        {
            "branch": result.branch,
            "unit": result.unit,
            "score": result.score and as_data(result.score, rules.decimals),
            **star_data(result),
            "applied_star": applied[result.row],
            "declared_target": declared[result.row],
            "steps": [step_data(step) for step in result.steps],
            **_values_data(ratings, result.row, rules),
        }
        for result in branch_results(ratings)
    ]


def star_data(result: BranchResult) -> dict[str, object]:
    """Return rank and stars of a branch as JSON has them."""
    return {
        "rank": result.rank,
        "star_by_score": star_or_null(result.star_by_score),
        "star": star_or_null(result.star),
        "status": result.status,
        "previous_star": star_or_null(result.previous_star),
    }


def _values_data(ratings: Ratings, row: int, rules: RuleSet) -> dict[str, object]:
    """Return the values of a branch by id, where the rule set declares any; null where a value is not there."""
    numbers_of = {value: numbers[row] for value, numbers in ratings.values.items()}
    made = {value: number and as_data(number, rules.decimals) for value, number in numbers_of.items()}
    return {"values": made} if made else {}


def counts_data(ratings: Ratings, rules: RuleSet) -> dict[str, int]:
    """Return the number of branches per star, from the highest, and those without one."""
    counts = ratings.counts()
    levels = {str(star): counts.get(star, 0) for star in reversed(rules.levels.stars)}
    return {**levels, "none": counts.get(NO_STAR, 0)}


def show_moves(moves: Sequence[Move], rules: RuleSet) -> None:
    """Show the moves with their reasons; nothing where nobody moves."""
    if not moves:
        return
    heads = (rules.subject, text("Score"), text("Star before"), text("Star after"), "", text("Reason"))
    made = table(*heads, right=(1,), spare=(4,), sentences=(5,))
    for move in moves:
        score = move.after.score or ""
        if move.before.score != move.after.score:
            score = f"{move.before.score or '-'} → {move.after.score or '-'}"
        mark = arrow("promotion" if move.rises else "demotion")
        before, after = str(move.before.level), str(move.after.level)
        made.add_row(line(move.branch), score, before, after, mark, line(move.reason))
    out().print(made)


def move_data(move: Move) -> dict[str, object]:
    """Return one move as JSON has it."""
    return {
        "branch": move.branch,
        "before": _rated_data(move.before),
        "after": _rated_data(move.after),
        "because": str(move.reason),
    }


def _rated_data(rated: RatedBranch) -> dict[str, object]:
    return {"score": rated.score, "star_by_score": star_or_null(rated.star_by_score), "star": star_or_null(rated.star)}
