"""Regular expressions that are compiled when they are first asked for: a run asks for few of the hundreds there are."""

import re
from collections.abc import Callable
from typing import Any, AnyStr, cast


def regex(expression: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return a regular expression, as `re.compile` does, that is compiled later."""
    return cast("re.Pattern[AnyStr]", _Late(lambda: re.compile(expression, flags)))


class _Late:
    """Stands for a pattern; what was asked for once is an attribute of its own, and found as fast as the pattern's."""

    def __init__(self, compiled: Callable[[], object]) -> None:
        self._compiled = compiled

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 [whatever a pattern has]
        found = getattr(self._compiled(), name)
        setattr(self, name, found)
        return found
