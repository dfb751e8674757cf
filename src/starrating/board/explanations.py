"""What the row of a branch opens: its score and star by score, where points were lost, what is lacking. No persons."""

from collections.abc import Iterator

from starrating.documents.gb9704 import one_line
from starrating.i18n import Text, listed, text
from starrating.model import Ratings, Step
from starrating.model.results import CONDITION_HOLDS, DECISION, FOR_ALL, OBJECTION, effect_words
from starrating.rating.explanation import Explanation, explain
from starrating.write.wording import SheetWording

MOST_EXPLAINED = 1000
"""Of more branches the rows open nothing: the page would be too large for a phone."""


def explanations(words: SheetWording, ratings: Ratings) -> tuple[tuple[str, ...], ...]:
    """Return the lines of each branch, in the order of the ratings; nothing where there are very many."""
    if len(ratings) > MOST_EXPLAINED:
        return ()
    made = (explain(branch, ratings, words.rules) for branch in ratings.scores.branch)
    return tuple(tuple(words.say(line) for line in _lines(words, explanation)) for explanation in made)


def _lines(words: SheetWording, why: Explanation) -> Iterator[Text]:
    if why.score:
        by_score = words.star(why.star_by_score) or text("no star")
        yield text("By score: %(level)s (%(band)s).", level=by_score, band=why.band)
    lost = [scored for scored in why.items if scored.full_marks not in {None, scored.points} and scored.points != "—"]
    if lost:
        items = [
            Text("%(title)s %(points)s/%(marks)s", _of(scored.title, scored.points, scored.full_marks))
            for scored in lost
        ]
        yield text("Points were lost in: %(items)s.", items=listed(items))
    for step in why.steps:
        yield _step(words, step)
    graded = bool(why.steps) and why.steps[-1].effect == "grade"
    if why.lacks and not graded:  # what gave the star is among the steps, in words
        yield why.lacks


def _step(words: SheetWording, step: Step) -> Text:
    """Say what happened, in the words of the scheme, and what it did; of the committee's act only that it was one."""
    level = words.star(step.after) or text("no star")
    trigger = words.rules.trigger(step.rule)
    if step.key == OBJECTION:
        return text("An objection was upheld: %(level)s.", level=level)
    if step.effect == DECISION:
        return text("The committee decided on %(level)s.", level=level)
    because = None if step.because in {CONDITION_HOLDS, FOR_ALL} else step.because
    happened = Text("%(words)s", {"words": one_line(trigger.text).rstrip("。.;；")}) if trigger else because
    effect = effect_words(step, level)
    return text("%(happened)s: %(effect)s.", happened=happened, effect=effect) if happened else effect


def _of(title: str, points: str, marks: str | None) -> dict[str, object]:
    return {"title": title, "points": points, "marks": marks or ""}
