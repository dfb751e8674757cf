"""What a board says of a result: the stars there are, who moved, who is near a line, every branch."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial

from msgspec.structs import replace

from starrating.board.board import Choice, Filter, Section, Table, table
from starrating.board.charts import Bar, bars
from starrating.board.explanations import explanations
from starrating.decimals import share, written
from starrating.documents.context import named
from starrating.exact import Exact
from starrating.i18n import Text, text
from starrating.model import CHANGE_NAMES, NO_STAR, Ratings, Step
from starrating.model.branch_results import branch_results, changes
from starrating.model.results import effect_words, status_words, without_star
from starrating.rating.pools import ranked_in
from starrating.rating.sensitivity import NearLine, near_lines
from starrating.rating.target_outlook import Declared
from starrating.write.wording import SheetWording

NEAR = Decimal(1)
"""Points from a line within which a branch is named."""
_SIGNS = {"promotion": "▲", "demotion": "▼"}
_NONE = "—"


def distribution_section(words: SheetWording, ratings: Ratings) -> Section:
    """Return how many branches have each star, the highest first; shares are of those that have one."""
    say, counts, levels = words.say, ratings.counts(), words.rules.levels
    rated = len(ratings) - counts.get(NO_STAR, 0)
    known = [(words.rules.level(star), counts.get(star, 0)) for star in reversed(levels.stars)]
    without = [(say(status_words(each, levels.name(NO_STAR))), count) for each, count in without_star(ratings).items()]
    rows = [
        *((name, count, share(count, rated)) for name, count in known),
        (say(text("All rated")), rated, share(rated, rated)),
        *((name, count, _NONE) for name, count in without),
    ]
    title = say(text("Distribution by %(level)s", level=_level(words)))
    subject = words.rules.wording.subject
    heads = (_level(words).capitalize(), say(text("Number of %(subject)s", subject=subject)), say(text("Share")))
    lines = [f"{name} · {count} · {share(count, rated)}" for name, count in known]
    drawn = [Bar(line, count, rated) for line, (_, count) in zip(lines, known, strict=True)]
    picture = bars("distribution-picture", title, words.listed(lines), drawn)
    return Section("distribution", title, (), (replace(table(title, heads, "nrr", rows), picture=picture),))


def changes_section(words: SheetWording, ratings: Ratings) -> Section:
    """Return who has risen and who has fallen against the period before."""
    say, levels = words.say, words.rules.levels
    moves = changes(ratings)
    message = text(
        "Risen: %(risen)s. Fallen: %(fallen)s. As before: %(same)s.",
        risen=moves.count("promotion"),
        fallen=moves.count("demotion"),
        same=moves.count("retention"),
    )
    heads = (words.rules.wording.subject, *map(say, (text("Previous star"), text("Star"), text("Change"))))
    rows = [
        (result.branch, levels.name(result.previous_star), levels.name(result.star), _change(words, kind))
        for kind in _SIGNS
        for result in branch_results(ratings, [row for row, move in enumerate(moves) if move == kind])
    ]
    title = say(text("Risen and fallen"))
    return Section("changes", title, (say(message),), _if_any(table(title, heads, "nsss", rows)))


def near_section(words: SheetWording, ratings: Ratings) -> Section | None:
    """Return who stands near a line between two levels, above it or below it; None with `near: none`."""
    if words.rules.levels.near == "none":
        return None
    say, near = words.say, near_lines(ratings, words.rules, NEAR)
    within = written(NEAR, 0)
    stars = dict(zip(ratings.scores.branch, ratings.star.tolist(), strict=True))
    message = (
        text("No more than %(within)s point from a line, nearest first: %(number)s.", within=within, number=len(near))
        if near
        else text("Nobody is within %(within)s point of a line.", within=within)
    )
    heads = (
        words.rules.wording.subject,
        *map(say, (text("Score"), text("Line"), text("Distance"), text("Star"))),
    )
    rows = [
        (
            near_line.branch,
            near_line.score,
            _line(near_line),
            say(_distance(near_line)),
            words.star(stars[near_line.branch]) or _NONE,
        )
        for near_line in near
    ]
    title = say(text("Near a line"))
    return Section("near", title, (say(message),), _if_any(table(title, heads, "nrsrs", rows)))


def branches_section(words: SheetWording, ratings: Ratings, declared: Sequence[Declared]) -> Section:
    """Return every branch in rank order; each opens what made its star. It is narrowed down by star, unit and words.

    `declared` are the targets that branches have set themselves.
    """
    say, columns = words.say, list(_columns(words, ratings, declared))
    title = say(text("All: %(subject)s", subject=words.rules.wording.subject))
    heads, looks, cells = zip(*columns, strict=True)
    whole = table(title, heads, "".join(looks), zip(*cells, strict=True))
    named_columns = (("star", say(text("Star"))), ("unit", say(text("Unit"))))
    choices = tuple(_choice(whole, name, head) for name, head in named_columns if head in heads)
    labels = map(say, (text("Search"), text("all"), text("Clear"), text("Order")))
    more, opens = explanations(words, ratings), say(text("Explanation"))
    return Section("branches", title, (), (replace(whole, filter=Filter(choices, *labels), more=more, opens=opens),))


def _choice(whole: Table, name: str, head: str) -> Choice:
    at = whole.heads.index(head)
    return Choice(name, head, tuple(dict.fromkeys(row[at] for row in whole.rows if row[at])), at)


def _columns(
    words: SheetWording, ratings: Ratings, declared: Sequence[Declared]
) -> Iterator[tuple[str, str, Sequence[object]]]:
    """Yield the columns of all branches: head, look, cells; those that nobody has filled in are left out."""
    say, scores = words.say, ratings.scores
    units = scores.column("unit")
    results = branch_results(ratings, written=partial(Exact.shown, most=words.rules.decimals))
    yield say(text("Rank")), "r", [result.rank or _NONE for result in results]
    yield words.rules.wording.subject, "n", scores.branch
    yield say(text("Star")), "s", _stars(words, [result.star for result in results])
    yield say(text("Score")), "r", [result.score or _NONE for result in results]
    yield say(text("Star by score")), "s", _stars(words, [result.star_by_score for result in results])
    yield say(text("Previous star")), "s", _stars(words, [result.previous_star for result in results])
    yield say(text("Change")), "s", [_change(words, result.change) for result in results]
    if (pool := ranked_in(ratings, words.rules)) and pool.head != say(text("Unit")):
        yield pool.head, "l", pool.words
    if any(units):
        yield say(text("Unit")), "l", units
    if declared:
        yield _targets(words, scores.branch, declared)
    yield say(text("Basis")), "l", _effects(words, ratings)


def _targets(
    words: SheetWording, branches: Sequence[str], declared: Sequence[Declared]
) -> tuple[str, str, Sequence[object]]:
    """Return the targets; the mark of what was only typed stands in the head where nobody has declared anything."""
    aims = {target.branch: target for target in declared}
    if not any(target.day for target in declared):
        stars = [words.star(aims[branch].target) if branch in aims else _NONE for branch in branches]
        return words.say(text("Own target (typed at the assessment)")), "s", stars
    return words.say(text("Own target")), "s", [_target(words, aims.get(branch)) for branch in branches]


def _target(words: SheetWording, aim: Declared | None) -> str:
    if aim is None:
        return _NONE
    star = words.star(aim.target) or _NONE
    return star if aim.day else words.say(text("%(star)s (typed at the assessment)", star=star))


def _effects(words: SheetWording, ratings: Ratings) -> list[str]:
    """Say what the steps did to each star; what they rest on is in what the row opens."""
    between = words.say(text("; "))
    effects = ((words.say(_effect(words, step)) for step in result.holding) for result in branch_results(ratings))
    return [between.join(dict.fromkeys(each)) for each in effects]


def _effect(words: SheetWording, step: Step) -> Text:
    return effect_words(step, words.star(step.after) or _NONE)


def _level(words: SheetWording) -> str:
    return named(words.rules, words.period)["level"]


def _stars(words: SheetWording, stars: Sequence[int]) -> list[str]:
    return [words.rules.level(star) or _NONE for star in stars]


def _change(words: SheetWording, kind: str) -> str:
    return f"{_SIGNS.get(kind, '')} {words.say(CHANGE_NAMES[kind])}".strip() if kind else _NONE


def _line(near: NearLine) -> str:
    return f"{near.line.begins.name} {written(near.line.at, 0)}"


def _distance(near: NearLine) -> Text:
    points = written(abs(near.gap))
    if not near.gap:
        return text("on the line")
    return text("%(points)s below", points=points) if near.gap < 0 else text("%(points)s above", points=points)


def _if_any(made: Table) -> tuple[Table, ...]:
    return (made,) if made.rows else ()
