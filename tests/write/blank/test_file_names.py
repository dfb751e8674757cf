"""Names of files: fit for every file system, and none twice."""

from hypothesis import given
from hypothesis import strategies as st

from starrating.write.blank.form import file_names


@given(st.lists(st.text(max_size=80)))
def test_every_name_is_another_one_without_forbidden_characters(words):
    names = list(file_names(words))
    assert len({name.casefold() for name in names}) == len(words)
    assert all(name and not set(name) & set('<>:"/\\|?*\n') and name == name.strip(" .") for name in names)


def test_a_name_stays_as_it_is_where_it_can():
    assert list(file_names(["采煤一队党支部", "生产/经营", "采煤一队党支部"])) == [
        "采煤一队党支部",
        "生产_经营",
        "采煤一队党支部_2",
    ]
