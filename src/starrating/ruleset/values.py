"""Values: named numbers of a branch, made from items, parts, facts, incidents and other values (kinds S1-S11).

A value is made in one way, named by its key: `number`, `sum`, `product`, `blend`, `ratio`, `highest`, `lowest`, `mean`,
`percentile`, `points_for`, `tally`, `count`, `choose`. Then it is rounded, if `round` says so, and held between `floor`
and `cap`. Values are made in the order of the file; a value reads only what stands before it. The value `total` is the
score: it is ranked, and `levels` reads it. Without a value `total`, the score is the sum of all items, else the total
of the workbook.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field

from starrating.ruleset.base import Clause, Figure, Points, Ref, Section, Share, Weight
from starrating.ruleset.conditions import Condition, NumberTest
from starrating.ruleset.kinds import by_key


class Rounding(Section):
    """A stated rounding, at the stage where it stands (S10)."""

    to: Points = Field(description="To multiples of this: 1, 0.1, 0.01, or 0.5 for half stars.")
    how: Literal["half-up", "half-even", "down", "up"] = Field(
        description="Halves away from zero, halves to the even one, towards minus infinity, towards plus infinity."
    )


def _missing(default: str) -> Any:  # noqa: ANN401 [a field, as pydantic has it]
    return Field(
        default,
        description="A part that is not there (不适用, a blank fact): the value is not there either, it counts as 0, "
        "or it is left out, the weights or full marks of the others making up the whole.",
    )


class _Value(Section):
    """What every value says beside the way in which it is made."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$", description="The name by which others read it.")
    clause: Clause | None = Field(None, description="The clause of the plan that says so.")
    text: str | None = Field(None, description="The words of the plan.")
    title: str | None = Field(None, description="What people call it; the id if left out.")
    missing: Literal["none", "zero", "skip"] = _missing("none")
    round: Rounding | None = Field(None, description="A rounding that the plan states; left out: the value is exact.")
    floor: Points | None = Field(None, description="The value is at least this.")
    cap: Points | None = Field(None, description="The value is at most this.")


class Constant(_Value):
    """A number with a name, which `versions` may change: `{id: staffing_needed, number: 4}`."""

    number: Figure = Field(description="The number, the same for every branch.")


class Sum(_Value):
    """Add, and take away (S1, S2, S3): `{id: total, sum: [100, bonus], minus: [deductions]}`.

    With `missing: skip` the value is there as soon as something that is added is.
    """

    sum: tuple[Ref, ...] = Field(min_length=1, description="What is added.")
    minus: tuple[Ref, ...] = Field((), description="What is taken away.")


class Product(_Value):
    """Multiply (S4): points for each occurrence, `{id: lost, product: [absences, 2]}`; a square, `product: [a, a]`.

    With `missing: skip` a factor that is not there is left out, as if it were 1. Whole units only are a product and a
    rounding: `{id: lost, product: [hours, 2], round: {to: 2, how: down}}` takes 2 for each full hour.
    """

    product: tuple[Ref, ...] = Field(min_length=1, description="The factors.")


class Weighted(Section):
    """A part of a blend and its weight."""

    of: Ref = Field(description="The number.")
    weight: Weight = Field(
        description="Its weight. Percents: all weights together are 100%. Plain numbers, fractions and names: the "
        "weighted sum is divided by the sum of the weights."
    )


class Blend(_Value):
    """Blend by weights (S5): `{of: self, weight: 40%}`, `{of: safety, weight: 5}`, `{of: safety, weight: hours}`.

    A weight that is not there is treated as its part is. Weights that add up to 0 give a value that is not there.
    """

    blend: tuple[Weighted, ...] = Field(min_length=1, description="The numbers, each with its weight.")


class Ratio(_Value):
    """Divide (S7): `{id: attendance, ratio: present, to: members}`; in percents with `times: 100`.

    `to: full-marks` is the full marks of the items read, without those that do not apply where `missing` is `skip`.
    Points by bands have those of the best band, a sum those of what it adds, the highest of several the most of them.
    A division by zero gives a value that is not there.
    """

    ratio: Ref = Field(description="What is divided.")
    to: Ref | Literal["full-marks"] = Field(description="What it is divided by.")
    times: Points = Field(Decimal(1), description="What the ratio is multiplied by: 100 makes percents.")


class Highest(_Value):
    """The highest of several (S11; of demerits the worst part); the explanation names the one that won."""

    highest: tuple[Ref, ...] = Field(
        min_length=1,
        description="The numbers of which the highest counts, whatever `levels.better` says: of demerits it is the "
        "largest part.",
    )


class Lowest(_Value):
    """The lowest of several (T4: the weakest part)."""

    lowest: tuple[Ref, ...] = Field(
        min_length=1,
        description="The numbers of which the lowest counts, whatever `levels.better` says: the weakest part of "
        "points, but the smallest of demerits, whose largest part is `highest`.",
    )


class Outermost(Section):
    """How many of the highest and of the lowest are left out."""

    highest: int = Field(0, ge=0, description="So many of the highest.")
    lowest: int = Field(0, ge=0, description="So many of the lowest.")


class Mean(_Value):
    """The exact mean of several; of judges, often `without: {highest: 1, lowest: 1}`.

    Where `without` leaves nothing over, the value is not there.
    """

    mean: tuple[Ref, ...] = Field(min_length=1, description="The numbers.")
    without: Outermost | None = Field(None, description="The outermost numbers that do not count.")


class Percentile(_Value):
    """A limit taken from the pool (T8): `{id: p85, percentile: 85%, of: mean, pool: type, method: nearest-rank}`.

    Every branch of a pool has the same one. Branches whose number is not there do not count; with `missing: zero` they
    count as 0, with `missing: none` a pool that has one has no percentile.
    """

    missing: Literal["none", "zero", "skip"] = _missing("skip")
    percentile: Share = Field(description="The share of the pool that lies at the limit or below.")
    of: Ref = Field(description="The number whose percentile is taken.")
    pool: str | None = Field(
        None,
        description="A word fact or column (`type`, `unit`): the percentile of each of its words; left out: of all.",
    )
    method: Literal["nearest-rank", "linear"] = Field(
        description="`nearest-rank`: the least number of the pool that so large a share of it does not exceed. "
        "`linear`: between two numbers, as spreadsheets do (PERCENTILE.INC)."
    )


class MetricBand(Section):
    """A range of a raw number and the points it earns (S8)."""

    points: Figure = Field(description="The points that a number in this band earns.")
    at_least: Points | None = Field(None, description="Lower bound; the bound itself belongs to the band.")
    above: Points | None = Field(None, description="Lower bound; the bound itself does not belong to the band.")
    at_most: Points | None = Field(None, description="Upper bound; the bound itself belongs to the band.")
    below: Points | None = Field(None, description="Upper bound; the bound itself does not belong to the band.")


class PointsFor(_Value):
    """Points for a raw number, by bands that take in every number once (S8)."""

    points_for: Ref = Field(description="The raw number.")
    bands: tuple[MetricBand, ...] = Field(min_length=1, description="The bands and their points.")
    between: Literal["refuse", "lower", "upper"] = Field(
        "refuse", description="Bands of whole numbers that leave gaps, as in `levels` (T2)."
    )


class Tally(_Value):
    """Points for the incidents that count (S4, V7): a number for each, by trigger."""

    tally: Mapping[str, Figure] = Field(min_length=1, description="Id of a trigger → points for each incident.")
    same_act: Literal["each", "heaviest"] = Field(
        "each",
        description="Several rows of one act (same document): each counts, or the heaviest only. An "
        "act costs the heaviest of what its rows cost after `repeats`.",
    )
    repeats: Literal["same", "double"] = Field(
        "same", description="The same trigger again: the same points again, or twice as many from the second on."
    )


class Count(_Value):
    """How many of several meet a comparison (T6, T15): `{id: passed, count: [a, b, c], that: {at_least: 80}}`.

    What is not there does not pass, as in conditions; where none of them is there, neither is the value.
    """

    missing: Literal["none", "zero", "skip"] = _missing("skip")
    count: tuple[Ref, ...] = Field(min_length=1, description="The numbers that are looked at.")
    that: NumberTest = Field(description="The comparison that each of them passes or not.")


class Case(Section):
    """A case of a choice."""

    when: Condition = Field(description="The branches for which the value is this one.")
    value: Ref = Field(description="The number that is taken.")


class Choose(_Value):
    """The value of the first case that holds, else `otherwise` (S6: another sheet by type; V2: the score becomes 0).

    With `missing: skip` a case whose number is not there is passed over.
    """

    choose: tuple[Case, ...] = Field(min_length=1, description="The cases; the first that holds counts.")
    otherwise: Ref | None = Field(None, description="Left out: the value is not there; with `missing: zero` it is 0.")


_KINDS = {
    "number": Constant,
    "sum": Sum,
    "product": Product,
    "blend": Blend,
    "ratio": Ratio,
    "highest": Highest,
    "lowest": Lowest,
    "mean": Mean,
    "percentile": Percentile,
    "points_for": PointsFor,
    "tally": Tally,
    "count": Count,
    "choose": Choose,
}
VALUE_KINDS = tuple(_KINDS)
VALUE_SETTINGS = tuple(_Value.model_fields)
"""The keys that every kind of value has."""

Value = Annotated[
    Constant
    | Sum
    | Product
    | Blend
    | Ratio
    | Highest
    | Lowest
    | Mean
    | Percentile
    | PointsFor
    | Tally
    | Count
    | Choose,
    by_key(_KINDS),
]
"""A named number."""
