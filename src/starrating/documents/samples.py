"""Made-up contexts to try templates with: all that can be said, in the text and attached, and as little as can be."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from starrating.documents.context import MOST_NAMES, Basis, DocumentContext, EarlierNotice
from starrating.exact import Exact
from starrating.i18n import Text
from starrating.model import (
    NO_STAR,
    NUMBER,
    Incident,
    Item,
    JudgedIncident,
    Period,
    Ratings,
    Review,
    ScoreTable,
    SourceSheet,
    Step,
)
from starrating.model.acts import (
    Award,
    Consequence,
    Finding,
    PairTerms,
    PlaqueAct,
    PlaqueChange,
    PublicNotice,
    StarSetting,
)
from starrating.model.preparation_acts import Declaration, ReviewSchedule
from starrating.procedure.declarations import DeclaredOn
from starrating.procedure.plaques import Plaque as OldPlaque
from starrating.procedure.preparation import Outstanding
from starrating.procedure.rectification import Rectification
from starrating.procedure.working_days import Span
from starrating.ruleset import Milestone, RuleSet
from starrating.ruleset.consequences import (
    ASSISTANCE,
    NOMINATION,
    WITHOUT_PROMOTION,
    Assistance,
    Consequences,
    Nomination,
    WithoutPromotion,
)
from starrating.ruleset.procedure import SelfCheck
from starrating.workspace import Office

DAY = dt.date(2013, 7, 15)
SHEET = SourceSheet("", "")


class SampleMeasure(Struct, frozen=True):
    """A target that one branch of two meets."""

    milestone: Milestone
    count: int = 1
    rated: int = 2
    short: int = 1
    met: bool = False


def sample_contexts(rules: RuleSet, office: Office) -> Iterator[DocumentContext]:
    """Make up three contexts; where the rule set lacks a section that documents speak of, all but the last have it.

    The lists of the first are short enough for the text, those of the second are attached.
    """
    notice = rules.procedure.notice
    span = Span(DAY, DAY, 1, notice.counted_as if notice else "days")
    full_rules, review = _with_all_sections(rules), sample_review(rules)
    branches = review.ratings.scores.branch
    full = DocumentContext(
        review,
        full_rules,
        office,
        DAY,
        draft=True,
        span=span,
        objections=1,
        upheld=1,
        earlier=(EarlierNotice(span, 1, upheld=1),),
        targets=tuple(SampleMeasure(milestone) for milestone in _milestones(rules)),
        unanswered={rules.wording.subject: 1},
        asked=rules.procedure.departments[1:],
        settings=(StarSetting(branches[0], NO_STAR, rules.levels.highest, "", "", DAY, "〔2013〕1号"),),
        dropped=(branches[0],),
        agreed=frozenset(branches[1:]),
        silence=rules.title,
        corrected=_fewer_stars(review),
        published=PublicNotice(review.period, DAY, 1, DAY, 1, "days"),
        basis=Basis(DAY, "〔2013〕1号"),
        award=Award(review.period, DAY, 1, tuple(_plaques(rules, branches[0]))),
        overdue=(OldPlaque(branches[0], rules.levels.highest, review.period),),
        posted=(rules.title,),
        applied=True,
        schedule=ReviewSchedule(review.period, DAY, DAY, DAY, DAY, rules.title),
        outstanding=(Outstanding(branches[0], "form", 0, DAY), Outstanding(branches[0], "opinion", 1, None)),
        declared=(DeclaredOn(Declaration(branches[0], rules.levels.highest, *[rules.title] * 3), DAY),),
        major=(Rectification(review.period, _finding(branches[0], rules.title)),),
        examples=True,
        consequences=(
            Consequence(ASSISTANCE, "", branches[0], Text(""), helper=branches[-1], terms=_terms(rules)),
            Consequence(NOMINATION, "", branches[0], Text("")),
            Consequence(
                WITHOUT_PROMOTION,
                "",
                branches[0],
                Text(""),
                (),
                branches[0],
                Decimal(1),
                Decimal(1),
                note=Text(branches[0]),
            ),
        ),
    )
    yield full
    yield _at_length(full)
    bare = replace(sample_review(rules, rated=False), period=Period(DAY.year, "H1"))
    least = rules.model_copy(
        update={
            "procedure": rules.procedure.model_copy(update={"departments": (), "notice": None}),
            "consequences": full_rules.consequences,
            "self_check": None,
            "targets": None,
        }
    )
    yield DocumentContext(bare, least, office, DAY, span=span, corrected=bare, award=Award(bare.period, DAY, 1))


def _at_length(context: DocumentContext) -> DocumentContext:
    """Return a context with so much of everything that no list stands in the text."""
    times = MOST_NAMES + 1
    review, award = sample_review(context.rules, best=times), context.award
    assert award
    return replace(
        context,
        review=review,
        corrected=_fewer_stars(review),
        award=replace(award, changes=award.changes * times),
        outstanding=context.outstanding * times,
        declared=context.declared * times,
        major=context.major * times,
        consequences=(
            *(replace(context.consequences[1], branch=branch) for branch in review.ratings.scores.branch),
            *context.consequences * times,
        ),
    )


def sample_review(rules: RuleSet, *, rated: bool = True, best: int = 1) -> Review:
    """Make up a review with a branch of every star and one without; or with one branch that is not even scored.

    There are as many with the `best` star as asked for.
    """
    highest, *others = reversed(rules.levels.stars)
    stars = [*[highest] * best, *others, NO_STAR] if rated else [NO_STAR]
    names = [f"{rules.wording.subject}{number}" for number in range(1, len(stars) + 1)]
    count, items = len(stars), (Item("1", rules.wording.subject, Decimal(1), rules.wording.scheme),) if rated else ()
    nothing = Exact.from_decimals([Decimal(0)] * count)
    table = ScoreTable(
        branch=names,
        columns={"unit": names if rated else [None] * count},
        items=items,
        points=Exact(np.zeros((count, len(items)), dtype=np.int64)),
        point_states=np.full((count, len(items)), NUMBER, dtype=np.uint8),
        total=nothing,
        total_states=np.full(count, NUMBER, dtype=np.uint8),
        sheets=(SHEET,),
        origin=np.zeros(count, dtype=np.int32),
        rows=np.arange(count, dtype=np.int32),
    )
    star = np.array(stars, dtype=np.int16)
    before = np.roll(star, 1) if rated else star
    incident = Incident(names[0], None, DAY, document="〔2013〕1号", sheet=SHEET)
    judged = JudgedIncident(incident, None, "", counted=True, reason=Text(""))
    step = Step(names[0], rules.levels.clause, "lower", stars[0], stars[0], Text(rules.title), str(incident.place()))
    ratings = Ratings(
        table,
        nothing,
        nothing.ranks(),
        star,
        star,
        before,
        ["rated"] * (count - 1) + ["not-assessed"],
        (step,) if rated else (),
        (judged,) if rated else (),
        scored=np.full(count, rated),
    )
    return Review(Period(DAY.year), 1, "", "", rules.id, "", "", (), ratings)


def _with_all_sections(rules: RuleSet) -> RuleSet:
    """Return the rule set with words for a self-check and for every consequence, where it has none."""
    clause, words = rules.procedure.clause, rules.title
    helped = rules.consequences.assistance or Assistance(clause=clause, star=rules.levels.lowest)
    own = rules.consequences
    stayed = own.without_promotion or WithoutPromotion(clause=clause, years=2, pay_deduction=Fraction(1, 50))
    first = own.nomination or Nomination(clause=clause, star=rules.levels.highest, honour=words)
    consequences = Consequences(
        nomination=first.model_copy(update={"text": first.text or words}),
        without_promotion=stayed.model_copy(update={"text": stayed.text or words}),
        assistance=helped.model_copy(update={"text": helped.text or words}),
    )
    self_check = rules.self_check or SelfCheck(clause=clause, text=words)
    return rules.model_copy(update={"consequences": consequences, "self_check": self_check})


def _finding(branch: str, filler: str) -> Finding:
    """Make up a major finding of which everything is said."""
    return Finding(1, branch, filler, filler, responsible=filler, due=filler, status=filler, major=True, meeting=filler)


def _terms(rules: RuleSet) -> PairTerms:
    """Make up terms of a pair, every one of them."""
    return PairTerms(*[rules.title] * len(PairTerms.__struct_fields__))


def _milestones(rules: RuleSet) -> Iterator[Milestone]:
    """Make up a target of either side."""
    due, star = Period(DAY.year), rules.levels.highest
    yield Milestone(clause=rules.levels.clause, star=star, at_least=Fraction(1, 2), due=due)
    yield Milestone(clause=rules.levels.clause, star=star, at_most=Fraction(1, 2), due=due)


def _fewer_stars(review: Review) -> Review:
    """Return the review with all stars taken away."""
    ratings = review.ratings
    return replace(review, ratings=replace(ratings, star=np.full_like(ratings.star, NO_STAR)))


def _plaques(rules: RuleSet, branch: str) -> Iterator[PlaqueChange]:
    acts: tuple[PlaqueAct, ...] = ("new", "replace-up", "replace-down", "unchanged", "withdraw")
    for act in acts:
        before = NO_STAR if act == "new" else rules.levels.lowest
        yield PlaqueChange(branch, act, before, NO_STAR if act == "withdraw" else rules.levels.highest)
