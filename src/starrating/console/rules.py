"""Rule sets: the result of the check, and the rule set read back."""

from pathlib import Path

from starrating.console.problems import show_problems
from starrating.console.screen import line, out
from starrating.errors import Problem
from starrating.i18n import text
from starrating.rating.examples import Outcome
from starrating.ruleset import RuleSet, digest


def show_check(path: Path, rules: RuleSet, outcomes: list[Outcome], warnings: list[Problem]) -> None:
    """Show that a rule file is right, with its examples."""
    show_problems(warnings)
    out().print(line(f"{path}: {rules.title}", "bold"))
    for outcome in outcomes:
        star = outcome.star if outcome.star is not None else -1
        out().print(line(f"  ✓ {outcome.example.name} → {rules.levels.name(star) or text('no star')}"))
    out().print(line(text("No holes. Examples that come out right: %(number)s.", number=len(outcomes)), "green"))


def check_data(path: Path, rules: RuleSet, outcomes: list[Outcome], warnings: list[Problem]) -> dict[str, object]:
    """Return what `rules check --json` prints."""
    return {
        "file": str(path),
        "ruleset": {"id": rules.id, "digest": digest(rules)},
        "examples": [{"name": each.example.name, "star": each.star, "passed": each.passed} for each in outcomes],
        "problems": [problem.to_json() for problem in warnings],
    }
