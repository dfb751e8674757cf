"""At 80 columns no command of a company with long names breaks a name, a date or a number, or shows an id of ours."""

import re
import sys

import pytest

from commands import run
from long_names import BRANCHES, PLACES, year_of_long_names
from starrating import i18n
from starrating.cli.command_table import COMMANDS
from starrating.cli.shared import terminal
from starrating.cli.shared.text_lines import width_of

WIDTH = 80
CALLS = {
    "collect": ["--marks", "组织科", "--period", "2014H1"],
    "check": ["2013年上半年.xlsx"],
    "score": ["2013年上半年.xlsx", "--dry-run"],
    "explain": [BRANCHES[0], "--period", "2013H1"],
    "decide": ["--period", "2013H1", "--document", "党发〔2013〕9号", "--date", "2013-08-01"],
    "announce": ["--period", "2013", "--kind", "deduction"],
    "objection add": ["--period", "2013H2", "--what", "漏计", "--date", "2014-01-13"],
    "objection resolve": ["1", "--upheld", "--finding", "属实", "--date", "2014-01-13"],
    "annual": ["--year", "2013"],
    "award": ["--list"],
    "declare": ["aims.xlsx", "--year", "2014", "--date", "2014-02-20"],
    "rectify open": ["--period", "2013H1"],
    "rectify add": [BRANCHES[0][:-3], "记录不全", "--source", "抽查", "--date", "2014-02-20"],
    "rectify update": ["99", "--status", "已完成", "--date", "2014-02-20"],
    "history": [],
    "results": ["--period", "2013H1"],
    "archive": ["--period", "2014H1"],
    "export": ["aims.xlsx"],
    "import": ["aims.txt"],
    "roster rename": [BRANCHES[0][:-3], "甲党支部", "--date", "2014-03-01"],
    "roster merge": [*BRANCHES[:2], "--into", BRANCHES[3], "--date", "2014-03-01"],
    "roster split": [BRANCHES[0][:-3], "--into", "甲党支部", "--date", "2014-03-01"],
    "roster close": [BRANCHES[0][:-3], "--date", "2014-03-01"],
    "roster new": [BRANCHES[0], "--date", "2014-03-01"],
    "alias add": [BRANCHES[1], BRANCHES[0]],
    "rules compare": ["county-villages", "--period", "2013H1"],
    "rules sensitivity": ["--period", "2013H1"],
    "rules diff": ["star-branches", "county-villages"],
}
"""What a command needs to say something, be it a refusal; the others need nothing."""
NOT_OURS = {"init", "template", "desk", "board", "templates check", "rules schema"}
"""What shows nothing of the branches."""
NAMES_RULE_SETS = {"rules list", "rules diff", "rules compare", "rules check", "rules show", "verify"}
"""What shows ids because its user types them, and `verify` its seal."""
_ID = re.compile(r"star-branches|\b[a-z]+_[a-z_]+\b|\b[a-z]+\.[a-z]+_[a-z]+|\bv\d+ \(|\b[0-9a-f]{8}\b|\b\d: \d")
_CUT_DAY = re.compile(r"(?<![\d-])\d{4}-(?:\d\d?-?)?(?=$|\s)")


@pytest.fixture(scope="module")
def company(tmp_path_factory):
    folder = year_of_long_names(tmp_path_factory.mktemp("company"))
    (folder / "aims.txt").write_text("no ledger", encoding="utf-8")
    return folder


@pytest.fixture(params=["zh", "en"])
def language(request, monkeypatch):
    """Speak a language, though this process has spoken another one."""
    monkeypatch.setenv("STARRATING_LANG", request.param)
    i18n.language.cache_clear()
    yield request.param
    i18n.language.cache_clear()


@pytest.fixture
def narrow(monkeypatch, company, language):
    def made(*, stderr):
        stream = sys.stderr if stderr else sys.stdout
        return terminal.Terminal(
            file=stream, highlight=False, markup=False, emoji=False, width=WIDTH, force_terminal=True, color_system=None
        )

    monkeypatch.setattr(terminal, "_made", made)
    monkeypatch.chdir(company)
    return company


def broken(said):
    """Return the cells that begin like a branch and have no whole name."""
    cells = [cell for line in said.splitlines() for cell in re.split(r"\s{2,}|[、：]|, |: ", line.strip())]
    typed = {BRANCHES[0][:-3]}
    return [
        cell
        for cell in cells
        if cell.startswith(PLACES) and not any(name in cell for name in BRANCHES) and not any(t in cell for t in typed)
    ]


@pytest.mark.parametrize("row", [row for row in COMMANDS if row.name not in NOT_OURS], ids=lambda row: row.name)
def test_nothing_is_broken_or_raw_at_80_columns(narrow, row):
    done = run(narrow, *row.name.split(), *CALLS.get(row.name, []))
    assert done.exit_code in {0, 1, 2, 3}
    lines = done.output.splitlines()
    assert lines
    assert [line for line in lines if width_of(line.rstrip()) > WIDTH] == []
    assert broken(done.output) == []
    assert [line for line in lines if _CUT_DAY.search(line)] == []
    if row.name not in NAMES_RULE_SETS:
        assert [line for line in lines if _ID.search(line)] == []
    assert len(lines) < 150 or row.name in NAMES_RULE_SETS


def test_long_lists_are_folded_and_say_where_the_rest_is(narrow, language):
    shown = {name: run(narrow, *name.split(), *CALLS.get(name, [])).output for name in ("annual", "declare", "award")}
    shown["rectify list"] = run(narrow, "rectify", "list").output
    for said in shown.values():
        assert sum(name in said for name in BRANCHES) < 50
    book = "results/2013/2013年度星级党支部定星表.xlsx"
    rest = {"zh": "……其余40个见%s", "en": "… and 40 more: %s"}[language]
    assert rest % book in shown["annual"]
    assert rest % "--json" in shown["declare"]
