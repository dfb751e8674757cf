"""Checks: is the input fit to rate? Each check is a function of the inputs and the rules; all of them always run.

Facts that cannot be meant: a word that the rule set does not know, a number outside its bounds.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from fractions import Fraction

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from starrating.decimals import Number, exactly, written
from starrating.errors import CellRef, Problem
from starrating.exact import Exact, roomy
from starrating.i18n import Text, listed, text
from starrating.model import ABSENT, BLANK, NUMBER, Inputs, ScoreTable
from starrating.rating.incidents import judge
from starrating.rating.opinion_checks import opinions_are_known
from starrating.rating.roster_checks import agrees_with_roster, names_are_told_apart
from starrating.rating.similar_names import likely
from starrating.rating.total_checks import totals_agree
from starrating.ruleset import CriterionItem, Fact, RuleSet
from starrating.ruleset.reads import ITEMS, TOTAL, names_from_book


def check(inputs: Inputs, rules: RuleSet, *, items_decide: bool = False) -> list[Problem]:
    """Return every problem that forbids to rate, and notices; an empty list is a clean bill.

    With `items_decide`, a total that is not the sum of its items is a warning: the items count.
    """
    problems = [problem for each in CHECKS for problem in each(inputs, rules)]
    return [_milder(problem) for problem in problems] if items_decide else problems


def _milder(problem: Problem) -> Problem:
    return replace(problem, severity="warning") if problem.code == "total-disagrees" else problem


def some_branches(inputs: Inputs, _: RuleSet) -> Iterator[Problem]:
    """See that there is something to rate."""
    if not len(inputs.scores):
        message = text("There is no branch with scores in the workbook.")
        yield Problem(
            "error", "no-branches", None, message, text("Is it the right file, and the score sheet filled in?")
        )


def items_exist(inputs: Inputs, rules: RuleSet) -> Iterator[Problem]:
    """See that the workbook has every item and part that the rule set names, and items at all if it adds them up.

    Items that come from the workbook are not known when the rule set is proved.
    """
    table = inputs.scores
    heads = [item.title for item in table.items]
    known = {TOTAL, *heads, *(item.code for item in table.items), *(item.part for item in table.items)}
    known |= {ITEMS} if table.items else set()
    place = CellRef(table.sheets[0].file, table.sheets[0].name) if table.sheets else None
    for name, key in names_from_book(rules).items():
        if name == ITEMS and name not in known:
            message = text("The rule set adds up the items, but the workbook has none.")
            hint = text("Write full marks into the head of each item, such as Safety (20).")
            yield Problem("error", "items-missing", place, message, hint)
        elif name not in known:
            message = text(
                "The rule set reads %(item)s (in %(key)s), but the workbook has no such item or part.",
                item=name,
                key=key,
            )
            near = likely(name, heads) or heads
            hint = text("Nearest heads: %(names)s. Correct the head or the rule set.", names=listed(near))
            yield Problem("error", "item-unknown", place, message, hint)


def no_blank_scores(inputs: Inputs, rules: RuleSet) -> Iterator[Problem]:
    """See that every item of every branch has a score; blank is not zero. Without items, the total if it is read."""
    table = inputs.scores
    for row, column in np.argwhere(table.point_states == BLANK).tolist():
        item = table.items[column]
        yield Problem(
            "error",
            "blank-score",
            table.place(row, item.code),
            text("%(branch)s has no score for %(item)s.", branch=table.branch[row], item=item.title),
            text("Fill in the score; write 0 if it is zero."),
        )
    if not table.items and TOTAL in names_from_book(rules):
        for row in np.flatnonzero((table.total_states == BLANK) | (table.total_states == ABSENT)).tolist():
            message = text("%(branch)s has no total score.", branch=table.branch[row])
            hint = text("Fill in the score; write 0 if it is zero.")
            yield Problem("error", "blank-score", table.place(row, "total"), message, hint)


def scores_in_range(inputs: Inputs, rules: RuleSet) -> Iterator[Problem]:
    """See that no item is below its lowest score or above its full marks.

    Without items, that no total is below 0 or above the full marks of the whole, if the rule set states them.
    """
    table = inputs.scores
    listed = {item.code: item for _, item in rules.criteria.items}
    for column, item in enumerate(table.items):
        points = Exact(table.points.numerators[:, column], table.points.unit)
        known = table.point_states[:, column] == NUMBER
        bounds = (_lowest(listed.get(item.code)), item.full_marks)
        yield from _out_of_range(inputs, points, known, bounds, (item.code, item.title))
        if given := listed.get(item.code):
            yield from _not_on_the_list(inputs, points, known, given)
    if not table.items and rules.criteria.full_marks is not None:
        known = table.total_states == NUMBER
        bounds = (0, rules.criteria.full_marks)
        yield from _out_of_range(inputs, table.total, known, bounds, ("total", "考核总分"))


def sums_in_range(inputs: Inputs, rules: RuleSet) -> Iterator[Problem]:
    """See that the items, of which the workbook alone knows the full marks, never add up to more than the whole."""
    table, most = inputs.scores, rules.criteria.full_marks
    if table.items and most is not None and rules.criteria.origin == "workbook":
        sums = Exact(roomy(table.points.numerators, len(table.items)).sum(axis=1), table.points.unit)
        fit = (table.point_states != BLANK).all(axis=1)
        for column, item in enumerate(table.items):  # one above its own full marks is told by itself
            if item.full_marks is not None:
                fit &= ~Exact(table.points.numerators[:, column], table.points.unit).above(item.full_marks)
        yield from _out_of_range(inputs, sums, fit, (None, most), ("total", "考核总分"))


def _not_on_the_list(inputs: Inputs, points: Exact, known: NDArray[np.bool_], item: CriterionItem) -> Iterator[Problem]:
    """Refuse points that an item does not have, where the rule set lists those that there are."""
    table, there = inputs.scores, {Fraction(one) for one in item.points}
    for row in np.flatnonzero(known).tolist() if there else ():
        number = points.at(row)
        if number not in there:
            message = text(
                "%(branch)s: %(item)s has %(points)s points, and no such points exist.",
                branch=table.branch[row],
                item=item.title,
                points=written(number, 0),
            )
            hint = text("Known here: %(known)s", known=listed(written(one, 0) for one in item.points))
            yield Problem("error", "points-not-listed", table.place(row, item.code), message, hint)


def _lowest(item: CriterionItem | None) -> Number | None:
    if item is None:
        return 0
    return None if isinstance(item.lowest, str) else item.lowest


def no_branch_twice(inputs: Inputs, _: RuleSet) -> Iterator[Problem]:
    """See that every branch stands in one row."""
    table = inputs.scores
    if len(set(table.branch)) == len(table):
        return
    if units := _units_of_names(table):
        yield from (_of_several_units(table, branch, rows) for branch, rows in units.items())
        return
    often = Counter(zip(table.branch, table.origin.tolist(), strict=True))
    several = [branch for (branch, _), rows in often.items() if rows > 1]
    if 2 * len(several) > len(set(table.branch)) > 1:
        yield _rows_of_parts(table, several[0])
        return
    first: dict[str, int] = {}
    for row, branch in enumerate(table.branch):
        if branch in first:
            place = str(table.place(first[branch]))
            message = text("%(branch)s stands here again; it is already in %(place)s.", branch=branch, place=place)
            hint = text("Keep one of the two rows.")
            yield Problem("error", "branch-twice", table.place(row), message, hint)
        else:
            first[branch] = row


def _units_of_names(table: ScoreTable) -> dict[str, list[int]]:
    """Return the rows of each name that several units have, if every name that stands twice is of units that differ."""
    rows: dict[str, list[int]] = {}
    for row, branch in enumerate(table.branch):
        rows.setdefault(branch, []).append(row)
    units, twice = table.column("unit"), {branch: each for branch, each in rows.items() if len(each) > 1}
    apart = all(
        None not in (told := {units[row] for row in each}) and len(told) == len(each) for each in twice.values()
    )
    return twice if apart else {}


def _of_several_units(table: ScoreTable, branch: str, rows: list[int]) -> Problem:
    units = [str(table.column("unit")[row]) for row in rows]
    message = text("Several units have a branch called %(branch)s: %(units)s.", branch=branch, units=listed(units))
    hint = text("Give each a name of its own, such as “%(name)s”, in all workbooks.", name=f"{units[0]}{branch}")
    return Problem("error", "branch-twice", table.place(rows[1]), message, hint)


def _rows_of_parts(table: ScoreTable, branch: str) -> Problem:
    """Report a table in which most branches have several rows: one for each month, judge or item."""
    rows = [row for row, name in enumerate(table.branch) if name == branch]
    message = text(
        "Most branches have several rows here, %(branch)s %(many)s: does each stand for a month, a judge or an item?",
        branch=branch,
        many=len(rows),
    )
    hint = text("Give each branch one row, with a column for each month, judge or item and one for the score.")
    return Problem("error", "rows-of-parts", table.place(rows[1]), message, hint)


def known_stars(inputs: Inputs, rules: RuleSet) -> Iterator[Problem]:
    """See that stars before, applied for and aimed at, and facts that are stars, are levels of the rule set."""
    table, levels = inputs.scores, set(rules.levels.stars)
    facts = [fact.id for fact in rules.facts if fact.values == "star"]
    for name in dict.fromkeys(("previous_star", "applied_star", "declared_target", *facts)):
        for row, star in enumerate(table.column(name)):
            if star is not None and star not in levels:
                message = text("%(branch)s: there is no level of %(star)s stars.", branch=table.branch[row], star=star)
                hint = text("Levels: %(known)s", known=listed(band.name for band in rules.levels.bands))
                yield Problem("error", "unknown-star", table.place(row, name), message, hint)


def incidents_have_branches(inputs: Inputs, _: RuleSet) -> Iterator[Problem]:
    """See that every incident is about a branch that is rated; a name that does not match is never guessed."""
    known = set(inputs.scores.branch)
    for incident in inputs.incidents:
        if incident.branch not in known:
            near = likely(incident.branch, known)
            hint = (
                text("Nearest names: %(names)s", names=listed(near))
                if near
                else text("Write the name as in the score sheet.")
            )
            message = text("An incident names %(branch)s, which has no scores.", branch=incident.branch)
            yield Problem("error", "unknown-branch", incident.place(), message, hint)


def incidents_can_be_judged(inputs: Inputs, rules: RuleSet) -> Iterator[Problem]:
    """See that every incident can be judged; the notices come with the rating."""
    _, problems = judge(inputs.incidents, inputs.period, rules)
    yield from (problem for problem in problems if problem.severity == "error")


Check = Callable[[Inputs, RuleSet], Iterator[Problem]]


def _out_of_range(
    inputs: Inputs,
    points: Exact,
    known: NDArray[np.bool_],
    bounds: tuple[Number | None, Number | None],
    of: tuple[str, str],
) -> Iterator[Problem]:
    """Report the numbers outside two bounds; one that is None does not bound."""
    (least, most), (role, title) = bounds, of
    hint = text("Correct the score, or the full marks in the head of the column.")
    low = known & points.below(least) if least is not None else np.zeros_like(known)
    high = known & points.above(most) if most is not None else np.zeros_like(known)
    for row in np.flatnonzero(low | high).tolist():
        place, branch = inputs.scores.place(row, role), inputs.scores.branch[row]
        words = {"branch": branch, "item": title, "value": exactly(points.at(row), 0)}
        if low[row]:
            message = text("%(branch)s: %(item)s is %(value)s, below %(least)s.", **words, least=written(least or 0, 0))
        else:
            message = text(
                "%(branch)s: %(item)s is %(value)s, above the full marks of %(most)s.",
                **words,
                most=written(most or 0, 0),
            )
        yield Problem("error", "score-out-of-range", place, message, hint)


def self_scores_in_range(inputs: Inputs, rules: RuleSet) -> Iterator[Problem]:
    """Warn of branches that give themselves more than the whole; it is never counted."""
    most = rules.criteria.full_marks
    for row, value in enumerate(inputs.scores.column("self_score") if most is not None else ()):
        if value is not None and most is not None and value > most:
            message = text(
                "%(branch)s gives itself %(value)s, above the %(most)s points of the whole.",
                branch=inputs.scores.branch[row],
                value=written(value, 0),
                most=written(most, 0),
            )
            hint = text("Ask the branch what it means; what it gives itself is never counted.")
            yield Problem("warning", "score-out-of-range", inputs.scores.place(row, "self_score"), message, hint)


def facts_can_be_meant(inputs: Inputs, rules: RuleSet) -> Iterator[Problem]:
    """See that facts hold the words and numbers that the rule set allows; a mistyped type gives a wrong star."""
    for fact in rules.facts:
        if not fact.words and fact.at_least is None and fact.at_most is None:
            continue
        for row, value in enumerate(inputs.scores.column(fact.id)):
            if value is not None and (hint := _fault(fact, value)):
                branch = inputs.scores.branch[row]
                message = text(
                    "%(branch)s: %(fact)s cannot be “%(value)s”.", branch=branch, fact=fact.title, value=value
                )
                yield Problem("error", "fact-not-allowed", inputs.scores.place(row, fact.id), message, hint)


CHECKS: tuple[Check, ...] = (
    some_branches,
    agrees_with_roster,
    no_branch_twice,
    names_are_told_apart,
    items_exist,
    no_blank_scores,
    scores_in_range,
    sums_in_range,
    self_scores_in_range,
    totals_agree,
    known_stars,
    incidents_have_branches,
    incidents_can_be_judged,
    facts_can_be_meant,
    opinions_are_known,
)


def _fault(fact: Fact, value: object) -> Text | None:
    """Say what may stand there instead; None if the value may."""
    if fact.words and value not in fact.words:
        near = likely(str(value), fact.words) or fact.words
        return text("Write one of: %(known)s", known=listed(near))
    if fact.at_least is not None and value < fact.at_least:  # type: ignore[operator]  # (bounds are for numbers)
        return text("The least is %(bound)s.", bound=written(fact.at_least, 0))
    if fact.at_most is not None and value > fact.at_most:  # type: ignore[operator]  # (as above)
        return text("The most is %(bound)s.", bound=written(fact.at_most, 0))
    return None
