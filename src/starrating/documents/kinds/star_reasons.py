"""Why stars differ from the score, as it may be told to everybody: by clause and number of document.

No word that somebody wrote into a workbook or an act is passed on, for it may name a person: what is told is the rule
set's, and of a document only its number.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from msgspec import Struct

from starrating.documents.context import DocumentContext
from starrating.documents.gb9704 import inner_quotes, one_line
from starrating.exact import Exact
from starrating.i18n import CHINESE, listed
from starrating.model import Ratings, Step
from starrating.model.branch_results import branch_results
from starrating.model.results import CONDITION_HOLDS, DECISION, FOR_ALL, OBJECTION, effect_words, happened_in
from starrating.patterns import regex
from starrating.ruleset.citation import cited, cited_briefly

_AROUND = regex(r"[\s《》，、；。,;:：]+")
_NUMBER = regex(
    r"[^\W\d_]{0,8}[〔\[［【（(]\d{4}[〕\]］】）)]第?\d+号?"  # 公纪〔2013〕5号
    r"|\d{4}年第?\d+[号期次]"
    r"|(?:[A-Z]{1,6}[-/]?)?\d+(?:[-/]\d+)+"
)


class Reason(Struct, frozen=True):
    """What a rule did to a star: its clause and words, the numbers of documents (文号) that say so, the effect.

    `clause` stands in a table, `cited` in a sentence. `words` are empty where the rule has none; `former` is the branch
    in which it happened, where that was merged or divided since; with `decided` the committee set the star, not the
    rule.
    """

    clause: str
    cited: str
    words: str
    documents: str
    effect: str
    former: str = ""
    decided: bool = False


class StarReason(Struct, frozen=True):
    """A branch whose star is not just that of its score: score, star by score, reasons in their order, star."""

    branch: str
    score: str
    by_score: str
    reasons: tuple[Reason, ...]
    star: str


def adjustments_of(context: DocumentContext) -> tuple[StarReason, ...]:
    """Return the branches whose star was changed or would have been, in rank order, each with its reasons.

    One that an upheld objection gave back the star of its score has nothing that made it another.
    """
    given_back = {
        context.called(result.branch)
        for result in branch_results(context.review.ratings)
        if result.star == result.star_by_score and all(step.key == OBJECTION for step in result.holding)
    }
    return tuple(each for each in reasons_of(context) if each.branch not in given_back)


def reasons_of(context: DocumentContext) -> tuple[StarReason, ...]:
    """Return the branches whose star rests on more than the score, in rank order, each with its reasons."""
    ratings, levels = context.review.ratings, context.rules.levels
    basis = _Basis(_documents(ratings, context.rules.language), happened_in(ratings, context.rules.language))
    return tuple(
        StarReason(
            context.called(result.branch),
            result.score or context.words.no_score,
            one_line(levels.name(result.star_by_score)) or context.words.not_rated,
            tuple(_reasons(result.holding, context, basis)),
            one_line(context.rules.level(result.star)) or context.words.not_rated,
        )
        for result in branch_results(ratings, written=partial(Exact.shown, most=context.rules.decimals))
        if result.holding
    )


def document_numbers(cell: str | None, persons: Collection[str] = (), language: str = CHINESE) -> str:
    """Return the numbers of documents in a cell and nothing else of it: 公纪〔2013〕5号.

    A number that one of these persons is named in is left out.
    """
    found = dict.fromkeys(number for words in _AROUND.split(one_line(cell)) for number in _NUMBER.findall(words))
    kept = [number for number in found if not any(person in number for person in persons)]
    return listed(kept).say(language) if kept else ""


class _Basis(NamedTuple):
    """What the cells of incidents say: the numbers of documents, and the branch that it happened in."""

    numbers: Mapping[str, str]
    former: Mapping[str, str]


def _reasons(steps: Iterable[Step], context: DocumentContext, basis: _Basis) -> Iterator[Reason]:
    rules = context.rules
    for step in steps:
        clause, level = (cited_briefly(step.rule, rules), cited(step.rule, rules)), rules.levels.name(step.after)
        if step.effect == DECISION:  # the committee's reason is free text, and `source` its document
            words = context.words.objected if step.key == OBJECTION else context.words.decided
            effect = words.format(level=level or context.words.not_rated)
            yield Reason(*clause, "", document_numbers(step.source, language=rules.language), effect, decided=True)
            continue
        trigger = rules.trigger(step.rule)
        because = "" if step.because in {CONDITION_HOLDS, FOR_ALL} else step.because.say(rules.language)
        words = inner_quotes(one_line(trigger.text if trigger else because)).rstrip("。.;；")
        effect = effect_words(step, level).say(rules.language)
        former = one_line(basis.former.get(step.source, ""))
        yield Reason(*clause, words, basis.numbers.get(step.source, ""), effect, former)


def _documents(ratings: Ratings, language: str) -> dict[str, str]:
    """Return the numbers of the documents of incidents by the cell that the incident stands in."""
    persons = {str(name) for name in ratings.scores.column("secretary") if name}
    incidents = [judged.incident for judged in ratings.incidents if judged.counted]
    return {str(incident.place()): document_numbers(incident.document, persons, language) for incident in incidents}
