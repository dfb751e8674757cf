"""What the paper for the committee says: work done, scores, triggers and their basis, proposal, matters to decide."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from msgspec import Struct

from starrating.decimals import share
from starrating.documents.context import DocumentContext, DocumentFields, common_fields, gap, numbered
from starrating.documents.gb9704 import one_line
from starrating.documents.kinds.branch_lists import (
    BranchLine,
    StarGroup,
    TargetLine,
    Unrated,
    goals_of,
    groups_of,
    results_of,
    single_reviews_of,
    unrated_of,
)
from starrating.documents.kinds.star_reasons import StarReason, adjustments_of, document_numbers
from starrating.documents.wording import Titles
from starrating.i18n import CHINESE, ENGLISH
from starrating.model import NO_STAR
from starrating.model.acts import StarSetting
from starrating.ruleset.opinions import reservations

TITLES: Mapping[str, Titles] = {
    CHINESE: Titles(("关于{period}", "{scheme}", "{course}的汇报"), ("{period}", "{scheme}", "考核汇总表")),
    ENGLISH: Titles(("Report to the Committee:", "{outcome},", "{period}"), ("Summary:", "{scheme},", "{period}")),
}
TO = {CHINESE: "{committee}", ENGLISH: "To {committee}"}
_GAPS = {CHINESE: ("考核时间", "考核组成员"), ENGLISH: ("days of the assessment", "members of the assessment group")}


class Band(Struct, frozen=True):
    """The branches that have a star by their score alone: its name, how many, their share of those scored."""

    name: str
    count: int
    share: str


class Unanswered(Struct, frozen=True):
    """A department that has not answered, and about how many branches."""

    department: str
    count: int


class Remark(Struct, frozen=True):
    """What a department has against a branch, in its words; these may be empty."""

    department: str
    branch: str
    words: str


class SetBefore(Struct, frozen=True):
    """A star that was set otherwise before, on which day and by which document (empty without one).

    `agrees` says that it is assessed so by now.
    """

    branch: str
    star: str
    day: str
    document: str
    agrees: bool


class Report(DocumentFields, frozen=True):
    """The fields that a template of a report may use; `assessed_on` and `assessors` are gaps until they are set.

    `settings` are stars set before, which the committee keeps or drops; `silence` is why it decided before although
    departments had not answered, `single_review` the only review of a year and `single` those who had one only,
    `meeting` and `agenda` are empty until they are fixed. The `…_number` of a section is empty where nothing is to be
    said in it; `names_all` is for templates of before.
    """

    kind: ClassVar[str] = "report"

    assessed_on: str
    assessors: str
    total: int
    rated: int
    highest: str
    lowest: str
    bands: tuple[Band, ...]
    adjustments: tuple[StarReason, ...]
    groups: tuple[StarGroup, ...]
    unrated: tuple[Unrated, ...]
    goals: tuple[TargetLine, ...]
    single_review: str
    single: tuple[str, ...]
    unanswered: tuple[Unanswered, ...]
    remarks: tuple[Remark, ...]
    settings: tuple[SetBefore, ...]
    silence: str
    meeting: str
    agenda: str
    noticed: bool
    names_all: bool
    scores_number: str
    adjustments_number: str
    proposal_number: str
    matters_number: str
    rows: tuple[BranchLine, ...]
    with_previous: bool


def report(context: DocumentContext) -> Report:
    """Say what the committee is told before it decides."""
    ratings, rules, fixed = context.review.ratings, context.rules, context.schedule
    groups, adjustments = groups_of(context), adjustments_of(context)
    rows, only = results_of(context, adjustments), single_reviews_of(context)
    highest, lowest = _extremes(context, rows)
    _, with_scores, adjusted, proposal, matters = numbered(
        context, (True, bool(highest), bool(adjustments), True, True)
    )
    return Report(
        **_common(context),
        total=len(ratings),
        rated=sum(group.count for group in groups),
        highest=highest,
        lowest=lowest,
        bands=_bands(context),
        adjustments=adjustments,
        groups=groups,
        unrated=unrated_of(context),
        goals=goals_of(context),
        single_review=only.review,
        single=tuple(only.branches),
        unanswered=tuple(Unanswered(one_line(name), count) for name, count in context.unanswered.items()),
        remarks=_remarks(context),
        settings=tuple(_set_before(setting, context) for setting in context.settings),
        silence=one_line(context.silence).rstrip("。."),
        meeting=context.words.date(fixed.meeting) if fixed and fixed.meeting else "",
        agenda=one_line(fixed.agenda) if fixed else "",
        noticed=rules.procedure.notice is not None,
        names_all=False,
        scores_number=with_scores,
        adjustments_number=adjusted,
        proposal_number=proposal,
        matters_number=matters,
        rows=rows,
        with_previous=any(row.previous for row in rows),
    )


def _common(context: DocumentContext) -> dict[str, Any]:
    """Return the fields of every document; who is told; when and by whom it was assessed, or a gap for it."""
    gaps, language = _GAPS[context.rules.language], context.rules.language
    known = one_line(context.office.assessed), one_line(context.office.assessors)
    left = [name for name, value in zip(gaps, known, strict=True) if not value]
    fields = common_fields(context, TITLES, signed_by="section", names=len(context.review.ratings), gaps=left)
    return fields | {
        "addressee": TO[language].format_map(fields),
        "assessed_on": known[0] or gap(context, gaps[0]),
        "assessors": known[1] or gap(context, gaps[1]),
    }


def _extremes(context: DocumentContext, rows: Sequence[BranchLine]) -> tuple[str, str]:
    """Return the highest and the lowest score as the lines say them, both empty where nobody has one."""
    scored = context.review.ratings.scored.tolist()
    best_first = [row.score for row, there in zip(rows, scored, strict=True) if there] or [""]
    ends = best_first[0], best_first[-1]
    return ends[::-1] if context.rules.levels.better == "lower" else ends


def _remarks(context: DocumentContext) -> tuple[Remark, ...]:
    return tuple(
        Remark(
            one_line(reservation.department),
            context.called(reservation.branch),
            one_line(reservation.words).rstrip("。."),
        )
        for reservation in reservations(context.review.records.opinions, context.rules)
    )


def _set_before(setting: StarSetting, context: DocumentContext) -> SetBefore:
    level = one_line(context.rules.levels.name(setting.after)) or context.words.not_rated
    return SetBefore(
        context.called(setting.branch),
        level,
        context.words.date(setting.day),
        document_numbers(setting.document, language=context.rules.language),
        setting.branch in context.agreed,
    )


def _bands(context: DocumentContext) -> tuple[Band, ...]:
    stars = [star for star in context.review.ratings.star_by_score.tolist() if star != NO_STAR]
    return tuple(
        Band(one_line(context.rules.levels.name(star)), count, share(count, len(stars)))
        for star in reversed(context.rules.levels.stars)
        if (count := stars.count(star))
    )
