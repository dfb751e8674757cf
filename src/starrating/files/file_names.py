"""Names of files made of words that people wrote."""

import re
from collections.abc import Iterator, Sequence

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_LONGEST = 60


def file_names(words: Sequence[str]) -> Iterator[str]:
    """Yield a name for each of the words, fit for every file system, and none that another one has."""
    taken: set[str] = set()
    for each in words:
        name = stem = _FORBIDDEN.sub("_", each)[:_LONGEST].strip(" .") or "_"
        number = 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem}_{number}"
        taken.add(name.casefold())
        yield name
