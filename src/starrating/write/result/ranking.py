"""The summary of the assessment: what was assessed, what came of it and by which clause, in rank order."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from starrating.i18n import Text, text
from starrating.model import CHANGE_NAMES, NO_STAR, Ratings
from starrating.model.branch_results import assessed, changes
from starrating.model.results import OBJECTION, RATED, clause_head, holding_steps, status_words
from starrating.rating.pools import ranked_in
from starrating.ruleset.rule_set import Ranking
from starrating.ruleset.words.conditions import column_head
from starrating.write.result.points import mean, star_names
from starrating.write.wording import ReviewWording
from starrating.write.xlsx.table import Column, Table

LOWERED, RAISED = "▼", "▲"
"""Marks that survive a black and white printer."""
_DECIDED = "decision"
"""The effect of a step by which the committee set a star: it is no clause that was met."""
_CHANGE_MARKS = {"promotion": RAISED, "demotion": LOWERED}


def _ties(ranking: Ranking | None) -> Text:
    if ranking is not None and ranking.ties == "dense":
        return text(" and no rank is skipped (1, 2, 2, 3)")
    return text(" and the next rank is skipped (1, 2, 2, 4)")


def ranking_table(words: ReviewWording) -> Table:
    """Return the summary of the assessment, one row for each branch in rank order; A4 holds it in readable type."""
    pool = words.rules.ranking.pool if words.rules.ranking else None
    best = text("lowest") if words.rules.levels.better == "lower" else text("highest")
    order = text(
        "Note: by score, %(best)s first; equal scores share a rank%(ties)s, in the order of the score sheet%(pools)s. "
        "%(mark)s: the star was lowered under the clause named.",
        best=best,
        ties=_ties(words.rules.ranking),
        pools=text(", each “%(pool)s” ranked by itself", pool=column_head(words.rules, pool)) if pool else "",
        mark=LOWERED,
    )
    differing = text("Set off in bold on grey: a star that is not the star by score.")
    say, count = words.say, len(words.review.ratings)
    columns = [
        Column(say(text("No.")), np.arange(1, count + 1), 5, "whole"),
        Column(
            words.rules.wording.subject,
            words.review.ratings.scores.branch,
            16,
            "text",
            widest=20,
            foot=say(text("Mean")),
        ),
        *assessed_columns(words),
        *given_columns(words),
        Column(say(text("Note")), _notes(words), 8, "text", widest=14),
    ]
    return Table(
        say(text("Ranking")),
        words.headline(words.summary_title),
        words.period_line,
        say(text("Unit: points")),
        columns,
        words.notes(order, differing),
        _lowered(words.review.ratings),
        signatures=words.signatures,
    )


def assessed_columns(words: ReviewWording) -> Iterator[Column]:
    """Return what the assessment gave: score, rank, the star by score."""
    say, ratings, levels = words.say, words.review.ratings, words.rules.levels
    scored = ratings.scored
    criteria = words.cited(words.rules.criteria.clause)
    message = text("What the assessment gave by the criteria, exact: %(clause)s.", clause=criteria)
    yield Column(
        say(text("Score")),
        ratings.score,
        8,
        "number",
        present=scored,
        comment=say(message),
        foot=mean(ratings.score, scored),
        most=words.rules.decimals,
    )
    if pool := ranked_in(ratings, words.rules):
        yield Column(pool.head, pool.words, 8, widest=12)
    yield Column(say(text("Rank")), ratings.rank, 4, "whole", present=scored)
    by = words.cited(levels.clause)
    message = text("What the score alone gives: %(clause)s. %(words)s", clause=by, words=levels.text or "")
    stars = star_names(words, ratings.star_by_score, scored)
    yield Column(say(text("Star by score")), stars, 8, widest=12, comment=say(message).strip())


def given_columns(words: ReviewWording) -> Iterator[Column]:
    """Return the clauses that changed the star, the star that was given, and how it compares with the previous one."""
    say, ratings = words.say, words.review.ratings
    marks = text(
        "The clauses that were met. %(down)s: they lowered the star; %(up)s: they raised it.", down=LOWERED, up=RAISED
    )
    yield Column(say(clause_head(ratings)), _clauses(words), 10, widest=14, bold=True, comment=say(marks))
    yield Column(
        say(text("Star")),
        star_names(words, ratings.star, _starless(ratings)),
        8,
        widest=12,
        bold=True,
        comment=say(text("The star after all clauses were applied to the star by score.")),
        unlike=say(text("Star by score")),
    )
    yield Column(say(text("Previous star")), _previous(words), 8, widest=14)
    remark = say(text("The star against the previous one."))
    yield Column(say(text("Change")), _changes(words), 6, widest=12, comment=remark)


def _lowered(ratings: Ratings) -> NDArray[np.bool_]:
    return np.asarray((ratings.star_by_score != NO_STAR) & (ratings.star < ratings.star_by_score))


def _previous(words: ReviewWording) -> list[str | None]:
    """Name the stars before; where that was not in the period before, with the period: 2012年下半年五星级."""
    ratings, language = words.review.ratings, words.rules.language
    stars = star_names(words, ratings.previous_star, ratings.previous_star != NO_STAR)
    return [
        words.say(text("%(star)s in %(period)s", star=star, period=words.known.compared[branch].say(language)))
        if star and branch in words.known.compared
        else star
        for branch, star in zip(ratings.scores.branch, stars, strict=True)
    ]


def _starless(ratings: Ratings) -> NDArray[np.bool_]:
    """Tell which branches were rated without a star being given: not those that were not assessed or are exempt."""
    return np.array([status == "no-star" for status in ratings.status], dtype=np.bool_)


def _clauses(words: ReviewWording) -> list[str | None]:
    """Name the clauses that met each branch, with a mark where they cost it a star or gave it one."""
    ratings, comma = words.review.ratings, words.say(text(", "))
    steps, by_score = ratings.steps_of(), ratings.star_by_score.tolist()
    cited = {clause: words.cited_briefly(clause) or "" for clause in {step.rule for step in ratings.steps}}
    cells: list[str | None] = [None] * len(ratings)
    for row, own in enumerate(map(steps.get, ratings.scores.branch) if steps else ()):
        if own and (taken := assessed(own)):
            clauses = comma.join(dict.fromkeys(cited[step.rule] for step in taken))
            cells[row] = f"{_mark(by_score[row], taken[-1].after)}{clauses}" or None
    return cells


def _mark(by_score: int, star: int) -> str:
    if star < by_score:
        return LOWERED
    return RAISED if star > by_score else ""


def _changes(words: ReviewWording) -> list[str | None]:
    names = {name: _CHANGE_MARKS.get(name, "") + words.say(name_of) for name, name_of in CHANGE_NAMES.items() if name}
    return [names.get(change) for change in changes(words.review.ratings)]


def _notes(words: ReviewWording) -> list[str | None]:
    """Return what else is to be known of each branch: its note, why it has no star, what was decided, what it asked."""
    ratings = words.review.ratings
    own: list[Any] = list(ratings.scores.column("note"))
    steps = holding_steps(ratings)
    held, decided = ({step.branch for step in steps if step.effect == effect} for effect in ("held", _DECIDED))
    objected = {step.branch for step in steps if step.key == OBJECTION}
    plain = words.rules.levels.name(NO_STAR)
    starless = {each: words.say(status_words(each, plain)) for each in set(ratings.status) - {RATED}}
    applied = ratings.scores.column("applied_star")
    at_lowest, by_committee = words.say(text("held at the lowest star")), words.say(text("set by the committee"))
    after_objection = words.say(text("set after an upheld objection"))
    above, semicolon = words.say(text("above the star applied for")), words.say(text("; "))
    for row, (branch, star) in enumerate(zip(ratings.scores.branch, ratings.star.tolist(), strict=True)):
        remarks = [own[row]] if own[row] else []
        if ratings.status[row] in starless:
            remarks.append(starless[ratings.status[row]])
        if branch in decided:
            remarks.append(after_objection if branch in objected else by_committee)
        if branch in held:
            remarks.append(at_lowest)
        if applied[row] is not None and star > applied[row]:
            remarks.append(above)
        own[row] = semicolon.join(remarks) or None
    return own
