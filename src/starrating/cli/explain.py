"""Why a branch has its star, on the terminal and as JSON."""

from typing import Annotated

import typer
from rich.table import Table

from starrating.cli.shared.options import Folder, Json, PeriodOption, open_command
from starrating.cli.shared.periods import period_named
from starrating.cli.shared.result_tables import star_or_null, step_data
from starrating.cli.shared.terminal import answer, line, mark, out, print_hanging, table
from starrating.commands.explain import ExplainResult
from starrating.commands.explain import explain as run_explain
from starrating.decimals import as_data, exactly, read_back, written
from starrating.i18n import Text, language, text
from starrating.model import NO_STAR, JudgedIncident
from starrating.model.results import effect_words, status_words
from starrating.rating.branch_values import BranchValues
from starrating.rating.explanation import Explanation, Scored, ValueCharge
from starrating.rating.incident_points import charge_words
from starrating.rating.opinion_checks import reservation_words
from starrating.ruleset import RuleSet
from starrating.ruleset.citation import clause_number


def explain(
    ctx: typer.Context,
    branch: Annotated[str, typer.Argument(metavar="BRANCH", help=str(text("The branch, as the workbook names it.")))],
    period: PeriodOption = None,
    json: Json = False,
    folder: Folder = None,
) -> None:
    """Explain a star."""
    workspace = open_command(ctx, folder, json=json)
    answer(json, to_json, show, run_explain(workspace, branch, period_named(period)))


def show(found: ExplainResult) -> None:
    """Show how one star came about, from the cells to the star."""
    review, rules, why = found.review, found.rules, found.why
    out().print(line(f"{why.branch}  {review.period.say(language())}", "bold"))
    if found.asked != why.branch:
        out().print(line(text("%(asked)s has this name there.", asked=found.asked), "dim"))
    if why.items:
        out().print(_item_table(why))
    _show_way(rules, why)
    for incident in why.not_counted:
        place = str(incident.incident.place())
        out().print(line(text("Not counted: %(reason)s (%(place)s)", reason=incident.reason, place=place), "dim"))
    for notice in why.notices:
        out().print(line(notice, "dim"))
    for reservation in why.reservations:
        out().print(line(text("Opinion: %(what)s", what=reservation_words(reservation)), "yellow"))
    if why.lacks:
        out().print(line(text("To the next star: %(lacks)s", lacks=why.lacks)))
    for question, reply in why.questions:
        out().print(
            line(text("The plan leaves open: %(question)s — %(answer)s", question=question, answer=reply), "dim")
        )


def _item_table(why: Explanation) -> Table:
    made = table(
        text("Part"),
        text("Item"),
        text("Points"),
        text("Full marks"),
        text("Cell"),
        right=(2, 3),
        spare=(0,),
        sentences=(1,),
    )
    for item in why.items:
        style = "bold" if item.points != item.full_marks else "dim"
        made.add_row(item.part or "", line(item.title, style), item.points, item.full_marks or "", item.source)
    return made


def _value_table(rules: RuleSet, why: Explanation) -> Table:
    made = table(text("Value"), text("Number"), text("Clause"), "", right=(1,), sentences=(0, 3))
    for value in why.values:
        number = str(text("none")) if value.number is None else read_back(value.number, rules.decimals)
        made.add_row(line(value.title), number, clause_number(value.clause or ""), line(value.words()))
    return made


def _charge_table(rules: RuleSet, why: Explanation) -> Table:
    """Show what each incident costs: the points are explained as the steps are."""
    made = table(
        text("Points for"),
        text("Clause"),
        text("Date"),
        text("Points"),
        text("Why"),
        text("Cell"),
        right=(3,),
        sentences=(0, 4),
    )
    for charge in why.charges:
        incident = charge.charge.judged.incident
        points = written(charge.charge.points, 0, rules.decimals)
        because = charge_words(charge.charge)
        day, place = incident.date.isoformat(), str(incident.place())
        made.add_row(line(charge.title), clause_number(charge.charge.judged.clause), day, points, line(because), place)
    return made


def _show_way(rules: RuleSet, why: Explanation) -> None:
    """Show the way from the values to the star, in the order in which it was gone."""
    if why.values:
        out().print(_value_table(rules, why))
    if why.charges:
        out().print(_charge_table(rules, why))
    for number, sentence in enumerate(_score_lines(rules, why), start=1):
        print_hanging(out(), f"{number}. ", line(sentence))
    for number, step in enumerate(why.steps, start=3):
        level = rules.levels.name(step.after) or text("no star")
        words = {
            "effect": effect_words(step, level),
            "clause": clause_number(step.rule),
            "because": step.because,
        }
        print_hanging(out(), f"{number}. ", line(Text("%(effect)s [%(clause)s] %(because)s", words)))
        if step.source:
            print_hanging(out(), "     ", line(step.source, "dim"))
    name = rules.levels.name(why.star)
    level = status_words(why.status, name) if why.star == NO_STAR else name
    out().print(line(text("Star: %(level)s %(stars)s", level=level, stars=mark(why.star, rules.levels)), "bold"))


def _score_lines(rules: RuleSet, why: Explanation) -> tuple[Text, Text]:
    """Say the score and the star by score; a branch may have neither."""
    if why.rank:
        score = text(
            "Score %(score)s (%(place)s), %(rank)s",
            score=read_back(why.score, rules.decimals),
            place=why.source,
            rank=why.rank_words,
        )
    else:
        score = text("No score (%(place)s)", place=why.source)
    by_score = rules.levels.name(why.star_by_score) or text("no star")
    return score, text(
        "%(level)s by score: %(band)s [%(clause)s]", level=by_score, band=why.band, clause=clause_number(why.clause)
    )


def to_json(found: ExplainResult) -> dict[str, object]:
    """Return what `explain --json` prints."""
    review, why = found.review, found.why
    return {
        "period": str(review.period),
        "version": review.version,
        "ruleset": {"id": review.rules_id, "digest": review.rules_digest},
        "branch": why.branch,
        "unit": why.unit,
        "items": [_item_data(scored) for scored in why.items],
        "values": [_value_data(values, found.rules) for values in why.values],
        "score": as_data(why.score, found.rules.decimals) if why.score else None,
        "source": why.source,
        "rank": why.rank or None,
        "pool": why.pool,
        "star_by_score": star_or_null(why.star_by_score),
        "band": str(why.band),
        "clause": why.clause,
        "points": [_charge_data(charge, found.rules) for charge in why.charges],
        "steps": [step_data(step) for step in why.steps],
        "not_counted": [_not_counted_data(incident) for incident in why.not_counted],
        "notices": [str(notice) for notice in why.notices],
        "opinions": [
            {"department": reservation.department, "words": reservation.words} for reservation in why.reservations
        ],
        "star": star_or_null(why.star),
        "status": why.status,
        "lacks": str(why.lacks) if why.lacks else None,
        "open_questions": [{"question": question, "answer": reply} for question, reply in why.questions],
    }


def _item_data(item: Scored) -> dict[str, object]:
    return {
        "part": item.part,
        "item": item.title,
        "points": item.points,
        "full_marks": item.full_marks,
        "source": item.source,
    }


def _value_data(value: BranchValues, rules: RuleSet) -> dict[str, object]:
    return {
        "id": value.id,
        "title": value.title,
        "number": value.number and as_data(value.number, rules.decimals),
        "clause": value.clause,
        "best": value.won,
        "held_from": value.held and as_data(value.held, rules.decimals),
        "weight": value.weight,
        **({"note": str(value.note)} if value.note else {}),
    }


def _not_counted_data(judged: JudgedIncident) -> dict[str, object]:
    return {"rule": judged.clause, "because": str(judged.reason), "source": str(judged.incident.place())}


def _charge_data(charge: ValueCharge, rules: RuleSet) -> dict[str, object]:
    incident = charge.charge.judged.incident
    return {
        "value": charge.id,
        "clause": charge.charge.judged.clause,
        "date": incident.date.isoformat(),
        "document": incident.document,
        "points": as_data(exactly(charge.charge.points, 0), rules.decimals),
        "fate": charge.charge.fate,
        "because": str(charge_words(charge.charge)),
        "source": str(incident.place()),
    }
