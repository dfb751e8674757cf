"""starrating: rate branches with stars, exactly and with every reason.

The names a script or a notebook may import: `load_rules`, `rate`, `Ratings`, `RuleSet`, `__version__`.
They are imported on first use, so that `starrating --help` needs none of their libraries.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from starrating.version import __version__

if TYPE_CHECKING:
    from starrating.frames import Ratings, load_rules, rate
    from starrating.ruleset import RuleSet

__all__ = ["Ratings", "RuleSet", "__version__", "load_rules", "rate"]

_HOMES = {
    "Ratings": "starrating.frames",
    "RuleSet": "starrating.ruleset",
    "load_rules": "starrating.frames",
    "rate": "starrating.frames",
}


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
