"""An example or two of each command, for its help: how it is typed, and what it does."""

from collections.abc import Mapping

from starrating.i18n import Text, text

Example = tuple[str, Text]
"""A call of a command as it is typed, and what it does."""

EXAMPLES: Mapping[str, tuple[Example, ...]] = {
    "init": (("starrating init 星级评定", text("Make the workspace in a new folder.")),),
    "template": (
        (
            "starrating template --period 2013H1 -o 2013H1.xlsx",
            text("Write the blank workbook of the first half of 2013."),
        ),
    ),
    "collect": (("starrating collect 申报表", text("Put all forms of a folder into one workbook.")),),
    "check": (("starrating check 2013H1.xlsx --marked 标注", text("Find what is wrong, and mark it in a copy.")),),
    "score": (
        (
            "starrating score 2013H1.xlsx --incidents 降星情形.xlsx",
            text("Rate the period, with incidents of another workbook."),
        ),
    ),
    "explain": (
        ("starrating explain 采煤一队党支部 --period 2013H1", text("Show score, star and reasons of a branch.")),
    ),
    "decide": (
        (
            "starrating decide --period 2013H1 --document 党发〔2013〕7号 --date 2013-07-15",
            text("Record the decision under its number."),
        ),
        (
            "starrating decide 党发〔2013〕7号 --date 2013-07-15",
            text("The same, where one period alone waits for it."),
        ),
    ),
    "announce": (
        (
            "starrating announce --period 2013H1 --kind notice --format docx",
            text("Write the public notice in Word."),
        ),
    ),
    "objection add": (
        (
            "starrating objection add --period 2013H1 --what 甲党支部漏计 --date 2013-07-16",
            text("Record that the star of a branch is objected to."),
        ),
    ),
    "objection resolve": (
        (
            "starrating objection resolve 1 --rejected --finding 得分无误 --date 2013-07-17",
            text("Record that objection 1 is not upheld."),
        ),
    ),
    "objection list": (("starrating objection list --period 2013H1", text("List the objections to one result.")),),
    "annual": (("starrating annual --year 2013", text("Set the stars of the year.")),),
    "award": (("starrating award --year 2013 --date 2014-01-20", text("Award the plaques of the year.")),),
    "declare": (
        (
            "starrating declare 提升目标.xlsx --year 2014 --date 2014-01-10",
            text("Record what branches aim at in 2014."),
        ),
    ),
    "rectify open": (("starrating rectify open --period 2013H1", text("Enter the findings of the period.")),),
    "rectify add": (
        (
            "starrating rectify add 甲党支部 会议记录不全 --source 抽查 --date 2013-08-20",
            text("Enter what a spot check found."),
        ),
    ),
    "rectify list": (("starrating rectify list --overdue", text("List only what is overdue.")),),
    "rectify update": (
        (
            "starrating rectify update 3 --status 已完成 --note 已补课 --date 2013-08-31",
            text("Say that finding 3 is done."),
        ),
    ),
    "targets": (("starrating targets --year 2014", text("Show the targets that are due in 2014.")),),
    "status": (("starrating status", text("Show all periods and the next command.")),),
    "history": (("starrating history 采煤一队党支部", text("Show the stars of a branch through the periods.")),),
    "board": (("starrating board --period 2013H1 -o 看板.html", text("Write the board of one period.")),),
    "desk": (("starrating desk", text("Open the desk of this folder in the browser.")),),
    "verify": (("starrating verify", text("Check the whole ledger.")),),
    "export": (("starrating export 台账.json", text("Write the ledger into a file.")),),
    "import": (("starrating import 台账.json", text("Restore the ledger from that file.")),),
    "archive": (("starrating archive --period 2013H1", text("Make the file of the first half of 2013.")),),
    "results": (("starrating results --period 2013H1", text("Write the workbook again.")),),
    "roster list": (("starrating roster list", text("List all branches.")),),
    "roster rename": (
        (
            "starrating roster rename 采煤一队党支部 综采一队党支部 --date 2013-09-01",
            text("Rename a branch from a day on."),
        ),
    ),
    "roster merge": (
        (
            "starrating roster merge 甲党支部 乙党支部 --into 丙党支部 --date 2013-09-01",
            text("Make one branch of two."),
        ),
    ),
    "roster split": (
        (
            "starrating roster split 甲支部 --into 乙支部 --into 丙支部 --date 2013-09-01",
            text("Make two branches of one."),
        ),
    ),
    "roster close": (("starrating roster close 采煤二队党支部 --date 2013-09-01", text("Close a branch.")),),
    "roster new": (("starrating roster new 选煤厂党支部 --date 2013-09-01", text("Enter a new branch.")),),
    "alias add": (("starrating alias add 采一支部 采煤一队党支部", text("Let the short name stand for the branch.")),),
    "rules check": (("starrating rules check rules/plan.yaml", text("Check one rule file.")),),
    "rules show": (("starrating rules show --boundaries", text("Read the rules with what holds at each bound.")),),
    "rules list": (("starrating rules list", text("List all rule sets that can be named.")),),
    "rules diff": (
        (
            "starrating rules diff star-branches rules/plan.yaml",
            text("Hold your rules against those of the library."),
        ),
    ),
    "rules compare": (
        (
            "starrating rules compare rules/plan.yaml --period 2013H1",
            text("Rate the period by other rules, recording nothing."),
        ),
    ),
    "rules sensitivity": (
        (
            "starrating rules sensitivity --period 2013H1 --within 0.5",
            text("Show who is within half a point of a line."),
        ),
    ),
    "rules schema": (("starrating rules schema", text("Print the schema.")),),
    "templates check": (("starrating templates check", text("Check all templates of the workspace.")),),
}
"""Name of a command → its examples."""
