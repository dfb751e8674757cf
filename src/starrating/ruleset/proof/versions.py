"""Versions: later values stand at keys that exist, in the order of their periods, and leave no holes either (T14).

Open questions: each names a key of the rule set, and none is answered twice.
"""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from operator import eq
from typing import TYPE_CHECKING

from pydantic import ValidationError

from starrating.errors import KeyPath, Place, Problem
from starrating.i18n import text
from starrating.ruleset.keys import at_key, resolve, twice, why_not
from starrating.ruleset.rule_set import RuleSet, Version, canonical
from starrating.ruleset.versions import at, set_path
from starrating.ruleset.words.wrong_values import UNCALLED, advice, wrong_value

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_VERSIONS = "versions"


def version_flaws(rules: RuleSet) -> Iterator[Problem]:
    """Check keys and periods of the versions, and prove the rule set of each."""
    wrong = list(_key_flaws(rules))
    yield from wrong
    for index, (before, one) in enumerate(pairwise(rules.versions), 1):
        if one.since <= before.since:
            message = text("The versions do not stand in the order of their periods.")
            wrong.append(at_key((_VERSIONS, index, "since"), "version-order", message))
            yield wrong[-1]
    if rules.versions and not wrong:
        known = {(flaw.place, flaw.code) for flaw in _proved(rules.model_copy(update={_VERSIONS: ()}))}
        for index, version in enumerate(rules.versions):
            yield from _later_flaws(rules, version, (_VERSIONS, index), known)


def _key_flaws(rules: RuleSet) -> Iterator[Problem]:
    for index, version in enumerate(rules.versions):
        for key in version.set:
            try:
                set_path(rules, key)
            except KeyError:
                message = text("There is no single value %(key)s in this rule set.", key=key)
                yield at_key((_VERSIONS, index, "set", key), "unknown-name", message, why_not(rules, key))


def _later_flaws(
    rules: RuleSet, version: Version, path: KeyPath, known: set[tuple[Place | None, str]]
) -> Iterator[Problem]:
    """Prove the rules from a version on; a flaw that was there before is told once."""
    try:
        later = at(rules, version.since)
    except ValidationError as error:
        yield from _refused(error, {key: set_path(rules, key) for key in version.set}, path)
        return
    earlier = rules.model_copy(update={_VERSIONS: rules.versions[: rules.versions.index(version)]})
    if canonical(later) == canonical(at(earlier, version.since)):
        message = text("This version changes nothing: the values are as they were before it.")
        yield at_key(path, "idle-version", message, text("Correct a value, or leave it out."))
    for flaw in _proved(later):
        if (flaw.place, flaw.code) not in known:
            message = text("From %(since)s on: %(flaw)s", since=version.since, flaw=flaw.message)
            yield at_key(path, flaw.code, message, flaw.hint, flaw.severity)


def _refused(error: ValidationError, keys: Mapping[str, KeyPath], path: KeyPath) -> Iterator[Problem]:
    """Say of each key what its value must be; what is wrong elsewhere because of it stands at the version itself."""
    found: dict[str, list[ErrorDetails]] = {}
    for details in error.errors():
        if details["type"] != UNCALLED:
            within = (key for key, at in keys.items() if all(map(eq, at, details["loc"])))
            found.setdefault(next(within, ".".join(map(str, details["loc"]))), []).append(details)
    for key, details_here in found.items():
        place = (*path, "set", key) if key in keys else path
        yield at_key(place, "wrong-value", wrong_value(key, details_here), advice(details_here))


def _proved(rules: RuleSet) -> list[Problem]:
    from starrating.ruleset.proof import prove  # noqa: PLC0415 [a version is a rule set: it is proved like one]

    return prove(rules)


def question_flaws(rules: RuleSet) -> Iterator[Problem]:
    """Check that every answer stands at a key that exists."""
    keys = [(("open_questions", index, "key"), one.key) for index, one in enumerate(rules.open_questions)]
    yield from twice(keys)
    for path, key in keys:
        try:
            resolve(rules, key)
        except KeyError:
            message = text("There is no single key %(key)s in this rule set.", key=key)
            yield at_key(path, "unknown-name", message, why_not(rules, key))
