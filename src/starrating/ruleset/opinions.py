"""What recorded opinions of departments say, by the departments and conditions of a rule set (plan 4.4-procedure)."""

import re
from collections.abc import Iterable, Mapping
from itertools import zip_longest
from typing import Any

from msgspec import Struct

from starrating.errors import CellRef
from starrating.i18n import CHINESE
from starrating.model.cell_words import AGAINST, NOT_ANSWERED
from starrating.patterns import regex
from starrating.ruleset.conditions import OpinionTest
from starrating.ruleset.reads import sections_of
from starrating.ruleset.rule_set import RuleSet

_NOTHING = regex(
    r"(?:经\S{0,4})?(?:均|暂)?(?:无|没有|未发现|未发生|同意|赞成)(?:任何|其他|此类|有关|相关|不良|不同|其它)?"
    r"(?:意见|异议|问题|情况|反映|情形|行为|评定|申报)?[。.]?|none|no|nothing",
    re.IGNORECASE,
)
"""无, and what departments write instead where nothing holds a branch back: 无意见, 未发现问题, 同意."""
_STROKES = regex(r"[/／—–\-]+")
"""What stands in a cell that is only not to be left blank."""


def is_answer(opinion: str | None) -> bool:
    """Tell whether a department has answered: 无 is an answer; 未答复, a blank and a stroke are none."""
    words = (opinion or "").strip()
    return words not in {"", NOT_ANSWERED} and not _STROKES.fullmatch(words)


def answering(opinions: Iterable[Mapping[str, Any]], rules: RuleSet) -> tuple[str, ...]:
    """Return the departments of the rule set with an answer about any branch, in the rule set's order."""
    answered = {opinion["department"] for opinion in opinions if is_answer(opinion.get("opinion"))}
    return tuple(department for department in rules.procedure.departments if department in answered)


class Reservation(Struct, frozen=True):
    """What a department has against a branch, in its own words, empty where it wrote 有 alone; `place` is the cell."""

    department: str
    branch: str
    words: str
    place: CellRef | None = None


def reservations(
    opinions: Iterable[Mapping[str, Any]], rules: RuleSet, places: Iterable[CellRef] = ()
) -> tuple[Reservation, ...]:
    """Return what departments have against branches and no rule answers for: the committee has to.

    Whatever is neither 无, 未答复 nor blank is something: an opinion in words of its own is not passed over.
    """
    answered_by_rule = {test.opinion for test in sections_of(rules, OpinionTest)}
    between = "；" if rules.language == CHINESE else "; "
    return tuple(
        Reservation(each["department"], each["branch"], words, place)
        for each, place in zip_longest(opinions, places)
        if each and each["department"] not in answered_by_rule and (words := _objection(each, between)) is not None
    )


def _objection(each: Mapping[str, Any], between: str) -> str | None:
    """Return what a department has against a branch: all its words where it wrote more than 有; None for nothing."""
    opinion, note = (each.get("opinion") or "").strip(), each.get("note") or ""
    if not is_answer(opinion) or _NOTHING.fullmatch(opinion):
        return None
    return note if opinion == AGAINST else between.join(filter(None, (opinion, note)))
