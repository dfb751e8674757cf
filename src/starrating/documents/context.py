"""What every kind of document says around its text: to whom, about what, by whom, on which day."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import accumulate
from typing import Any, ClassVar, Literal, NamedTuple, Protocol

from msgspec import Struct, field
from msgspec.structs import asdict

from starrating.documents.gb9704 import one_line, title_lines
from starrating.documents.sender import Sender, sender_of
from starrating.documents.wording import DocumentWording, Titles, words_of
from starrating.model import Period, Review
from starrating.model.acts import Award, Consequence, PlannedAward, PublicNotice, StarSetting
from starrating.model.preparation_acts import ReviewSchedule
from starrating.procedure.declarations import DeclaredOn
from starrating.procedure.plaques import Plaque
from starrating.procedure.preparation import Outstanding
from starrating.procedure.rectification import Rectification
from starrating.procedure.working_days import Span
from starrating.ruleset import Milestone, RuleSet
from starrating.ruleset.opinions import answering
from starrating.ruleset.spoken import is_about_party
from starrating.workspace import Office

BranchOrder = Literal["score", "organisation"]
Signer = Literal["section", "committee"]
_CALLED = ("period", "subject", "counter", "level", "scheme", "result", "outcome", "course")
MOST_NAMES = 20
"""How many names a text says; of more it gives the number, and the names stand in the attachment."""
TITLE_WIDTH = 18
"""Characters in a line of a title: 22 pt in a line of 442 pt would hold 20; two are left free."""


class Measured(Protocol):
    """A share target held against a review: how many branches of how many, and how many are missing (or too many)."""

    @property
    def milestone(self) -> Milestone:
        """The target."""

    @property
    def count(self) -> int:
        """Branches that count for it."""

    @property
    def rated(self) -> int:
        """Branches it is a share of."""

    @property
    def short(self) -> int:
        """Branches that are missing, or too many."""

    @property
    def met(self) -> bool:
        """Whether it is reached."""


class Basis(Struct, frozen=True):
    """The decision that a document rests on: its day, and the number of its document, empty where there is none."""

    day: dt.date
    document: str = ""


class Late(NamedTuple):
    """How many objections came after the last day of their notice: to the last one, and of those that corrected."""

    objections: int = 0
    upheld: int = 0


NONE_LATE = Late()


class EarlierNotice(NamedTuple):
    """A public notice before the last one: its days, how many objections it met, how many of them came late.

    `upheld` is how many of them were upheld, `cut` says that the next notice took its place before its days were over,
    `posted` where it hung, where that is recorded.
    """

    span: Span
    objections: int = 0
    late: int = 0
    upheld: int = 0
    cut: bool = False
    posted: tuple[str, ...] = ()


class DocumentContext(Struct, frozen=True):
    """What a document is made from; all but the first four are there where the ledger has them.

    `day` is the day of the document. `span` are the days of the public notice, `objections` the number of objections to
    it, `earlier` the notices before it with theirs, `upheld` how many objections led to the last correction, `rejected`
    how many of these were not upheld, `undone` of how many the star was not kept, `late` how many of either came late,
    `unanswered` the departments that have not answered with the number of branches, `corrected` the result published
    before this one and `published` its notice, `published_again` that this one corrected nothing, `basis` the decision
    by which this one holds, `decisions` all that no notice has told of yet. `asked` are the departments whose answers
    the reviews behind a year have recorded,
    `settings` the stars set before that wait for the decision, `dropped` the branches whose star the decision dropped,
    `agreed` those whose star was set before and is assessed so by now, `silence` why it was decided before without all
    answers, `place` where the plaques are awarded, `document` the number of the document itself, `posted` where the
    notice was posted, `schedule` what is fixed of the review before it, `outstanding` who owes what, `declared` the
    targets that branches set themselves, `major` the major findings; with `examples` those to look up to are named.
    `renamed` are the names that branches of this result had in the one published before, where these are others.
    `compared` is the period that a branch is compared with, where that is not the one before. `applied` says that forms
    or the stars applied for are recorded. `later_names` are those that branches of the result have on the day of the
    document, where these are others, `ended` the branches that are not there any more on that day. `overdue` are old
    plaques that awards before called back and that are out still.
    """

    review: Review
    rules: RuleSet
    office: Office
    day: dt.date
    draft: bool = False
    order: BranchOrder = "score"
    span: Span | None = None
    objections: int = 0
    upheld: int = 0
    rejected: int = 0
    undone: int = 0
    late: Late = NONE_LATE
    earlier: tuple[EarlierNotice, ...] = ()
    targets: tuple[Measured, ...] = ()
    unanswered: Mapping[str, int] = field(default_factory=dict)
    corrected: Review | None = None
    renamed: Mapping[str, str] = field(default_factory=dict)
    published: PublicNotice | None = None
    published_again: bool = False
    basis: Basis | None = None
    decisions: tuple[Basis, ...] = ()
    award: Award | PlannedAward | None = None
    overdue: tuple[Plaque, ...] = ()
    consequences: tuple[Consequence, ...] = ()
    asked: tuple[str, ...] = ()
    settings: tuple[StarSetting, ...] = ()
    dropped: tuple[str, ...] = ()
    agreed: frozenset[str] = frozenset()
    silence: str = ""
    place: str = ""
    document: str = ""
    posted: tuple[str, ...] = ()
    schedule: ReviewSchedule | None = None
    outstanding: tuple[Outstanding, ...] = ()
    declared: tuple[DeclaredOn, ...] = ()
    major: tuple[Rectification, ...] = ()
    examples: bool = False
    compared: Mapping[str, Period] = field(default_factory=dict)
    applied: bool = False
    later_names: Mapping[str, str] = field(default_factory=dict)
    ended: frozenset[str] = frozenset()

    def called(self, branch: str, before: str = "") -> str:
        """Name a branch of the result, in one line, as it is called on the day of the document, and as it was.

        Whatever a document says of a branch, it calls it so; `before` is an earlier name than that of the result.
        """
        now, then = self.later_names.get(branch, branch), before or branch
        return one_line(self.words.formerly.format(branch=now, before=then) if now != then else now)

    @property
    def applications(self) -> bool:
        """Whether branches apply for a star by the scheme."""
        words = self.words.applications
        return any(word in stage.lower() for stage in self.rules.procedure.stages for word in words)

    @property
    def answered(self) -> tuple[str, ...]:
        """The departments that have answered about every branch, in the rule set's order; the others have not."""
        own = answering(self.review.records.opinions, self.rules)
        named = (
            department
            for department in self.rules.procedure.departments
            if department in own or department in self.asked
        )
        return tuple(each for each in named if each not in self.unanswered)

    @property
    def words(self) -> DocumentWording:
        """The words in the language of the rule set."""
        return words_of(self.rules)


class DocumentFields(Struct, frozen=True):
    """The fields that the template of any kind may use: plain values, in the language of the rule set.

    `committee` and `section` are what the text calls them, `signer` what the signature does. `outcome` is the result
    with its scheme (星级党支部评审结果), `course` what its making is called after the scheme (评审情况), `level` what a
    level is (星级, 等级), `counter` what a number of subjects is counted by (个, 名). `draft_mark` is empty once the
    document is final. `missing` names the settings of the workspace that stand as a visible gap, `gaps` what else is
    to be filled in by hand. `attachment` is empty where there is none, and so are `postcode`, `hours`, `letters` and
    `anonymous` where the office has not set them. `document` is the number of the document (文号), a gap until it is
    known, empty where the kind has none; `head` stands above it, `copies` and `issued_by` at the foot of the last page.
    """

    kind: ClassVar[str]

    language: str
    title: str
    title_lines: tuple[str, ...]
    draft_mark: str
    addressee: str
    plan: str
    period: str
    subject: str
    counter: str
    level: str
    scheme: str
    result: str
    course: str
    outcome: str
    party: bool
    applied: bool
    departments: tuple[str, ...]
    date: str
    attachment: str
    attachment_lines: tuple[str, ...]
    committee: str
    section: str
    signer: str
    contact: str
    phone: str
    address: str
    postcode: str
    hours: str
    letters: str
    anonymous: str
    document: str
    red_head: str
    head: str
    copies: str
    issued_by: str
    missing: tuple[str, ...]
    gaps: tuple[str, ...]

    @property
    def draft(self) -> bool:
        """Whether the document is marked as one that is still to be approved."""
        return bool(self.draft_mark)

    def values(self) -> dict[str, object]:
        """Return the fields by name, as a template engine takes them."""
        return asdict(self)


def common_fields(  # noqa: PLR0913 (all but two are keywords)
    context: DocumentContext,
    titles: Mapping[str, Titles],
    *,
    signed_by: Signer,
    asks: Collection[str] = ("section",),
    gaps: Sequence[str] = (),
    names: int,
    sent: bool = False,
    **more: str,
) -> dict[str, Any]:
    """Return the fields of `DocumentFields` by name.

    `titles` are those of the kind by language, filled in with `more` too. `asks` are the settings that its templates
    name besides the committee, `gaps` what they leave to be filled in. `names` is how many lines its list has, which
    stands in the text, or, of more than `MOST_NAMES`, in the attachment: nowhere else is that decided. A document that
    is `sent` has a number and what the office prints around such documents.
    """
    rules, words = context.rules, context.words
    called = {**named(rules, context.review.period), **more}
    sender = sender_of(context.office, words)
    return {
        **{name: called[name] for name in _CALLED},
        **{name: value for name, value in asdict(sender).items() if name != "full_committee"},
        **{name: one_line(getattr(context.office, name)) for name in ("postcode", "hours", "letters", "anonymous")},
        **_issue(context, sender, sent=sent),
        **_titles(titles[rules.language], called, words.between, attached=names > MOST_NAMES),
        "language": rules.language,
        "draft_mark": words.draft_mark if context.draft else "",
        "addressee": words.addressee.format_map(called),
        "plan": one_line(rules.title),
        "party": is_about_party(rules),
        "applied": context.applied and context.applications,
        "departments": tuple(one_line(department) for department in context.answered),
        "date": words.date(context.day),
        "signer": sender.signer if signed_by == "section" else sender.full_committee,
        "missing": _missing(context, sender, {"committee", *asks}, signed_by),
        "gaps": (*((words.number,) if sent and not context.document else ()), *gaps),
    }


def _titles(titles: Titles, called: Mapping[str, str], between: str, *, attached: bool) -> dict[str, object]:
    """Return title and attachment, in one line and broken into lines; words that come out empty fall away."""
    made: dict[str, object] = {}
    for name, words in (("title", titles.title), ("attachment", titles.attachment if attached else ())):
        lines = tuple(one_line(word.format_map(called)) for word in words if word.format_map(called))
        made |= {name: between.join(lines), f"{name}_lines": title_lines(lines, TITLE_WIDTH, between)}
    return made


def _missing(context: DocumentContext, sender: Sender, asked: Collection[str], signed_by: Signer) -> tuple[str, ...]:
    """Name the settings that a document asks for and the office has not made; who signs needs a full name."""
    unsigned = signed_by == "committee" and not context.office.committee
    unsaid = {*sender.missing, *(["committee"] if unsigned else [])}
    return tuple(name for name in context.words.gaps if name in unsaid and name in asked)


def named(rules: RuleSet, period: Period) -> dict[str, str]:
    """Return what a rule set calls things, and the period, by the names that words have in braces."""
    words, wording = words_of(rules), rules.wording
    result, subject = (
        one_line(wording.annual_result if period.is_year else wording.review_result),
        one_line(wording.subject),
    )
    scheme = one_line(wording.scheme)
    outcome = words.outcome(scheme, result)
    end = outcome.removeprefix(scheme)
    stars = all(words.star in rules.levels.name(star).lower() for star in rules.levels.stars)
    return {
        "period": words.period(period),
        "subject": subject,
        "scheme": scheme,
        "result": result,
        "outcome": outcome,
        "end": end,
        "course": f"{end.removesuffix(words.result)}{words.course}",
        "level": words.levels[not stars],
        "counter": next((counter for end, counter in words.counters.items() if subject.endswith(end)), words.counter),
    }


def numbered(context: DocumentContext, there: Sequence[bool]) -> tuple[str, ...]:
    """Return the numbers of sections as headings have them (一、二), empty for those that are left out."""
    counts = accumulate(there)
    return tuple(context.words.numeral(count) if each else "" for each, count in zip(there, counts, strict=True))


def gap(context: DocumentContext, name: str) -> str:
    """Return the visible gap for something that is not known: 〔待填：…〕."""
    return context.words.gap.format(name=name)


def _issue(context: DocumentContext, sender: Sender, *, sent: bool) -> dict[str, str]:
    """Say what stands around the text of a document that is sent out; all of it is empty for others."""
    office, words = context.office, context.words
    if not sent:
        return dict.fromkeys(("document", "red_head", "head", "copies", "issued_by"), "")
    return {
        "document": one_line(context.document) or gap(context, words.number),
        "red_head": one_line(office.red_head),
        "head": words.head.format(committee=sender.full_committee),
        "copies": one_line(office.copies).rstrip("。."),
        "issued_by": one_line(office.issued_by),
    }


TEMPLATES = (".md.j2", ".docx")


class Document(Protocol):
    """What a document says: plain values, in one language, for the templates of its kind."""

    kind: ClassVar[str]

    @property
    def language(self) -> str:
        """Language of the templates and of the words in the values."""

    @property
    def title(self) -> str:
        """Title in one line; it is also the title in the properties of a file."""

    def values(self) -> dict[str, object]:
        """Return the fields by name, as a template may use them."""


class DocumentMaker(Struct, frozen=True):
    """A kind of document.

    `stem` begins the names of its templates, which there are for the suffixes of `templates`. `samples` makes up
    documents that together say everything such a document can say, and leave out everything it can leave out: the
    templates are tried with them. `sealed` places the signature of the built-in Word template for a seal.
    """

    stem: str
    samples: Callable[[RuleSet, Office], Iterable[Document]]
    templates: tuple[str, ...] = TEMPLATES
    sealed: bool = False
