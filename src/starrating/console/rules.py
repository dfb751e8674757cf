"""Rule sets: the result of the check, and the rule set read back."""

import sys
from pathlib import Path

from starrating.console.problems import show_problems
from starrating.console.screen import line, out, table, tick
from starrating.errors import Problem
from starrating.i18n import CHINESE, language, text
from starrating.model import NO_STAR
from starrating.rating.examples import Outcome
from starrating.ruleset import RuleSet, digest
from starrating.ruleset.words.chapters import as_markdown, prose


def show_check(path: Path, rules: RuleSet, outcomes: list[Outcome], warnings: list[Problem]) -> None:
    """Show that a rule file is right, with its examples."""
    show_problems(warnings)
    out().print(line(f"{path}: {rules.title}", "bold"))
    for outcome in outcomes:
        star = outcome.star if outcome.star is not None else NO_STAR
        out().print(line(f"  {tick()} {_name(outcome)} → {rules.levels.name(star) or text('no star')}"))
    out().print(line(text("No holes. Examples that come out right: %(number)s.", number=len(outcomes)), "green"))


def check_data(path: Path, rules: RuleSet, outcomes: list[Outcome], warnings: list[Problem]) -> dict[str, object]:
    """Return what `rules check --json` prints."""
    return {
        "file": str(path),
        "ruleset": {"id": rules.id, "digest": digest(rules)},
        "examples": [{"name": _name(each), "star": each.star, "passed": each.passed} for each in outcomes],
        "problems": [problem.to_json() for problem in warnings],
    }


def _name(outcome: Outcome) -> str:
    """Name an example, and the branch in it where several are rated together."""
    name = outcome.example.name
    return f"{outcome.group} / {name}" if outcome.group else name


def show_rules(rules: RuleSet) -> None:
    """Read a rule set back in the language of the user, chapter by chapter."""
    out().print(line(f"《{rules.title}》" if language() == CHINESE else rules.title, "bold"))
    for chapter in prose(rules):
        out().print()
        out().print(line(chapter.title, "bold cyan"))
        for sentence in chapter.sentences:
            out().print(line(f"  {sentence}"))


def show_boundaries(rules: RuleSet) -> None:
    """Show what is given on each bound and next to it, as the rule set decides it."""
    from starrating.ruleset.spans import boundaries  # noqa: PLC0415 [only this view needs it]

    found = boundaries(rules)
    made = table(text("Number"), text("Level"), right=(0,))
    for value, level in found:
        made.add_row(value, str(level))
    out().print(made if found else line(text("This rule set has no lines: its star is a number of its own.")))


def print_markdown(rules: RuleSet) -> None:
    """Write the rule set as Markdown to stdout, in the language of the rule set."""
    sys.stdout.write(as_markdown(rules, rules.language))
