"""Versions: later values stand at keys that exist, in the order of their periods, and leave no holes either (T14).

Open questions: each names a key of the rule set, and none is answered twice.
"""

from collections.abc import Iterator
from itertools import pairwise

from pydantic import ValidationError

from starrating.errors import KeyPath
from starrating.i18n import Text, text
from starrating.ruleset.keys import Flaw, resolve, twice, why_not
from starrating.ruleset.rule_set import RuleSet, Version, canonical
from starrating.ruleset.versions import at, set_path

_VERSIONS = "versions"


def version_flaws(rules: RuleSet) -> Iterator[Flaw]:
    """Check keys and periods of the versions, and prove the rule set of each."""
    wrong = list(_key_flaws(rules))
    yield from wrong
    for index, (before, one) in enumerate(pairwise(rules.versions), 1):
        if one.since <= before.since:
            message = text("The versions do not stand in the order of their periods.")
            wrong.append(Flaw((_VERSIONS, index, "since"), "version-order", message))
            yield wrong[-1]
    if rules.versions and not wrong:
        known = {(flaw.path, flaw.code) for flaw in _proved(rules.model_copy(update={_VERSIONS: ()}))}
        for index, version in enumerate(rules.versions):
            yield from _later_flaws(rules, version, (_VERSIONS, index), known)


def _key_flaws(rules: RuleSet) -> Iterator[Flaw]:
    for index, version in enumerate(rules.versions):
        for key in version.set:
            try:
                set_path(rules, key)
            except KeyError:
                message = text("There is no single value %(key)s in this rule set.", key=key)
                yield Flaw((_VERSIONS, index, "set", key), "unknown-name", message, why_not(rules, key))


def _later_flaws(rules: RuleSet, version: Version, path: KeyPath, known: set[tuple[KeyPath, str]]) -> Iterator[Flaw]:
    """Prove the rules from a version on; a flaw that was there before is told once."""
    try:
        later = at(rules, version.since)
    except ValidationError as error:
        keys = {key: set_path(rules, key) for key in version.set}
        for details in error.errors(include_url=False):
            yield Flaw(path, "wrong-value", _refused(details["loc"], details["msg"], keys))
        return
    earlier = rules.model_copy(update={_VERSIONS: rules.versions[: rules.versions.index(version)]})
    if canonical(later) == canonical(at(earlier, version.since)):
        message = text("This version changes nothing: the values are as they were before it.")
        yield Flaw(path, "idle-version", message, text("Correct a value, or leave it out."))
    for flaw in _proved(later):
        if (flaw.path, flaw.code) not in known:
            message = text("From %(since)s on: %(flaw)s", since=version.since, flaw=flaw.message)
            yield Flaw(path, flaw.code, message, flaw.hint, flaw.severity)


def _refused(location: tuple[int | str, ...], reason: str, keys: dict[str, KeyPath]) -> Text:
    words = [str(step) for step in location if not str(step).startswith("<")]
    key = next((key for key, path in keys.items() if [*map(str, path)][: len(words)] == words), ".".join(words))
    return text("%(key)s cannot have this value: %(reason)s", key=key, reason=reason)


def _proved(rules: RuleSet) -> list[Flaw]:
    from starrating.ruleset.proof import prove  # noqa: PLC0415 [a version is a rule set: it is proved like one]

    return prove(rules)


def question_flaws(rules: RuleSet) -> Iterator[Flaw]:
    """Check that every answer stands at a key that exists."""
    keys = [(("open_questions", index, "key"), one.key) for index, one in enumerate(rules.open_questions)]
    yield from twice(keys)
    for path, key in keys:
        try:
            resolve(rules, key)
        except KeyError:
            message = text("There is no single key %(key)s in this rule set.", key=key)
            yield Flaw(path, "unknown-name", message, why_not(rules, key))
