"""What every ledger does, whatever database it is on."""

import datetime as dt
from decimal import Decimal

import numpy as np
import pytest
from ledger_reviews import ratings, review, score_table, seen
from msgspec.structs import replace

from starrating.errors import LedgerError, LineRef, Problem
from starrating.exact import Exact
from starrating.i18n import text
from starrating.ledger import BranchEntry, LedgerEntry, open_ledger
from starrating.model import NO_STAR, NOT_APPLICABLE, Period, Ratings, Step
from starrating.model.acts import Consequence, ConsequencesDrawn, Decision, Progress, StarChange, UnitChange
from starrating.model.ledger_entries import Head, Paper

H1, H2, YEAR = Period(2013, "H1"), Period(2013, "H2"), Period(2013)


def lowered():
    """Return the same review with another result: the second branch has three stars."""
    return review(digest="sha256:bb", ratings=ratings(stars=(4, 3, NO_STAR)))


def nobody():
    nothing = np.array([], dtype=np.intp)
    table = score_table().taken(nothing)
    stars = np.array([], dtype=np.int16)
    return Ratings(table, Exact(nothing.astype(np.int64)), nothing.astype(np.int64), stars, stars, stars, [])


def only_totals():
    full = ratings()
    table = replace(
        full.scores,
        columns={},
        items=(),
        points=Exact(np.zeros((3, 0), dtype=np.int64)),
        point_states=np.zeros((3, 0), dtype=np.uint8),
    )
    return replace(full, scores=table)


def beyond_64_bits():
    full = ratings()
    points = full.scores.points.numerators.astype(object) * 10**30
    table = replace(full.scores, points=Exact(points, 10**32))
    return replace(full, scores=table, score=Exact(points.sum(axis=1), 10**32))


def richer():
    """Return ratings with values, a branch without a score, a part that does not apply, words found."""
    full = ratings()
    states = full.scores.point_states.copy()
    states[0, 1] = NOT_APPLICABLE
    judged = full.incidents[0]
    findings = {**judged.incident.findings, "repaired": "已整改"}
    return replace(
        full,
        scores=replace(full.scores, point_states=states),
        rank=np.array([1, 2, 0], dtype=np.int64),
        scored=np.array([True, True, False]),
        status=["rated", "rated", "not-assessed"],
        values={"basic": ["45", "1/3", None], "$date": ["91.5", "90.5", None]},
        incidents=(replace(judged, incident=replace(judged.incident, findings=findings)),),
        problems=(*full.problems, Problem("warning", "idle-name", LineRef("plan.yaml", 12, 5), text("read by nobody"))),
        steps=(*full.steps, Step("掘进队党支部", "5", "grade", NO_STAR, NO_STAR, text("skipped"))),
    )


@pytest.mark.parametrize("made", [ratings, nobody, only_totals, beyond_64_bits, richer])
def test_a_review_is_read_back_as_it_was_recorded(ledger, url, made):
    recorded, new = ledger.record(review(ratings=made()))
    with open_ledger(url) as another:
        assert seen(another.latest(H1)) == seen(recorded)
    assert new
    assert seen(recorded) == seen(review(ratings=made(), version=1))


def test_an_empty_ledger_has_nothing(ledger):
    assert ledger.latest(H1) is None
    assert ledger.version(H1, 1) is None
    assert ledger.versions() == ledger.periods() == ledger.branches() == ledger.branch_history("机电队党支部") == []
    assert ledger.stars(H1) == {}
    assert ledger.wrote("2013H1/result.xlsx") == set()
    assert ledger.verify() == []


def test_recording_the_same_again_changes_nothing(ledger, tables):
    first, _ = ledger.record(review())
    before = tables("SELECT number, kind, record, seal FROM chain")
    again, new = ledger.record(review(recorded_at="2020-01-01T00:00:00+08:00", program="starrating 9"))
    assert not new
    assert seen(again) == seen(first)
    assert tables("SELECT number, kind, record, seal FROM chain") == before


def test_a_changed_result_supersedes_and_both_stay_readable(ledger):
    ledger.record(review())
    changed, new = ledger.record(lowered())
    assert (changed.version, new) == (2, True)
    assert ledger.version(H1, 1).ratings.star.tolist() == [4, 4, NO_STAR]
    assert ledger.version(H1, 2).ratings.star.tolist() == [4, 3, NO_STAR]
    assert ledger.latest(H1).version == 2


def test_the_first_result_recorded_once_more_is_a_third_version(ledger):
    for draft in (review(), lowered()):
        ledger.record(draft)
    back, new = ledger.record(review())
    assert (back.version, new) == (3, True)
    assert ledger.latest(H1).inputs == (("2013H1.xlsx", "sha256:aa"),)


def test_versions_tell_what_was_recorded_without_its_rows(ledger):
    ledger.record(review("2013H2"))
    ledger.record(review(rules_digest="sha256:02", rules_id="other", rules="{}"))
    ledger.record(lowered())
    first, second, third = ledger.versions()
    assert first == LedgerEntry(
        H1,
        1,
        "2013-07-02T09:00:00+08:00",
        "starrating 0.1.0",
        "other",
        "sha256:02",
        (("2013H1.xlsx", "sha256:aa"),),
        {4: 2, NO_STAR: 1},
    )
    assert (second.version, second.rules_id, second.counts) == (2, "star-branches", {4: 1, 3: 1, NO_STAR: 1})
    assert ledger.versions(H2) == [third]


def test_periods_are_in_the_order_of_time(ledger):
    for name in ("2014H1", "2013", "2013H2", "2013H1"):
        ledger.record(review(name))
    assert ledger.periods() == [H1, H2, YEAR, Period(2014, "H1")]


def test_stars_are_those_of_the_newest_version(ledger):
    ledger.record(review())
    ledger.record(lowered())
    assert ledger.stars(H1) == {"采煤一队党支部": 4, "机电队党支部": 3, "掘进队党支部": NO_STAR}
    assert ledger.stars(H2) == {}


def test_the_history_of_a_branch_shows_what_was_superseded(ledger):
    ledger.record(review("2013H2"))
    ledger.record(review())
    ledger.record(lowered())
    assert ledger.branch_history("机电队党支部") == [
        BranchEntry(H1, 1, "90.50", 2, 5, 4, "rated", superseded=True, branch="机电队党支部"),
        BranchEntry(H1, 2, "90.50", 2, 5, 3, "rated", superseded=False, branch="机电队党支部"),
        BranchEntry(H2, 1, "90.50", 2, 5, 4, "rated", superseded=False, branch="机电队党支部"),
    ]
    assert ledger.branch_history("机电队") == []


def test_branches_are_those_of_the_newest_version_of_each_period(ledger):
    ledger.record(review(ratings=ratings(stars=(4,), branches=("误名党支部",))))
    ledger.record(review(digest="sha256:bb", ratings=ratings(stars=(4,), branches=("通风队党支部",))))
    ledger.record(review("2013H2", ratings=ratings(stars=(4, 4), branches=("通风队党支部", "机电队党支部"))))
    assert ledger.branches() == ["机电队党支部", "通风队党支部"]


def test_a_branch_without_a_score_has_none_in_its_history(ledger):
    ledger.record(review(ratings=richer()))
    (entry,) = ledger.branch_history("掘进队党支部")
    assert (entry.score, entry.rank, entry.star, entry.status) == (None, 0, NO_STAR, "not-assessed")


def test_another_value_is_another_result(ledger):
    ledger.record(review(ratings=richer()))
    other = replace(richer(), values={"basic": ["45", "0", None], "$date": ["91.5", "90.5", None]})
    assert ledger.record(review(ratings=other))[1]


def test_the_past_is_that_of_periods_of_the_same_length_the_last_one_first(ledger):
    ledger.record(review("2012", digest="sha256:year", ratings=ratings(stars=(5, 5, 5))))
    ledger.record(review("2011H2", digest="sha256:1", ratings=ratings(stars=(3, 3, NO_STAR))))
    ledger.record(review("2012H2", digest="sha256:2", ratings=ratings(stars=(5, NO_STAR, 4))))
    assert ledger.past(H1, 3) == {
        "采煤一队党支部": (5, NO_STAR, 3),
        "机电队党支部": (NO_STAR, NO_STAR, 3),
        "掘进队党支部": (4, NO_STAR, NO_STAR),
    }
    assert ledger.past(H1, 0) == {}
    assert ledger.rated_before(H1) == [Period(2012, "H2"), Period(2011, "H2")]
    assert ledger.rated_before(Period(2012, "H2")) == [Period(2011, "H2")]
    assert ledger.rated_before(Period(2012)) == []


def test_facts_are_those_of_the_newest_version_and_of_one_before_a_review_those_that_it_knew(ledger):
    first, _ = ledger.record(review())
    table = score_table()
    moved = replace(table, columns={**table.columns, "unit": ["一矿", "二矿", None]})
    second, _ = ledger.record(review(digest="sha256:bb", ratings=replace(ratings(), scores=moved)))
    units = dict(zip(table.branch, ["一矿", "二矿", None], strict=True))
    members = dict(zip(table.branch, [25, 26, 27], strict=True))
    asked = ledger.facts(H1, ["members", "unit", "nothing"])
    assert asked == {name: {"unit": units[name], "members": members[name]} for name in table.branch}
    assert ledger.before(second).facts(H1, ["unit"]) == {name: {"unit": "一矿"} for name in table.branch}
    assert ledger.before(first).facts(H1, ["unit"]) == ledger.facts(H2, ["unit"]) == ledger.facts(H1, ["nothing"]) == {}


def test_a_ledger_says_what_it_wrote_and_how_it_ends(ledger, tables):
    assert (ledger.head(), ledger.seal_after(1), ledger.last_rules()) == (Head(0, ""), None, None)
    assert (ledger.files(), ledger.newest_content(H1), ledger.newest(H1)) == ({}, "", 0)
    ledger.record(review())
    ledger.record(review("2013H2", rules_digest="sha256:02", rules="{}"))
    content = dict(tables("SELECT period, content FROM reviews"))
    assert {str(period): ledger.newest_content(period) for period in (H1, H2)} == content
    assert (ledger.last_rules(), ledger.newest(H1)) == ("{}", 1)
    seals = dict(tables("SELECT number, seal FROM chain"))
    assert ledger.head() == Head(2, seals[2])
    assert [ledger.seal_after(number) for number in (1, 2, 3)] == [seals[1], seals[2], None]
    draft = Paper("circular", dt.date(2013, 7, 29), "", draft=True)
    sent = Paper("circular", dt.date(2013, 7, 30), "党发〔2013〕9号")
    ledger.remember_file("2013H1/通报.docx", "sha256:1", 1, draft)
    ledger.remember_file("2013H1/通报.docx", "sha256:2", 2, sent)
    ledger.remember_file("2013H1/通报.docx", "sha256:2", 3, basis="earlier")
    ledger.remember_file("2013H1/通报.docx", "sha256:2", 3, basis="another")
    ledger.remember_file("2013H1/结果.xlsx", "sha256:3", 1)
    assert ledger.files() == {"2013H1/通报.docx": {"sha256:1", "sha256:2"}, "2013H1/结果.xlsx": {"sha256:3"}}
    assert ledger.papers("2013H1/通报.docx") == {"sha256:1": draft, "sha256:2": sent}
    assert ledger.papers("2013H1/结果.xlsx") == {}
    assert ledger.versions_shown("2013H1/通报.docx", "sha256:2") == {2, 3}
    assert ledger.versions_shown("2013H1/结果.xlsx", "sha256:2") == set()
    assert ledger.bases_shown("2013H1/通报.docx", "sha256:2") == {"earlier", "another"}
    assert ledger.bases_shown("2013H1/通报.docx", "sha256:1") == set()


def test_files_the_program_wrote_are_remembered(ledger, url):
    for digest in ("sha256:1", "sha256:2", "sha256:1"):
        ledger.remember_file("2013H1/result.xlsx", digest)
    with open_ledger(url) as another:
        assert another.wrote("2013H1/result.xlsx") == {"sha256:1", "sha256:2"}
        assert another.wrote("2013H2/result.xlsx") == set()


@pytest.mark.parametrize(
    "table", ["rulesets", "reviews", "ratings", "steps", "incidents", "problems", "chain", "files"]
)
@pytest.mark.parametrize("act", ["DELETE FROM {0}", "UPDATE {0} SET {1} = {1}"])
def test_the_database_itself_refuses_to_change_what_is_recorded(ledger, tables, table, act):
    column = {"chain": "number", "rulesets": "digest", "files": "name", "reviews": "id"}.get(table, "review")
    ledger.record(review())
    ledger.remember_file("2013H1/result.xlsx", "sha256:1")
    with pytest.raises(Exception, match="append-only"):
        tables(act.format(table, column))


def test_a_failed_act_leaves_nothing_and_the_ledger_usable(ledger, monkeypatch):
    def failing(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("starrating.ledger.recording.problem_rows", failing)
        with pytest.raises(KeyboardInterrupt):
            ledger.record(review())
    assert ledger.versions() == []
    assert ledger.record(review())[0].version == 1


def test_what_makes_no_sense_is_refused(ledger, tables, url):
    ledger.record(review())
    tables(*_without_triggers(url), "UPDATE ratings SET cells = 'nonsense' WHERE position = 1")
    for checking, code in ((True, "ledger-tampered"), (False, "ledger-broken")):
        with open_ledger(url, checking=checking) as reader, pytest.raises(LedgerError) as caught:
            reader.latest(H1)
        assert caught.value.problems[0].code == code


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("UPDATE ratings SET star = 5 WHERE position = 1", "ratings!机电队党支部"),
        ("UPDATE reviews SET recorded_at = '2013-01-01'", "reviews!1"),
        ("UPDATE rulesets SET rules = '{}'", "reviews!1"),
        ("UPDATE incidents SET counted = 0", "incidents!采煤一队党支部"),
        ("DELETE FROM problems WHERE position = 1", "chain!1"),
        ("DELETE FROM chain", "reviews!1"),
    ],
)
def test_verify_names_the_row_that_was_changed(ledger, tables, url, change, named):
    ledger.record(review())
    assert ledger.verify() == []
    tables(*_without_triggers(url), change)
    [problem] = ledger.verify()
    assert str(problem.place).endswith(named)


def test_verify_tells_when_an_act_was_taken_out(ledger, tables, url):
    for name in ("2012H1", "2012H2", "2013H1"):
        ledger.record(review(name))
    tables(
        *_without_triggers(url),
        "DELETE FROM ratings WHERE review = 2",
        "DELETE FROM steps WHERE review = 2",
        "DELETE FROM incidents WHERE review = 2",
        "DELETE FROM problems WHERE review = 2",
        "DELETE FROM reviews WHERE id = 2",
        "DELETE FROM chain WHERE record = 2",
    )
    assert [str(problem.place).rpartition("!")[2] for problem in ledger.verify()] == ["3"]


DAY = dt.date(2013, 7, 20)
DECISION = Decision(
    Period(2013, "H1"),
    DAY,
    version=2,
    assessed=1,
    document="党发〔2013〕7号",
    by="公司党委",
    changes=(StarChange("机电队党支部", 4, NO_STAR, "=cmd|x"),),
)
CONSEQUENCES = ConsequencesDrawn(
    Period(2014),
    DAY,
    version=1,
    consequences=(
        Consequence(
            "without_promotion",
            "4.6-secretary",
            "机电队党支部",
            text("%(years)s years", years="2"),
            rests_on=(("2013", 1, 4), ("2014", 2, 4)),
            pay=Decimal("61234.50"),
            amount=Decimal("1224.69"),
        ),
    ),
)


def test_acts_are_links_of_the_chain_and_come_back_as_they_were(ledger):
    ledger.record(review("2012H1"))
    acts = [
        DECISION,
        CONSEQUENCES,
        UnitChange(DAY, "merged", ("一队", "二队"), ("三队",)),
        Progress(DAY, 3, due="2013-09-30"),
    ]
    for act in acts:
        ledger.add(act, "2013-07-20T08:00:00+08:00", "starrating 1")
    ledger.record(review("2012H2"))
    assert ledger.verify() == []
    assert [recorded.act for recorded in ledger.acts()] == acts
    assert [recorded.number for recorded in ledger.acts()] == [1, 2, 3, 4]
    assert [recorded.act for recorded in ledger.acts(Period(2014))] == [CONSEQUENCES]


def test_the_chronicle_has_reviews_and_acts_in_the_order_in_which_they_were_recorded(ledger):
    ledger.record(review("2013H2"))
    ledger.add(DECISION, "2013-07-20T08:00:00+08:00", "starrating 1")
    ledger.record(review())
    ledger.add(CONSEQUENCES, "2014-07-20T08:00:00+08:00", "starrating 1")
    ledger.record(lowered())
    first, decision, second, drawn, third = ledger.chronicle()
    assert [(each.period, each.version) for each in (first, second, third)] == [(H2, 1), (H1, 1), (H1, 2)]
    assert (decision.act, drawn.act) == (DECISION, CONSEQUENCES)
    assert [type(each).__name__ for each in ledger.chronicle(H1)] == ["RecordedAct", "LedgerEntry", "LedgerEntry"]


def test_what_a_review_knew_of_the_past_stays_what_it_was(ledger):
    renamed = UnitChange(DAY, "renamed", ("一队",), ("二队",))
    ledger.add(renamed, "", "")
    ledger.record(review())
    second, _ = ledger.record(review("2013H2"))
    ledger.record(lowered())
    ledger.add(DECISION, "", "")
    then = ledger.before(second)
    assert (then.stars(H1)["机电队党支部"], ledger.stars(H1)["机电队党支部"]) == (4, 3)
    assert (then.past(H2, 1)["机电队党支部"], ledger.past(H2, 1)["机电队党支部"]) == ((4,), (3,))
    assert then.stars(H2) == {}
    assert [each.act for each in then.acts()] == [renamed]
    assert then.acts(H1) == []


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE acts SET content = replace(content, '7号', '8号') WHERE id = 1",
        "UPDATE acts SET day = '2013-07-21' WHERE id = 1",
        "DELETE FROM acts WHERE id = 1",
        "INSERT INTO acts VALUES (2, 'alias', '', '2013-07-20', '', '', '{}', '')",
        "UPDATE chain SET kind = 'whim' WHERE number = 1",
    ],
)
def test_verify_names_a_tampered_act(ledger, tables, url, tampering):
    ledger.add(DECISION, "2013-07-20T08:00:00+08:00", "starrating 1")
    tables(*_without_triggers(url), tampering)
    assert "ledger-tampered" in {problem.code for problem in ledger.verify()}


def test_what_is_written_together_is_there_together_or_not_at_all(ledger, url):
    def interrupted():
        with ledger.writing():
            ledger.record(review())
            ledger.add(DECISION, "", "")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        interrupted()
    with open_ledger(url) as another:
        assert (another.versions(), another.acts()) == ([], [])


def _without_triggers(url):
    """Return what somebody does first who wants to change the past."""
    tables = ("rulesets", "reviews", "ratings", "incidents", "steps", "problems", "records", "acts", "chain")
    if url.startswith("sqlite"):
        return [f"DROP TRIGGER {table}_refuses_{act}" for table in tables for act in ("UPDATE", "DELETE")]
    return [f"DROP TRIGGER {table}_refuses_change ON {table}" for table in tables]


@pytest.mark.parametrize("url", ["mysql://root:secret@host/db", "ledger.db", "sqlite:///", "sqlite://x", ""])
def test_an_address_of_another_kind_is_refused(url):
    with pytest.raises(LedgerError, match="cannot be at") as caught:
        open_ledger(url)
    assert "secret" not in str(caught.value)
    hint = str(caught.value.problems[0].hint)
    assert "sqlite:///" in hint
    assert "postgresql://" in hint


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("mysql://u:se@host/db", "host/db"),
        ("mysql://host/db?password=se", "mysql://host/db"),
        ("mysql://u:a?se@cret@host/db", "mysql://…"),
        ("mysql://host/db?password=s@se", "mysql://…"),
    ],
)
def test_what_of_an_address_may_be_shown(url, shown):
    with pytest.raises(LedgerError) as caught:
        open_ledger(url)
    assert str(caught.value.problems[0].message.fields["url"]) == shown


SECRETS = ("mysql://u:a?se@cret@host/db", "mysql://host/db?password=secret", "mysql://host/db?password=s@secret")


@pytest.mark.parametrize("url", [*SECRETS, "mysql://u:secr/secret@host/db"])
def test_no_part_of_a_password_is_shown(url):
    with pytest.raises(LedgerError) as caught:
        open_ledger(url)
    assert "cre" not in str(caught.value)


@pytest.mark.parametrize("password", ["12/secret", "s@secret", "secr/et", "secr@et"])
def test_an_address_that_is_cut_in_its_password_is_refused_before_anybody_is_asked(password):
    pytest.importorskip("psycopg")
    with pytest.raises(LedgerError) as caught:
        open_ledger(f"postgresql://me:{password}@host/database")
    (problem,) = caught.value.problems
    assert (problem.message.say("en"), "%40" in problem.hint.say("en")) == (
        "The ledger cannot be at host/database.",
        True,
    )


@pytest.mark.parametrize(
    ("address", "name"),
    [("me:secret@host/reviews", "host/reviews"), ("me@host:5433/reviews", "host:5433/reviews"), ("host", "host/")],
)
def test_a_server_is_called_by_its_host_port_and_database(address, name):
    pytest.importorskip("psycopg")
    assert open_ledger(f"postgresql://{address}").name == name


@pytest.mark.parametrize("url", ["postgresql://[::bad/x", "postgresql://host/x?nonsense=1"])
def test_an_address_of_a_server_that_is_none_is_refused(url):
    pytest.importorskip("psycopg")
    test_an_address_of_another_kind_is_refused(url)


def test_guards_that_are_dropped_or_foreign_are_named(ledger, tables, url):
    ledger.record(review())
    assert ledger.unguarded() == []
    guard = "acts_refuses_change" if url.startswith("postgresql") else "acts_refuses_UPDATE"
    on = " ON acts" if url.startswith("postgresql") else ""
    tables(f"DROP TRIGGER {guard}{on}")
    assert [(each.code, each.place.sheet) for each in ledger.unguarded()] == [("ledger-unguarded", guard)]
    body = "FOR EACH ROW EXECUTE FUNCTION refuse_change()" if on else "BEGIN SELECT 1; END"
    tables(f"CREATE TRIGGER other AFTER INSERT ON acts {body}")
    assert [each.code for each in ledger.unguarded()] == ["ledger-unguarded", "ledger-foreign-trigger"]


@pytest.mark.parametrize("act", [None, "2013-7号事故"])
def test_the_act_that_an_incident_names_is_kept_and_none_where_it_names_none(tmp_path, act):
    written = review()
    (judged,) = written.ratings.incidents
    named = replace(judged, incident=replace(judged.incident, act=act))
    with open_ledger(f"sqlite:///{tmp_path}/ledger.db") as ledger:
        ledger.record(replace(written, ratings=replace(written.ratings, incidents=(named,))))
        assert ledger.latest(written.period).ratings.incidents == (named,)
