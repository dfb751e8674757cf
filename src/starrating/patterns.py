"""Regular expressions that are compiled when they are first asked for: a run asks for few of the hundreds there are."""

import re
from typing import Any, AnyStr, cast


def regex(expression: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return a regular expression, as `re.compile` does, that is compiled later."""
    return cast("re.Pattern[AnyStr]", _Late(expression, flags))


class _Late:
    """Stands for a pattern; what was asked for once is an attribute of its own, and found as fast as the pattern's."""

    def __init__(self, expression: str | bytes, flags: int) -> None:
        self._given = expression, flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 [whatever a pattern has]
        found = getattr(re.compile(*self._given), name)
        setattr(self, name, found)
        return found
