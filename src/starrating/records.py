"""Frozen dataclasses that are made sooner: one method is compiled for each, where the library compiles six.

A command makes a hundred of them before it does anything, which took a tenth of a small `score`. What they do is the
same, and type checkers take them for those of the library.
"""

from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NoReturn

__all__ = ["dataclass"]

_Method = Callable[..., Any]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    from dataclasses import dataclass as library_dataclass

    def dataclass(*, frozen: bool, slots: bool, eq: bool = True) -> Callable[[type], type]:
        """Make a class a dataclass with slots, frozen, compared by its fields or, without `eq`, by identity."""
        assert frozen
        assert slots

        def made(of: type) -> type:
            cls = library_dataclass(of, init=False, repr=False, eq=False, slots=True)
            methods = {"__init__": _init(cls), "__repr__": _repr(cls), "__setstate__": _restore}
            methods |= {"__setattr__": _refuse, "__delattr__": _refuse} | (_comparisons(cls) if eq else {})
            for name, method in methods.items():
                if name not in of.__dict__:
                    setattr(cls, name, method)
            return cls

        return made


def _init(cls: type) -> _Method:
    """Compile the one method whose arguments are those of the class: each is put into its slot."""
    given = sorted((one for one in fields(cls) if one.init), key=lambda one: one.kw_only is True)
    names: dict[str, Any] = {"MISSING": MISSING}
    arguments, lines = ["self"], ["pass"]
    for one in fields(cls):
        names |= {f"put_{one.name}": getattr(cls, one.name).__set__, f"default_{one.name}": one.default}
        names[f"make_{one.name}"] = one.default_factory
    for one in given:
        if one.kw_only and "*" not in arguments:
            arguments.append("*")
        optional = one.default is not MISSING or one.default_factory is not MISSING
        arguments.append(f"{one.name}=default_{one.name}" if optional else one.name)
        value = f"make_{one.name}() if {one.name} is MISSING else {one.name}"
        lines.append(f"put_{one.name}(self, {one.name if one.default_factory is MISSING else value})")
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    exec(f"def __init__({', '.join(arguments)}):\n " + "\n ".join(lines), names)  # noqa: S102 [names of our own fields]
    made: _Method = names["__init__"]
    return made


def _refuse(*record_and_name: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {record_and_name[1]!r}")


def _restore(record: object, state: tuple[None, dict[str, Any]]) -> None:
    """Fill a copy, as `copy` and others make it, with what the slots of the original held."""
    for name, value in state[1].items():
        object.__setattr__(record, name, value)


def _repr(cls: type) -> _Method:
    names = [one.name for one in fields(cls) if one.repr]
    return lambda record: (
        f"{type(record).__qualname__}({', '.join(f'{name}={getattr(record, name)!r}' for name in names)})"
    )


def _comparisons(cls: type) -> dict[str, _Method]:
    """Compare what all fields hold, in their order; records of different classes are never equal."""
    content = attrgetter("__class__", *(one.name for one in fields(cls) if one.compare))

    def equal(record: object, other: object) -> bool:
        return content(record) == content(other) if type(other) is type(record) else NotImplemented

    return {"__eq__": equal, "__hash__": lambda record: hash(content(record))}
