"""Which command comes next for a period, with all that the ledger has: its reviews, and what came after it (plan 4.4).

Of one period alone `procedure/review_state` says it. A year goes back to the reviews that it is made of until they are
settled, and nobody is sent after an act that later ones have made idle.
"""

import datetime as dt

from starrating.commands.shared.committee_stars import open_opinions
from starrating.commands.shared.recorded_review import (
    ReviewContext,
    corrections_due,
    newest_version,
    standing_of,
    superseded_reviews,
)
from starrating.commands.shared.year_setting import is_outdated, unsettled_before
from starrating.ledger import Ledger
from starrating.model import Period
from starrating.model.acts import Award
from starrating.procedure.review_state import (
    announce,
    assess,
    award,
    is_made_of_reviews,
    next_command,
    score_again,
    setting_command,
)


def next_step(case: ReviewContext, today: dt.date) -> str | None:
    """Return the command that comes next; None where nothing is to be done now."""
    now, rules = case.now, case.rules
    if is_made_of_reviews(now.period, rules) and not now.open_objections:
        for review in unsettled_reviews(case):
            return next_step(ReviewContext.of(case.ledger, review), today)
        if superseded_reviews(case.ledger, case.review, rules):
            return setting_command(now, rules)
    if _is_idle(case):
        return None
    if now.stage(today) == "assessed" and not now.period.is_year and open_opinions(case.review, rules):
        return score_again(now.period, [name for name, _ in case.review.inputs])
    due = next_command(now, rules, today)
    if now.stage(today) != "on-notice" and due in {None, announce(now.period), award(now.period.year)}:
        return _due_before(case, today) or due
    return due


def _due_before(case: ReviewContext, today: dt.date) -> str | None:
    """Return what comes before any document of a year, and its plaques; None where nothing does.

    The years before it are to be settled, and what follows from it drawn; before its plaques, the reviews that it is
    made of corrected in public.
    """
    now, year, rules = case.now, case.now.period, case.rules
    if not year.is_year:
        return None
    if before := unsettled_before(case.ledger, year, rules):
        return next_step(ReviewContext.of(case.ledger, before.period), today)
    if is_outdated(case.ledger, case.review, rules):
        return assess(year, rules)
    awardable = not now.award and (now.notice or rules.procedure.notice is None)
    uncorrected = corrections_due(case.ledger, year, rules) if awardable else ()
    return announce(uncorrected[0]) if uncorrected else None


def unsettled_reviews(case: ReviewContext) -> tuple[Period, ...]:
    """Return the reviews of a recorded year that are contested, or reopened or assessed again and not decided yet."""
    now, rules = case.now, case.rules
    if not is_made_of_reviews(now.period, rules):
        return ()
    parts = [part for part in now.period.parts(rules.procedure.review) if newest_version(case.ledger, part)]
    standings = [standing_of(case.ledger, part) for part in parts]
    return tuple(standing.period for standing in standings if standing.is_contested or standing.decided is None)


def is_replaced(ledger: Ledger, year: Period) -> bool:
    """Tell whether plaques of a later year have been awarded, so that none of this year are any more."""
    return any(isinstance(act.act, Award) and act.act.period > year for act in ledger.acts())


def _is_idle(case: ReviewContext) -> bool:
    """Tell whether a decided result is one that later ones have taken over, so that no notice of it is due any more.

    So it is with a year when the plaques of a later one are awarded, and with a review that was never published when
    its year is, by this very result. What was published and holds no more is corrected all the same.
    """
    now, ledger = case.now, case.ledger
    if now.decided is None or now.is_contested or now.owes_correction:
        return False
    if now.period.is_year:
        return is_replaced(ledger, now.period)
    year = Period(now.period.year)
    if now.published or not newest_version(ledger, year):
        return False
    whole = ReviewContext.of(ledger, year)
    told = whole.now.notice or whole.now.award
    return bool(told) and now.period not in superseded_reviews(ledger, whole.review, whole.rules)
