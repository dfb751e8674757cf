"""The rule set: all sections of a rule file together."""

from typing import Literal

from pydantic import Field

from starrating.ruleset.base import Clause, Due, Points, Section
from starrating.ruleset.consequences import Consequences
from starrating.ruleset.criteria import Criteria
from starrating.ruleset.examples import Example
from starrating.ruleset.levels import Levels
from starrating.ruleset.procedure import Annual, DeclaredTarget, Procedure, SelfCheck
from starrating.ruleset.steps import Step
from starrating.ruleset.targets import Targets
from starrating.ruleset.triggers import Sanctions, Trigger, Triggers
from starrating.ruleset.values import Value


class Wording(Section):
    """The words of documents."""

    subject: str = Field(description="What is rated: 党支部.")
    scheme: str = Field(description="What the rating is called: 星级党支部.")
    review_result: str = Field(description="What the result of a half-year's review is called: 评审结果.")
    annual_result: str = Field(description="What the result of a year is called: 评定结果.")
    sections: dict[str, str] | None = Field(
        None, description="Titles of the plan's sections by the first number of their clauses, to cite them by."
    )


class Fact(Section):
    """A column of the score sheet that is no score, read by conditions and values."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$", description="The name by which others read it.")
    title: str = Field(description="The head of its column.")
    values: Literal["yes-no", "word", "number", "date", "star"] = Field("yes-no", description="What its cells hold.")
    blank: Literal["refuse", "missing"] = Field(
        "refuse", description="A blank cell: refused, or the fact is not there (no condition on it holds)."
    )
    words: tuple[str, ...] = Field((), description="With `values: word`: the words there are; others are refused.")
    at_least: Points | None = Field(None, description="With `values: number`: smaller ones are refused.")
    at_most: Points | None = Field(None, description="With `values: number`: larger ones are refused.")


class Ranking(Section):
    """How the scores are ranked."""

    pool: str | None = Field(
        None,
        description="A word fact or column (`type`, `unit`): a ranking for each of its words; left out: one of all.",
    )
    ties: Literal["skip", "dense"] = Field(
        "skip", description="Equal scores share a rank; the next rank is skipped (1, 2, 2, 4) or not (1, 2, 2, 3)."
    )


class Show(Section):
    """How numbers are shown to people; nothing of it touches what is compared."""

    decimals: int | None = Field(
        None,
        ge=1,
        le=9,
        description="Scores and values with so many decimals, rounded; with more where they would look like a rounder "
        "number than they are. Left out: all the decimals that they have.",
    )


class Version(Section):
    """Values that change from a period on (T14); a review is rated by the version of its period."""

    since: Due = Field(description="The first period for which these values hold.")
    clause: Clause
    text: str | None = Field(None, description="The words of the plan.")
    set: dict[str, bool | Points | str] = Field(
        min_length=1, description="Name of a key, as open questions have them → its value from then on."
    )


class OpenQuestion(Section):
    """A question that the plan leaves open, and the key of this file that answers it."""

    key: str = Field(min_length=1, description="Name of the key, such as steps[4.4].once.")
    question: str = Field(description="The question in words.")
    answer: str = Field(description="The answer in words.")


class RuleSet(Section):
    """A published star scheme as data."""

    format: Literal[2] = Field(description="Version of the language of rule files.")
    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$", description="Short name, by which results and history cite it.")
    title: str = Field(description="Title of the plan, as documents quote it.")
    source: str = Field(description="Who published it, when.")
    language: Literal["zh_CN", "en"] = Field(description="Language of the documents.")
    wording: Wording
    levels: Levels
    targets: Targets | None = None
    criteria: Criteria
    facts: tuple[Fact, ...] = Field((), description="Columns of the score sheet that are no scores.")
    values: tuple[Value, ...] = Field((), description="In the order in which they are made.")
    declared_target: DeclaredTarget | None = None
    self_check: SelfCheck | None = None
    procedure: Procedure
    sanctions: Sanctions | None = None
    triggers: Triggers | None = None
    steps: tuple[Step, ...] = Field((), description="In the order of evaluation.")
    annual: Annual | None = None
    ranking: Ranking | None = None
    show: Show | None = None
    consequences: Consequences = Field(default_factory=Consequences)
    versions: tuple[Version, ...] = Field((), description="Later values, in the order of their periods.")
    open_questions: tuple[OpenQuestion, ...] = Field((), description="What the plan leaves open, and the answers.")
    examples: tuple[Example, ...] = Field((), description="Worked examples, which `rules check` rates.")

    @property
    def decimals(self) -> int | None:
        """How many decimals people are shown at most; None: all."""
        return self.show.decimals if self.show else None

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
