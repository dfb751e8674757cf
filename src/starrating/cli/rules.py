"""Commands about rule sets: rules check, show, list, diff, schema.

Rule sets: the result of the check, and the rule set read back.

The list of rule sets, and what differs between two of them.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from starrating.cli.shared import terminal
from starrating.cli.shared.options import Folder, Json, open_command
from starrating.cli.shared.terminal import answer, line, out, show_problems, shown_path, table, tick
from starrating.commands.rules import RuleSetEntry, check_rules, differences, list_rules
from starrating.commands.shared.rule_library import load_named_rules, named_rules
from starrating.errors import Problem
from starrating.i18n import CHINESE, Text, language, text
from starrating.i18n import listed as joined_words
from starrating.model import NO_STAR
from starrating.rating.examples import ExampleResult
from starrating.ruleset import RuleSet, digest
from starrating.ruleset.rule_set import schema as describe
from starrating.ruleset.spans import boundaries
from starrating.ruleset.words.chapters import as_markdown, prose

RuleSetName = Annotated[
    str | None,
    typer.Argument(
        metavar="[RULES]",
        show_default=False,
        help=str(text("A rule file, or a name of: starrating rules list. Left out: the workspace's.")),
    ),
]


def check(ctx: typer.Context, rules: RuleSetName = None, json: Json = False, folder: Folder = None) -> None:
    """Check a rule set."""
    workspace = open_command(ctx, folder, json=json)
    path = named_rules(workspace, rules)
    checked, outcomes, warnings = check_rules(path)
    answer(json, check_to_json, show_check, path, checked, outcomes, warnings)


def show(
    ctx: typer.Context,
    rules: RuleSetName = None,
    boundaries: Annotated[
        bool,
        typer.Option("--boundaries", help=str(text("Show what is given just below, on and just above each bound."))),
    ] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help=str(text("Print Markdown.")))] = False,
    folder: Folder = None,
) -> None:
    """Show a rule set."""
    workspace = open_command(ctx, folder)
    shown = load_named_rules(workspace, rules)
    if boundaries:
        show_boundaries(shown)
    elif markdown:
        print_markdown(shown)
    else:
        show_rules(shown)


def listed(ctx: typer.Context, json: Json = False, folder: Folder = None) -> None:
    """List the rule sets."""
    workspace = open_command(ctx, folder, json=json)
    found, problems = list_rules(workspace)
    answer(json, list_to_json, show_list, found, problems)


def diff(
    ctx: typer.Context,
    old: Annotated[
        str, typer.Argument(metavar="OLD", help=str(text("A rule file, or a name of: starrating rules list")))
    ],
    new: Annotated[str, typer.Argument(metavar="NEW", help=str(text("The rule set to hold against it.")))],
    json: Json = False,
    folder: Folder = None,
) -> None:
    """Say what differs."""
    workspace = open_command(ctx, folder, json=json)
    before, after, changes = differences(named_rules(workspace, old), named_rules(workspace, new))
    answer(json, diff_to_json, show_diff, before, after, changes)


def schema() -> None:
    """Print the schema."""
    terminal.print_json(describe(language()))


def show_check(path: Path, rules: RuleSet, outcomes: list[ExampleResult], warnings: list[Problem]) -> None:
    """Show that a rule file is right, with its examples."""
    show_problems(warnings)
    out().print(line(f"{path}: {rules.title}", "bold"))
    for outcome in outcomes:
        star = outcome.star if outcome.star is not None else NO_STAR
        level = rules.levels.name(star) or text("no star")
        out().print(line(f"  {tick()} {_name(outcome)} → {level}"))
    out().print(line(text("No holes. Examples that come out right: %(number)s.", number=len(outcomes)), "green"))


def check_to_json(
    path: Path, rules: RuleSet, outcomes: list[ExampleResult], warnings: list[Problem]
) -> dict[str, object]:
    """Return what `rules check --json` prints."""
    return {
        "file": str(path),
        "ruleset": {"id": rules.id, "digest": digest(rules)},
        "examples": [{"name": _name(example), "star": example.star, "passed": example.passed} for example in outcomes],
        "problems": [problem.to_json() for problem in warnings],
    }


def _name(outcome: ExampleResult) -> str:
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
    found = boundaries(rules)
    made = table(text("Number"), text("Level"), right=(0,))
    for value, level in found:
        made.add_row(value, str(level))
    out().print(made if found else line(text("This rule set has no lines: its star is a number of its own.")))


def print_markdown(rules: RuleSet) -> None:
    """Write the rule set as Markdown to stdout, in the language of the rule set."""
    sys.stdout.write(as_markdown(rules, rules.language))


def show_list(listed: Sequence[RuleSetEntry], problems: Sequence[Problem]) -> None:
    """Show the rule sets that can be named."""
    show_problems(problems)
    made = table(text("Name"), text("Title"), text("Rated"), text("Levels"), text("Origin"), sentences=(1, 3))
    for entry in listed:
        if entry.rules is not None:
            origin = text("library") if entry.builtin else shown_path(entry.file)
            levels = joined_words(_levels(entry.rules))
            subject, title = line(entry.rules.subject), line(entry.rules.title)
            made.add_row(entry.name, title, subject, line(levels), line(origin))
    out().print(made)


def list_to_json(listed: Sequence[RuleSetEntry], problems: Sequence[Problem]) -> dict[str, object]:
    """Return what `rules list --json` prints."""
    return {
        "rulesets": [_listed_data(entry, entry.rules) for entry in listed if entry.rules is not None],
        "problems": [problem.to_json() for problem in problems],
    }


def _listed_data(entry: RuleSetEntry, rules: RuleSet) -> dict[str, object]:
    return {
        "name": entry.name,
        "id": rules.id,
        "title": rules.title,
        "source": rules.source,
        "subject": rules.wording.subject,
        "levels": _levels(rules),
        "builtin": entry.builtin,
        "file": shown_path(entry.file),
    }


def _levels(rules: RuleSet) -> list[str]:
    return [band.name for band in rules.levels.bands]


def show_diff(old: RuleSet, new: RuleSet, changes: Sequence[Text]) -> None:
    """Say what differs, a line for each difference."""
    out().print(line(f"{old.title} → {new.title}", "bold"))
    for message in changes:
        out().print(line(f"  {message}"))
    if not changes:
        out().print(line(text("Nothing differs."), "green"))


def diff_to_json(old: RuleSet, new: RuleSet, changes: Sequence[Text]) -> dict[str, object]:
    """Return what `rules diff --json` prints."""
    return {
        "old": {"id": old.id, "digest": digest(old)},
        "new": {"id": new.id, "digest": digest(new)},
        "differences": [str(message) for message in changes],
    }
