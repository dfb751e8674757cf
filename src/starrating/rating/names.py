"""Names that do not match: the nearest ones, as suggestions only; a wrong guess gives a wrong star."""

from collections.abc import Iterable


def likely(name: str, known: Iterable[str], most: int = 3) -> list[str]:
    """Return the known names nearest to a name, nearest first; none that is not at all alike."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 (only a wrong name pays for the import)

    matches = process.extract(name, list(known), scorer=fuzz.ratio, limit=most, score_cutoff=50)
    return [match[0] for match in matches]
