import pytest

from starrating.ledger import open_ledger
from starrating.workflow.result_files import write_result


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
