"""What `score` and `check` share: workbooks read, checked, and rated by what the ledger knows of the periods before."""

import datetime as dt
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from starrating.commands.shared.branch_history import (
    absent_from,
    before_mergers,
    ended_within,
    facts_before,
    names_known,
    past_notices,
    previous_stars,
)
from starrating.commands.shared.scheme import load_rules
from starrating.errors import InputError, Problem, has_errors, in_reading_order
from starrating.formats.limits import Limits
from starrating.i18n import text
from starrating.ledger import Ledger
from starrating.model import Inputs, Period, Ratings
from starrating.outcome import this_run
from starrating.rating.input_checks import check
from starrating.rating.rate import rate
from starrating.rating.roster_checks import by_roster_names, compared_with_last, ended_are_named, none_is_absent
from starrating.read.column_map import ColumnMap, load_column_map
from starrating.read.review_workbooks import read_workbooks
from starrating.read.table_roles import SheetRoles
from starrating.ruleset import RuleSet
from starrating.ruleset.reads import past_facts_read, periods_read
from starrating.ruleset.versions import at
from starrating.workspace import Workspace

MOST_BYTES = Limits().part
"""How large a file is at most that is read unless `large` is asked for."""
COLUMN_MAP = "columns.yaml"
"""The file of a workspace that has the office's own names for columns and sheets."""


class ScoreRequest(Struct, frozen=True):
    """What is read for a review: score workbooks, workbooks of incidents alone, the period if one is named.

    `large` raises every limit of their size ten times; with `trust_items` a total that is not the sum of its items is
    passed over, and the items decide. Incidents after `today` are errors.
    """

    scores: tuple[Path, ...]
    incidents: tuple[Path, ...] = ()
    period: Period | None = None
    large: bool = False
    trust_items: bool = False
    today: dt.date | None = None


def read(
    workspace: Workspace,
    books: ScoreRequest,
    rules: RuleSet,
    ledger: Ledger | None = None,
    understood: list[SheetRoles] | None = None,
) -> tuple[Inputs | None, list[Problem]]:
    """Read workbooks by the names of the workspace's `columns.yaml`, if any; the ledger knows who was rated before."""
    limits = Limits().enlarged() if books.large else None
    mapping = _column_map(workspace.root / COLUMN_MAP, rules)
    return read_workbooks(
        books.scores,
        books.incidents,
        rules,
        books.period,
        mapping=mapping,
        limits=limits,
        today=books.today,
        branches=ledger.branches() if ledger else (),
        understood=understood,
    )


def read_and_check(
    workspace: Workspace, books: ScoreRequest, ledger: Ledger, understood: list[SheetRoles] | None = None
) -> tuple[Inputs, RuleSet, list[Problem]]:
    """Read and check, by the version of the rule set that the period has; the columns are those of the first version.

    `understood` takes in what every score sheet was understood as, whatever comes of it.
    Anything that forbids to rate raises `InputError` with all problems of all files.
    """
    rules = load_rules(workspace.rules)
    inputs, problems = read(workspace, books, rules, ledger, understood)
    if inputs is None:
        raise InputError(in_reading_order(problems))
    assert inputs.period is not None
    period, listed_as = inputs.period, inputs.incidents
    known, absent, ended = names_known(ledger, period), absent_from(ledger, period), ended_within(ledger, period)
    inputs, notices = by_roster_names(inputs, known.aliases, absent)
    notices += before_mergers(ledger, period, listed_as, inputs.incidents)
    rules = at(rules, period)
    problems = [
        *problems,
        *notices,
        *check(inputs, rules, items_decide=books.trust_items),
        *compared_with_last(inputs, known.last, {*absent, *ended}),
        *none_is_absent(inputs, absent),
        *ended_are_named(inputs, ended),
    ]
    if has_errors(problems):
        raise InputError(in_reading_order(problems))
    return inputs, rules, problems


def rated(inputs: Inputs, rules: RuleSet, ledger: Ledger) -> Ratings:
    """Rate what has passed the checks, with what the ledger knows of the periods before; nothing is recorded."""
    assert inputs.period is not None
    previous, past = previous_stars(ledger, inputs.period, periods_read(rules), inputs.scores.branch)
    before = facts_before(ledger, inputs.period, past_facts_read(rules), inputs.scores.branch)
    this_run.now(text("Rating"))
    ratings = rate(inputs, rules, previous, past, before)
    if not ledger.versions():
        return ratings
    notices = past_notices(ledger, inputs.period, inputs.scores.branch, rules)
    return replace(ratings, problems=(*ratings.problems, *notices)) if notices else ratings


def _column_map(file: Path, rules: RuleSet) -> ColumnMap | None:
    if not file.is_file():
        return None
    return load_column_map(file, rules)
