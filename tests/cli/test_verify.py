"""`verify`, `export`, `import`, `history` on the ledger of the example company, with acts of the procedure."""

import json
import shutil
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest
from msgspec.structs import replace

from commands import data, run
from company import EXAMPLE, REVIEWS
from starrating.ledger import open_ledger
from starrating.model import Period

H1 = Period(2013, "H1")


def done(folder: Path, *arguments: str) -> str:
    result = run(folder, *arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def ledger_of(folder: Path):
    return open_ledger(f"sqlite:///{folder}/starrating.db")


def rename(book: Path, copy: Path, old: str, new: str) -> None:
    """Copy a workbook with another name in its cells, and the values of its formulas as they are."""
    with zipfile.ZipFile(book) as whole, zipfile.ZipFile(copy, "w") as renamed:
        for part in whole.namelist():
            renamed.writestr(part, whole.read(part).replace(old.encode(), new.encode()))


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Path:
    """Three reviews; the committee changed the second; a branch bears a new name in the third."""
    folder = tmp_path_factory.mktemp("kept") / "company"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("results", "starrating.db*"))
    for period in ("2012H2", "2013H1"):
        done(folder, "score", *(str(EXAMPLE / word) if ".xlsx" in word else word for word in REVIEWS[period]))
    decide = ("decide", "--period", "2013H1", "--date", "2013-07-10", "--document", "党发〔2013〕7号")
    change = ("--set", "综采队党支部=4", "--reason", "瞒报", "--open-opinions", "已口头征求")
    done(folder, *decide, *change)
    done(folder, "roster", "rename", "机电队党支部", "机电科党支部", "--date", "2013-08-01", "--document", "党发9号")
    rename(EXAMPLE / "2013H2.xlsx", folder / "2013H2.xlsx", "机电队党支部", "机电科党支部")
    done(folder, "score", str(folder / "2013H2.xlsx"))
    return folder


@pytest.fixture
def copy(kept, tmp_path) -> Path:
    return Path(shutil.copytree(kept, tmp_path / "company"))


def test_every_version_is_computed_again_also_what_the_committee_changed(kept):
    found = data(kept, "verify")
    assert found["sound"]
    assert found["links"] == 6
    assert [(each["period"], each["version"], each["branches"], each["outcome"]) for each in found["versions"]] == [
        ("2012H2", 1, 24, "same"),
        ("2013H1", 1, 24, "same"),
        ("2013H1", 2, 24, "same"),
        ("2013H2", 1, 24, "same"),
    ]
    assert found["problems"] == []
    assert "2013H2" not in done(kept, "verify", "--period", "2013H1")


def test_a_tampered_row_is_named_and_refused(copy):
    with closing(sqlite3.connect(copy / "starrating.db", isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER ratings_refuses_UPDATE")
        connection.execute("UPDATE ratings SET star = 3 WHERE branch = '综采队党支部' AND review = 1")
    result = run(copy, "verify", "--json")
    assert result.exit_code == 3
    found = json.loads(result.stdout)
    assert not found["sound"]
    assert [(each["code"], each["place"].rpartition("/")[2]) for each in found["problems"]] == [
        ("ledger-tampered", "starrating.db!ratings!综采队党支部"),
        ("ledger-unguarded", "starrating.db!ratings_refuses_UPDATE"),
        ("result-differs", "2012H2 v1"),
    ]
    assert run(copy, "verify").exit_code == 3


@pytest.mark.parametrize("version", [1, 2])
def test_a_false_star_is_found_even_where_all_seals_are_right(kept, tmp_path, version):
    """Somebody recorded a whole new ledger with one star changed: the chain holds, but the star does not follow."""
    with ledger_of(kept) as true, ledger_of(tmp_path) as forged:
        for entry in true.chronicle():
            if not hasattr(entry, "version"):
                forged.add(entry.act, entry.recorded_at, entry.program)
                continue
            review = true.version(entry.period, entry.version)
            if (review.period, review.version) == (H1, version):
                star = review.ratings.star.copy()
                star[review.ratings.position("综采队党支部")] = 3
                review = replace(review, ratings=replace(review.ratings, star=star))
            forged.record(review)
        assert forged.verify() == []
    result = run(tmp_path, "verify", "--json")
    assert result.exit_code == 3
    problems = json.loads(result.stdout)["problems"]
    assert f"2013H1 v{version}" in [each["place"] for each in problems]
    said = next(each["message"] for each in problems if each["place"] == f"2013H1 v{version}")
    assert said.startswith("综采队党支部: star is recorded as “3”; computed again, it is “")


def test_an_act_that_makes_no_sense_is_said_even_where_all_seals_are_right(kept, tmp_path):
    with ledger_of(kept) as true, ledger_of(tmp_path) as forged:
        for entry in true.chronicle(H1):
            if hasattr(entry, "version"):
                forged.record(true.version(entry.period, entry.version))
            else:
                [change] = entry.act.changes
                unknown = replace(entry.act, changes=(replace(change, branch="无名党支部"),))
                forged.add(unknown, entry.recorded_at, entry.program)
    result = run(tmp_path, "verify", "--json")
    assert result.exit_code == 3
    assert [(each["code"], each["place"]) for each in json.loads(result.stdout)["problems"]] == [
        ("not-computed", "2013H1 v2")
    ]


def test_a_rule_set_that_this_program_does_not_read_is_said(copy):
    with ledger_of(copy) as ledger:
        review = ledger.latest(Period(2012, "H2"))
        unreadable = replace(review, rules='{"format": 99}', rules_digest="sha256:99")
        assert ledger.record(unreadable)[1]
    result = run(copy, "verify", "--period", "2012H2")
    assert result.exit_code == 0
    assert "cannot be computed again" in result.stdout
    assert "2012H2 v2" in result.stderr
    assert "does not read the recorded rule set" in result.stderr


def test_files_that_somebody_changed_are_named(copy):
    book = next((copy / "results" / "2013H2").glob("*.xlsx"))
    book.write_bytes(b"mine")
    [notice] = data(copy, "verify")["problems"]
    assert (notice["severity"], notice["code"], notice["place"]) == ("notice", "file-changed", str(book))
    assert data(copy, "verify", "--period", "2012H2")["problems"] == []


def verified(folder, *words):
    result = run(folder, "verify", "--json", *words)
    return result.exit_code, [problem["code"] for problem in json.loads(result.stdout)["problems"]]


def test_a_ledger_that_is_gone_is_not_sound_and_a_missing_period_is_refused(tmp_path, kept):
    assert verified(tmp_path) == (3, ["ledger-empty"])
    result = run(kept, "verify", "--period", "2019H1")
    assert result.exit_code == 3
    assert "no review of 2019H1" in result.stderr


def changed(folder, *statements):
    """Change the ledger as somebody with another program would, and put its triggers back if they were dropped."""
    with closing(sqlite3.connect(folder / "starrating.db", isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def test_an_emptied_ledger_is_not_sound(copy):
    tables = ["chain", "problems", "records", "incidents", "steps", "ratings", "reviews", "acts"]
    guards = [f"DROP TRIGGER {table}_refuses_DELETE" for table in tables]
    changed(copy, *guards, *(f"DELETE FROM {table}" for table in tables))  # noqa: S608 [our own names]
    code, problems = verified(copy)
    assert (code, problems[0], problems.count("ledger-unguarded")) == (3, "ledger-empty", len(tables))


@pytest.mark.parametrize(
    ("statements", "found"),
    [
        (["DROP TRIGGER acts_refuses_UPDATE"], "ledger-unguarded"),
        (
            [
                "DROP TRIGGER acts_refuses_UPDATE",
                "CREATE TRIGGER acts_refuses_UPDATE BEFORE UPDATE ON acts BEGIN SELECT 1; END",
            ],
            "ledger-unguarded",
        ),
        (
            ["CREATE TRIGGER mine AFTER INSERT ON reviews BEGIN INSERT INTO files VALUES ('a', 'b'); END"],
            "ledger-foreign-trigger",
        ),
    ],
)
def test_a_ledger_whose_guards_were_changed_is_not_sound(copy, statements, found):
    changed(copy, *statements)
    assert verified(copy) == (3, [found])


def test_a_ledger_that_lacks_what_it_had_when_its_seal_was_noted_is_not_sound(copy, tmp_path):
    older = (copy / "starrating.db").read_bytes()
    done(copy, "roster", "rename", "销售科党支部", "销售党支部", "--date", "2014-03-01")
    done(copy, "export", str(tmp_path / "ledger.json"))
    seal = ("--seal", str(tmp_path / "ledger.json.seal"))
    assert verified(copy, *seal) == (0, [])
    done(copy, "roster", "rename", "销售党支部", "经销党支部", "--date", "2014-04-01")
    assert verified(copy, *seal) == (0, [])
    assert "(number 8)" in done(copy, "verify", *seal)
    told = json.loads(done(copy, "verify", "--json"))
    printed = (done(copy, "verify"), f"封印：{told['seal']}（第{told['links']}号）", json.dumps(told, indent=1))
    notes = [tmp_path / f"{number}.txt" for number in range(len(printed))]
    for note, words in zip(notes, printed, strict=True):
        note.write_text(words, encoding="utf-8")
        assert verified(copy, "--seal", str(note)) == (0, [])
    (copy / "starrating.db").write_bytes(older)
    assert verified(copy) == (0, [])
    assert verified(copy, *seal) == (3, ["seal-differs"])
    done(copy, "roster", "rename", "销售科党支部", "营销党支部", "--date", "2014-03-01")
    assert verified(copy, *seal) == (3, ["seal-differs"])
    for note in notes:
        assert verified(copy, "--seal", str(note)) == (3, ["seal-differs"])
    for broken in ("[1]", "", '{"starrating-seal": "5", "number": 1e999}', "59e1dd207efd55ecd00dc85c8b9a6732"):
        (tmp_path / "ledger.json.seal").write_text(broken, encoding="utf-8")
        assert run(copy, "verify", *seal).exit_code == 1


def test_a_file_among_the_results_that_no_version_knows_is_named(copy):
    (copy / "results" / "2013H2" / "我的.xlsx").write_bytes(b"mine")
    assert verified(copy) == (0, ["file-unknown"])
    assert verified(copy, "--period", "2012H2") == (0, [])


@pytest.mark.parametrize("suffix", ["xlsx", "json"])
def test_what_is_exported_is_restored_and_exported_the_same(kept, tmp_path, suffix):
    exported, again = tmp_path / f"ledger.{suffix}", tmp_path / f"again.{suffix}"
    done(kept, "export", str(exported))
    new = tmp_path / "new"
    new.mkdir()
    shutil.copy(kept / "starrating.toml", new)
    assert "Results: 4, acts: 2." in done(new, "import", str(exported))
    found = data(new, "verify")
    assert (found["sound"], found["links"]) == (True, 6)
    assert {each["outcome"] for each in found["versions"]} == {"same"}
    done(new, "export", str(again))
    assert exported.read_bytes() == again.read_bytes()
    with ledger_of(kept) as old, ledger_of(new) as restored:
        assert old.chronicle() == restored.chronicle()


def test_a_ledger_can_be_restored_elsewhere(kept, tmp_path):
    done(kept, "export", str(tmp_path / "ledger.json"))
    said = done(kept, "import", str(tmp_path / "ledger.json"), "--into", f"sqlite:///{tmp_path}/starrating.db")
    assert "name it in starrating.toml" in " ".join(said.split())
    assert data(tmp_path, "verify")["links"] == 6


def test_a_ledger_that_is_not_empty_is_left_as_it_is(copy):
    done(copy, "export", str(copy / "ledger.json"))
    before = (copy / "starrating.db").read_bytes()
    result = run(copy, "import", str(copy / "ledger.json"))
    assert result.exit_code == 3
    assert "is not empty" in result.stderr
    assert "--into" in result.stderr
    assert (copy / "starrating.db").read_bytes() == before


def test_a_workbook_in_which_a_star_was_edited_is_refused(kept, tmp_path):
    done(kept, "export", str(tmp_path / "ledger.xlsx"))
    book = openpyxl.load_workbook(tmp_path / "ledger.xlsx")
    heads = [cell.value for cell in book["ratings"][1]]
    book["ratings"].cell(2, heads.index("star") + 1).value = 3
    book.save(tmp_path / "ledger.xlsx")
    result = run(tmp_path, "import", str(tmp_path / "ledger.xlsx"))
    assert result.exit_code == 3
    assert "ledger.xlsx!ratings!" in result.stderr
    assert data(tmp_path, "history")["versions"] == []


def test_export_never_replaces_a_file_and_knows_its_formats(kept, tmp_path):
    (tmp_path / "ledger.json").write_text("mine", encoding="utf-8")
    assert run(kept, "export", str(tmp_path / "ledger.json")).exit_code == 3
    assert (tmp_path / "ledger.json").read_text(encoding="utf-8") == "mine"
    assert run(kept, "export", str(tmp_path / "ledger.csv")).exit_code == 2
    empty = run(tmp_path, "export", str(tmp_path / "empty.xlsx"))
    assert (empty.exit_code, "The ledger is empty." in empty.stderr) == (3, True)
    assert not (tmp_path / "empty.xlsx").exists()


def test_the_history_tells_who_changed_what_and_why_in_the_order_of_time(kept):
    said = done(kept, "history")
    order = ["2012H2", "decided, version 2", "综采队党支部: 五星级 → 四星级 (瞒报)", "branch renamed", "2013H2.xlsx"]
    assert [said.index(word) for word in order] == sorted(said.index(word) for word in order)
    assert "党发〔2013〕7号" in said
    acts = data(kept, "history")["acts"]
    assert [each["act"] for each in acts] == ["decision", "unit-change"]
    assert acts[0]["changes"] == [{"branch": "综采队党支部", "before": 5, "after": 4, "reason": "瞒报"}]
    assert (acts[1]["before"], acts[1]["after"]) == (["机电队党支部"], ["机电科党支部"])
    assert [each["act"] for each in data(kept, "history", "--period", "2013H1")["acts"]] == ["decision"]


@pytest.mark.parametrize("name", ["机电科党支部", "机电队党支部"])
def test_the_history_of_a_branch_follows_its_renaming(kept, name):
    found = data(kept, "history", name)
    assert (found["branch"], found["former_names"]) == ("机电科党支部", ["机电队党支部"])
    assert [(each["period"], each["version"], each["branch"]) for each in found["results"]] == [
        ("2012H2", 1, "机电队党支部"),
        ("2013H1", 1, "机电队党支部"),
        ("2013H1", 2, "机电队党支部"),
        ("2013H2", 1, "机电科党支部"),
    ]
    assert [each["act"] for each in found["acts"]] == ["unit-change"]
    said = done(kept, "history", name)
    assert "Formerly: 机电队党支部" in said
    assert "superseded" in said


def test_the_trend_has_the_valid_result_of_each_period_and_names_the_change(kept):
    said = done(kept, "history", "综采队党支部").partition("Trend")[2].splitlines()
    rows = [line.split() for line in said if line.strip().startswith("201")]
    assert [row[:4] for row in rows][:3] == [
        ["2012H2", "五星级", "93.00", "promotion"],  # against the previous star of its own workbook, as documents say
        ["2013H1", "四星级", "94.00", "demotion"],
        ["2013H2", "四星级", "92.50", "retention"],
    ]
    assert rows[1][4] == "█" * 24
    assert rows[2][4].startswith("█" * 4 + "░")


def test_the_result_of_a_year_is_computed_again_from_the_recorded_reviews(copy):
    decide = ("--date", "2014-01-10", "--document", "党发〔2014〕1号", "--open-opinions", "已口头征求")
    done(copy, "decide", "--period", "2013H2", *decide)
    done(copy, "annual", "--year", "2013")
    done(copy, "decide", "--period", "2013", *decide[:-2], "--set", "销售科党支部=3", "--reason", "瞒报")
    found = data(copy, "verify", "--period", "2013")
    assert [(each["version"], each["outcome"]) for each in found["versions"]] == [(1, "same"), (2, "same")]
    assert found["sound"]
    kinds = [each["act"] for each in data(copy, "history", "--period", "2013")["acts"]]
    assert kinds == ["consequences", "decision", "consequences"]
    assert "consequences drawn" in done(copy, "history")
