"""The rule set: all sections of a rule file together.

What makes a rule set the same rule set: its canonical text, and the digest of that.

The JSON Schema of rule files: editors complete and check with it while one writes.
"""

import hashlib
import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field, ValidationInfo

from starrating.decimals import Shown
from starrating.errors import RuleSetError
from starrating.i18n import CHINESE, ENGLISH, Text, plain, text
from starrating.ruleset.base import Clause, Due, Points, Section, its_id
from starrating.ruleset.conditions import Condition, IncidentCondition, NumberTest, tests_in
from starrating.ruleset.consequences import Consequences
from starrating.ruleset.criteria import Criteria
from starrating.ruleset.examples import Example
from starrating.ruleset.format_one import upgraded
from starrating.ruleset.kinds import DEFINED_AT
from starrating.ruleset.levels import Levels
from starrating.ruleset.procedure import Annual, DeclaredTarget, Procedure, SelfCheck
from starrating.ruleset.steps import Step
from starrating.ruleset.targets import Targets
from starrating.ruleset.triggers import Sanctions, Trigger, Triggers, narrow
from starrating.ruleset.values import Value

USUAL_WORDS: Mapping[str, Mapping[str, str]] = {
    "zh_CN": {"subject": "参评单位", "scheme": "星级单位", "review_result": "评审结果", "annual_result": "评定结果"},
    "en": {
        "subject": "rated unit",
        "scheme": "star rating",
        "review_result": "result of the review",
        "annual_result": "result of the year",
    },
}


class Wording(Section):
    """The words of documents; those left out are the usual ones of the language: 参评单位, “rated unit”, and so on."""

    subject: str = Field("", description="What is rated: 党支部.")
    scheme: str = Field("", description="What the rating is called: 星级党支部.")
    review_result: str = Field("", description="What the result of a half-year's review is called: 评审结果.")
    annual_result: str = Field("", description="What the result of a year is called: 评定结果.")
    sections: dict[str, str] | None = Field(
        None, description="Titles of the plan's sections by the first number of their clauses, to cite them by."
    )


def _worded(given: object, info: ValidationInfo) -> object:
    """Add the usual words of the language, which stands before, for those that are left out."""
    return {**_usual_words(info.data), **given} if isinstance(given, Mapping) else given


def _usual_words(before: Mapping[str, Any]) -> Mapping[str, str]:
    return USUAL_WORDS.get(before.get("language", ""), USUAL_WORDS["en"])


class Fact(Section):
    """A column of the score sheet that is no score, read by conditions and values."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$", description="The name by which others read it.")
    title: str = Field(default_factory=its_id, description="The head of its column; the id if left out.")
    values: Literal["yes-no", "word", "number", "date", "star"] = Field("yes-no", description="What its cells hold.")
    blank: Literal["refuse", "missing"] = Field(
        "refuse", description="A blank cell: refused, or the fact is not there (no condition on it holds)."
    )
    words: tuple[str, ...] = Field((), description="With `values: word`: the words there are; others are refused.")
    at_least: Points | None = Field(None, description="With `values: number`: smaller ones are refused.")
    at_most: Points | None = Field(None, description="With `values: number`: larger ones are refused.")


def _of_the_workbook(before: Mapping[str, Any]) -> Criteria:
    """Take the items from the workbook, cited by the clause of the levels, which stand before."""
    return Criteria(clause=before["levels"].clause if "levels" in before else "–")


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
        "number than they are, or would stand on another side of a bound. Left out: all the decimals that they have.",
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
    wording: Annotated[Wording, BeforeValidator(_worded)] = Field(
        default_factory=lambda before: Wording.model_validate(_usual_words(before))
    )
    levels: Levels
    targets: Targets | None = None
    criteria: Criteria = Field(default_factory=_of_the_workbook)
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
    def decimals(self) -> Shown:
        """How many decimals people are shown at most, and the bounds on whose side a number is to stay."""
        return self.all_decimals._replace(most=self.show.decimals if self.show else None)

    @property
    def all_decimals(self) -> Shown:
        """All decimals that a number has, and the bounds on whose side it is to stay where there is no end of them."""
        conditions = [band.needs for band in self.levels.bands] + [step.when for step in self.steps]
        tests = (test for condition in conditions if condition is not None for test, _ in tests_in(condition, ()))
        compared = [
            (test.at_least, test.above, test.at_most, test.below) for test in tests if isinstance(test, NumberTest)
        ]
        bounds = {
            Fraction(bound)
            for each in [
                *compared,
                *((band.at_least, band.above, band.at_most, band.below) for band in self.levels.bands),
            ]
            for bound in each
            if bound is not None and not isinstance(bound, str)
        }
        return Shown(None, tuple(sorted(bounds)))

    @property
    def subject(self) -> Text:
        """What is rated, for people of any language: the usual word in theirs, the scheme's own word as it is."""
        usual = self.wording.subject in {words["subject"] for words in USUAL_WORDS.values()}
        return text("rated unit") if usual else Text("%(word)s", {"word": self.wording.subject})

    @property
    def scheme(self) -> Text:
        """What the rating is called, as `subject` says what is rated."""
        usual = self.wording.scheme in {words["scheme"] for words in USUAL_WORDS.values()}
        return text("star rating") if usual else Text("%(word)s", {"word": self.wording.scheme})

    def level(self, star: int) -> str:
        """Name a level with the mark that is shown for it, where its name does not say it: 四星半（★★★★½）."""
        name, mark = self.levels.name(star), self.levels.mark(star)
        if mark is None or mark in name:
            return name
        return f"{name}（{mark}）" if self.language == CHINESE else f"{name} ({mark})"

    def trigger(self, name: str) -> Trigger | None:
        """Find a trigger by id, clause, or number; None if there is none."""
        wanted = narrow(name)
        return next(
            (trigger for trigger in (self.triggers.list if self.triggers else ()) if wanted in trigger.names.values()),
            None,
        )

    def question(self, key: str) -> OpenQuestion | None:
        """Find the open question that a key answers; None if the plan itself says it."""
        return next((question for question in self.open_questions if question.key == key), None)


def canonical(rules: RuleSet) -> str:
    """Write a rule set as JSON: sections in the order of the models, mappings in that of the file, defaults included.

    Decimals are strings without idle zeros, so that 80 and 80.0 are one; keys that were left out and have no default
    do not occur, so that a key added to the language later leaves the text of older rule sets as it was.
    """
    return rules.model_dump_json(by_alias=True, exclude_none=True)


def from_canonical(content: str) -> RuleSet:
    """Read what `canonical` wrote; the result equals the rule set it was written from. Else: `RuleSetError`.

    A rule set of format 1 becomes the one of format 2 that says the same; its recorded text, and so its digest, stays.
    """
    try:
        tree = upgraded(json.loads(content))
        return RuleSet.model_validate_json(json.dumps(tree), by_alias=True, by_name=False)
    except ValueError as error:
        message = text("The recorded rule set cannot be read: it is from a newer program, or damaged.")
        hint = text("Take the newest program; if it does not read it either, see what is wrong with: starrating verify")
        raise RuleSetError.because("recorded-rules-unreadable", message, hint) from error


def digest(rules: RuleSet) -> str:
    """Return the fingerprint of a rule set: `sha256:…` of its canonical text in UTF-8."""
    return f"sha256:{hashlib.sha256(canonical(rules).encode()).hexdigest()}"


def schema(language: str = ENGLISH) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of rule files, keys as they are written in YAML, described in a language.

    It knows the shape; that bands leave no gap, and the like, only `rules check` can tell.
    """
    defined: dict[str, Any] = {}
    kinds = (kind for union in (IncidentCondition, Condition, Value, Step) for kind in get_args(get_args(union)[0]))
    for section in (*kinds, RuleSet):
        described = section.model_json_schema(by_alias=True, mode="validation")
        defined |= described.pop("$defs", {}) | {section.__name__: described}
    whole = _translated(_without_nulls(defined.pop(RuleSet.__name__) | {"$defs": defined}), language)
    assert isinstance(whole, dict)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **whole,
        "title": "starrating rule set",
    }


def _translated(node: object, language: str) -> object:
    """Say the descriptions in a language, paragraph by paragraph."""
    if isinstance(node, list):
        return [_translated(one, language) for one in node]
    if not isinstance(node, dict):
        return node
    translated = {key: _translated(value, language) for key, value in node.items()}
    if isinstance(words := node.get("description"), str):
        translated["description"] = "\n\n".join(plain(" ".join(part.split()), language) for part in words.split("\n\n"))
    return translated


def _without_nulls(node: object) -> object:
    """Drop `null` as a type and as a default: a key that says nothing is left out of a rule file."""
    if isinstance(node, list):
        return [_without_nulls(one) for one in node if one != {"type": "null"}]
    if not isinstance(node, dict):
        return node
    if str(node.get("$ref")).startswith(DEFINED_AT):
        return {"$ref": str(node["$ref"]).replace(DEFINED_AT, "#/$defs/")}
    kept = {key: _without_nulls(value) for key, value in node.items() if not (key == "default" and value is None)}
    choices = kept.get("anyOf")
    if isinstance(choices, list) and len(choices) == 1:
        del kept["anyOf"]
        return {**choices[0], **kept}
    return kept
