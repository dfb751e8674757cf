"""Messages speak of the scheme at hand: of what it rates, and of the Party only where it is about the Party."""

import pytest

from rule_texts import SMALL, rules_of
from starrating.i18n import CHINESE, ENGLISH, speak_of, text
from starrating.ruleset import Wording
from starrating.ruleset.spoken import speak_of_scheme

MESSAGE = text(
    "A branch has no %(branch)s; branches need starrating roster new BRANCH or branches: {%(branch)s: x}", branch="X"
)
NO_BRANCH = text("There is no branch %(branch)s%(where)s.", branch="X", where="")
NOT_DECIDED = text("The committee has not decided %(period)s.", period="2013")


def scheme(language, subject, title="《评定办法》"):
    rules = rules_of(SMALL)
    wording = rules.wording.model_copy(update={"subject": subject, "scheme": "评定"})
    named = {"language": language, "wording": wording, "title": title, "source": ""}
    return rules.model_copy(update=named)


@pytest.mark.parametrize(
    ("subject", "one", "many"),
    [
        ("charity", "A charity", "charities"),
        ("hotel", "A hotel", "hotels"),
        ("office", "An office", "offices"),
        ("branch", "A branch", "branches"),
        ("100% shop", "A 100% shop", "100% shops"),
    ],
)
def test_an_english_scheme_names_what_it_rates_but_no_field_option_or_key(subject, one, many):
    speak_of_scheme(scheme(ENGLISH, subject))
    assert MESSAGE.say(ENGLISH) == f"{one} has no X; {many} need starrating roster new BRANCH or branches: {{X: x}}"


@pytest.mark.parametrize(
    ("subject", "title", "said"),
    [
        ("酒店", "《酒店评定办法》", "没有酒店“X”。评定机构尚未评定2013。"),
        ("党员", "《党员积分办法》", "没有党员“X”。党委尚未评定2013。"),
        ("党支部", "《星级党支部》", "没有党支部“X”。党委尚未评定2013。"),
    ],
)
def test_a_chinese_scheme_that_is_not_about_the_party_does_not_speak_of_it(subject, title, said):
    speak_of_scheme(scheme(CHINESE, subject, title))
    assert NO_BRANCH.say(CHINESE) + NOT_DECIDED.say(CHINESE) == said


@pytest.mark.parametrize(
    ("own", "subject", "title", "language", "said"),
    [
        (CHINESE, "酒店", "《办法》", ENGLISH, "There is no rated unit X."),
        (CHINESE, "党支部", "《办法》", ENGLISH, "There is no branch X."),
        (ENGLISH, "hotel", "Grades", CHINESE, "没有参评单位“X”。"),
        (ENGLISH, "branch", "Bank branches", CHINESE, "没有参评单位“X”。"),
        (ENGLISH, "branch", "Party branches", CHINESE, "没有党支部“X”。"),
    ],
)
def test_messages_in_another_language_than_that_of_the_scheme_are_neutral(own, subject, title, language, said):
    rules = scheme(own, subject, title)
    speak_of_scheme(rules)
    assert NO_BRANCH.say(language) == said
    assert ("党委" in NOT_DECIDED.say(CHINESE)) == ("arty" in title or subject == "党支部")


def test_words_that_a_scheme_leaves_out_are_usual_ones_in_any_language():
    rules = rules_of(SMALL)
    usual = rules.model_copy(update={"wording": Wording(subject="rated unit", scheme="star rating")})
    assert (usual.subject.say(CHINESE), usual.scheme.say(CHINESE)) == ("参评单位", "星级单位")
    assert rules.subject.say(ENGLISH) == rules.wording.subject


def test_without_a_scheme_messages_stay_as_they_are():
    speak_of()
    assert NO_BRANCH.say(CHINESE) == "没有党支部“X”。"
