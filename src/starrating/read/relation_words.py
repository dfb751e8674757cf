"""What is said of a column that follows from others."""

from starrating.i18n import Text, text
from starrating.model import letter
from starrating.read.agreement import Relation
from starrating.read.label_hints import ColumnRole


def role_of(relation: Relation) -> ColumnRole:
    """Return the role of a column that follows from others and is not the total."""
    if relation.kind == "sum":
        return "subtotal"
    return "mean" if relation.kind in {"mean", "trimmed_mean"} else "other"


def formula(relation: Relation) -> Text:
    """Say how a column follows from others, and in how many rows."""
    parts = "+".join(map(letter, relation.parts))
    many, held = relation.spoken, relation.spoken - len(relation.odd)
    if relation.kind == "sum":
        return text("it is the sum %(parts)s in %(held)s of %(many)s rows", parts=parts, held=held, many=many)
    if relation.kind == "mean":
        return text("it is the mean of %(parts)s in %(held)s of %(many)s rows", parts=parts, held=held, many=many)
    if relation.kind == "trimmed_mean":
        return text(
            "it is the mean of %(parts)s but the %(low)s lowest and %(high)s highest in %(held)s of %(many)s rows",
            parts=parts,
            low=relation.trimmed[0],
            high=relation.trimmed[1],
            held=held,
            many=many,
        )
    if relation.kind == "deduction":
        return text(
            "it is what %(parts)s leave of the full marks in %(held)s of %(many)s rows",
            parts=parts,
            held=held,
            many=many,
        )
    weighted = "+".join(
        f"{weight.limit_denominator(100)}×{letter(part)}"
        for part, weight in zip(relation.parts, relation.weights, strict=True)
    )
    return text("it is %(blend)s in %(held)s of %(many)s rows", blend=weighted, held=held, many=many)
