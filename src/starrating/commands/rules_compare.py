"""`rules compare` and `rules sensitivity`: a recorded review rated by other rules, and who would change."""

from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from starrating.commands.shared.output_files import write_result
from starrating.commands.shared.recorded_review import recorded_review
from starrating.commands.shared.rerate import rerate
from starrating.commands.shared.scheme import load_rules
from starrating.errors import Problem
from starrating.ledger import Ledger, open_ledger
from starrating.model import Period, Review
from starrating.rating.comparison import Comparison, RatedBranch, compare
from starrating.ruleset import RuleSet, from_canonical
from starrating.ruleset.versions import at
from starrating.workspace import Workspace
from starrating.write.comparison_workbook import MoveRow, ShareRow, write_comparison


class RulesCompareResult(Struct, frozen=True):
    """A recorded review and its rule set, another rule set, who moves, and the sheet if one was made."""

    review: Review
    old: RuleSet
    new: RuleSet
    comparison: Comparison
    file: Path | None = None
    problems: tuple[Problem, ...] = ()


def compare_rules(workspace: Workspace, path: Path, period: Period, sheet: Path | None = None) -> RulesCompareResult:
    """Rate the recorded input of a period by the rule set of a file, in the version of that period."""
    new = at(load_rules(path), period)
    with open_ledger(workspace.ledger) as ledger:
        review = recorded_review(ledger, period)
        old = from_canonical(review.rules)
        ratings, notices = rerate(review, new, ledger)
        compared = RulesCompareResult(review, old, new, compare(review.ratings, old, ratings, new), None, notices)
        return _with_sheet(compared, sheet, ledger) if sheet else compared


def _with_sheet(compared: RulesCompareResult, sheet: Path, ledger: Ledger) -> RulesCompareResult:
    language, comparison = compared.new.language, compared.comparison
    moves = [
        MoveRow(
            move.branch,
            _score_and_level(move.before, language),
            _score_and_level(move.after, language),
            move.reason.say(language),
            move.rises,
        )
        for move in comparison.moves
    ]
    shares = [
        ShareRow(name, comparison.before.get(star, 0), comparison.after.get(star, 0)) for star, name in levels(compared)
    ]
    both = compared.old, compared.new
    file, kept = write_result(sheet, ledger, lambda path: write_comparison(path, compared.review, both, moves, shares))
    return replace(compared, file=file, problems=(*compared.problems, *kept))


def levels(compared: RulesCompareResult) -> list[tuple[int, str]]:
    """Name the stars that either rule set has, from the highest; what the new one calls them goes first."""
    stars = sorted({*compared.old.levels.stars, *compared.new.levels.stars}, reverse=True)
    return [(star, compared.new.levels.name(star) or compared.old.levels.name(star)) for star in stars]


def _score_and_level(rated: RatedBranch, language: str) -> tuple[str | None, str]:
    return rated.score, rated.level.say(language)
