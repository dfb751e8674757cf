"""starrating: rate branches with stars, exactly and with every reason.

The names a script or a notebook may import: `load_rules` and `rate`, what they raise, `RuleSetError` and `InputError`,
`Ratings`, `RuleSet`, `__version__`. They are imported on first use, so that `starrating --help` needs none of their
libraries.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from starrating.version import __version__

if TYPE_CHECKING:
    from starrating.errors import InputError, RuleSetError
    from starrating.frames import Ratings, load_rules, rate
    from starrating.ruleset import RuleSet

__all__ = ["InputError", "Ratings", "RuleSet", "RuleSetError", "__version__", "load_rules", "rate"]

_HOMES = {
    "InputError": "starrating.errors",
    "Ratings": "starrating.frames",
    "RuleSet": "starrating.ruleset",
    "RuleSetError": "starrating.errors",
    "load_rules": "starrating.frames",
    "rate": "starrating.frames",
}


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
