"""What messages call the things of a scheme: of hotels none says 党支部, and where no Party decides none says 党委."""

import re

from starrating.i18n import CHINESE, ENGLISH, speak_of
from starrating.ruleset.rule_set import USUAL_WORDS, RuleSet

_PARTY = {CHINESE: "党", ENGLISH: "party"}
_AS_ENGLISH = "branch"
_AS_CHINESE = "党支部"
_OUTSIDE = (
    ("支部委员会意见", "单位意见"),
    ("支部书记", "负责人"),
    ("党委会议?", "评定会议"),
    ("党委", "评定机构"),
)
"""What stands for the words of the Party where a scheme is not about it; 评定机构 as in its documents."""


def is_about_party(rules: RuleSet) -> bool:
    """Tell whether a scheme is about Party organisations or members, or is run by a Party committee."""
    names = (rules.title, rules.source, rules.wording.subject, rules.wording.scheme)
    return any(_PARTY[rules.language] in each.lower() for each in names)


def speak_of_scheme(rules: RuleSet) -> None:
    """Let messages say a scheme's own words, for what is rated and who decides; in another language neutral ones."""
    subject, about_party = rules.wording.subject, is_about_party(rules)
    usual = {language: words["subject"] for language, words in USUAL_WORDS.items()}
    if rules.language == ENGLISH:
        chinese = _AS_CHINESE if subject.lower() == _AS_ENGLISH and about_party else usual[CHINESE]
        english = subject
    else:
        chinese, english = subject, _AS_ENGLISH if subject == _AS_CHINESE else usual[ENGLISH]
    speak_of(
        {
            ENGLISH: _english(english) if english.lower() != _AS_ENGLISH else (),
            CHINESE: (*_chinese(chinese), *(() if about_party else _OUTSIDE)),
        }
    )


def _chinese(subject: str) -> tuple[tuple[str, str], ...]:
    own = ((_AS_CHINESE, _quoted(subject)), ("各支部", _quoted(f"各{subject}")))
    return own if subject != _AS_CHINESE else ()


def _english(subject: str) -> tuple[tuple[str, str], ...]:
    """Say the subject for the branch, in the number and after the article that the message has.

    A field (`%(branch)s`), an option and a key of a file (`branches: …`) are no words of the message.
    """
    no_name, no_key = r"(?<![(\-\w])", r"(?!\w|: \{)"
    one, many = _quoted(subject), _quoted(_plural(subject))
    article = "an" if subject[:1].lower() in "aeiou" else "a"
    return (
        (rf"{no_name}a branch{no_key}", f"{article} {one}"),
        (rf"{no_name}A branch{no_key}", f"{article.capitalize()} {one}"),
        (rf"{no_name}branches{no_key}", many),
        (rf"{no_name}Branches{no_key}", many[:1].upper() + many[1:]),
        (rf"{no_name}branch{no_key}", one),
        (rf"{no_name}Branch{no_key}", one[:1].upper() + one[1:]),
    )


def _plural(noun: str) -> str:
    if re.search(r"[^aeiou]y$", noun):  # charity, agency
        return f"{noun[:-1]}ies"
    return f"{noun}es" if re.search(r"(?:s|x|ch|sh)$", noun) else f"{noun}s"


def _quoted(words: str) -> str:
    """Write words so that they stand for themselves, in a message that has fields and as what replaces a pattern."""
    return words.replace("\\", r"\\").replace("%", "%%")
