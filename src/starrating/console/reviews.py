"""A scored review: the ranking, the counts, the files; and its JSON."""

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text as Line

from starrating.commands.score import Scoring
from starrating.console.problems import show_problems
from starrating.console.screen import arrow, bar, err, line, mark, out, shown_path, table
from starrating.console.values import star_or_null, step_data
from starrating.exact import as_data, share
from starrating.i18n import Text, text
from starrating.model import CHANGE_NAMES, NO_STAR, Ratings, Step, change
from starrating.model.results import status_words, unstarred
from starrating.ruleset import RuleSet

WIDE = 100
"""Characters that a line must have room for before the stars that branches asked for stand beside those they have."""
MOST_ROWS, FIRST_ROWS = 60, 20
"""A ranking of more rows shows only its first ones on the terminal; the workbook has all of it."""


def show_scoring(scoring: Scoring) -> None:
    """Show what `score` did."""
    show_problems(scoring.problems)
    show_ratings(scoring.review.ratings, scoring.rules)
    out().print(line(_said(scoring), "bold" if scoring.new else ""))
    for file in scoring.files:
        out().print(line(text("Workbook: %(path)s", path=shown_path(file))))
    err().print(
        line(text("Why: starrating explain BRANCH --period %(period)s", period=str(scoring.review.period)), "dim")
    )


def show_ratings(ratings: Ratings, rules: RuleSet) -> None:
    """Show the ranking and how many branches have each star."""
    rows = len(ratings) if len(ratings) <= MOST_ROWS else FIRST_ROWS
    out().print(_ranking(ratings, rules, rows))
    if len(ratings) > rows:
        more = text("… and %(number)s more in the workbook.", number=len(ratings) - rows)
        out().print(line(more, "dim"))
    out().print(counts_table(ratings, rules))


def _said(scoring: Scoring) -> str:
    review = scoring.review
    if scoring.new and review.version > 1:
        words = text(
            "Recorded %(period)s, version %(version)s; the earlier ones stay in the history.", **_named(scoring)
        )
    elif scoring.new:
        words = text("Recorded %(period)s.", **_named(scoring))
    else:
        words = text("Nothing has changed since %(period)s, version %(version)s, was recorded.", **_named(scoring))
    return str(words)


def _named(scoring: Scoring) -> dict[str, object]:
    return {"period": str(scoring.review.period), "version": scoring.review.version}


def _ranking(ratings: Ratings, rules: RuleSet, rows: int) -> Table:
    said = _said_by_branches(ratings)
    made = table(
        text("Rank"),
        rules.wording.subject,
        text("Score"),
        *(head for head, _ in said),
        text("Star by score"),
        text("Triggers"),
        text("Star"),
        text("Before"),
        text("Change"),
        "",
        right=(0, 2),
    )
    steps = ratings.steps_of()
    scores = ratings.score[:rows].shown(most=rules.decimals)
    for row, score in enumerate(scores):
        scored = bool(ratings.scored[row])
        star, before = int(ratings.star[row]), int(ratings.previous_star[row])
        by_score = int(ratings.star_by_score[row])
        moved = change(before, star)
        style = "bold" if star != by_score else ""
        made.add_row(
            str(ratings.rank[row]) if scored else "",
            line(ratings.scores.branch[row], style),
            score if scored else "",
            *(_compared(cells[row], star, rules) for _, cells in said),
            rules.levels.name(by_score),
            _rules(steps.get(ratings.scores.branch[row], [])),
            _star(ratings, row, rules),
            rules.levels.name(before) if before != NO_STAR else "",
            str(CHANGE_NAMES[moved]) if moved else "",
            f"{mark(star, rules.levels)} {arrow(moved)}".strip(),
        )
    return made


def _said_by_branches(ratings: Ratings) -> list[tuple[Text, Sequence[int | None]]]:
    """Return the stars that branches declared and applied for, where any did and the terminal is wide enough."""
    heads = {"declared_target": text("Target"), "applied_star": text("Applied for")}
    columns = [(head, ratings.scores.column(name)) for name, head in heads.items()]
    return [each for each in columns if out().width >= WIDE and any(star is not None for star in each[1])]


def _compared(said: int | None, star: int, rules: RuleSet) -> Line:
    """Name the star that a branch said; set off where it is another than the branch has."""
    return line(rules.levels.name(said) if said is not None else "", "yellow" if said not in {None, star} else "")


def _star(ratings: Ratings, row: int, rules: RuleSet) -> str:
    """Name the star of a branch, or say why it has none."""
    star = int(ratings.star[row])
    name = rules.levels.name(star)
    return str(status_words(ratings.status[row], name)) if star == NO_STAR else name


def _rules(steps: list[Step]) -> str:
    return " ".join(dict.fromkeys(step.rule for step in steps))


def counts_table(ratings: Ratings, rules: RuleSet) -> Table:
    """Return how many branches have each star, with bars, and those without one."""
    made = table(
        text("Star"), text("Number of %(subject)s", subject=rules.wording.subject), text("Share"), "", right=(1, 2)
    )
    counts = ratings.counts()
    rated = len(ratings) - counts.get(NO_STAR, 0)
    for star in reversed(rules.levels.stars):
        number = counts.get(star, 0)
        made.add_row(rules.levels.name(star), str(number), share(number, rated), bar(number, rated))
    for status, number in unstarred(ratings).items():
        made.add_row(str(status_words(status, rules.levels.name(NO_STAR))), str(number), "", "")
    return made


def scoring_data(scoring: Scoring) -> dict[str, object]:
    """Return what `score --json` prints; exact numbers are strings."""
    review = scoring.review
    return {
        "period": str(review.period),
        "version": review.version,
        "new": scoring.new,
        "ruleset": {"id": review.rules_id, "digest": review.rules_digest},
        "branches": branches_data(review.ratings),
        "counts": counts_data(review.ratings, scoring.rules),
        "problems": [problem.to_json() for problem in scoring.problems],
        "files": [shown_path(file) for file in scoring.files],
    }


def branches_data(ratings: Ratings) -> list[dict[str, object]]:
    """Return the branches in rank order."""
    table_ = ratings.scores
    steps = ratings.steps_of()
    scored = ratings.scored.tolist()
    columns = (
        table_.branch,
        table_.column("unit"),
        [as_data(score) if there else None for score, there in zip(ratings.score.texts(), scored, strict=True)],
        [rank if there else None for rank, there in zip(ratings.rank.tolist(), scored, strict=True)],
        ratings.star_by_score.tolist(),
        ratings.star.tolist(),
        ratings.status,
        ratings.previous_star.tolist(),
        table_.column("applied_star"),
        table_.column("declared_target"),
    )
    return [
        {
            "branch": branch,
            "unit": unit,
            "score": score,
            "rank": rank,
            "star_by_score": star_or_null(by_score),
            "star": star_or_null(star),
            "status": status,
            "previous_star": star_or_null(before),
            "applied_star": applied,
            "declared_target": declared,
            "steps": [step_data(step) for step in steps.get(branch, [])],
            **_values_data(ratings, row),
        }
        for row, (branch, unit, score, rank, by_score, star, status, before, applied, declared) in enumerate(
            zip(*columns, strict=True)
        )
    ]


def _values_data(ratings: Ratings, row: int) -> dict[str, object]:
    """Return the values of a branch by id, where the rule set declares any; null where a value is not there."""
    made = {value: numbers[row] for value, numbers in ratings.values.items()}
    return {"values": made} if made else {}


def counts_data(ratings: Ratings, rules: RuleSet) -> dict[str, int]:
    """Return the number of branches per star, from the highest, and those without one."""
    counts = ratings.counts()
    levels = {str(star): counts.get(star, 0) for star in reversed(rules.levels.stars)}
    return {**levels, "none": counts.get(NO_STAR, 0)}
