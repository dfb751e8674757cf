"""Triggers: what an incident must be to cost a star (plan 4.4(1)-(6)), and the scale of sanctions."""

from collections.abc import Mapping
from typing import Literal
from unicodedata import normalize

from pydantic import Field

from starrating.ruleset.base import Clause, Section, its_id
from starrating.ruleset.conditions import IncidentCondition

WINDOW = "triggers.window"
"""The key that decides which incidents belong to a review."""


class SanctionSystem(Section):
    """A system of sanctions with its own order of severity."""

    names: tuple[str, ...] = Field((), description="Prefixes that name the system within a sanction: 党内 in 党内警告.")
    order: tuple[str, ...] = Field(min_length=1, description="The sanctions, lightest first.")


class Sanctions(Section):
    """The sanctions that incident lists name. A term that stands in several systems needs its system beside it."""

    clause: Clause
    systems: Mapping[str, SanctionSystem] = Field(description="System → order of severity.")
    spellings: Mapping[str, str] = Field({}, description="Other spelling → term; accepted with a notice.")
    not_sanctions: tuple[str, ...] = Field((), description="Measures that are no sanction: never a trigger.")


class Window(Section):
    """Which incidents belong to the review."""

    date: Literal["finding", "act", "decision"] = Field(
        "finding",
        description="The date that decides: that of the finding (处分, 通报, 立案), of the act, of the decision.",
    )
    inside: Literal["period", "months"] = Field("period", description="Outside it an incident is listed, not counted.")
    months: int | None = Field(
        None, ge=1, description="With `inside: months`: so many months up to the last day of the period (V8)."
    )


def narrow(name: str) -> str:
    """Return what names of triggers are compared by: 三（二）, 三(二) and 三 （二） are one."""
    return "".join(normalize("NFKC", name).split())


class Trigger(Section):
    """A situation that counts against a branch.

    A row of the incident list may name it by its id, number or clause; so all of these differ from trigger to trigger.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$", description="The name by which steps and values read it.")
    number: int | None = Field(None, ge=1, description="Its number in the plan; incident lists may name it so.")
    clause: Clause
    text: str = Field(default_factory=its_id, description="The words of the plan; the id if left out.")
    when: IncidentCondition | None = Field(
        None,
        description="What a row of the incident list must show. Left out: a row counts as it is, but must name the "
        "trigger.",
    )
    window: Window | None = Field(None, description="How long it counts, where that is not as `triggers.window` says.")

    @property
    def names(self) -> Mapping[str, str]:
        """The names by which a row may call it, as they are compared, by their keys."""
        return {"id": self.id, "number": str(self.number or self.id), "clause": narrow(self.clause)}


class Finding(Section):
    """A column of the incident list that this rule set asks for, beside those that every list has."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$", description="The name by which conditions read it.")
    title: str = Field(default_factory=its_id, description="The head of its column; the id if left out.")
    values: Literal["yes-no", "word"] = Field("yes-no", description="What its cells hold: 是 or 否, or a word.")


class Triggers(Section):
    """The triggers and what is common to them."""

    clause: Clause
    window: Window = Field(default_factory=Window, description="Which incidents belong to the review.")
    findings: tuple[Finding, ...] = Field((), description="Further columns of the incident list, such as 已整改.")
    blank_finding: Literal["refuse"] = Field(
        "refuse", description="A finding that a trigger needs and the row leaves blank: refused, never guessed."
    )
    bare_sanction: Literal["refuse"] = Field(
        "refuse", description="A sanction that several systems have, without its system: refused as ambiguous."
    )
    list: tuple[Trigger, ...] = Field(min_length=1, description="The triggers.")

    def window_of(self, trigger: str | None) -> Window:
        """Return the window of a trigger: its own, else the common one."""
        own = (one.window for one in self.list if one.id == trigger and one.window)
        return next(own, self.window)
