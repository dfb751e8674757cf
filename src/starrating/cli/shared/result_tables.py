"""Values as JSON has them."""

from collections.abc import Mapping

from starrating.model import NO_STAR, Step


def step_data(step: Step) -> dict[str, object]:
    """Return one step as JSON has it."""
    return {
        "rule": step.rule,
        "effect": step.effect,
        "from": star_or_null(step.before),
        "to": star_or_null(step.after),
        "because": str(step.because),
        "source": step.source,
    }


def star_or_null(star: int) -> int | None:
    """Return a star as JSON has it: null where there is none."""
    return None if star == NO_STAR else star


def counts_by_star(counts: Mapping[int, int]) -> dict[str, int]:
    """Return how many branches have each star, from the highest; `none` for those without one."""
    return {("none" if star == NO_STAR else str(star)): number for star, number in sorted(counts.items(), reverse=True)}
