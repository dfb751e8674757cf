"""`collect`: the forms that came back become one workbook that `score` reads, all of them or none (plan 4.4)."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path, PurePath
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from starrating.commands.shared.blank_context import blank_of
from starrating.commands.shared.output_files import write_result
from starrating.commands.shared.preparation import scoring_departments
from starrating.commands.shared.record_time import RecordTime
from starrating.commands.shared.recorded_review import PROGRAM
from starrating.commands.shared.review_inputs import ScoreRequest, read
from starrating.commands.shared.scheme import load_rules
from starrating.errors import CellRef, InputError, Problem, StarratingError, UsageError, has_errors, in_reading_order
from starrating.i18n import CHINESE, ENGLISH, joined, listed, text
from starrating.ledger import open_ledger
from starrating.model import Inputs, Item, Period, ScoreTable, aliases_of
from starrating.model.preparation_acts import FormsReceived, MarksReceived
from starrating.procedure.preparation import forms_received, marks_received
from starrating.rating.input_checks import check
from starrating.rating.roster_checks import by_roster_names
from starrating.rating.similar_names import likely
from starrating.read.joined_sheets import join_tables
from starrating.read.review_workbooks import LOCK_FILES
from starrating.read.stated_periods import StatedPeriod, agreed
from starrating.read.workbook_checks import drop_other_copies, lock_file
from starrating.ruleset import RuleSet
from starrating.ruleset.criteria import with_items
from starrating.ruleset.versions import at
from starrating.workspace import Workspace
from starrating.write.blank.context import BOOK, BlankContext, rows_of

WORTH_PROCESSES = 500
"""From so many forms on, several processes read them; 300 are read in 2 seconds, which starting processes takes too."""
_MOST_PROCESSES = 8
_STILL_OPEN = frozenset({"blank-score", "no-branches"})
"""What is no problem yet: the assessment fills in the scores of a form, or of the workbook made of it."""
_COPY = re.compile(r"（\d+）$")  # 2013年上半年星级党支部考核评分表（2）, where the first was changed by its user
Told = Callable[[int], object]
"""What is told how many forms have been read."""
_Read = tuple[Inputs | None, list[Problem]]


class CollectResult(Struct, frozen=True):
    """What `collect` did: the workbook, the branches whose forms are in it, those that have sent none.

    `untouched` are those whose form has nothing but what stood in it: it has not come yet.
    """

    period: Period
    file: Path
    branches: tuple[str, ...]
    missing: tuple[str, ...]
    problems: tuple[Problem, ...]
    untouched: tuple[str, ...] = ()


def collect(
    workspace: Workspace,
    forms: Sequence[Path],
    target: Path | None,
    period: Period | None = None,
    told: Told = lambda _: None,
) -> CollectResult:
    """Read forms, in parallel where they are many, and write their rows into one workbook, with all else left blank.

    It is named by its period and stands in the workspace unless `target` says otherwise; what a user has changed is
    kept. Two forms of one branch, forms of several periods, and whatever `check` would refuse but scores that are still
    blank, raise `InputError` with the problems of all forms; then nothing is written.
    """
    rules = load_rules(workspace.rules)
    read_forms, problems = _read_all(workspace, forms, rules, period, told)
    agreed_period = _period_of(read_forms, period, problems)
    if agreed_period is None:
        raise InputError(in_reading_order(problems))
    with open_ledger(workspace.ledger) as ledger:
        blank = blank_of(workspace, ledger, agreed_period)
        scores, more = _joined(read_forms, blank)
        problems += [*more, *_unknown(scores, blank)]
        if has_errors(problems):
            raise InputError(in_reading_order(problems))
        filled, untouched = _filled(blank, scores), tuple(_untouched(read_forms, blank, scores))
        named = target or workspace.root / f"{blank.title(BOOK)}.xlsx"
        file, kept = write_result(named, ledger, partial(_write, filled))
    sent = set(scores.branch)
    missing = tuple(branch for branch in blank.branches if branch not in sent)
    came = tuple(branch for branch in filled.branches if branch in sent and branch not in untouched)
    return CollectResult(agreed_period, file, came, missing, (*in_reading_order(problems), *kept), untouched)


def is_book(workspace: Workspace, path: Path) -> bool:
    """Tell whether a file is a workbook of a period that the program wrote beside the ledger, or a copy of it.

    Its name says so, in either language: 2013年上半年星级党支部考核评分表（2）.xlsx.
    """
    ends = tuple(BOOK.say(each) for each in (CHINESE, ENGLISH))
    return path.resolve().parent == workspace.root.resolve() and _COPY.sub("", path.stem).endswith(ends)


def record_forms(workspace: Workspace, result: CollectResult, moment: RecordTime) -> None:
    """Record whose forms have newly come, so that the others can be reminded; not in a ledger that knows no branch."""
    with open_ledger(workspace.ledger) as ledger:
        if not ledger.branches():
            return
        with ledger.writing():
            known = forms_received(result.period, [act.act for act in ledger.acts(result.period)])
            if fresh := tuple(name for name in result.branches if name not in known):
                ledger.add(FormsReceived(result.period, None, fresh), moment.stamp, PROGRAM)


def record_marks(
    workspace: Workspace, period: Period, departments: Sequence[str], moment: RecordTime
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Record whose marks have come; return whose are newly there, and whose are still outstanding.

    Only departments that score items count; with any other `UsageError`, and nothing is recorded.
    """
    rules = at(load_rules(workspace.rules), period)
    with open_ledger(workspace.ledger) as ledger:
        scoring = scoring_departments(rules)
        if strangers := [name for name in departments if name not in scoring]:
            raise _not_scoring(strangers, scoring)
        with ledger.writing():
            known = marks_received(period, [act.act for act in ledger.acts(period)])
            if fresh := tuple(dict.fromkeys(name for name in departments if name not in known)):
                ledger.add(MarksReceived(period, None, fresh), moment.stamp, PROGRAM)
    return fresh, tuple(name for name in scoring if name not in {*known, *fresh})


def _not_scoring(names: Sequence[str], scoring: Sequence[str]) -> StarratingError:
    message = text("No items are scored by: %(departments)s.", departments=listed(names))
    hint = text("Departments that score: %(known)s", known=listed(scoring))
    if not scoring:
        hint = text("The criteria name no department; name it at each item of the criteria in the rule file.")
    return UsageError.because("not-scoring", message, hint)


def _read_all(
    workspace: Workspace, forms: Sequence[Path], rules: RuleSet, period: Period | None, told: Told
) -> tuple[list[Inputs], list[Problem]]:
    locks = [path for path in forms if path.name.startswith(LOCK_FILES)]
    kept, problems = drop_other_copies([path for path in forms if path not in locks])
    problems += [lock_file(str(path)) for path in locks]
    found = []
    for number, (inputs, more) in enumerate(_each(partial(_read_form, workspace, rules, period), kept), start=1):
        problems += more
        found += [inputs] if inputs else []
        told(number)
    return found, problems


def _each(read_one: Callable[[Path], _Read], paths: Sequence[Path]) -> Iterator[_Read]:
    """Read one file after the other, or several at once; the results come in the order of the files."""
    processes = min(os.cpu_count() or 1, _MOST_PROCESSES)
    if len(paths) < WORTH_PROCESSES or processes == 1:
        yield from map(read_one, paths)
        return
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        yield from pool.map(read_one, paths, chunksize=8)


def _read_form(workspace: Workspace, rules: RuleSet, period: Period | None, path: Path) -> _Read:
    """Read a form, and see what is wrong with it already."""
    inputs, problems = read(workspace, ScoreRequest((path,), period=period), rules)
    if inputs is not None and inputs.period is not None:
        flaws = check(inputs, at(rules, inputs.period))
        problems += [flaw for flaw in flaws if flaw.code not in _STILL_OPEN]
    return inputs, problems


def _period_of(forms: Iterable[Inputs], asked: Period | None, problems: list[Problem]) -> Period | None:
    """Return the period that all forms are of; contradictions are added to the problems."""
    stated = [StatedPeriod(form.period, CellRef(_file(form)), str(form.period)) for form in forms if form.period]
    if not stated:
        return None
    period, contradictions = agreed(stated, asked, "")
    problems += contradictions
    return period


def _joined(forms: Sequence[Inputs], blank: BlankContext) -> tuple[ScoreTable, list[Problem]]:
    """Put the forms one below the other, under the names of the roster; two of one branch are an error."""
    aliases = aliases_of(blank.roster)
    named = [by_roster_names(replace(form, roster=()), aliases) for form in forms]
    problems = [notice for _, notices in named for notice in notices]
    first: dict[str, Inputs] = {}
    tables = [inputs.scores for inputs, _ in named]
    for inputs, _ in named:
        for row, branch in enumerate(inputs.scores.branch):
            if first.setdefault(branch, inputs) is not inputs:
                problems.append(_second_form(branch, inputs.scores.place(row), _file(first[branch])))
    kinds = _by_items(tables)
    if len(kinds) > 1 and len(kinds[0]) == len(kinds[1]):
        problems.append(_no_majority(kinds))
    if has_errors(problems):
        return tables[0], problems
    scores, differences = join_tables([table for kind in kinds for table in kind], blank.rules.criteria, {})
    return scores or tables[0], problems + differences


def _by_items(tables: Sequence[ScoreTable]) -> list[list[ScoreTable]]:
    """Put the forms with the same items together, most of them first: the others differ from these."""
    kinds: dict[frozenset[object], list[ScoreTable]] = {}
    for table in tables:
        items = frozenset((item.part, item.title, item.full_marks) for item in table.items)
        kinds.setdefault(items, []).append(table)
    return sorted(kinds.values(), key=len, reverse=True)


def _no_majority(kinds: Sequence[Sequence[ScoreTable]]) -> Problem:
    """Report forms of several kinds of which none is that of most: which of them are odd cannot be known."""
    common = set.intersection(*({_titled(item) for item in kind[0].items} for kind in kinds))
    parts = [
        text(
            "%(files)s: %(items)s",
            files=listed(PurePath(table.sheets[0].file).name for table in kind),
            items=listed(titled for titled in map(_titled, kind[0].items) if titled not in common),
        )
        for kind in kinds
    ]
    message = text(
        "The forms have different items, and no kind is that of most: %(kinds)s", kinds=joined(parts, text("; "))
    )
    hint = text("Give all forms the same items with the same full marks; starrating template writes them.")
    return Problem("error", "items-differ", CellRef(kinds[0][0].sheets[0].file), message, hint)


def _titled(item: Item) -> str:
    return f"{item.title}({item.full_marks})"


def _filled(blank: BlankContext, scores: ScoreTable) -> BlankContext:
    """Fill in what the forms say; what they leave open stays as the ledger knows it, and so does the previous star.

    Branches that sent no form keep their rows, to be filled in.
    """
    known = {row["branch"]: row for row in blank.rows}
    sent = rows_of(scores, blank.rules.language)
    order = [*known, *(branch for branch in sent if branch not in known)]
    rows = [_merged(known.get(branch, {}), sent.get(branch, {})) for branch in order]
    return replace(blank, criteria=with_items(blank.rules.criteria, scores.items), rows=rows)


_FILLED_IN = frozenset({"branch", "unit", "secretary", "type", "previous_star", "total"})
"""What stands in a form before it is sent out, or is worked out in it."""


def _untouched(forms: Sequence[Inputs], blank: BlankContext, scores: ScoreTable) -> Iterator[str]:
    """Yield the branches whose forms say nothing: no score, no target, no incident, opinion or finding of their own."""
    known = {row["branch"]: row for row in blank.rows}
    answered = {row["branch"] for form in forms for row in (*form.opinions, *form.findings)}
    answered |= {incident.branch for form in forms for incident in form.incidents}
    for branch, row in rows_of(scores, blank.rules.language).items():
        before = known.get(branch, {})
        own = {name for name, value in row.items() if value not in {None, "", before.get(name)}}
        if branch not in answered and own <= _FILLED_IN:
            yield branch


def _merged(known: Mapping[str, Any], sent: Mapping[str, Any]) -> dict[str, Any]:
    fields = {name: value for name, value in sent.items() if value is not None}
    star = {"previous_star": known["previous_star"]} if known.get("previous_star") is not None else {}
    return {**known, **fields, **star}


def _write(blank: BlankContext, path: Path) -> None:
    from starrating.write.blank.workbook import write_blank_book  # noqa: PLC0415 [openpyxl]

    write_blank_book(path, blank)


def _unknown(scores: ScoreTable, blank: BlankContext) -> Iterator[Problem]:
    """Warn of forms of branches that the ledger does not know: a new branch, or a name written wrong."""
    known = set(blank.branches)
    for row, branch in enumerate(scores.branch):
        if known and branch not in known:
            near = likely(branch, known)
            message = text("%(branch)s is not a branch that the ledger knows.", branch=branch)
            hint = text(
                "Nearest names: %(names)s. If it is one of them: starrating alias add; if it is new: starrating "
                "roster new.",
                names=listed(near),
            )
            yield Problem("warning", "not-on-roster", scores.place(row), message, hint)


def _second_form(branch: str, place: CellRef, first: str) -> Problem:
    message = text("%(branch)s has sent two forms; the first one is %(first)s.", branch=branch, first=first)
    hint = text("Give only the form that counts.")
    return Problem("error", "two-forms", place, message, hint)


def _file(form: Inputs) -> str:
    return form.scores.sheets[0].file
