"""What severities and kinds of problems with a workbook are called, wherever problems are grouped and counted."""

from collections import Counter
from collections.abc import Iterable, Mapping

from starrating.errors import Problem, Severity
from starrating.i18n import Text, text

SEVERITIES: Mapping[Severity, Text] = {"error": text("error"), "warning": text("warning"), "notice": text("notice")}
"""What the severities are called, the worst first."""
TITLES: Mapping[str, Text] = {
    "single-review": text("Rated in one review only"),
    "some-reviews": text("Rated in some reviews only"),
    "above-application": text("Star above the one applied for"),
    "compared-with": text("Compared with an earlier period"),
    "merged-branch": text("Branch from a merger or a division"),
    "opinion-against": text("A department has something against it"),
    "alias": text("Name read by an alias of the roster"),
    "alias-is-branch": text("Alias that is a branch itself"),
    "ambiguous-sanction": text("Sanction of several systems"),
    "answer-unknown": text("Neither yes nor no"),
    "below-the-end": text("Branch below the end of the table"),
    "blank-score": text("Score missing"),
    "branch-first-rated": text("Branch not rated before"),
    "branch-closed": text("Branch closed before the period"),
    "branch-gone": text("Branch no longer there"),
    "branch-missing": text("Branch missing"),
    "column-without-head": text("Words without a head"),
    "branch-not-scored": text("Branch not scored by a department"),
    "branch-twice": text("Branch occurs twice"),
    "change-too-early": text("Change before a later one"),
    "column-missing": text("Column missing"),
    "comment": text("Comment on a score"),
    "damaged-file": text("File damaged"),
    "date-in-future": text("Date that has not come yet"),
    "date-in-score": text("Date where a score must be"),
    "date-incomplete": text("Date incomplete or impossible"),
    "deductions": text("Deductions where scores must be"),
    "duplicate-column": text("Two columns mean the same"),
    "encrypted-file": text("File protected by a password"),
    "error-cell": text("Cell shows an error"),
    "fact-column-missing": text("Column of a fact missing"),
    "fact-missing": text("Fact missing"),
    "fact-not-allowed": text("Fact that the rule set does not allow"),
    "file-in-use": text("File open in another program"),
    "file-kept": text("File of yours left as it is"),
    "file-not-found": text("File not found"),
    "file-unreadable": text("File cannot be read"),
    "folder-not-writable": text("Folder takes no file"),
    "formula-not-saved": text("Formula never calculated"),
    "full-marks-short": text("Items that give less than the whole"),
    "full-marks-left": text("Full marks that the other items leave"),
    "full-marks-exceeded": text("Items worth more than the rule set gives"),
    "full-marks-differ": text("Full marks differ from the rule set"),
    "header-missing": text("Heads of the table not found"),
    "hidden-columns": text("Hidden columns were read"),
    "hidden-rows": text("Hidden rows were read"),
    "hidden-sheet": text("Hidden sheet was read"),
    "incident-not-counted": text("Incident not counted"),
    "incident-outside-period": text("Incident outside the period"),
    "incidents-not-read": text("List of incidents not read"),
    "item-missing": text("Column of an item missing"),
    "item-unknown": text("Item unknown to the rule set"),
    "item-unnamed": text("Score beside no item"),
    "items-differ": text("Workbooks have different items"),
    "items-missing": text("Items missing"),
    "lock-file": text("Mark of an open workbook"),
    "missing-finding": text("Answer missing for an incident"),
    "name-as-it-looks": text("Name with characters that cannot be seen"),
    "name-in-use": text("Name in use"),
    "name-twice": text("Name given twice"),
    "names-alike": text("Names that may be one branch"),
    "names-differ": text("Workbooks name the branches differently"),
    "near-threshold": text("Score near a threshold"),
    "no-branches": text("No branches"),
    "no-document-number": text("Document number missing"),
    "no-triggers": text("Incidents not read by the rule set"),
    "no-workbook": text("No workbook"),
    "normalised": text("Written unusually, but understood"),
    "not-a-count": text("Not a whole number"),
    "not-a-number": text("Not a number"),
    "not-a-workbook": text("Not a workbook"),
    "not-applicable": text("Item said not to apply"),
    "not-assessed": text("No assessed scores on the form"),
    "not-copied": text("No copy made"),
    "not-corrected": text("Not corrected"),
    "not-on-roster": text("Branch not on the roster"),
    "odd-run-in-number": text("Footnote or struck part in a number"),
    "not-utf-8": text("Settings not saved as UTF-8"),
    "not-written": text("File not written"),
    "opinion-twice": text("Opinions contradict each other"),
    "opinion-unknown": text("Opinion that no rule can read"),
    "opinions-missing": text("No opinions"),
    "percent-in-score": text("Percentage where a score must be"),
    "period-contradiction": text("Periods contradict each other"),
    "period-missing": text("Period not stated"),
    "total-only": text("Only the total counts"),
    "points-left-out": text("Points that nothing would count"),
    "previous-star-differs": text("Previous star differs from the ledger"),
    "protected-file": text("File locked by document protection"),
    "same-name": text("Same name as before"),
    "sanction-contradiction": text("Sanction and system contradict each other"),
    "sanction-spelling": text("Sanction read by its spelling"),
    "score-out-of-range": text("Score out of range"),
    "row-unclear": text("Row that may be a branch or not"),
    "rows-again": text("Rows that stand in two sheets"),
    "sheet-of-other-period": text("Sheet of another period"),
    "sheet-read-as-well": text("Sheet read beside the named one"),
    "second-head": text("Second row of heads"),
    "second-table": text("Second table beside the first"),
    "several-in-one-row": text("Several facts in one row"),
    "several-score-sheets": text("Several score sheets"),
    "several-triggers": text("Several triggers for one incident"),
    "sheet-missing": text("Sheet missing"),
    "sheet-name-differs": text("Name of the sheet differs from the form"),
    "sheet-too-large": text("Sheet too large"),
    "shown-otherwise": text("Shown on the other side of a bound"),
    "star-unknown": text("Not a star level"),
    "struck-through": text("Struck-through cells were read"),
    "points-not-listed": text("Points that the item does not have"),
    "act-unclear": text("Not clear what is one act"),
    "sum-disagrees": text("Row of sums does not add up"),
    "text-in-score": text("Text where a score must be"),
    "total-disagrees": text("Total is not the sum of the items"),
    "total-not-compared": text("Total not compared"),
    "trigger-undetermined": text("Trigger cannot be told"),
    "two-versions": text("Two versions of a workbook"),
    "unknown-branch": text("Branch without scores"),
    "unknown-column": text("Column not read"),
    "unknown-department": text("Department unknown to the rule set"),
    "unknown-sanction": text("Sanction unknown"),
    "unknown-sanction-system": text("System of sanctions unknown"),
    "unknown-sheet": text("Sheet not read"),
    "unknown-star": text("Star that the rule set does not have"),
    "unknown-subject": text("Subject unknown"),
    "unknown-trigger": text("Trigger unknown"),
    "unsafe-file": text("File not safe to open"),
    "value-missing": text("Value missing"),
    "version-superseded": text("Newer version recorded meanwhile"),
    "values-only": text("Copy of the values only"),
    "workbook-too-large": text("Workbook too large"),
    "workbooks-contradict": text("Workbooks contradict each other"),
    "year-not-shown": text("Date shown without its year"),
}
"""The title of each code of `Problem` that a workbook can give rise to."""


def title(code: str) -> Text:
    """Return the title of a kind; a code without one stands for itself."""
    return TITLES.get(code) or Text("%(code)s", {"code": code})


def by_kind(problems: Iterable[Problem]) -> list[list[Problem]]:
    """Group problems by severity and kind, the worst first, else as they come."""
    groups: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        groups.setdefault((problem.severity, problem.code), []).append(problem)
    return sorted(groups.values(), key=lambda group: list(SEVERITIES).index(group[0].severity))


def counted(problems: Iterable[Problem]) -> Text:
    """Say how many problems there are of each severity."""
    numbers = Counter(problem.severity for problem in problems)
    return text(
        "Errors: %(errors)s, warnings: %(warnings)s, notices: %(notices)s",
        errors=numbers["error"],
        warnings=numbers["warning"],
        notices=numbers["notice"],
    )
