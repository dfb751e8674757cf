"""THE table of commands: what each is called, where it lives, what it is for. Help is printed from it alone.

A row names a module of this folder and a function in it; the module is imported only when its command runs, so that a
command pays for what it needs and for nothing else.
"""

from collections.abc import Callable
from importlib import import_module
from types import MappingProxyType
from typing import NamedTuple

from starrating.cli.command_examples import EXAMPLES, Example
from starrating.i18n import Text, text

START = text("Set-up")
REVIEW = text("The review")
PROCEDURE = text("The procedure")
LEDGER = text("Over time")
RULES = text("Rules")


class CommandRow(NamedTuple):
    """A command: its name (`rules check` is of the group `rules`), its module and function, help and panel."""

    name: str
    module: str
    function: str
    help: Text
    panel: Text

    @property
    def examples(self) -> tuple[Example, ...]:
        """Calls of the command, for its help."""
        return EXAMPLES.get(self.name, ())

    def load(self) -> Callable[..., None]:
        """Import the function of the command."""
        function: Callable[..., None] = getattr(import_module(self.within), self.function)
        return function

    @property
    def within(self) -> str:
        """The full name of its module."""
        return f"starrating.cli.{self.module}"


class GroupRow(NamedTuple):
    """A group of commands: its name, its panel, its help."""

    name: str
    help: Text
    panel: Text


GROUPS: tuple[GroupRow, ...] = (
    GroupRow("objection", text("Objections to a published result."), PROCEDURE),
    GroupRow("rectify", text("The rectification ledger: findings until mended."), LEDGER),
    GroupRow("roster", text("Branches that change; their history goes on."), LEDGER),
    GroupRow("alias", text("Other names that workbooks use."), LEDGER),
    GroupRow("rules", text("Check, read, compare and describe rule sets."), RULES),
    GroupRow("templates", text("Check the templates of documents."), RULES),
)

COMMANDS: tuple[CommandRow, ...] = (
    CommandRow(
        "init",
        "init",
        "init",
        text("Make a workspace: settings, rules, templates, a blank workbook."),
        START,
    ),
    CommandRow(
        "template",
        "template",
        "template",
        text("Write the blank workbook of a period, a form for each branch, or forms to print."),
        START,
    ),
    CommandRow(
        "collect",
        "collect",
        "collect",
        text("Put the forms that came back into one workbook for score."),
        START,
    ),
    CommandRow(
        "check",
        "check",
        "check",
        text("Find everything that is wrong in score workbooks, and mark or correct it in copies."),
        REVIEW,
    ),
    CommandRow(
        "score",
        "score",
        "score",
        text("Rate a period from its score workbooks."),
        REVIEW,
    ),
    CommandRow(
        "explain",
        "explain",
        "explain",
        text("Say why a branch has its star."),
        REVIEW,
    ),
    CommandRow(
        "decide",
        "decide",
        "decide",
        text("Record the committee's decision."),
        PROCEDURE,
    ),
    CommandRow(
        "announce",
        "announce",
        "announce",
        text("Write the documents of a rated period."),
        PROCEDURE,
    ),
    CommandRow(
        "objection add",
        "objection",
        "add_objection",
        text("Record an objection."),
        PROCEDURE,
    ),
    CommandRow(
        "objection resolve",
        "objection",
        "resolve_objection",
        text("Record the answer to an objection."),
        PROCEDURE,
    ),
    CommandRow(
        "objection list",
        "objection",
        "list_objections",
        text("List objections and their answers."),
        PROCEDURE,
    ),
    CommandRow(
        "annual",
        "annual",
        "annual",
        text("Set the stars of a year from its decided reviews."),
        PROCEDURE,
    ),
    CommandRow(
        "award",
        "award",
        "award",
        text("Award the plaques of a year; list them; take old ones back."),
        PROCEDURE,
    ),
    CommandRow(
        "declare",
        "declare",
        "declare",
        text("Record the targets that branches set themselves for a year."),
        PROCEDURE,
    ),
    CommandRow(
        "rectify open",
        "rectify",
        "open_ledger",
        text("Enter the findings and lost points of a review."),
        LEDGER,
    ),
    CommandRow(
        "rectify add",
        "rectify",
        "add_finding",
        text("Enter what was found between two reviews."),
        LEDGER,
    ),
    CommandRow(
        "rectify list",
        "rectify",
        "list_findings",
        text("List what is open, the overdue first."),
        LEDGER,
    ),
    CommandRow(
        "rectify update",
        "rectify",
        "update",
        text("Say how far findings have come."),
        LEDGER,
    ),
    CommandRow(
        "targets",
        "targets",
        "targets",
        text("Show how far the share targets are reached."),
        LEDGER,
    ),
    CommandRow(
        "status",
        "status",
        "status",
        text("Show where each period stands, what is missing, and the next command."),
        LEDGER,
    ),
    CommandRow(
        "history",
        "history",
        "history",
        text("Show what is recorded, of all branches or of one."),
        LEDGER,
    ),
    CommandRow(
        "board",
        "board",
        "board",
        text("Write the board: results, targets and what is still to be done, on one page."),
        LEDGER,
    ),
    CommandRow(
        "desk",
        "desk",
        "desk",
        text("Open the desk: set up, check, rate and write documents in the browser of this computer."),
        LEDGER,
    ),
    CommandRow(
        "verify",
        "verify",
        "verify",
        text("Check that the ledger is as it was recorded, and compute its results again."),
        LEDGER,
    ),
    CommandRow(
        "export",
        "export",
        "export",
        text("Write the whole ledger into one file."),
        LEDGER,
    ),
    CommandRow(
        "import",
        "export",
        "restore",
        text("Restore an exported ledger into an empty one."),
        LEDGER,
    ),
    CommandRow(
        "archive",
        "archive",
        "archive",
        text("Make the file of a period for the shelf: inputs, results, documents, an index."),
        LEDGER,
    ),
    CommandRow(
        "results",
        "results",
        "results",
        text("Write the result workbook of a recorded period again."),
        LEDGER,
    ),
    CommandRow(
        "roster list",
        "roster",
        "list_branches",
        text("List the branches, their changes and other names."),
        LEDGER,
    ),
    CommandRow(
        "roster rename",
        "roster",
        "rename",
        text("A branch has a new name; its stars and streaks go on."),
        LEDGER,
    ),
    CommandRow(
        "roster merge",
        "roster",
        "merge",
        text("Branches were merged into one."),
        LEDGER,
    ),
    CommandRow(
        "roster split",
        "roster",
        "split",
        text("A branch was split."),
        LEDGER,
    ),
    CommandRow(
        "roster close",
        "roster",
        "close",
        text("A branch was closed."),
        LEDGER,
    ),
    CommandRow(
        "roster new",
        "roster",
        "new",
        text("A branch is new."),
        LEDGER,
    ),
    CommandRow(
        "alias add",
        "roster",
        "add_alias",
        text("Let a name in workbooks stand for a branch."),
        LEDGER,
    ),
    CommandRow(
        "rules check",
        "rules",
        "check",
        text("Prove that a rule set has no holes, and run its examples."),
        RULES,
    ),
    CommandRow(
        "rules show",
        "rules",
        "show",
        text("Read a rule set back in sentences."),
        RULES,
    ),
    CommandRow(
        "rules list",
        "rules",
        "listed",
        text("List the rule sets of the workspace and of the library."),
        RULES,
    ),
    CommandRow(
        "rules diff",
        "rules",
        "diff",
        text("Say in words what differs between two rule sets."),
        RULES,
    ),
    CommandRow(
        "rules compare",
        "rules_compare",
        "compare",
        text("Rate a recorded period by another rule set: who rises, who falls, why."),
        RULES,
    ),
    CommandRow(
        "rules sensitivity",
        "rules_sensitivity",
        "sensitivity",
        text("Who is near a line, and who would change if a line, its inclusion or rounding did."),
        RULES,
    ),
    CommandRow(
        "rules schema",
        "rules",
        "schema",
        text("Print the JSON Schema, for editors that complete and check."),
        RULES,
    ),
    CommandRow(
        "templates check",
        "templates",
        "check",
        text("Fill in every template on trial, and hold Word templates against GB/T 9704-2012."),
        RULES,
    ),
)
"""In the order of the work, which is the order of the help."""

RECORDING = frozenset(
    {
        *("decide", "objection add", "objection resolve", "annual", "award", "declare"),
        *("rectify open", "rectify add", "rectify update"),
        *("roster rename", "roster merge", "roster split", "roster close", "roster new", "alias add"),
    }
)
"""What records an act: its day must be named, and whatever was not typed is shown, and agreed to, before."""

BARE = MappingProxyType({"decide": ("--document",), "rectify": ("update", "--from")})
"""What may be left out before a value that stands alone: `decide 党发〔2013〕7号`, `rectify 整改台账.xlsx`."""

ONE_OF = MappingProxyType({"award": ("year", "returned", "listing", "planned"), "rectify update": ("number", "book")})
"""Parameters of which a call needs one; on a terminal the first is asked for where none is named."""

DATED_OTHERWISE = frozenset({"--list", "--planned"})
"""Options by which such a command records nothing, or an act with another day than `--date`."""
