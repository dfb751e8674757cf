"""What a terminal would obey is shown by no command, be it typed, recorded, or said by a workbook."""

import pytest

from commands import run
from starrating.cli.command_table import COMMANDS, RECORDING
from starrating.cli.shared import groups
from terminals import typed
from workbooks import write_book

OBEYED = "\x1b\x07\x9b\r\u202e\u2066\u200f\u2028"
TURNED = f"漏计{OBEYED}[2J属实"
FROM_BOOK = "\u202e情况属实\u2066"
"""What a workbook can hold: its format has no place for control characters."""
SCORES = f"""
2013年上半年星级党支部考核评分表
党支部 | 学习(60分) | 党务(40分) | 备注
甲党支部 | 58 | 39 | {FROM_BOOK}
乙党支部 | 50 | 30 |
"""
OPINIONS = "党支部 | 部门 | 意见 | 说明\n" + "\n".join(
    f"{branch} | {department} | {FROM_BOOK if department == '安全' else '无'} | {FROM_BOOK}"
    for branch in ("甲党支部", "乙党支部")
    for department in ("纪检", "生产经营", "安全", "技术", "治保")
)
ACTS = [
    ("score", "{book}"),
    ("decide", "--document", "党发〔2013〕7号", "--date", "2013-07-12", "--despite-opinions", TURNED),
    ("announce", "--from", "2013-07-15", "--format", "md"),
    ("objection", "add", "--period", "2013H1", "--what", TURNED, "--who", TURNED, "--date", "2013-07-16"),
    ("objection", "resolve", "1", "--rejected", "--finding", TURNED, "--date", "2013-07-17"),
    ("rectify", "add", "甲党支部", TURNED, "--source", "抽查", "--date", "2013-07-20", "--due", "2013-09-30"),
    ("roster", "new", f"丙党支部{TURNED}", "--date", "2013-09-01", "--document", TURNED),
    ("alias", "add", TURNED, "甲党支部"),
]
LOOKS = {
    "check": ("{book}",),
    "explain": ("甲党支部", "--period", "2013H1"),
    "history": ("甲党支部",),
    "targets": ("--year", "2013"),
    "results": ("--period", "2013H1"),
    "rules compare": ("star-branches", "--period", "2013H1"),
    "rules sensitivity": ("--period", "2013H1"),
    "rules diff": ("star-branches", "star-branches"),
    "award": ("--list",),
    "archive": ("--period", "2013H1"),
    "export": ("{folder}/ledger.json",),
}
"""What a command that only looks needs; the others need nothing."""
ELSEWHERE = {"init", "template", "collect", "score", "announce", "desk", "import", "templates check"}
"""What prepares, writes or serves, and prints no data of the ledger; what is typed to them is tested below."""
LOOKING = [row.name for row in COMMANDS if row.name not in (RECORDING - {"award"}) | ELSEWHERE]


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """Record what older versions let their users type."""
    folder = tmp_path_factory.mktemp("office")
    book = str(write_book(folder / "2013H1.xlsx", {"考核评分": SCORES, "部门意见": OPINIONS}))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(groups, "unfit", lambda *_: ())
        for act in ACTS:
            done = run(folder, *(word.replace("{book}", book) for word in act))
            assert done.exit_code == 0, done.output
            assert not obeyed(done.output), act
    return folder


def obeyed(said):
    return set(said) & set(OBEYED)


@pytest.mark.parametrize("more", [(), ("--json",)], ids=["words", "json"])
@pytest.mark.parametrize("name", LOOKING)
def test_no_command_shows_data_that_a_terminal_obeys(office, name, more):
    words = [word.format(book=office / "2013H1.xlsx", folder=office) for word in LOOKS.get(name, ())]
    done = run(office, *name.split(), *words, *more)
    assert done.exit_code in {0, 2} if more else done.exit_code == 0, done.output
    assert not obeyed(done.output)


def test_there_was_something_to_show(office):
    shown = [run(office, *call).output for call in (("objection", "list"), ("rectify", "list"), ("roster", "list"))]
    assert all("\ufffd" in each for each in shown)


@pytest.mark.parametrize("row", COMMANDS, ids=lambda row: row.name)
def test_what_is_typed_is_not_obeyed_when_it_is_refused(tmp_path, row):
    for call in ((*row.name.split(), TURNED, TURNED, TURNED), (*row.name.split(), f"--{TURNED}"), (TURNED,)):
        if row.name not in {"init", "desk"} or call[-1].startswith("--"):
            assert not obeyed(run(tmp_path, *call).output)


def test_a_question_and_its_answer_are_not_obeyed(tmp_path):
    write_book(tmp_path / f"甲{FROM_BOOK}.xlsx", {"考核评分": SCORES})
    _, screen = typed(tmp_path, "score", answers=(f"甲{FROM_BOOK}.xlsx", "\x04"))
    assert "\ufffd情况属实\ufffd.xlsx" in screen.partition("\n")[0]  # what is typed is echoed as it is


UNSEEN = {
    "a sequence for the terminal": "丙\x1b[2J党支部",
    "a mark that turns what follows": "丙\u202e党支部",
    "a blank that takes no room": "丙\u200b党支部",
    "a carriage return": "丙\r党支部",
    "too long": "丙" * 400,
}
NAMED = {
    "roster new": ("roster", "new", "{name}", "--date", "2013-09-01"),
    "roster rename": ("roster", "rename", "甲党支部", "{name}", "--date", "2013-09-01"),
    "roster split": ("roster", "split", "甲党支部", "--into", "乙党支部", "--into", "{name}", "--date", "2013-09-01"),
    "alias add": ("alias", "add", "{name}", "甲党支部"),
    "rectify add": ("rectify", "add", "{name}", "不全", "--source", "抽查", "--date", "2013-07-20"),
    "decide": ("decide", "--period", "2013H1", "--document", "{name}", "--date", "2013-07-12"),
}


@pytest.mark.parametrize("kind", UNSEEN)
@pytest.mark.parametrize("act", NAMED)
def test_no_name_with_what_nobody_sees_enters_the_ledger(tmp_path, act, kind):
    done = run(tmp_path, *(word.replace("{name}", UNSEEN[kind]) for word in NAMED[act]))
    assert done.exit_code == 2, done.output
    assert "characters" in done.stderr
    assert not obeyed(done.output)
    assert not (tmp_path / "starrating.db").exists()
