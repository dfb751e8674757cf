"""The settings of a rule set in words: one sentence for each choice that a key offers."""

from collections.abc import Iterator, Mapping

from starrating.i18n import Text, text
from starrating.ruleset.base import Section

SETTINGS: Mapping[tuple[str, object], Text] = {
    ("rounding", "none"): text("The exact score is compared; nothing is rounded before."),
    ("among", "rated"): text(
        "Shares are counted among the branches rated in the period; others are listed, not counted."
    ),
    ("needed", "ceiling"): text("A share of the branches is rounded up to whole branches."),
    ("origin", "workbook"): text("Every column of the score sheet whose head has full marks in brackets is an item."),
    ("origin", "rules"): text("The items are listed in the rule set."),
    ("origin", "total"): text("Only the total is read."),
    ("review", "half-year"): text("Branches are assessed every half-year."),
    ("review", "year"): text("Branches are assessed every year."),
    ("above_application", "score-decides"): text(
        "A star above what the branch applied for: the score decides, and the difference is shown."
    ),
    ("counted_as", "working-days"): text("The days of the notice are working days by the official calendar."),
    ("counted_as", "days"): text("The days of the notice are calendar days."),
    ("date", "finding"): text("The date that decides is that of the finding: sanction, circular, case."),
    ("inside", "period"): text("Outside the period an incident is listed, not counted."),
    ("blank_finding", "refuse"): text("Every finding that a trigger needs must be answered; a blank one is refused."),
    ("bare_sanction", "refuse"): text("A sanction that several systems have is refused without its system."),
    ("once", "review"): text("Several incidents in one review lower the star once."),
    ("once", "trigger"): text("Each trigger lowers the star once a review."),
    ("once", "incident"): text("Each incident lowers the star."),
    ("at_lowest", "hold"): text("A star that cannot fall further is held, and marked so."),
    ("at_lowest", "no-star"): text("A star that cannot fall further is lost."),
    ("combine", "mean"): text("The score of the year is the mean of the totals of its reviews."),
    ("triggers", "once"): text("A trigger in any review of the year lowers the star of the year, once."),
    ("single_review", "that-review"): text("A year with one review only takes that review, and is marked."),
    ("excellent", False): text("The secretary's appraisal may not be “excellent”."),
    ("post_promotion", False): text("The secretary may not be promoted."),
    ("top_star", "counts-as-success"): text("Holding the top star is no year without promotion."),
    ("demotion", "counts-as-without"): text("A demotion is a year without promotion."),
    ("first_year", "no-streak"): text("The first year starts no streak."),
    ("new_secretary", "show"): text("A change of secretary is shown beside the consequence, never decided silently."),
    ("values", "yes-no"): text("answered by yes or no"),
    ("values", "word"): text("answered by a word"),
}


def settings(section: Section) -> Iterator[Text]:
    """Say what each key of a section chooses; keys that offer no choice are left to the caller."""
    for name in type(section).model_fields:
        value = getattr(section, name)
        if isinstance(value, str | bool) and (name, value) in SETTINGS:
            yield SETTINGS[name, value]
