"""THE table of commands: what each is called, where it lives, what it is for. Help is printed from it alone.

A row names a module of this folder and a function in it; the module is imported only when its command runs, so that a
command pays for what it needs and for nothing else.
"""

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from starrating.i18n import Text, text

START = text("Set-up")
REVIEW = text("The review")
PROCEDURE = text("The procedure")
LEDGER = text("Over time")
RULES = text("Rules")


Example = tuple[str, Text]
"""A call of a command as it is typed, and what it does."""


class CommandRow(NamedTuple):
    """A command: its name (`rules check` is of the group `rules`), its module and function, help, panel, examples."""

    name: str
    module: str
    function: str
    help: Text
    panel: Text
    examples: tuple[Example, ...] = ()

    def load(self) -> Callable[..., None]:
        """Import the function of the command."""
        function: Callable[..., None] = getattr(import_module(f"starrating.cli.{self.module}"), self.function)
        return function


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
        (("starrating init 星级评定", text("Make the workspace in a new folder.")),),
    ),
    CommandRow(
        "template",
        "template",
        "template",
        text("Write the blank workbook of a period, a form for each branch, or forms to print."),
        START,
        (
            (
                "starrating template --period 2013H1 -o 2013H1.xlsx",
                text("Write the blank workbook of the first half of 2013."),
            ),
        ),
    ),
    CommandRow(
        "collect",
        "collect",
        "collect",
        text("Put the forms that came back into one workbook for score."),
        START,
        (("starrating collect 申报表 -o 2013H1.xlsx", text("Put all forms of a folder into one workbook.")),),
    ),
    CommandRow(
        "check",
        "check",
        "check",
        text("Find everything that is wrong in score workbooks, and mark or correct it in copies."),
        REVIEW,
        (("starrating check 2013H1.xlsx --marked 标注", text("Find what is wrong, and mark it in a copy.")),),
    ),
    CommandRow(
        "score",
        "score",
        "score",
        text("Rate a period from its score workbooks."),
        REVIEW,
        (
            (
                "starrating score 2013H1.xlsx --incidents 降星情形.xlsx",
                text("Rate the period, with incidents of another workbook."),
            ),
        ),
    ),
    CommandRow(
        "explain",
        "explain",
        "explain",
        text("Say why a branch has its star."),
        REVIEW,
        (("starrating explain 采煤一队党支部 --period 2013H1", text("Show score, star and reasons of a branch.")),),
    ),
    CommandRow(
        "decide",
        "decide",
        "decide",
        text("Record the committee's decision."),
        PROCEDURE,
        (
            (
                "starrating decide --period 2013H1 --document 党发〔2013〕7号 --date 2013-07-15",
                text("Record the decision under its number."),
            ),
        ),
    ),
    CommandRow(
        "announce",
        "announce",
        "announce",
        text("Write the documents of a rated period."),
        PROCEDURE,
        (
            (
                "starrating announce --period 2013H1 --kind notice --format docx",
                text("Write the public notice in Word."),
            ),
        ),
    ),
    CommandRow(
        "objection add",
        "objection",
        "add_objection",
        text("Record an objection."),
        PROCEDURE,
        (
            (
                "starrating objection add --period 2013H1 --what 得分有误 --branch 采煤一队党支部",
                text("Record that the star of a branch is objected to."),
            ),
        ),
    ),
    CommandRow(
        "objection resolve",
        "objection",
        "resolve_objection",
        text("Record the answer to an objection."),
        PROCEDURE,
        (
            (
                "starrating objection resolve 1 --rejected --finding 得分无误",
                text("Record that objection 1 is not upheld."),
            ),
        ),
    ),
    CommandRow(
        "objection list",
        "objection",
        "list_objections",
        text("List objections and their answers."),
        PROCEDURE,
        (("starrating objection list --period 2013H1", text("List the objections to one result.")),),
    ),
    CommandRow(
        "annual",
        "annual",
        "annual",
        text("Set the stars of a year from its decided reviews."),
        PROCEDURE,
        (("starrating annual --year 2013", text("Set the stars of the year.")),),
    ),
    CommandRow(
        "award",
        "award",
        "award",
        text("Award the plaques of a year; list them; take old ones back."),
        PROCEDURE,
        (("starrating award --year 2013 --date 2014-01-20", text("Award the plaques of the year.")),),
    ),
    CommandRow(
        "rectify open",
        "rectify",
        "open_ledger",
        text("Enter the findings and lost points of a review."),
        LEDGER,
        (("starrating rectify open --period 2013H1", text("Enter the findings of the period.")),),
    ),
    CommandRow(
        "rectify add",
        "rectify",
        "add_finding",
        text("Enter what was found between two reviews."),
        LEDGER,
        (
            (
                "starrating rectify add 采煤一队党支部 会议记录不全 --source 抽查",
                text("Enter what a spot check found."),
            ),
        ),
    ),
    CommandRow(
        "rectify list",
        "rectify",
        "list_findings",
        text("List what is open, the overdue first."),
        LEDGER,
        (("starrating rectify list --overdue", text("List only what is overdue.")),),
    ),
    CommandRow(
        "rectify update",
        "rectify",
        "update",
        text("Say how far findings have come."),
        LEDGER,
        (("starrating rectify update 3 --status 已完成 --note 已补课", text("Say that finding 3 is done.")),),
    ),
    CommandRow(
        "targets",
        "targets",
        "targets",
        text("Show how far the share targets are reached."),
        LEDGER,
        (("starrating targets --year 2014", text("Show the targets that are due in 2014.")),),
    ),
    CommandRow(
        "status",
        "status",
        "status",
        text("Show where each period stands, what is missing, and the next command."),
        LEDGER,
        (("starrating status", text("Show all periods and the next command.")),),
    ),
    CommandRow(
        "history",
        "history",
        "history",
        text("Show what is recorded, of all branches or of one."),
        LEDGER,
        (("starrating history 采煤一队党支部", text("Show the stars of a branch through the periods.")),),
    ),
    CommandRow(
        "board",
        "board",
        "board",
        text("Write the board: results, targets and what is still to be done, on one page."),
        LEDGER,
        (("starrating board --period 2013H1 -o 看板.html", text("Write the board of one period.")),),
    ),
    CommandRow(
        "verify",
        "verify",
        "verify",
        text("Check that the ledger is as it was recorded, and compute its results again."),
        LEDGER,
        (("starrating verify", text("Check the whole ledger.")),),
    ),
    CommandRow(
        "export",
        "export",
        "export",
        text("Write the whole ledger into one file."),
        LEDGER,
        (("starrating export 台账.json", text("Write the ledger into a file.")),),
    ),
    CommandRow(
        "import",
        "export",
        "restore",
        text("Restore an exported ledger into an empty one."),
        LEDGER,
        (("starrating import 台账.json", text("Restore the ledger from that file.")),),
    ),
    CommandRow(
        "results",
        "results",
        "results",
        text("Write the result workbook of a recorded period again."),
        LEDGER,
        (("starrating results --period 2013H1", text("Write the workbook again.")),),
    ),
    CommandRow(
        "roster list",
        "roster",
        "list_branches",
        text("List the branches, their changes and other names."),
        LEDGER,
        (("starrating roster list", text("List all branches.")),),
    ),
    CommandRow(
        "roster rename",
        "roster",
        "rename",
        text("A branch has a new name; its stars and streaks go on."),
        LEDGER,
        (
            (
                "starrating roster rename 采煤一队党支部 综采一队党支部 --date 2013-09-01",
                text("Rename a branch from a day on."),
            ),
        ),
    ),
    CommandRow(
        "roster merge",
        "roster",
        "merge",
        text("Branches were merged into one."),
        LEDGER,
        (
            (
                "starrating roster merge 采煤一队党支部 采煤二队党支部 --into 综采队党支部",
                text("Make one branch of two."),
            ),
        ),
    ),
    CommandRow(
        "roster split",
        "roster",
        "split",
        text("A branch was split."),
        LEDGER,
        (
            (
                "starrating roster split 机关党支部 --into 机关一党支部 --into 机关二党支部",
                text("Make two branches of one."),
            ),
        ),
    ),
    CommandRow(
        "roster close",
        "roster",
        "close",
        text("A branch was closed."),
        LEDGER,
        (("starrating roster close 采煤二队党支部", text("Close a branch today.")),),
    ),
    CommandRow(
        "roster new",
        "roster",
        "new",
        text("A branch is new."),
        LEDGER,
        (("starrating roster new 选煤厂党支部 --date 2013-09-01", text("Enter a new branch.")),),
    ),
    CommandRow(
        "alias add",
        "roster",
        "add_alias",
        text("Let a name in workbooks stand for a branch."),
        LEDGER,
        (("starrating alias add 采一支部 采煤一队党支部", text("Let the short name stand for the branch.")),),
    ),
    CommandRow(
        "rules check",
        "rules",
        "check",
        text("Prove that a rule set has no holes, and run its examples."),
        RULES,
        (("starrating rules check rules/plan.yaml", text("Check one rule file.")),),
    ),
    CommandRow(
        "rules show",
        "rules",
        "show",
        text("Read a rule set back in sentences."),
        RULES,
        (("starrating rules show --boundaries", text("Read the rules with what holds at each bound.")),),
    ),
    CommandRow(
        "rules list",
        "rules",
        "listed",
        text("List the rule sets of the workspace and of the library."),
        RULES,
        (("starrating rules list", text("List all rule sets that can be named.")),),
    ),
    CommandRow(
        "rules diff",
        "rules",
        "diff",
        text("Say in words what differs between two rule sets."),
        RULES,
        (
            (
                "starrating rules diff star-branches rules/plan.yaml",
                text("Hold your rules against those of the library."),
            ),
        ),
    ),
    CommandRow(
        "rules compare",
        "rules_compare",
        "compare",
        text("Rate a recorded period by another rule set: who rises, who falls, why."),
        RULES,
        (
            (
                "starrating rules compare rules/plan.yaml --period 2013H1",
                text("Rate the period by other rules, recording nothing."),
            ),
        ),
    ),
    CommandRow(
        "rules sensitivity",
        "rules_sensitivity",
        "sensitivity",
        text("Who is near a line, and who would change if a line, its inclusion or rounding did."),
        RULES,
        (
            (
                "starrating rules sensitivity --period 2013H1 --within 0.5",
                text("Show who is within half a point of a line."),
            ),
        ),
    ),
    CommandRow(
        "rules schema",
        "rules",
        "schema",
        text("Print the JSON Schema, for editors that complete and check."),
        RULES,
        (("starrating rules schema", text("Print the schema.")),),
    ),
    CommandRow(
        "templates check",
        "templates",
        "check",
        text("Fill in every template on trial, and hold Word templates against GB/T 9704-2012."),
        RULES,
        (("starrating templates check", text("Check all templates of the workspace.")),),
    ),
)
"""In the order of the work, which is the order of the help."""
