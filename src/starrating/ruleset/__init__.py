"""The rule set: the plan as data, one module per section of the rule file."""

from starrating.errors import KeyPath
from starrating.ruleset.base import Section, Share, percent
from starrating.ruleset.consequences import Consequences
from starrating.ruleset.criteria import Criteria, CriterionItem, CriterionPart
from starrating.ruleset.examples import Example, ExampleIncident
from starrating.ruleset.levels import Band, Levels
from starrating.ruleset.procedure import Annual, DeclaredTarget, Procedure, PublicNotice, SelfCheck
from starrating.ruleset.rule_set import Fact, OpenQuestion, RuleSet, Version, Wording, canonical, digest, from_canonical
from starrating.ruleset.steps import Cap, Floor, Grade, Lower, Step
from starrating.ruleset.targets import Milestone, Targets
from starrating.ruleset.triggers import Sanctions, SanctionSystem, Trigger, Triggers

__all__ = [
    "Annual",
    "Band",
    "Cap",
    "Consequences",
    "Criteria",
    "CriterionItem",
    "CriterionPart",
    "DeclaredTarget",
    "Example",
    "ExampleIncident",
    "Fact",
    "Floor",
    "Grade",
    "KeyPath",
    "Levels",
    "Lower",
    "Milestone",
    "OpenQuestion",
    "Procedure",
    "PublicNotice",
    "RuleSet",
    "SanctionSystem",
    "Sanctions",
    "Section",
    "SelfCheck",
    "Share",
    "Step",
    "Targets",
    "Trigger",
    "Triggers",
    "Version",
    "Wording",
    "canonical",
    "digest",
    "from_canonical",
    "percent",
]
