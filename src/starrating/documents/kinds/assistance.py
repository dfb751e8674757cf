"""What the notice of paired assistance says: who helps whom, by what, for how long (plan 4.6-assistance)."""

from collections.abc import Mapping
from typing import ClassVar

from msgspec import Struct
from msgspec.structs import replace

from starrating.documents.context import DocumentContext, DocumentFields, common_fields, gap
from starrating.documents.gb9704 import inner_quotes, one_line
from starrating.documents.kinds.branch_lists import group_title
from starrating.documents.wording import Titles, said_day
from starrating.i18n import CHINESE, ENGLISH, Text, joined, text
from starrating.model.acts import Consequence
from starrating.model.sheets import PAIR_COLUMNS
from starrating.ruleset import RuleSet
from starrating.ruleset.consequences import ASSISTANCE

TITLES: Mapping[str, Titles] = {
    CHINESE: Titles(("关于做好{period}", "{helped}", "定向帮扶工作的通知"), ("{period}", "{helped}", "帮扶结对表")),
    ENGLISH: Titles(("Notice:", "Paired Assistance,", "{helped},", "{period}"), ("Pairs:", "{helped},", "{period}")),
}
_GAPS = {
    CHINESE: ("帮扶措施", "帮扶期限", "帮扶单位"),
    ENGLISH: ("measures", "term", "who helps"),
}


class Pair(Struct, frozen=True):
    """A line of the list: who is helped, its star, who helps, the star to be reached; a helper may be a gap.

    `leader`, `responsible`, `problems`, `measures` and `due` are what the office has written, empty where blank;
    `remark` says what came of it, and what the office has noted.
    """

    number: int
    branch: str
    star: str
    helper: str
    goal: str
    leader: str
    responsible: str
    problems: str
    measures: str
    due: str
    remark: str


class Help(DocumentFields, frozen=True):
    """The fields that a template of paired assistance may use; `helped` is what the helped branches are called.

    `rule` are the words of the rule set; `measures` and `term` are gaps, unless the office has written of every pair
    what is done until when: then the list says it, and they are empty. `told` says that it has written of some pair.
    """

    kind: ClassVar[str] = "assistance"

    helped: str
    rule: str
    measures: str
    term: str
    told: bool
    rows: tuple[Pair, ...]


def assistance(context: DocumentContext) -> Help:
    """Say who helps whom; the rule set must have such a consequence, and it must have been drawn.

    A branch that has ended by the day of the document is not helped any more; for one that was to help there is a gap.
    """
    rule = context.rules.consequences.assistance
    assert rule
    measures, term, helper = _GAPS[context.rules.language]
    pairs = [
        replace(consequence, helper="") if consequence.helper in context.ended else consequence
        for consequence in context.consequences
        if consequence.id == ASSISTANCE and consequence.branch not in context.ended
    ]
    open_pairs = (helper,) if any(not consequence.helper for consequence in pairs) else ()
    written_measures = bool(pairs) and all(consequence.terms.measures for consequence in pairs)
    written_terms = bool(pairs) and all(consequence.terms.due for consequence in pairs)
    asked = (*(() if written_measures else (measures,)), *(() if written_terms else (term,)))
    helped = group_title(context.rules, rule.star)
    rows = tuple(
        _pair(number, consequence, context, rule.star, helper) for number, consequence in enumerate(pairs, start=1)
    )
    return Help(
        **common_fields(
            context,
            TITLES,
            signed_by="committee",
            names=len(pairs),
            sent=True,
            asks=(),
            gaps=(*asked, *open_pairs),
            helped=helped,
        ),
        helped=helped,
        rule=inner_quotes(one_line(rule.text)).rstrip("。."),
        measures="" if written_measures else gap(context, measures),
        term="" if written_terms else gap(context, term),
        told=any(row.problems or row.measures or row.due or row.remark for row in rows),
        rows=rows,
    )


def is_settled(consequences: tuple[Consequence, ...]) -> bool:
    """Tell whether the office has settled who helps whom: what was only proposed bears a note."""
    return all(consequence.note is None for consequence in consequences if consequence.id == ASSISTANCE)


def _remark(consequence: Consequence, rules: RuleSet) -> str:
    """Say of a pair what came of it, and what the office has noted."""
    head = next(column.head for column in PAIR_COLUMNS[rules.language] if column.name == "result")
    result, noted = (one_line(getattr(consequence.terms, name)).rstrip("。.") for name in ("result", "note"))
    told = [text("%(label)s: %(value)s", label=head, value=result)] if result else []
    return joined([*told, *([Text("%(note)s", {"note": noted})] if noted else [])], text("; ")).say(rules.language)


def _pair(number: int, consequence: Consequence, context: DocumentContext, star: int, open_helper: str) -> Pair:
    levels = context.rules.levels
    above = next((star_above for star_above in levels.stars if star_above > star), star)
    return Pair(
        number=number,
        branch=context.called(consequence.branch),
        star=one_line(levels.name(star)),
        helper=context.called(consequence.helper) or gap(context, open_helper),
        goal=one_line(consequence.terms.goal) or one_line(levels.name(above)),
        leader=one_line(consequence.terms.leader),
        responsible=one_line(consequence.terms.responsible),
        problems=one_line(consequence.terms.problems).rstrip("。."),
        measures=one_line(consequence.terms.measures).rstrip("。."),
        due=said_day(one_line(consequence.terms.due), context.words),
        remark=_remark(consequence, context.rules),
    )
