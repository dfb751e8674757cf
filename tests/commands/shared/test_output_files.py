import pytest

from commands import data, run
from starrating import atomic
from starrating.commands.shared import output_files, result_workbook
from starrating.commands.shared.output_files import write_result
from starrating.ledger import open_ledger
from starrating.model import Period
from starrating.procedure.review_state import outdated_workbook
from starrating.write.result import workbook
from workbooks import write_book


@pytest.fixture
def ledger(tmp_path):
    with open_ledger(f"sqlite:///{tmp_path}/ledger.db") as opened:
        yield opened


@pytest.fixture
def target(tmp_path):
    folder = tmp_path / "2013H1"
    folder.mkdir()
    return folder / "a.txt"


def write(target, ledger, content):
    return write_result(target, ledger, lambda path: path.write_text(content, encoding="utf-8"))


def contents(target):
    return {path.name: path.read_text(encoding="utf-8") for path in target.parent.iterdir()}


def test_what_the_program_wrote_is_replaced(ledger, target):
    assert write(target, ledger, "one") == write(target, ledger, "two") == (target, ())
    assert contents(target) == {"a.txt": "two"}


def test_what_somebody_changed_is_kept_and_the_result_goes_beside_it(ledger, target):
    write(target, ledger, "one")
    target.write_text("mine", encoding="utf-8")
    for content in ("two", "three"):
        file, [problem] = write(target, ledger, content)
        assert (file.name, problem.code) == ("a（2）.txt", "file-kept")
        assert contents(target) == {"a.txt": "mine", "a（2）.txt": content}


def test_what_a_killed_run_wrote_and_could_not_remember_is_the_programs_own(ledger, target):
    target.write_text("one", encoding="utf-8")
    assert write(target, ledger, "one") == (target, ())
    assert write(target, ledger, "two") == (target, ())
    assert contents(target) == {"a.txt": "two"}


def test_a_kill_at_any_moment_leaves_a_file_that_is_known_to_be_the_programs(ledger, target, monkeypatch):
    write(target, ledger, "one")
    for act in ("remember_file", "unused_path", "publish"):
        with monkeypatch.context() as patch:
            patch.setattr(*_killed_after(act, ledger))
            with pytest.raises(KeyboardInterrupt):
                write(target, ledger, act)
        assert write(target, ledger, "two") == (target, ()), act
        assert contents(target) == {"a.txt": "two"}


def _killed_after(act, ledger):
    owner = {"remember_file": ledger, "unused_path": output_files, "publish": atomic}[act]
    done = getattr(owner, act)

    def killed(*args, **options):
        done(*args, **options)
        raise KeyboardInterrupt

    return owner, act, killed


@pytest.fixture
def office(tmp_path):
    for number, points in enumerate(("95", "75")):
        write_book(tmp_path / f"{number}.xlsx", {"考核评分": f"党支部 | 考核总分\n甲班 | {points}\n乙班 | 95"})
    return tmp_path


def scored(office, number, period="2013H1"):
    return run(office, "score", str(office / f"{number}.xlsx"), "--period", period)


def book_of(office, period="2013H1"):
    [file] = (office / "results" / period).iterdir()
    return file.read_bytes()


def test_the_workbook_shows_the_version_that_is_the_newest_when_it_is_there(office, monkeypatch):
    """Another run records the other workbook while the first one writes its own."""
    made = workbook.write_results

    def slow(path, review, rules, organisation, **rest):
        monkeypatch.setattr(result_workbook, "write_results", made)
        scored(office, 1)
        made(path, review, rules, organisation=organisation, **rest)

    monkeypatch.setattr(result_workbook, "write_results", slow)
    result = scored(office, 0)
    assert (result.exit_code, "recorded version 2" in result.stderr) == (0, True)
    shown = book_of(office)
    assert data(office, "verify")["problems"] == []
    assert run(office, "results", "--period", "2013H1").exit_code == 0
    assert book_of(office) == shown


def test_a_run_killed_before_its_workbook_is_told_and_not_called_somebodys_change(office, monkeypatch):
    def killed(*args, **options):
        raise KeyboardInterrupt

    scored(office, 0)
    before = book_of(office)
    with monkeypatch.context() as patch:
        patch.setattr(result_workbook, "write_results", killed)
        assert scored(office, 1).exit_code == 130
    assert book_of(office) == before
    assert [each["code"] for each in data(office, "verify")["problems"]] == ["workbook-superseded"]
    [there] = [each for each in data(office, "status")["periods"] if each["period"] == "2013H1"]
    assert there["workbook"] == "superseded"
    said = outdated_workbook("superseded", Period(2013, "H1")).say("en")
    assert said == "the result workbook shows an older version: starrating results --period 2013H1"
    assert run(office, "results", "--period", "2013H1").exit_code == 0
    assert book_of(office) != before
    assert data(office, "verify")["problems"] == []


def test_a_workbook_that_is_gone_is_told_by_the_status(office):
    scored(office, 0)
    next((office / "results" / "2013H1").iterdir()).unlink()
    assert [each["workbook"] for each in data(office, "status")["periods"]][:1] == ["missing"]


def test_a_workbook_that_states_an_earlier_star_which_was_corrected_is_told_by_the_act_and_until_it_is_written(office):
    scored(office, 0)
    assert "outdated" not in scored(office, 0, "2013H2").stderr
    stated = book_of(office, "2013H2")
    corrected = scored(office, 1)
    assert "2013H2/" in corrected.stderr
    assert "states earlier stars that hold no more." in corrected.stderr
    assert "starrating results --period 2013H2" in corrected.stderr
    states = {each["period"]: each["workbook"] for each in data(office, "status")["periods"]}
    assert (states["2013H1"], states["2013H2"]) == ("current", "outdated")
    assert [each["code"] for each in data(office, "verify")["problems"]] == ["workbook-outdated"]
    shelf = data(office, "archive", "--period", "2013H2", "-o", str(office / "shelf.zip"))
    assert [each["code"] for each in shelf["problems"]] == ["workbook-outdated"]
    [result] = [each["standing"] for each in shelf["files"] if each["kind"] == "result"]
    assert result.endswith("states earlier stars that hold no more")
    scored(office, 0)  # as it was: what the workbook states holds again
    assert data(office, "verify")["problems"] == []
    scored(office, 1)
    assert run(office, "results", "--period", "2013H2").exit_code == 0
    assert book_of(office, "2013H2") != stated
    assert data(office, "verify")["problems"] == []
