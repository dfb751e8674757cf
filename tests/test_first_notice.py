"""The way of a clerk, from an empty folder to a public notice, goes on a terminal as the page tells it."""

import re
import shutil

import pytest

from company import ROOT
from terminals import typed

BOOK = ROOT / "examples" / "first-notice" / "2013年上半年.xlsx"
PAGES = {"en": "docs/first-notice.md", "zh": "docs/first-notice.zh-CN.md"}
SENDER = ("星光能源公司", "中共星光能源公司委员会", "公司党委组织科", "组织科", "0000-1234567", "办公楼301室")
CALLS = {
    "starrating init": (".", *SENDER),
    "starrating score 2013年上半年.xlsx": ("y",),
    "starrating decide": ("党发〔2013〕7号", "2013年7月12日", "y", "2013-07-15"),
}
"""What is typed, and what is answered, in both languages alike: every value that is recorded stands here."""
RUNNING = re.compile(r"(?<=--period )\d{4}H[12]|(?<=templates of documents: )\d+|(?<=文书模板)\d+")
"""The half-year that is running, and how many templates there are: `init` names both."""


def lines(screen):
    """Return the lines of a screen that are not blank, without the blanks at their ends."""
    return [RUNNING.sub("…", line.rstrip()) for line in screen.splitlines() if line.strip()]


def told(page):
    """Return what a page shows of the screen for each command."""
    (shown,) = re.findall(r"```text\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL)
    parts = [part.partition("\n") for part in re.split(r"^\$ ", shown, flags=re.MULTILINE) if part.strip()]
    return {call: lines(screen) for call, _, screen in parts}


@pytest.mark.parametrize("language", PAGES)
def test_five_commands_lead_from_an_empty_folder_to_a_notice_without_a_gap(tmp_path, language):
    page = told(PAGES[language])
    assert list(page) == list(CALLS)
    assert len(page) <= 5
    shutil.copy(BOOK, tmp_path)
    for call, answers in CALLS.items():
        code, screen = typed(tmp_path, *call.split()[1:], answers=answers, language=language)
        assert (code, lines(screen)) == (0, page[call]), screen
    (notice,) = (tmp_path / "results" / "2013H1").glob("*公示.md")
    said = notice.read_text(encoding="utf-8")
    assert "待填" not in said
    assert "送审稿" not in said
    assert all(each in said for each in SENDER[2:])
