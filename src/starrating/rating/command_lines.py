"""The commands of the procedure, as messages name them: a clerk types them with the words in capitals filled in."""

from starrating.model import Period
from starrating.ruleset import RuleSet


def assess(period: Period, rules: RuleSet) -> str:
    """Return the command that assesses a period: a year is made of its reviews, where those are of its parts."""
    if is_made_of_reviews(period, rules):
        return f"starrating annual --year {period.year}"
    return f"starrating score FILE --period {period}"


def is_made_of_reviews(period: Period, rules: RuleSet) -> bool:
    """Tell whether a period is a year that has no workbooks of its own."""
    return period.is_year and rules.procedure.review != "year"


def decide(period: Period) -> str:
    """Return the command that records the committee's decision."""
    return f"starrating decide --period {period} --date DATE --document NO"


def announce(period: Period) -> str:
    """Return the command that puts a result on public notice."""
    return f"starrating announce --period {period}"


def resolve(number: int) -> str:
    """Return the command that answers an objection."""
    return f"starrating objection resolve {number} --date DATE --upheld|--rejected --finding TEXT"


def plan_award(year: int) -> str:
    """Return the command that plans the ceremony in which the plaques of a year are awarded."""
    return f"starrating award --year {year} --planned DATE --place PLACE"


def award(year: int) -> str:
    """Return the command that awards the plaques of a year."""
    return f"starrating award --year {year} --date DATE"
