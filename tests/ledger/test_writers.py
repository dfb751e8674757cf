"""Several writers at once, in processes of their own."""

import os
import subprocess
import sys
from pathlib import Path

from ledger_reviews import review, seen

from starrating.ledger import open_ledger
from starrating.model import Period

HERE = Path(__file__).parent
H1 = Period(2013, "H1")


def run(*writers):
    """Start the writers, let them go together, and return what each printed, split into lines."""
    environment = {**os.environ, "PYTHONPATH": str(HERE)}
    started = [
        subprocess.Popen(
            [sys.executable, str(HERE / "ledger_writer.py"), *writer],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )
        for writer in writers
    ]
    for process in started:
        assert process.stdout.readline() == "ready\n"
    for process in started:
        process.stdin.write("go\n")
        process.stdin.flush()
    return [process.communicate(timeout=60)[0].splitlines() for process in started]


def test_writers_of_different_periods_do_not_disturb_each_other(url):
    digests = ["a", "b", "c", "d", "e"]
    first, second = run((url, "2013H1", *digests), (url, "2013H2", *digests))
    assert first == second == ["1 True", "2 True", "3 True", "4 True", "5 True"]
    with open_ledger(url) as ledger:
        assert len(ledger.versions()) == 10
        assert ledger.verify() == []


def test_writers_of_the_same_period_take_turns(url):
    first, second = run((url, "2013H1", "a", "b", "c"), (url, "2013H1", "x", "y", "z"))
    assert sorted(first + second) == [f"{n} True" for n in range(1, 7)]
    with open_ledger(url) as ledger:
        assert [entry.version for entry in ledger.versions()] == [1, 2, 3, 4, 5, 6]
        assert ledger.verify() == []


def test_writers_of_the_same_review_record_it_once(url):
    first, second = run((url, "2013H1", "a"), (url, "2013H1", "a"))
    assert sorted(first + second) == ["1 False", "1 True"]


def test_a_writer_killed_in_the_middle_leaves_what_was_there(url):
    [printed] = run((url, "2013H1", "a", "die"))
    assert printed == ["1 True"]
    with open_ledger(url) as ledger:
        assert seen(ledger.latest(H1)) == seen(review(digest="a", version=1))
        assert ledger.record(review(digest="b"))[0].version == 2
        assert ledger.verify() == []
