"""Acts of the procedure in words: what was done, and by whom, why and with what result."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from functools import singledispatch
from itertools import groupby

from starrating.i18n import Text, language, listed, text
from starrating.model import NO_STAR
from starrating.model.acts import (
    Act,
    Alias,
    Award,
    ConsequencesDrawn,
    Decision,
    DroppedSetting,
    FindingsOpened,
    Objection,
    PlannedAward,
    PlaqueChange,
    PlaqueReturn,
    Progress,
    PublicNotice,
    Reopening,
    Resolution,
    StarChange,
    UnitChange,
    UnitChangeKind,
)
from starrating.model.cell_words import word_text
from starrating.model.preparation_acts import (
    DocumentIssued,
    FormsReceived,
    MarksReceived,
    NoticePosted,
    ReviewSchedule,
    TargetsDeclared,
)

Words = tuple[Text, Iterable[Text | str]]
"""What was done, and what there is to say of it, one thing each; empty ones are left out."""

_UNIT_CHANGES: Mapping[UnitChangeKind, Text] = {
    "renamed": text("branch renamed"),
    "merged": text("branches merged"),
    "split": text("branch split"),
    "closed": text("branch closed"),
    "new": text("branch founded"),
}


def act_words(act: Act, level: Callable[[int], str] = str, spoken: str | None = None) -> tuple[str, str]:
    """Say what was done; and on which day, by whom, why, and with what result, a line for each.

    `level` names a star as the scheme does; `spoken` is the language, that of the user if left out.
    """
    named = _level.set(level)
    try:
        name, parts = _words(act)
        day = act.day.isoformat() if act.day else ""
        sentences = (part.say(spoken or language()) if isinstance(part, Text) else part for part in (day, *parts))
        return name.say(spoken or language()), "\n".join(line for line in sentences if line)
    finally:
        _level.reset(named)


_level: ContextVar[Callable[[int], str]] = ContextVar("level", default=str)


def act_period(act: Act) -> str:
    """Return the period of an act, empty if it belongs to none."""
    return str(getattr(act, "period", ""))


@singledispatch
def _words(act: Act) -> Words:
    raise TypeError(type(act).__name__)


@_words.register
def _(act: Decision) -> Words:
    kept = [
        text("kept: %(branch)s: %(star)s", branch=setting.branch, star=_star(setting.after)) for setting in act.kept
    ]
    dropped = [_dropped(setting) for setting in act.dropped]
    parts: tuple[Text | str, ...] = (
        _by(act.by, act.document),
        *(_change(change) for change in act.changes),
        *kept,
        *dropped,
        *([text("without all answers of departments: %(why)s", why=act.open_opinions)] if act.open_opinions else []),
        *([text("despite what departments say: %(why)s", why=act.despite_opinions)] if act.despite_opinions else []),
    )
    return text("decided, version %(version)s", version=act.version), parts


@_words.register
def _(act: Reopening) -> Words:
    return text("reopened, version %(version)s no longer holds", version=act.version), (act.reason,)


@_words.register
def _(act: PublicNotice) -> Words:
    span = text("%(first)s to %(last)s", first=act.day.isoformat(), last=act.last.isoformat())
    if act.reason:
        return text("days of the notice corrected, version %(version)s", version=act.version), (span, act.reason)
    if act.kind == "correction":
        return text("correction published, version %(version)s", version=act.version), (span,)
    return text("published, version %(version)s", version=act.version), (span,)


@_words.register
def _(act: NoticePosted) -> Words:
    return text("notice posted, version %(version)s", version=act.version), (listed(act.places),)


@_words.register
def _(act: DocumentIssued) -> Words:
    return text("document written, version %(version)s", version=act.version), (act.document, *act.files)


@_words.register
def _(act: ReviewSchedule) -> Words:
    days = (
        text("forms by %(day)s", day=act.forms_by.isoformat()) if act.forms_by else "",
        text("opinions by %(day)s", day=act.opinions_by.isoformat()) if act.opinions_by else "",
        text("committee on %(day)s", day=act.meeting.isoformat()) if act.meeting else "",
    )
    return text("review scheduled"), (*days, act.agenda)


@_words.register
def _(act: FormsReceived) -> Words:
    return text("forms received"), (listed(act.branches),)


@_words.register
def _(act: MarksReceived) -> Words:
    return text("marks received"), (listed(act.departments),)


@_words.register
def _(act: TargetsDeclared) -> Words:
    return text("targets declared"), [
        _of_branch(declaration.branch, _star(declaration.target)) for declaration in act.declarations
    ]


@_words.register
def _(act: Objection) -> Words:
    who = act.who or text("name withheld")
    late = text("after the last day of the notice") if act.late else ""
    return text("objection %(number)s", number=act.number), (act.branch, who, act.what, late)


@_words.register
def _(act: Resolution) -> Words:
    parts: tuple[Text | str, ...] = (_by(act.by, act.document), act.finding, *map(_change, act.changes))
    if act.upheld:
        return text("objection %(number)s upheld", number=act.number), parts
    return text("objection %(number)s rejected", number=act.number), parts


@_words.register
def _(act: Award) -> Words:
    changed = [_plaque(plaque) for plaque in act.changes if plaque.act != "unchanged"]
    return text("plaques awarded, version %(version)s", version=act.version), changed


@_words.register
def _(act: PlannedAward) -> Words:
    return text("award of plaques planned, version %(version)s", version=act.version), (act.place,)


@_words.register
def _(act: PlaqueReturn) -> Words:
    return text("plaque returned"), (_of_branch(act.branch, _star(act.star)), act.note)


@_words.register
def _(act: ConsequencesDrawn) -> Words:
    drawn = [_of_branch(consequence.branch, consequence.because) for consequence in act.consequences]
    return text("consequences drawn, version %(version)s", version=act.version), drawn


@_words.register
def _(act: UnitChange) -> Words:
    return _UNIT_CHANGES[act.kind], (_renamed(act), act.document, act.note)


@_words.register
def _(act: Alias) -> Words:
    return text("name confirmed"), (f"{act.alias} = {act.branch}",)


@_words.register
def _(act: FindingsOpened) -> Words:
    message = text("numbers %(numbers)s", numbers=listed(_spans([finding.number for finding in act.findings])))
    return text("findings opened, version %(version)s", version=act.version), (message,)


@_words.register
def _(act: Progress) -> Words:
    parts = act.status and word_text(act.status), act.responsible, act.due, act.measure, act.note
    return text("finding %(number)s", number=act.number), parts


def _spans(numbers: Sequence[int]) -> Iterator[str]:
    """Write rising numbers as spans: 1-3, 5."""
    for _, group in groupby(enumerate(numbers), key=lambda each: each[1] - each[0]):
        span = [number for _, number in group]
        yield str(span[0]) if len(span) == 1 else f"{span[0]}-{span[-1]}"


def _by(who: str, document: str) -> str:
    return " ".join(part for part in (who, document) if part)


def _of_branch(branch: str, message: Text | str) -> Text:
    return text("%(what)s: %(value)s", what=branch, value=message)


def _change(change: StarChange) -> Text:
    fields = {"before": _star(change.before), "after": _star(change.after), "reason": change.reason}
    return _of_branch(change.branch, text("%(before)s → %(after)s (%(reason)s)", **fields))


def _dropped(setting: DroppedSetting) -> Text:
    words = {"branch": setting.branch, "star": _star(setting.star), "reason": setting.reason}
    return text("dropped: %(branch)s: %(star)s (%(reason)s)", **words)


def _plaque(change: PlaqueChange) -> Text:
    fields: dict[str, object] = {"before": _star(change.before), "after": _star(change.after)}
    if change.collector:
        return _of_branch(change.branch, text("%(before)s → %(after)s (%(reason)s)", **fields, reason=change.collector))
    return _of_branch(change.branch, Text("%(before)s → %(after)s", fields))


def _renamed(act: UnitChange) -> Text:
    return Text("%(before)s → %(after)s", {"before": listed(act.before or "-"), "after": listed(act.after or "-")})


def _star(star: int) -> str:
    return "-" if star == NO_STAR else _level.get()(star)
