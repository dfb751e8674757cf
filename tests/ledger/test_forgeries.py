"""Every column of every sealed table changed behind the ledger's back, and a row of each taken out or repeated.

The table says what `verify` names, and which ways of reading go on. `pytest --update-goldens` writes it anew; read in
the difference whether each forgery is named where it was made, and no reader shows it.
"""

import datetime as dt
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from ledger_reviews import ratings, review
from msgspec.structs import replace

from starrating.errors import CellRef, LedgerError
from starrating.ledger import Ledger, open_ledger, sql
from starrating.ledger.tables import ACTS, REVIEW_TABLES
from starrating.model import Period, Records, RosterEntry
from starrating.model.acts import Decision, PublicNotice

GOLDEN = Path(__file__).parents[1] / "goldens" / "forgeries.txt"
ROWS = GOLDEN.with_name("ledger-rows.txt")
H1, DAY = Period(2013, "H1"), dt.date(2013, 7, 1)
CHAIN = ("number", "kind", "record", "seal")
RULESETS = ("digest", "id", "rules")
READERS: dict[str, Callable[[Ledger], object]] = {
    "latest": lambda ledger: ledger.latest(H1),
    "first": lambda ledger: ledger.version(H1, 1),
    "stars": lambda ledger: ledger.stars(H1),
    "facts": lambda ledger: ledger.facts(H1, ["unit", "members"]),
    "acts": lambda ledger: ledger.acts(H1),
    "history": lambda ledger: ledger.branch_history("机电队党支部"),
}
Rows = list[tuple[object, ...]]


def filled(path: Path) -> None:
    """Make a ledger of two results with all that a result may have, and two acts, without what guards its tables."""
    roster = (RosterEntry("机电队党支部", unit="一矿"), RosterEntry("掘进队党支部", aliases=("掘进",)))
    opinions = tuple({"branch": entry.branch, "department": "纪检", "opinion": "无"} for entry in roster)
    places = (CellRef("2013H1.xlsx", "部门意见", "C3"), CellRef("2013H1.xlsx", "部门意见", "C4"))
    records = Records(opinions, places, ({"branch": "机电队党支部", "finding": "会议记录不全"},), roster)
    full = ratings()
    twice = replace(full, steps=full.steps * 2, incidents=full.incidents * 2)
    with open_ledger(f"sqlite:///{path}") as ledger:
        ledger.record(review(ratings=twice, records=records))
        ledger.add(Decision(H1, DAY, 1, 1, "7号", "党委"), "2013-07-01T08:00:00+08:00", "starrating 0.1.0")
        ledger.add(PublicNotice(H1, DAY, 1, DAY, 5, "days"), "2013-07-01T08:00:00+08:00", "starrating 0.1.0")
        ledger.record(review(digest="sha256:bb", rules_digest="sha256:02", rules="{}"))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")


def forgeries(path: Path) -> Iterator[tuple[str, str, Sequence[str], Rows]]:
    """Yield what is forged, the table with its columns, and its rows then: of several the second one is another."""
    sealed = {table.name: (*table.columns, "seal") for table in (*REVIEW_TABLES, ACTS)}
    with closing(sqlite3.connect(path)) as connection:
        for table, columns in {**sealed, "chain": CHAIN, "rulesets": RULESETS}.items():
            rows = connection.execute(sql.select(columns, table, "ORDER BY 1, 2")).fetchall()
            place = min(1, len(rows) - 1)
            before, row, after = rows[:place], rows[place], rows[place + 1 :]
            for at, (column, value) in enumerate(zip(columns, row, strict=True)):
                other = value + 50 if isinstance(value, int) else f"{value or ''}1"
                yield f"{table}.{column}", table, columns, [*before, (*row[:at], other, *row[at + 1 :]), *after]
            yield f"{table}: taken out", table, columns, [*before, *after]
            again = tuple(value + 50 if isinstance(value, int) else f"{value}1" for value in row)
            yield f"{table}: one more", table, columns, [*rows, again]


def test_a_ledger_is_written_as_it_always_was(tmp_path, request):
    """The rows with their seals, so that ledgers of this program are those of the ones before and after it."""
    path = tmp_path / "whole.db"
    filled(path)
    with open_ledger(f"sqlite:///{path}") as ledger, ledger.reading():
        lines = [f"{name} {row}" for name, _, rows in ledger.copied() if name != "starrating_steps" for row in rows]
    said = "\n".join([*lines, ""])
    if request.config.getoption("update_goldens"):
        ROWS.write_text(said, encoding="utf-8", newline="\n")
    assert said == ROWS.read_text(encoding="utf-8")


def met(ledger: Ledger, read: Callable[[Ledger], object]) -> str:
    """Say whether a way of reading goes on, or why not."""
    try:
        read(ledger)
    except LedgerError as error:
        return error.problems[0].code
    return "reads"


def test_every_forgery_is_named_and_no_reader_shows_it(tmp_path, request):
    whole, path = tmp_path / "whole.db", tmp_path / "ledger.db"
    filled(whole)
    lines = []
    for words, table, columns, rows in forgeries(whole):
        shutil.copy(whole, path)
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute(sql.delete(table))
            connection.executemany(sql.insert(table, columns), rows)
        with open_ledger(f"sqlite:///{path}") as ledger:
            readers = {name: met(ledger, read) for name, read in READERS.items()}
            flaws = ledger.verify()
        lines += [f"{words} | {' '.join(f'{name}:{what}' for name, what in readers.items())}"]
        lines += [f"  {flaw.message.say('en')} [{flaw.place.sheet}!{flaw.place.cell}]" for flaw in flaws]
    said = "\n".join([*lines, ""])
    if request.config.getoption("update_goldens"):
        GOLDEN.write_text(said, encoding="utf-8", newline="\n")
    assert said == GOLDEN.read_text(encoding="utf-8")
