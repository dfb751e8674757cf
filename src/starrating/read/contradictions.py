"""Whatever else a sheet says of its scores bears witness to them; what contradicts them is asked about.

Stars, ranks, sums, means, how many branches and pages there are: each is said where it stands, with what the scores
give instead.
"""

from collections.abc import Callable, Iterator

from starrating.errors import Problem
from starrating.read.scored_sheet import ScoredSheet
from starrating.read.stated_counts import branches_counted, running_numbers, stars_counted
from starrating.read.stated_losses import lost_points
from starrating.read.stated_pages import pages
from starrating.read.stated_ranks import ranks
from starrating.read.stated_stars import star_columns, star_groups, star_marks
from starrating.read.stated_sums import summary_rows

Stated = Callable[[ScoredSheet], Iterator[Problem]]

_STATED: tuple[Stated, ...] = (
    summary_rows,
    lost_points,
    star_columns,
    star_marks,
    star_groups,
    stars_counted,
    ranks,
    branches_counted,
    pages,
    running_numbers,
)


def contradictions(sheet: ScoredSheet) -> Iterator[Problem]:
    """Yield every contradiction between the scores of a sheet and what else it says of them."""
    for stated in _STATED if sheet.meaning.rows else ():
        yield from stated(sheet)
