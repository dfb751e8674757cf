"""The list of rule sets, and what differs between two of them."""

from collections.abc import Sequence

from starrating.commands.rules import Listed
from starrating.console.problems import show_problems
from starrating.console.screen import line, out, shown_path, table
from starrating.errors import Problem
from starrating.i18n import Text, text
from starrating.ruleset import RuleSet, digest


def show_list(listed: Sequence[Listed], problems: Sequence[Problem]) -> None:
    """Show the rule sets that can be named."""
    show_problems(problems)
    made = table(text("Name"), text("Title"), text("Rated"), text("Levels"), text("Origin"))
    for each in listed:
        if each.rules is not None:
            origin = text("library") if each.builtin else shown_path(each.file)
            levels = "、".join(_levels(each.rules))
            subject, title = line(each.rules.wording.subject), line(each.rules.title)
            made.add_row(each.name, title, subject, line(levels), line(origin))
    out().print(made)


def list_data(listed: Sequence[Listed], problems: Sequence[Problem]) -> dict[str, object]:
    """Return what `rules list --json` prints."""
    return {
        "rulesets": [_listed_data(each, each.rules) for each in listed if each.rules is not None],
        "problems": [problem.to_json() for problem in problems],
    }


def _listed_data(each: Listed, rules: RuleSet) -> dict[str, object]:
    return {
        "name": each.name,
        "id": rules.id,
        "title": rules.title,
        "source": rules.source,
        "subject": rules.wording.subject,
        "levels": _levels(rules),
        "builtin": each.builtin,
        "file": shown_path(each.file),
    }


def _levels(rules: RuleSet) -> list[str]:
    return [band.name for band in rules.levels.bands]


def show_diff(old: RuleSet, new: RuleSet, said: Sequence[Text]) -> None:
    """Say what differs, a line for each difference."""
    out().print(line(f"{old.title} → {new.title}", "bold"))
    for each in said:
        out().print(line(f"  {each}"))
    if not said:
        out().print(line(text("Nothing differs."), "green"))


def diff_data(old: RuleSet, new: RuleSet, said: Sequence[Text]) -> dict[str, object]:
    """Return what `rules diff --json` prints."""
    return {
        "old": {"id": old.id, "digest": digest(old)},
        "new": {"id": new.id, "digest": digest(new)},
        "differences": [str(each) for each in said],
    }
