"""The stages of a review, from nothing to the plaque, and what they are called."""

from collections.abc import Mapping
from typing import Literal

from starrating.i18n import Text, text

Stage = Literal["not-assessed", "assessed", "decided", "on-notice", "contested", "uncontested", "awarded"]

STAGE_NAMES: Mapping[Stage, Text] = {
    "not-assessed": text("not yet assessed"),
    "assessed": text("assessed"),
    "decided": text("decided"),
    "on-notice": text("on public notice"),
    "contested": text("contested"),
    "uncontested": text("uncontested"),
    "awarded": text("awarded"),
}
"""Stage → its name."""
