"""What the notice of an award of plaques says, with the list that collectors sign (plan 4.4: 无异议后授牌)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from msgspec import Struct

from starrating.documents.context import DocumentContext, DocumentFields, common_fields, gap, numbered
from starrating.documents.gb9704 import one_line
from starrating.documents.proceedings import Course, open_days, proceedings
from starrating.documents.wording import Titles, said_with_days
from starrating.i18n import CHINESE, ENGLISH
from starrating.model import CHANGE_NAMES, NO_STAR
from starrating.model.acts import PlaqueAct, PlaqueChange
from starrating.model.branch_results import moves_by_branch
from starrating.model.results import Change
from starrating.procedure.plaques import Plaque as OldPlaque

TITLES: Mapping[str, Titles] = {
    CHINESE: Titles(("关于{period}", "{scheme}", "授牌的通知"), ("{period}", "{scheme}", "授牌名单")),
    ENGLISH: Titles(
        ("Notice:", "Award of Plaques,", "{scheme},", "{period}"), ("List of Plaques:", "{scheme},", "{period}")
    ),
}
_GAPS = {CHINESE: ("授牌地点", "参加人员"), ENGLISH: ("place of the award", "who attends")}
_PLAQUES: Mapping[str, Mapping[PlaqueAct, str]] = {
    CHINESE: {
        "new": "新制",
        "replace-up": "换发",
        "replace-down": "换发",
        "unchanged": "保留",
        "withdraw": "收回",
        "none": "不再制牌",
    },
    ENGLISH: {
        "new": "new",
        "replace-up": "replaced",
        "replace-down": "replaced",
        "unchanged": "stays",
        "withdraw": "withdrawn",
        "none": "none is made",
    },
}


class Plaque(Struct, frozen=True):
    """A line of the list: the star, that of the old plaque, the change of the star, what becomes of the plaque.

    What hung on the wall and what the star was before need not be the same: a merged branch takes over a wall. `note`
    says what has become of the branch since, empty for nothing; `stars` says the stars in one, and the note: 四星级→
    五星级, or the one there is.
    """

    number: int
    branch: str
    star: str
    before: str
    change: str
    plaque: str
    stars: str
    note: str = ""


class PlaqueList(Struct, frozen=True):
    """The lines of those whom the same becomes of their plaque: `name` says what."""

    name: str
    rows: tuple[Plaque, ...]


class AwardNotice(DocumentFields, frozen=True):
    """The fields that a template of an award may use.

    `handed` and `kept` count plaques that are handed over and that stay; `returned` are the branches that bring back an
    old one, `overdue` the plaques that should have come back before, each with year and star. `guests` is a gap,
    and `place` where no plan has named it. The number of a section is empty where nothing is to be said in it. `lists`
    are the rows by what becomes of the plaque, for a text that names them.
    """

    kind: ClassVar[str] = "award"

    proceedings: Course
    awarded_on: str
    place: str
    guests: str
    handed: int
    kept: int
    returned: tuple[str, ...]
    overdue: tuple[str, ...]
    return_number: str
    custody_number: str
    lists: tuple[PlaqueList, ...]
    rows: tuple[Plaque, ...]


def award_notice(context: DocumentContext) -> AwardNotice:
    """Say which plaques are awarded; the award must be there."""
    assert context.award
    (place, guests), changes = _GAPS[context.rules.language], context.award.changes
    known, moves = one_line(context.place), moves_by_branch(context.review.ratings)
    gaps = (guests,) if known else (place, guests)
    returned = tuple(
        one_line(plaque.branch) for plaque in changes if plaque.act in {"replace-up", "replace-down", "withdraw"}
    )
    rows = tuple(_plaque(number, plaque, moves, context) for number, plaque in enumerate(changes, start=1))
    _, _, given_back, custody = numbered(context, (True, True, bool(returned or context.overdue), True))
    return AwardNotice(
        **common_fields(
            context,
            TITLES,
            signed_by="section",
            names=len(changes),
            sent=True,
            asks=("section", "contact", "phone"),
            gaps=(*open_days(context), *gaps),
        ),
        proceedings=proceedings(context),
        awarded_on=context.words.date(context.award.day),
        place=known or gap(context, place),
        guests=gap(context, guests),
        handed=sum(plaque.act in {"new", "replace-up", "replace-down"} for plaque in changes),
        kept=sum(plaque.act == "unchanged" for plaque in changes),
        returned=returned,
        overdue=tuple(_overdue(plaque, context) for plaque in context.overdue),
        return_number=given_back,
        custody_number=custody,
        lists=tuple(_by_act(rows, context.rules.language)),
        rows=rows,
    )


def _by_act(rows: Sequence[Plaque], language: str) -> Iterator[PlaqueList]:
    for name in dict.fromkeys(_PLAQUES[language].values()):
        if found := tuple(row for row in rows if row.plaque == name):
            yield PlaqueList(name, found)


def _overdue(plaque: OldPlaque, context: DocumentContext) -> str:
    """Name an old plaque: 甲党支部（2013年度四星级）."""
    level, language = one_line(context.rules.levels.name(plaque.star)), context.rules.language
    year = context.words.period(plaque.period)
    branch = one_line(plaque.branch)
    return f"{branch}（{year}{level}）" if language == CHINESE else f"{branch} ({level}, {year})"


def _plaque(number: int, plaque: PlaqueChange, moves: Mapping[str, Change], context: DocumentContext) -> Plaque:
    rules, words = context.rules, context.words
    stars = [one_line(rules.levels.name(star)) for star in (plaque.before, plaque.after) if star != NO_STAR]
    note = one_line(said_with_days(plaque.note, words).say(rules.language)) if plaque.note else ""
    none = words.no_score if plaque.ended else words.not_rated
    moved = moves.get(plaque.rated_as or plaque.branch)
    told = [*(["→".join(dict.fromkeys(stars))] if stars else []), *([note] if note else [])]
    return Plaque(
        number=number,
        branch=one_line(plaque.branch),
        star=one_line(rules.levels.name(plaque.after)) if plaque.after != NO_STAR else none,
        before=one_line(rules.levels.name(plaque.before)) if plaque.before != NO_STAR else context.words.no_score,
        change=CHANGE_NAMES[moved].say(rules.language) if moved else "",
        plaque=_PLAQUES[rules.language][plaque.act],
        stars=words.comma.join(told),
        note=note,
    )
