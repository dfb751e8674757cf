"""The ranking of a period, by any of its columns; each branch leads to its explanation."""

from typing import NamedTuple

from starrating.commands.results import recorded_result
from starrating.desk.desk import Desk, address
from starrating.desk.view import Cell, Link, Page, Section, Table, Words, table
from starrating.i18n import language, text
from starrating.model import CHANGE_NAMES, NO_STAR, Period, Ratings, change
from starrating.model.branch_results import branch_results
from starrating.model.results import status_words
from starrating.rating.pools import ranked_in
from starrating.ruleset import RuleSet
from starrating.ruleset.citation import clause_number

_SIGNS = {"promotion": "▲", "demotion": "▼"}
_NONE = "—"
SORTS = ("rank", "branch", "star", "score", "by-score", "before", "change")


class Order(NamedTuple):
    """The ranking of which period is shown, and by which column, from its least value or `down` from its greatest."""

    period: Period
    key: str
    down: bool

    def head(self, words: Words, key: str) -> Link:
        """Return a head that sorts by its column; the other way round where the ranking is sorted by it."""
        mine = key == self.key
        turned = {"down": "1"} if mine and not self.down else {}
        arrow = f" {'↓' if self.down else '↑'}" if mine else ""
        return Link(f"{words}{arrow}", address(self.period, "ranking", sort=key, **turned))


def ranking(desk: Desk, period: Period, sort: str, *, down: bool) -> Page:
    """Show all branches, in rank order or as was asked."""
    review, rules = recorded_result(desk.workspace(), period)
    made = ranking_table(review.ratings, rules, Order(period, sort if sort in SORTS else SORTS[0], down))
    title = text("%(period)s: ranking", period=period.say(language()))
    lead = text("Version %(version)s, by %(rules)s", version=review.version, rules=rules.title)
    section = Section("ranking", text("All: %(subject)s", subject=rules.subject), (made,))
    return Page(title, "ranking", (section,), (lead,), period=str(period))


def ranking_table(ratings: Ratings, rules: RuleSet, order: Order | None = None) -> Table:
    """Return all branches in rank order; of an order the heads sort, and branches lead to their explanations."""
    words: tuple[Words, ...] = (
        text("Rank"),
        rules.subject,
        text("Star"),
        text("Score"),
        text("Star by score"),
        text("Previous star"),
        text("Change"),
    )
    heads: list[Cell] = [order.head(word, key) if order else word for word, key in zip(words, SORTS, strict=True)]
    pool, rows = ranked_in(ratings, rules), _rows(ratings, order)
    cells = [
        (
            *_row(ratings, rules, row, order),
            " ".join(dict.fromkeys(map(clause_number, result.clauses))),
            *([pool.words[row]] if pool else []),
        )
        for row, result in zip(rows, branch_results(ratings, rows), strict=True)
    ]
    more: tuple[Words, ...] = (text("Clauses"), *([pool.head] if pool else []))
    return table(text("Ranking"), (*heads, *more), "rnsrsssl" + "l" * bool(pool), cells)


def _rows(ratings: Ratings, order: Order | None) -> list[int]:
    """Return the rows in an order; what has no rank comes after all that have one."""
    rows = list(range(len(ratings)))
    stars, before = ratings.star.tolist(), ratings.previous_star.tolist()
    rank = [each or len(rows) + 1 for each in ratings.rank.tolist()]
    if order and order.key == "branch":
        return sorted(rows, key=lambda row: ratings.scores.branch[row], reverse=order.down)
    numbers = {
        "star": stars,
        "score": [-row for row in rows],  # the order of the scores, exactly
        "by-score": ratings.star_by_score.tolist(),
        "before": before,
        "change": [now - then if NO_STAR not in {now, then} else 0 for now, then in zip(stars, before, strict=True)],
    }
    values = numbers.get(order.key, rank) if order else rank
    return sorted(rows, key=lambda row: values[row], reverse=order.down if order else False)


def _row(ratings: Ratings, rules: RuleSet, row: int, order: Order | None) -> tuple[Cell, ...]:
    branch, scored = ratings.scores.branch[row], bool(ratings.scored[row])
    star, before = int(ratings.star[row]), int(ratings.previous_star[row])
    name = rules.levels.name(star)
    moved = change(before, star)
    score = ratings.score[row : row + 1].shown(most=rules.decimals)[0]
    return (
        str(ratings.rank[row]) if scored else _NONE,
        Link(branch, address(order.period, "branch", name=branch)) if order else branch,
        status_words(ratings.status[row], name) if star == NO_STAR else name,
        score if scored else _NONE,
        rules.levels.name(int(ratings.star_by_score[row])) or _NONE,
        rules.levels.name(before) if before != NO_STAR else _NONE,
        f"{_SIGNS.get(moved, '')} {CHANGE_NAMES[moved]}".strip() if moved else _NONE,
    )
