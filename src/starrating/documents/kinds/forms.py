"""Forms to print, fill in and sign: what each says, in plain values, for its Word template.

They stand beside the documents that are sent out (`kinds.py`): no Markdown can say a form.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, ClassVar

from msgspec import Struct
from msgspec.structs import asdict

from starrating.decimals import written
from starrating.documents.context import TITLE_WIDTH, Document, DocumentMaker, named
from starrating.documents.gb9704 import one_line, title_lines
from starrating.documents.kinds.branch_lists import group_title
from starrating.documents.sender import sender_of
from starrating.documents.wording import WORDS, words_of
from starrating.i18n import CHINESE, ENGLISH
from starrating.model import Period
from starrating.model.acts import Consequence, Finding, PlaqueChange
from starrating.model.cell_words import cell_word
from starrating.ruleset import Criteria, RuleSet
from starrating.ruleset.spoken import is_about_party
from starrating.workspace import Office

BLANK_ROWS = 15
"""Rows of a list where nothing is known to fill them with."""
_TITLES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "application": {
        CHINESE: ("{period}", "{scheme}", "自评申报表"),
        ENGLISH: ("Application:", "{scheme},", "{period}"),
    },
    "opinions": {
        CHINESE: ("{period}", "{scheme}", "部门意见征求表"),
        ENGLISH: ("Opinions of Departments:", "{scheme},", "{period}"),
    },
    "rectification": {
        CHINESE: ("{period}", "{scheme}", "整改台账"),
        ENGLISH: ("Rectification Ledger:", "{scheme},", "{period}"),
    },
    "pairs": {
        CHINESE: ("{period}", "{scheme}", "帮扶结对表"),
        ENGLISH: ("Paired Assistance:", "{scheme},", "{period}"),
    },
    "plaques": {
        CHINESE: ("{period}", "{scheme}", "牌匾制作清单"),
        ENGLISH: ("Plaques:", "{scheme},", "{period}"),
    },
}


class Line(Struct, frozen=True):
    """A row of a list: its number (empty in a blank row), what it is about, and the cells behind that."""

    number: str = ""
    branch: str = ""
    star: str = ""
    text: str = ""
    measure: str = ""
    who: str = ""
    due: str = ""
    status: str = ""


class Item(Struct, frozen=True):
    """An item of the criteria with its full marks; its category is named at the first of its items alone."""

    part: str
    title: str
    marks: str


class Applicant(Struct, frozen=True):
    """What is known of a branch before it applies; empty where nothing is."""

    branch: str = ""
    unit: str = ""
    secretary: str = ""
    members: str = ""
    previous_star: str = ""


class PlaqueLine(Struct, frozen=True):
    """What stands on plaques of a level, how many there are to be made, and for whom; below that the same on all."""

    number: int
    words: str
    signer: str
    date: str
    count: int
    branches: tuple[str, ...]


class Form(Struct, frozen=True):
    """The fields that the template of every form may use; `signer` is who decides, as documents name it."""

    kind: ClassVar[str]

    language: str
    title: str
    title_lines: tuple[str, ...]
    period: str
    subject: str
    level: str
    party: bool
    section: str
    committee: str
    signer: str

    def values(self) -> dict[str, object]:
        """Return the fields by name, as a template engine takes them."""
        return asdict(self)


class Application(Form, frozen=True):
    """申报表: a page for each branch; the items of the criteria are listed with room for both scores."""

    kind: ClassVar[str] = "application"
    applicants: tuple[Applicant, ...]
    items: tuple[Item, ...]
    full_marks: str


class OpinionForm(Form, frozen=True):
    """部门意见征求表: a sheet for each department, with every branch."""

    kind: ClassVar[str] = "opinions"
    departments: tuple[str, ...]
    rows: tuple[Line, ...]


class RectificationForm(Form, frozen=True):
    """整改台账: what is to be mended, by whom, by when, how far it has come."""

    kind: ClassVar[str] = "rectification"
    rows: tuple[Line, ...]


class PairForm(Form, frozen=True):
    """帮扶结对表: who helps whom, with room for what the two agree on."""

    kind: ClassVar[str] = "pairs"
    rows: tuple[Line, ...]


class PlaqueForm(Form, frozen=True):
    """The list from which plaques are made, a line for each level; `date` stands on all of them, below the signer."""

    kind: ClassVar[str] = "plaques"
    date: str
    plates: tuple[PlaqueLine, ...]


class FormContext(Struct, frozen=True):
    """By which rules, by whom and for which period a form is made."""

    rules: RuleSet
    office: Office
    period: Period

    def common(self, kind: str) -> dict[str, Any]:
        """Return the fields of `Form` by name."""
        words = words_of(self.rules)
        called = named(self.rules, self.period)
        lines = tuple(one_line(word.format_map(called)) for word in _TITLES[kind][self.rules.language])
        sender = sender_of(self.office, words)
        return {
            "language": self.rules.language,
            "title": words.between.join(lines),
            "title_lines": title_lines(lines, TITLE_WIDTH, words.between),
            "period": called["period"],
            "subject": called["subject"],
            "level": called["level"],
            "party": is_about_party(self.rules),
            "section": sender.section,
            "committee": sender.committee,
            "signer": sender.full_committee,
        }

    def star(self, star: int | None) -> str:
        """Name a star; nothing for none."""
        return "" if star is None or star < 0 else one_line(self.rules.levels.name(star))


def application(desk: FormContext, known: Sequence[Mapping[str, Any]], criteria: Criteria) -> Application:
    """Make the forms by which branches apply, a blank one if none is known."""
    applicants = tuple(_applicant(desk, each) for each in known) or (Applicant(),)
    marks = criteria.total_marks
    return Application(
        **desk.common("application"),
        applicants=applicants,
        items=tuple(_items(criteria)),
        full_marks="" if marks is None else written(marks, 0),
    )


def opinion_form(desk: FormContext, departments: Sequence[str], branches: Sequence[str]) -> OpinionForm:
    """Make the sheets on which departments say what they know; without known branches the rows are blank."""
    rows = tuple(Line(str(number), one_line(branch)) for number, branch in enumerate(branches, start=1))
    named_so = tuple(one_line(department) for department in departments)
    return OpinionForm(**desk.common("opinions"), departments=named_so, rows=rows or (Line(),) * BLANK_ROWS)


def rectification_form(desk: FormContext, findings: Sequence[Finding]) -> RectificationForm:
    """Make the list of findings, or blank rows."""
    rows = tuple(
        Line(
            str(number),
            one_line(finding.branch),
            text=one_line(finding.finding),
            measure=one_line(finding.measure),
            who=one_line(finding.responsible),
            due=one_line(finding.due),
            status=one_line(cell_word(finding.status, desk.rules.language)),
        )
        for number, finding in enumerate(findings, start=1)
    )
    return RectificationForm(**desk.common("rectification"), rows=rows or (Line(),) * BLANK_ROWS)


def pair_form(desk: FormContext, pairs: Sequence[Consequence], stars: Mapping[str, int]) -> PairForm:
    """Make the list of pairs: who is helped, with which star, by whom."""
    rows = tuple(
        Line(
            str(number),
            one_line(consequence.branch),
            desk.star(stars.get(consequence.branch)),
            one_line(consequence.helper),
        )
        for number, consequence in enumerate(pairs, start=1)
    )
    return PairForm(**desk.common("pairs"), rows=rows or (Line(),) * BLANK_ROWS)


def plaque_form(desk: FormContext, changes: Sequence[PlaqueChange], month: str) -> PlaqueForm:
    """List the plaques that are made anew, by level; `month` is what stands on them as their date."""
    common = desk.common("plaques")
    levels = sorted({plaque.after for plaque in changes}, reverse=True)
    made = [[one_line(plaque.branch) for plaque in changes if plaque.after == star] for star in levels]
    plates = tuple(
        PlaqueLine(number, group_title(desk.rules, star), common["signer"], month, len(branches), tuple(branches))
        for number, (star, branches) in enumerate(zip(levels, made, strict=True), start=1)
    )
    return PlaqueForm(**common, date=month, plates=plates)


def month_of(day: dt.date, language: str) -> str:
    """Write the month that stands on a plaque: 2013年12月."""
    return f"{day.year}年{day.month}月" if language == CHINESE else WORDS[language].date(day).partition(" ")[2]


def _items(criteria: Criteria) -> Iterator[Item]:
    for part in criteria.parts:
        for at, item in enumerate(part.items):
            yield Item("" if at else one_line(part.title), one_line(item.title), written(item.full_marks, 0))


def _applicant(desk: FormContext, known: Mapping[str, Any]) -> Applicant:
    fields = {name: one_line(known.get(name)) for name in ("branch", "unit", "secretary", "members")}
    return Applicant(**fields, previous_star=desk.star(known.get("previous_star")))


def _samples(make: Callable[[FormContext], Document]) -> Callable[[RuleSet, Office], Iterable[Document]]:
    return lambda rules, office: [make(FormContext(rules, office, Period(2013, "H1")))]


_ONE = PlaqueChange("", "new", -1, 0)
FORMS: Mapping[str, DocumentMaker] = {
    "application": DocumentMaker(
        "application", _samples(lambda desk: application(desk, (), desk.rules.criteria)), (".docx",)
    ),
    "opinions": DocumentMaker("opinions", _samples(lambda desk: opinion_form(desk, ("",), ())), (".docx",)),
    "rectification": DocumentMaker("rectification", _samples(lambda desk: rectification_form(desk, ())), (".docx",)),
    "pairs": DocumentMaker("pairs", _samples(lambda desk: pair_form(desk, (), {})), (".docx",)),
    "plaques": DocumentMaker("plaques", _samples(lambda desk: plaque_form(desk, (_ONE,), "")), (".docx",)),
}
"""The forms by their names: what the option `--form` takes, and `Form.kind` holds."""
