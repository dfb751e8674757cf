"""Which document fits where a review stands, and whether it may be sent, is a draft, or is refused (plan 4.4).

    kind        assessed  decided  on notice  contested  uncontested  awarded
    report      sent      -        -          -          -            -
    notice      draft     sent     sent       sent       sent         sent
    correction  draft     sent     sent       sent       sent         sent       where another result was published
    circular    -         draft    draft      -          sent         sent
    decision    -         draft    draft      -          sent         sent
    award       -         -        -          -          sent *       sent       of a year; * once it is planned
    assistance  -         draft    draft      -          sent         sent       of a year
    nomination  -         draft    draft      -          sent         sent       of a year
    deduction   -         draft    draft      -          sent         sent       of a year
    declaration sent      sent     sent       sent       sent         sent       of a year; also before a review
    opening     sent      -        -          -          -            -          also before a review
    reminder    sent      -        -          -          -            -          also before a review
    major       sent      sent     sent       sent       sent         sent       also before a review
    letter      draft     draft    sent       draft      sent         sent         on notice it says how to object

A result that is not decided counts as assessed, also while objections to an earlier one are open. Where the rule set
has no public notice, a decided result is uncontested.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from starrating.i18n import Text, text
from starrating.procedure.stages import Stage

DocumentKind = Literal[
    "report",
    "notice",
    "correction",
    "circular",
    "decision",
    "award",
    "assistance",
    "letter",
    "nomination",
    "deduction",
    "declaration",
    "opening",
    "reminder",
    "major",
]


class KindRow(NamedTuple):
    """What holds of a kind of document: what its file and itself are called, and the stages of a review it fits.

    `about` says in help what it is for. It is `sent` at some stages, a `draft` at others, and refused at the rest.
    `of_a_year`: it is made of a year only; `public`: it has days on which it is public; `numbered`: it is sent out for
    good, with a number and a seal; `early`: it needs no review, and is made before one too; `repeated`: of each day it
    is another one.
    """

    file: Text
    title: Text
    about: Text
    sent: frozenset[Stage]
    draft: frozenset[Stage] = frozenset()
    of_a_year: bool = False
    public: bool = False
    numbered: bool = False
    early: bool = False
    repeated: bool = False


_ASSESSED: frozenset[Stage] = frozenset({"assessed"})
_DECIDED: frozenset[Stage] = frozenset({"decided", "on-notice"})
_OVER: frozenset[Stage] = frozenset({"uncontested", "awarded"})
_PUBLIC: frozenset[Stage] = _DECIDED | _OVER | {"contested"}
_BEFORE: frozenset[Stage] = _ASSESSED | {"not-assessed"}

DOCUMENT_KINDS: Mapping[DocumentKind, KindRow] = {
    "report": KindRow(
        text("Report: %(path)s"), text("Report to the committee"), text("what the committee is told"), _ASSESSED
    ),
    "notice": KindRow(
        text("Notice: %(path)s"),
        text("Public notice"),
        text("the public notice"),
        _PUBLIC,
        _ASSESSED,
        public=True,
        repeated=True,
    ),
    "correction": KindRow(
        text("Correction: %(path)s"),
        text("Correction of a notice"),
        text("corrects a published notice"),
        _PUBLIC,
        _ASSESSED,
        public=True,
        repeated=True,
    ),
    "circular": KindRow(
        text("Circular: %(path)s"),
        text("Circular"),
        text("the result as it was decided"),
        _OVER,
        _DECIDED,
        numbered=True,
    ),
    "decision": KindRow(
        text("Decision: %(path)s"),
        text("Decision to award titles"),
        text("names the branches with their stars"),
        _OVER,
        _DECIDED,
        numbered=True,
    ),
    "award": KindRow(
        text("Award: %(path)s"), text("Award of plaques"), text("the plaques"), _OVER, of_a_year=True, numbered=True
    ),
    "assistance": KindRow(
        text("Assistance: %(path)s"),
        text("Paired assistance"),
        text("who helps whom"),
        _OVER,
        _DECIDED,
        of_a_year=True,
        numbered=True,
    ),
    "letter": KindRow(
        text("Letters: %(path)s"),
        text("Letters to the branches"),
        text("a sheet for each branch"),
        _OVER | {"on-notice"},
        _ASSESSED | {"decided", "contested"},
    ),
    "nomination": KindRow(
        text("Nomination: %(path)s"),
        text("Nominations for honours"),
        text("who is proposed for the honour"),
        _OVER,
        _DECIDED,
        of_a_year=True,
    ),
    "deduction": KindRow(
        text("Deduction: %(path)s"),
        text("Deductions from annual pay"),
        text("to personnel and finance, with persons and pay"),
        _OVER,
        _DECIDED,
        of_a_year=True,
        numbered=True,
    ),
    "declaration": KindRow(
        text("Targets: %(path)s"),
        text("Notice of the targets declared"),
        text("the targets that branches declared"),
        _PUBLIC | _BEFORE,
        of_a_year=True,
        early=True,
    ),
    "opening": KindRow(
        text("Opening notice: %(path)s"),
        text("Opening notice"),
        text("who sends what by when"),
        _BEFORE,
        numbered=True,
        early=True,
    ),
    "reminder": KindRow(
        text("Reminder: %(path)s"), text("Reminder"), text("what is outstanding"), _BEFORE, early=True, repeated=True
    ),
    "major": KindRow(
        text("Major findings: %(path)s"),
        text("Major findings"),
        text("major findings, to the section"),
        _PUBLIC | _BEFORE,
        early=True,
        repeated=True,
    ),
}
"""THE table of document kinds; their makers and templates are in documents/registry, by the same names."""
DOCUMENT_FORMATS: Mapping[str, Text] = {
    "html": text("web page"),
    "docx": text("Word"),
    "pdf": text("PDF"),
    "md": text("Markdown"),
}
"""The formats a document is written in; what makes them is in documents/output, by the same names."""
