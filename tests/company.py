"""The example company: where it is, and what `score` is given for each of its reviews."""

from pathlib import Path

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "company"
REVIEWS = {
    "2012H2": ["2012H2.xlsx"],
    "2013H1": ["2013H1.xlsx", "--incidents", "2013H1-incidents.xlsx"],
    "2013H2": ["2013H2.xlsx"],
    "2014H1": ["2014H1.xlsx"],
}
