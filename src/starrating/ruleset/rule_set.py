"""The rule set: all sections of a rule file together."""

from typing import Literal

from pydantic import Field

from starrating.ruleset.base import Section
from starrating.ruleset.consequences import Consequences
from starrating.ruleset.criteria import Criteria
from starrating.ruleset.examples import Example
from starrating.ruleset.levels import Levels
from starrating.ruleset.procedure import Annual, DeclaredTarget, Procedure, SelfCheck
from starrating.ruleset.steps import Step
from starrating.ruleset.targets import Targets
from starrating.ruleset.triggers import Sanctions, Trigger, Triggers


class Wording(Section):
    """The words of documents."""

    subject: str = Field(description="What is rated: 党支部.")
    scheme: str = Field(description="What the rating is called: 星级党支部.")
    review_result: str = Field(description="What the result of a half-year's review is called: 评审结果.")
    annual_result: str = Field(description="What the result of a year is called: 评定结果.")


class Fact(Section):
    """A column of the score sheet that is no score, read by conditions."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str = Field(description="The head of its column.")
    values: Literal["yes-no", "word"] = "yes-no"


class OpenQuestion(Section):
    """A question that the plan leaves open, and the key of this file that answers it."""

    key: str = Field(min_length=1, description="Name of the key, such as steps[4.4].once.")
    question: str
    answer: str = Field(description="The answer in words.")


class RuleSet(Section):
    """A published star scheme as data."""

    format: Literal[1] = Field(description="Version of the language of rule files.")
    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    title: str = Field(description="Title of the plan, as documents quote it.")
    source: str = Field(description="Who published it, when.")
    language: Literal["zh_CN", "en"] = Field(description="Language of the documents.")
    wording: Wording
    levels: Levels
    targets: Targets | None = None
    criteria: Criteria
    facts: tuple[Fact, ...] = ()
    declared_target: DeclaredTarget | None = None
    self_check: SelfCheck | None = None
    procedure: Procedure
    sanctions: Sanctions | None = None
    triggers: Triggers | None = None
    steps: tuple[Step, ...] = Field((), description="In the order of evaluation.")
    annual: Annual | None = None
    consequences: Consequences = Field(default_factory=Consequences)
    open_questions: tuple[OpenQuestion, ...] = ()
    examples: tuple[Example, ...] = ()

    def trigger(self, name: str) -> Trigger | None:
        """Find a trigger by id, clause, or number; None if there is none."""
        wanted = name.strip()
        for trigger in self.triggers.list if self.triggers else ():
            if wanted in {trigger.id, trigger.clause, str(trigger.number)}:
                return trigger
        return None

    def question(self, key: str) -> OpenQuestion | None:
        """Find the open question that a key answers; None if the plan itself says it."""
        return next((question for question in self.open_questions if question.key == key), None)
