"""Conditions: structured comparisons, no expression strings.

A condition names what it reads in one key and how it compares it in another, or joins conditions by `all`, `any`,
`not`. Conditions on a row of the incident list read `incident`; conditions on a branch read `incidents`, `score`,
`item`, `value`, `every`, `some`, `count`, `fact`, `months_since`, `star`, `past` or `opinion`.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from starrating.errors import KeyPath, Rejection
from starrating.i18n import text
from starrating.model.cell_words import OPINIONS, OpinionAnswer, meant
from starrating.ruleset.base import READS, Points, Ref, Section
from starrating.ruleset.kinds import by_key


class IncidentTest(Section):
    """Compare a column of a row of the incident list.

    A finding: `{incident: plan_missed, is: true}`. A word: `{incident: subject, in: [党员, 群众]}`.
    A sanction, by system, on the scale of `sanctions`: `{incident: sanction, at_least: {党纪: 警告, 政纪: 记过}}`.
    """

    incident: str = Field(description="The column of the incident list that is read.")
    is_: bool | str | None = Field(None, alias="is", description="The answer or word that it must be.")
    in_: tuple[str, ...] | None = Field(None, alias="in", description="The words of which it must be one.")
    at_least: Mapping[str, str] | None = Field(
        None, description="For `sanction`: per system, the lightest sanction that suffices."
    )

    @model_validator(mode="after")
    def _one_comparison(self) -> "IncidentTest":
        if sum(value is not None for value in (self.is_, self.in_, self.at_least)) != 1:
            raise Rejection("comparisons", text("Give exactly one of is, in, at_least."))
        if (self.at_least is not None) != (self.incident == "sanction"):
            raise Rejection("comparisons", text("A sanction is compared by at_least, and nothing else is."))
        return self


class AllOfIncident(Section):
    """Every one of the conditions must hold."""

    all_: tuple["IncidentCondition", ...] = Field(alias="all", min_length=1, description="The conditions.")


class AnyOfIncident(Section):
    """At least one of the conditions must hold."""

    any_: tuple["IncidentCondition", ...] = Field(alias="any", min_length=1, description="The conditions.")


class NotIncident(Section):
    """The condition must not hold."""

    not_: "IncidentCondition" = Field(alias="not", description="The condition.")


class NumberTest(Section):
    """Compare with numbers, or with other values by their name; the comparisons given must all hold."""

    at_least: Ref | None = Field(None, description="The number is this or more.")
    above: Ref | None = Field(None, description="The number is more than this.")
    at_most: Ref | None = Field(None, description="The number is this or less.")
    below: Ref | None = Field(None, description="The number is less than this.")
    is_: Ref | None = Field(None, alias="is", description="The number is exactly this.")
    in_: tuple[Points, ...] | None = Field(None, alias="in", description="The number is one of these.")

    @model_validator(mode="after")
    def _some_comparison(self) -> "NumberTest":
        if all(value is None for value in (self.at_least, self.above, self.at_most, self.below, self.is_, self.in_)):
            raise Rejection("comparisons", text("Give a comparison: at_least, above, at_most, below, is or in."))
        return self


class IncidentsTest(Section):
    """Count the incidents of a branch that count: `{incidents: [major_accident], at_least: 1}`."""

    incidents: tuple[str, ...] = Field(min_length=1, description="Ids of triggers.")
    at_least: int = Field(1, ge=1, description="How many counted incidents it takes.")


class ScoreTest(NumberTest):
    """Compare the total: `{score: total, below: 60}`."""

    score: Annotated[Literal["total"], READS] = Field(description="What is compared: the total.")


class ItemTest(NumberTest):
    """Compare the points of one item: `{item: A1, below: 2}`."""

    item: Annotated[str, READS] = Field(description="Code or title of the item.")


class ValueTest(NumberTest):
    """Compare any number of a branch: `{value: basic, at_least: 40}`, `{value: good, above: bad}`."""

    value: Ref = Field(description="The number that is compared.")


class EveryTest(NumberTest):
    """Compare each of several numbers; all must pass (T4): `{every: [A, B, C], at_least: 40}`.

    One that is not there does not pass. A minimum for each that is there is `{not: {some: [A, B, C], below: 40}}`.
    """

    every: tuple[Ref, ...] = Field(min_length=1, description="The numbers, all of which must pass.")


class SomeTest(NumberTest):
    """Compare each of several numbers; one must pass: `{some: [A, B, C], below: 40}`."""

    some: tuple[Ref, ...] = Field(min_length=1, description="The numbers, one of which must pass.")


class CountTest(Section):
    """Count how many of several numbers pass (T15): `{count: [a, b, c], that: {is: 4}, at_least: 2}`."""

    count: tuple[Ref, ...] = Field(min_length=1, description="The numbers that are looked at.")
    that: NumberTest = Field(description="The comparison that each of them passes or not.")
    at_least: int = Field(1, ge=0, description="So many of them or more pass.")
    at_most: int | None = Field(None, ge=0, description="So many of them or fewer pass.")


class AgeTest(NumberTest):
    """Compare the full months since a date fact (D2), to the period's last day: `{months_since: founded, below: 12}`.

    The month of the date itself is not counted, on whatever day of it the date is: founded in January 2026, even on
    the 1st, a branch is 11 months old at the end of 2026; founded in December 2025, 12. A blank date passes no
    comparison.
    """

    months_since: str = Field(description="Id of a date fact.")


class StarTest(NumberTest):
    """Compare a star: `{star: previous, is: 5}`. A branch without that star passes no comparison."""

    star: Literal["current", "previous", "applied", "by-score", "after"] = Field(
        description="`current`: the star as the steps before have left it; `by-score`: before all steps; `after`: as "
        "the step that `step` names has left it."
    )
    step: str | None = Field(None, description="With `star: after`: the id of a step before.")

    @model_validator(mode="after")
    def _step_of_after(self) -> "StarTest":
        if (self.star == "after") != (self.step is not None):
            raise Rejection("comparisons", text("Write “star: after, step: ID”; no other star has a step."))
        return self


class PastTest(NumberTest):
    """Compare the stars of the last periods, all of which must pass (D4, D5): `{past: 2, at_most: 3}`.

    A branch with fewer recorded periods passes no comparison.
    """

    past: int = Field(ge=1, description="How many periods before this one, of the same length, without a gap.")


Opinion = Annotated[
    Literal[OpinionAnswer, "no-objection", "objection", "no-answer"],
    AfterValidator(lambda word: meant(word, OPINIONS)),
]
"""What a department may say, in either language; what is kept is the Chinese word."""


class OpinionTest(Section):
    """Compare the opinion of a department: `{opinion: Finance, is: objection}`."""

    opinion: str = Field(description="The department, as the sheet of opinions names it.")
    is_: Opinion = Field(alias="is", description="Nothing against it, an objection, no answer yet.")


class FactTest(Section):
    """Compare a fact, a column of the score sheet that the rule set declares: `{fact: certificate, is: true}`."""

    fact: str = Field(description="Id of a fact.")
    is_: bool | str | None = Field(None, alias="is", description="The answer or word that it must be.")
    in_: tuple[str, ...] | None = Field(None, alias="in", description="The words of which it must be one.")

    @model_validator(mode="after")
    def _one_comparison(self) -> "FactTest":
        if (self.is_ is None) == (self.in_ is None):
            raise Rejection("comparisons", text("Give exactly one of is, in."))
        return self


class PastFactTest(FactTest):
    """Compare a fact in the last periods, all of which must pass: `{past: 1, fact: inspection, is: 基本合格}` (D4, D5).

    The ledger has the facts of earlier periods. Where it has none of the period before this one, the column that
    `written` names says it; without it, and with fewer periods, nothing passes.
    """

    past: int = Field(ge=1, description="How many periods before this one, of the same length, without a gap.")
    written: str | None = Field(
        None, description="Id of a fact of this period's sheet that tells what the fact was in the period before."
    )


class AllOf(Section):
    """Every one of the conditions must hold."""

    all_: tuple["Condition", ...] = Field(alias="all", min_length=1, description="The conditions.")


class AnyOf(Section):
    """At least one of the conditions must hold."""

    any_: tuple["Condition", ...] = Field(alias="any", min_length=1, description="The conditions.")


class Not(Section):
    """The condition must not hold."""

    not_: "Condition" = Field(alias="not", description="The condition.")


COMPARISONS = ("at_least", "above", "at_most", "below", "is", "in")

_OF_INCIDENTS = {"incident": IncidentTest, "all": AllOfIncident, "any": AnyOfIncident, "not": NotIncident}
INCIDENT_KINDS = tuple(_OF_INCIDENTS)
IncidentCondition = Annotated[IncidentTest | AllOfIncident | AnyOfIncident | NotIncident, by_key(_OF_INCIDENTS)]
"""A condition on a row of the incident list."""

_OF_BRANCHES = {
    "incidents": IncidentsTest,
    "score": ScoreTest,
    "item": ItemTest,
    "value": ValueTest,
    "every": EveryTest,
    "some": SomeTest,
    "count": CountTest,
    "months_since": AgeTest,
    "star": StarTest,
    "past+fact": PastFactTest,
    "past": PastTest,
    "opinion": OpinionTest,
    "fact": FactTest,
    "all": AllOf,
    "any": AnyOf,
    "not": Not,
}
BRANCH_KINDS = tuple(_OF_BRANCHES)
Condition = Annotated[
    IncidentsTest
    | ScoreTest
    | ItemTest
    | ValueTest
    | EveryTest
    | SomeTest
    | CountTest
    | AgeTest
    | StarTest
    | PastFactTest
    | PastTest
    | OpinionTest
    | FactTest
    | AllOf
    | AnyOf
    | Not,
    by_key(_OF_BRANCHES),
]
"""A condition on a branch."""


JOINING = (AllOf, AnyOf, Not, AllOfIncident, AnyOfIncident, NotIncident)
"""The conditions that are made of conditions."""


def parts_of(condition: Section) -> tuple[Section, ...]:
    """Return the conditions that a joined condition is made of; a simple one is made of none."""
    if isinstance(condition, AllOf | AllOfIncident):
        return condition.all_
    if isinstance(condition, AnyOf | AnyOfIncident):
        return condition.any_
    if isinstance(condition, Not | NotIncident):
        return (condition.not_,)
    return ()


def tests_in(condition: Section, path: KeyPath) -> Iterator[tuple[Section, KeyPath]]:
    """Walk the simple conditions within a condition, each with its path; `path` is that of the condition itself."""
    if isinstance(condition, Not | NotIncident):
        yield from tests_in(condition.not_, (*path, "not"))
    elif parts := parts_of(condition):
        key = "all" if isinstance(condition, AllOf | AllOfIncident) else "any"
        for index, part in enumerate(parts):
            yield from tests_in(part, (*path, key, index))
    else:
        yield condition, path
