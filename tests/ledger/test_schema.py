import pytest
from ledger_reviews import review, seen

from starrating.errors import LedgerError
from starrating.ledger import open_ledger, schema
from starrating.ledger.schema import SchemaStep
from starrating.model import Period

H1 = Period(2013, "H1")
DECISIONS = SchemaStep("decisions", ("CREATE TABLE decisions (id INTEGER PRIMARY KEY)",), ("decisions",))


def test_a_ledger_that_a_newer_program_has_changed_is_refused(ledger, tables, url):
    ledger.record(review())
    tables("INSERT INTO starrating_steps VALUES (99, 'wonders', '9.9.0')")
    with open_ledger(url) as another:
        for act in (another.versions, lambda: another.record(review(digest="b"))):
            with pytest.raises(LedgerError, match=r"needs starrating 9\.9\.0 or newer") as caught:
                act()
            assert caught.value.problems[0].code == "ledger-newer"


@pytest.mark.parametrize("act", ["latest", "record"])
def test_an_older_ledger_is_brought_up_to_date_and_keeps_what_it_has(ledger, tables, url, monkeypatch, act):
    recorded, _ = ledger.record(review())
    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, DECISIONS))
    with open_ledger(url) as newer:
        found = newer.latest(H1) if act == "latest" else newer.record(review())[0]
        assert seen(found) == seen(recorded)
    assert tables("SELECT number, title FROM starrating_steps ORDER BY number") == [
        (1, "reviews"),
        (2, "procedure"),
        (3, "file versions"),
        (4, "papers"),
        (5, "file bases"),
        (6, "decisions"),
    ]
    tables("INSERT INTO decisions VALUES (1)")
    with pytest.raises(Exception, match="append-only"):
        tables("DELETE FROM decisions")


def test_a_step_that_fails_leaves_the_ledger_at_the_step_before(ledger, tables, url, monkeypatch):
    ledger.record(review())
    broken = SchemaStep("decisions", (*DECISIONS.statements, "CREATE TABLE decisions (id INTEGER)"), ())
    with monkeypatch.context() as patch:
        patch.setattr(schema, "STEPS", (*schema.STEPS, broken))
        with open_ledger(url) as newer, pytest.raises(LedgerError):
            newer.versions()
    titles = tables("SELECT title FROM starrating_steps ORDER BY number")
    assert titles == [("reviews",), ("procedure",), ("file versions",), ("papers",), ("file bases",)]
    assert ledger.latest(H1).version == 1
