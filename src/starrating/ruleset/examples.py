"""Worked examples: a rule file carries its own tests."""

from typing import Literal

from pydantic import Field

from starrating.ruleset.base import Points, Section, Star


class ExampleIncident(Section):
    """A row of an incident list; its date lies in the period unless `inside` says otherwise."""

    trigger: str | None = Field(None, description="Id, clause or number; left out: found by the facts.")
    inside: bool = Field(True, description="Does its date lie in the period?")
    subject: str | None = None
    sanction_system: str | None = None
    sanction: str | None = None
    findings: dict[str, bool] = Field({}, description="Finding → yes or no.")


class Example(Section):
    """Input and expected star; `because` lists the rules of the steps in their order."""

    name: str
    score: Points | None = Field(None, description="The total.")
    items: dict[str, Points] = Field({}, description="Points by item, for rule sets with items of their own.")
    facts: dict[str, bool | str] = Field({}, description="Fact → its value.")
    previous_star: Star | None = None
    incidents: tuple[ExampleIncident, ...] = ()
    star: Star | Literal["none"]
    because: tuple[str, ...] = ()
