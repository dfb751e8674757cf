"""Why a branch has its star, on the terminal and as JSON."""

from rich.table import Table

from starrating.console.screen import line, out, stars, table
from starrating.console.values import star_or_null, step_data
from starrating.i18n import Text, text
from starrating.model import Review
from starrating.rating.explanation import Explanation
from starrating.ruleset import RuleSet


def show_explanation(review: Review, rules: RuleSet, why: Explanation) -> None:
    """Show how one star came about, from the cells to the star."""
    out().print(line(f"{why.branch}  {review.period.say(rules.language)}", "bold"))
    if why.items:
        out().print(_item_table(why))
    out().print(
        line(text("1. Score %(score)s (%(place)s), rank %(rank)s", score=why.score, place=why.source, rank=why.rank))
    )
    by_score = rules.levels.name(why.star_by_score)
    out().print(
        line(text("2. %(level)s by score: %(band)s [%(clause)s]", level=by_score, band=why.band, clause=why.clause))
    )
    for number, step in enumerate(why.steps, start=3):
        out().print(line(f"{number}. {_step_in_words(step.effect, step.after, rules)} [{step.rule}] {step.because}"))
        out().print(line(f"     {step.source}", "dim"))
    level = rules.levels.name(why.star)
    out().print(line(text("Star: %(level)s %(stars)s", level=level, stars=stars(why.star)), "bold"))
    for each in why.not_counted:
        place = str(each.incident.place())
        out().print(line(text("Not counted: %(reason)s (%(place)s)", reason=each.reason, place=place), "dim"))
    if why.lacks:
        out().print(line(text("To the next star: %(lacks)s", lacks=why.lacks)))
    for question, answer in why.questions:
        out().print(
            line(text("The plan leaves open: %(question)s — %(answer)s", question=question, answer=answer), "dim")
        )


def _item_table(why: Explanation) -> Table:
    made = table(text("Part"), text("Item"), text("Points"), text("Full marks"), text("Cell"), right=(2, 3))
    for item in why.items:
        style = "bold" if item.points != item.full_marks else "dim"
        made.add_row(item.part or "", line(item.title, style), item.points, item.full_marks or "", item.source)
    return made


def _step_in_words(effect: str, after: int, rules: RuleSet) -> Text:
    level = rules.levels.name(after) or text("no star")
    words = {
        "lower": text("lowered to %(level)s", level=level),
        "held": text("held at %(level)s, the lowest", level=level),
        "already-lowered": text("already lowered in this review: stays %(level)s", level=level),
        "cap": text("at most %(level)s", level=level),
        "floor": text("at least %(level)s", level=level),
        "grade": text("set to %(level)s", level=level),
    }
    return words[effect]


def explanation_data(review: Review, why: Explanation) -> dict[str, object]:
    """Return what `explain --json` prints."""
    return {
        "period": str(review.period),
        "version": review.version,
        "ruleset": {"id": review.rules_id, "digest": review.rules_digest},
        "branch": why.branch,
        "unit": why.unit,
        "items": [
            {"part": i.part, "item": i.title, "points": i.points, "full_marks": i.full_marks, "source": i.source}
            for i in why.items
        ],
        "score": why.score,
        "source": why.source,
        "rank": why.rank,
        "star_by_score": star_or_null(why.star_by_score),
        "band": str(why.band),
        "clause": why.clause,
        "steps": [step_data(step) for step in why.steps],
        "not_counted": [
            {"rule": each.clause, "because": str(each.reason), "source": str(each.incident.place())}
            for each in why.not_counted
        ],
        "star": star_or_null(why.star),
        "status": why.status,
        "lacks": str(why.lacks) if why.lacks else None,
        "open_questions": [{"question": question, "answer": answer} for question, answer in why.questions],
    }
