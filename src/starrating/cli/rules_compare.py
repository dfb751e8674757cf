"""A recorded review under other rules: who moves, and the distribution before and after."""

from collections.abc import Mapping, Sequence

from starrating.commands.rules_compare import Compared, levels
from starrating.console.problems import show_problems
from starrating.console.screen import arrow, line, out, shown_path, table
from starrating.console.values import star_or_null
from starrating.exact import share
from starrating.i18n import text
from starrating.model import NO_STAR
from starrating.rating.comparison import Move, Rated
from starrating.ruleset import RuleSet, digest


def show_comparison(done: Compared) -> None:
    """Show who rises and who falls, with the reason of each move, and the shares."""
    show_problems(done.problems)
    old, new = done.old, done.new
    out().print(line(f"{done.review.period}: {old.title} → {new.title}", "bold"))
    show_moves(done.comparison.moves, new)
    _show_shares(done)
    rises, falls = len(done.comparison.rises), len(done.comparison.falls)
    stay = len(done.review.ratings) - rises - falls
    out().print(
        line(text("Rise: %(rises)s, fall: %(falls)s, stay: %(stay)s.", rises=rises, falls=falls, stay=stay), "bold")
    )
    if done.file:
        out().print(line(text("Workbook: %(path)s", path=shown_path(done.file))))


def show_moves(moves: Sequence[Move], rules: RuleSet) -> None:
    """Show the moves with their reasons; nothing where nobody moves."""
    if not moves:
        return
    made = table(
        rules.wording.subject, text("Score"), text("Star before"), text("Star after"), "", text("Reason"), right=(1,)
    )
    for move in moves:
        score = move.after.score or ""
        if move.before.score != move.after.score:
            score = f"{move.before.score or '-'} → {move.after.score or '-'}"
        mark = arrow("promotion" if move.rises else "demotion")
        before, after = str(move.before.level), str(move.after.level)
        made.add_row(line(move.branch), score, before, after, mark, line(move.reason))
    out().print(made)


def _show_shares(done: Compared) -> None:
    before, after = done.comparison.before, done.comparison.after
    whole, later = _starred(before), _starred(after)
    made = table(
        text("Star"),
        text("Number before"),
        text("Share before"),
        text("Number after"),
        text("Share after"),
        right=(1, 2, 3, 4),
    )
    for star, name in levels(done):
        old, new = before.get(star, 0), after.get(star, 0)
        made.add_row(name, str(old), share(old, whole), str(new), share(new, later))
    if NO_STAR in before or NO_STAR in after:
        made.add_row(str(text("no star")), str(before.get(NO_STAR, 0)), "", str(after.get(NO_STAR, 0)), "")
    out().print(made)


def _starred(counts: Mapping[int, int]) -> int:
    return sum(number for star, number in counts.items() if star != NO_STAR)


def comparison_data(done: Compared) -> dict[str, object]:
    """Return what `rules compare --json` prints."""
    return {
        "period": str(done.review.period),
        "version": done.review.version,
        "old": {"id": done.review.rules_id, "digest": done.review.rules_digest},
        "new": {"id": done.new.id, "digest": digest(done.new)},
        "before": _counts_data(done, done.comparison.before),
        "after": _counts_data(done, done.comparison.after),
        "rises": [move_data(move) for move in done.comparison.rises],
        "falls": [move_data(move) for move in done.comparison.falls],
        "problems": [problem.to_json() for problem in done.problems],
        "files": [shown_path(done.file)] if done.file else [],
    }


def move_data(move: Move) -> dict[str, object]:
    """Return one move as JSON has it."""
    return {
        "branch": move.branch,
        "before": _rated_data(move.before),
        "after": _rated_data(move.after),
        "because": str(move.reason),
    }


def _rated_data(rated: Rated) -> dict[str, object]:
    return {"score": rated.score, "star_by_score": star_or_null(rated.star_by_score), "star": star_or_null(rated.star)}


def _counts_data(done: Compared, counts: Mapping[int, int]) -> dict[str, int]:
    return {**{str(star): counts.get(star, 0) for star, _ in levels(done)}, "none": counts.get(NO_STAR, 0)}
