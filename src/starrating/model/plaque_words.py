"""What becomes of a plaque, in words."""

from collections.abc import Mapping

from starrating.i18n import Text, text

PLAQUE_NAMES: Mapping[str, Text] = {
    "new": text("new plaque"),
    "replace-up": text("replaced by a higher one"),
    "replace-down": text("replaced by a lower one"),
    "unchanged": text("plaque stays"),
    "withdraw": text("plaque withdrawn"),
}
"""By `PlaqueAct`."""
