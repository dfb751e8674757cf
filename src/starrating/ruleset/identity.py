"""What makes a rule set the same rule set: its canonical text, and the digest of that."""

import hashlib
import json

from starrating.errors import RuleSetError
from starrating.i18n import text
from starrating.ruleset.format_one import upgraded
from starrating.ruleset.rule_set import RuleSet


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
