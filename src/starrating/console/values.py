"""Values as JSON has them."""

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
