"""A record is what the library's dataclass of the same fields is, but for the time that it takes to make its class."""

import copy
import dataclasses
from collections.abc import Callable
from dataclasses import FrozenInstanceError, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starrating.records import dataclass


@dataclass(frozen=True, slots=True)
class Ours:
    """Every sort of field that there is."""

    name: str
    points: int = 0
    marks: list[int] = field(default_factory=list)
    hidden: int = field(default=0, repr=False, compare=False)
    made: str = field(init=False)
    last: bool = field(default=False, kw_only=True)

    def __post_init__(self) -> None:
        object.__setattr__(self, "made", self.name * 2)


@dataclasses.dataclass(frozen=True, slots=True)
class Theirs:
    """The same fields."""

    name: str
    points: int = 0
    marks: list[int] = field(default_factory=list)
    hidden: int = field(default=0, repr=False, compare=False)
    made: str = field(init=False)
    last: bool = field(default=False, kw_only=True)

    def __post_init__(self) -> None:
        object.__setattr__(self, "made", self.name * 2)


@dataclass(frozen=True, slots=True)
class Longer(Ours):
    """A record that says more."""

    more: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Single:
    """A record that is equal to itself alone, and says in its own way what it is."""

    name: str

    def __repr__(self) -> str:
        return f"<{self.name}>"


@dataclass(frozen=True, slots=True)
class Nothing:
    """A record without fields."""


ARGUMENTS = st.fixed_dictionaries(
    {"name": st.sampled_from("ab")},
    optional={
        "points": st.integers(0, 1),
        "marks": st.lists(st.integers(0, 1), max_size=1),
        "hidden": st.integers(0, 1),
        "last": st.booleans(),
    },
)


@given(ARGUMENTS, ARGUMENTS)
def test_a_record_is_what_the_dataclass_of_the_library_is(one: dict[str, object], other: dict[str, object]) -> None:
    ours, theirs = Ours(**one), Theirs(**one)  # type: ignore[arg-type]
    assert dataclasses.asdict(ours) == dataclasses.asdict(theirs)
    assert repr(ours) == repr(theirs).replace("Theirs", "Ours")
    assert (ours == Ours(**other)) == (theirs == Theirs(**other))  # type: ignore[arg-type]
    for copied in (copy.copy(ours), copy.deepcopy(ours), dataclasses.replace(ours)):
        assert copied == ours
        assert copied is not ours


@given(st.text(), st.integers())
def test_equal_records_have_one_hash(name: str, points: int) -> None:
    first, second = (dataclasses.replace(Ours(name, points), marks=()) for _ in range(2))  # type: ignore[arg-type]
    assert {first: 1} == {second: 1}


def test_records_of_different_classes_are_never_equal() -> None:
    assert Ours("a") != Longer("a")
    assert Longer("a", more="b") == Longer("a", 0, [], 0, "b")
    assert Nothing() == Nothing()
    assert repr(Nothing()) == "Nothing()"


def test_a_list_of_one_record_is_not_that_of_another() -> None:
    first, second = Ours("a"), Ours("a")
    first.marks.append(1)
    assert second.marks == []


def test_without_eq_a_record_is_equal_to_itself_alone() -> None:
    one = Single("a")
    assert one == one  # noqa: PLR0124 [that is the point]
    assert one != Single("a")
    assert repr(one) == "<a>"


def _set(record: Ours) -> None:
    record.points = 1  # type: ignore[misc]


def _add(record: Ours) -> None:
    record.other = 1  # type: ignore[attr-defined]


def _delete(record: Ours) -> None:
    del record.points


@pytest.mark.parametrize("change", [_set, _add, _delete])
def test_a_record_is_not_changed(change: Callable[[Ours], None]) -> None:
    record = Ours("a")
    with pytest.raises(FrozenInstanceError):
        change(record)
    assert record == Ours("a")


def test_what_a_record_lacks_or_knows_not_is_refused() -> None:
    with pytest.raises(TypeError, match="name"):
        Ours()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="other"):
        Ours("a", other=1)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Ours("a", 0, [], 0, True)  # type: ignore[misc]
