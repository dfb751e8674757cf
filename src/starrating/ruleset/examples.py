"""Worked examples: a rule file carries its own tests."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from starrating.model.cell_words import NOT_APPLICABLE_WORD, meant
from starrating.ruleset.base import Due, Figure, Points, Section, Star
from starrating.ruleset.conditions import Opinion

NotApplicable = Annotated[
    Literal["不适用", "not-applicable"], AfterValidator(lambda word: meant(word, [NOT_APPLICABLE_WORD]))
]
"""That an item does not apply, in either language."""


class ExampleIncident(Section):
    """A row of an incident list; its date lies in the period unless `inside` or `date` says otherwise."""

    trigger: str | None = Field(None, description="Id, clause or number; left out: found by the findings.")
    inside: bool = Field(True, description="Does its date lie in the period?")
    date: str | None = Field(None, description='A date such as "2013-05-04" instead of `inside`.')
    document: str | None = Field(None, description="Document number; rows of one act on one day have the same.")
    act: str | None = Field(None, description="The column 行为: rows that name the same act are one event.")
    subject: str | None = Field(None, description="The column 对象: 班子成员, 党员, 群众, 单位.")
    sanction_system: str | None = Field(None, description="The column 处分类别: a system of `sanctions`.")
    sanction: str | None = Field(None, description="The column 处分: a sanction of the system.")
    findings: dict[str, bool | str] = Field({}, description="Finding → yes, no or a word.")


class ExampleBranch(Section):
    """A branch: what goes in, and the star and the reasons that must come out."""

    name: str = Field(description="Its name, in the outcome of the check.")
    score: Points | None = Field(None, description="The total.")
    items: dict[str, Points | NotApplicable] = Field(
        {}, description="Points by code or title of the item; one that is left out does not apply, where it may not."
    )
    facts: dict[str, bool | str | Points] = Field({}, description="Fact, or a column such as type → its value.")
    previous_star: Star | None = Field(None, description="The star of the period before; none if left out.")
    applied_star: Star | None = Field(None, description="The star that the branch applied for.")
    past: tuple[Star | None, ...] = Field((), description="Stars of the periods before, the last one first.")
    past_facts: tuple[dict[str, bool | str], ...] = Field(
        (), description="Facts of the periods before, the last one first: `[{inspection: 基本合格}]`."
    )
    opinions: dict[str, Opinion] = Field({}, description="Department → opinion.")
    incidents: tuple[ExampleIncident, ...] = Field((), description="Its rows of the incident list.")
    star: Star | Literal["none"] | None = Field(None, description="The star; `none` for no star.")
    status: str | None = Field(None, description="Why there is no star, where it matters.")
    values: dict[str, Figure] = Field({}, description="Id of a value → what it must be; not checked if left out.")
    because: tuple[str, ...] | None = Field(
        None,
        description="Clauses of the steps, in order; not checked if left out. A `lower` for incidents gives the clause "
        "of the trigger, needs that do not hold that of `levels`, every other step its own.",
    )


class Example(ExampleBranch):
    """One branch, or several that are rated together because quotas compare them."""

    period: Due | None = Field(None, description="The period of the review; 2000H1 if left out.")
    branches: tuple[ExampleBranch, ...] = Field(
        (), description="The branches that are rated together, each with its star; the example itself has none then."
    )
