"""Opinions of the departments: they must be about rated branches, in words that conditions can read."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest
from typing import Any

from starrating.errors import CellRef, Problem
from starrating.i18n import Text, listed, text
from starrating.model import Inputs
from starrating.model.cell_words import OPINIONS, word_text
from starrating.rating.similar_names import likely
from starrating.ruleset import RuleSet
from starrating.ruleset.conditions import OpinionTest
from starrating.ruleset.opinions import Reservation, is_answer, reservations
from starrating.ruleset.reads import sections_of


def opinions_are_known(inputs: Inputs, rules: RuleSet) -> Iterator[Problem]:
    """See that opinions are of known departments about rated branches, one of each, in words that conditions read.

    Where the rule set reads no opinion, none of it can change a star, and notices do.
    """
    read = list(dict.fromkeys(test.opinion for test in sections_of(rules, OpinionTest)))
    if read and not inputs.opinions:
        message = text("There is no sheet of opinions; no department counts as having answered.")
        yield Problem("notice", "opinions-missing", None, message)
    yield from _unknown_departments(inputs, [*rules.procedure.departments, *read])
    for reservation in reservations(inputs.opinions, rules, inputs.opinion_places):
        yield _told(reservation)
    branches = set(inputs.scores.branch)
    first: dict[tuple[str, str], str | None] = {}
    for each, place in zip_longest(inputs.opinions, inputs.opinion_places):
        yield from _one_opinion(each, place, branches, read=each["department"] in read)
        pair = (each["branch"], each["department"])
        if first.setdefault(pair, each.get("opinion")) != each.get("opinion"):
            yield _contradiction(each, place, read=each["department"] in read)


def unanswered(branches: Iterable[str], opinions: Iterable[Mapping[str, Any]], rules: RuleSet) -> dict[str, int]:
    """Return the departments of the rule set that have not answered about all branches, with how many they left out.

    无 is an answer; 未答复, a blank, a stroke and a missing row are none (plan 4.4-procedure).
    """
    named = set(branches)
    answered: dict[str, set[str]] = {}
    for opinion in opinions:
        if opinion["branch"] in named and is_answer(opinion.get("opinion")):
            answered.setdefault(opinion["department"], set()).add(opinion["branch"])
    counts = {department: len(named) - len(answered.get(department, ())) for department in rules.procedure.departments}
    return {department: count for department, count in counts.items() if count}


def reservation_words(reservation: Reservation) -> Text:
    """Tell a reservation in one line."""
    words = {"department": reservation.department, "branch": reservation.branch}
    if reservation.words:
        return text("%(department)s on %(branch)s: %(words)s", words=reservation.words, **words)
    return text("%(department)s on %(branch)s", **words)


def _told(reservation: Reservation) -> Problem:
    message = text("A department has something against a branch: %(what)s.", what=reservation_words(reservation))
    hint = text(
        "No rule answers for it; it is cleared before the decision, or decided all the same: --despite-opinions."
    )
    return Problem("warning", "opinion-against", reservation.place, message, hint)


def _unknown_departments(inputs: Inputs, known: list[str]) -> Iterator[Problem]:
    for department in dict.fromkeys(opinion["department"] for opinion in inputs.opinions):
        if department not in known:
            message = text(
                "The opinions of %(department)s are not read; the rule set does not name it.", department=department
            )
            near = likely(department, known) or known
            hint = text("Departments: %(known)s", known=listed(near)) if near else None
            yield Problem("notice", "unknown-department", None, message, hint)


def _one_opinion(
    each: Mapping[str, Any], place: CellRef | None, branches: set[str], *, read: bool
) -> Iterator[Problem]:
    if each["branch"] not in branches:
        message = text("An opinion of %(department)s names %(branch)s, which has no scores.", **_both(each))
        near = likely(each["branch"], branches)
        hint = text("Nearest names: %(names)s", names=listed(near)) if near else None
        yield Problem("error" if read else "notice", "unknown-branch", place, message, hint)
    opinion = each.get("opinion")
    if read and opinion and opinion not in OPINIONS:
        message = text(
            "%(department)s says “%(opinion)s” of %(branch)s, which no rule can read.", opinion=opinion, **_both(each)
        )
        hint = text("Write one of: %(known)s", known=listed(map(word_text, OPINIONS)))
        yield Problem("error", "opinion-unknown", place, message, hint)


def _contradiction(each: Mapping[str, Any], place: CellRef | None, *, read: bool) -> Problem:
    message = text("The opinions of %(department)s on %(branch)s contradict each other.", **_both(each))
    hint = text("Keep one of the rows.")
    return Problem("error" if read else "notice", "opinion-twice", place, message, hint)


def _both(each: Mapping[str, Any]) -> dict[str, str]:
    return {"department": each["department"], "branch": each["branch"]}
