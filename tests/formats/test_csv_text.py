import pytest

from starrating.errors import Rejection
from starrating.formats.csv_text import read
from starrating.formats.limits import Limits
from starrating.read.review_workbooks import read_workbooks
from tables import H1, plan

TABLE = "党支部,学习(40分),说明\n一支部,38.5,好\n"


def values(path, content):
    path.write_bytes(content)
    return [row for _, row in next(read(path, "b", Limits()).sheets).rows()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_encoding_is_told_from_the_bytes(tmp_path, encoding):
    assert values(tmp_path / "b.csv", TABLE.encode(encoding)) == [
        ["党支部", "学习(40分)", "说明"],
        ["一支部", "38.5", "好"],
    ]


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        ("党支部\t总分\n甲,乙\t1,5\n", [["党支部", "总分"], ["甲,乙", "1,5"]]),
        ("党支部;总分\n甲;1,5\n乙;2,5\n", [["党支部", "总分"], ["甲", "1,5"], ["乙", "2,5"]]),
        ('党支部,总分\n"甲\n;乙;""丙""",007\n', [["党支部", "总分"], ['甲\n;乙;"丙"', "007"]]),
        ('="党支部",="总分"\n="甲","=""0,5"""\n=A1,="x\n', [["党支部", "总分"], ["甲", "0,5"], ["=A1", '="x']]),
        ("党支部\r总分\r", [["党支部"], ["总分"]]),
        ("2013年上半年\n\n党支部,总分\n甲,1\n", [["2013年上半年", ""], ["", ""], ["党支部", "总分"], ["甲", "1"]]),
    ],
)
def test_the_divider_is_told_from_the_rows_and_text_stays_text(tmp_path, content, rows):
    assert values(tmp_path / "b.csv", content.encode()) == rows


@pytest.mark.parametrize(
    "content", ['甲,"1\n乙,2\n', '甲,"1"2\n', "甲," + "1" * 32_768, "1," * 600_000, b"\xff\x00", b"\xff\xfe\x00\x00"]
)
def test_what_cannot_be_divided_for_sure_is_refused(tmp_path, content):
    with pytest.raises(Rejection) as refusal:
        values(tmp_path / "b.csv", content.encode() if isinstance(content, str) else content)
    assert refusal.value.hint


def test_a_limit_is_named(tmp_path):
    (tmp_path / "b.csv").write_text("a,b\n" * 4)
    with pytest.raises(Rejection, match="sheet-too-large"):
        read(tmp_path / "b.csv", "b", Limits(rows=3))
    assert next(read(tmp_path / "b.csv", "b", Limits(rows=3).enlarged()).sheets).facts.rows == 4
    with pytest.raises(Rejection, match="workbook-too-large"):
        read(tmp_path / "b.csv", "b", Limits(part=10))


def test_it_is_scored_like_a_workbook_without_a_word_about_numbers_as_text(tmp_path):
    path = tmp_path / "2013年上半年考核评分.csv"
    path.write_bytes("党支部,学习(40分),党务(60分)\n一支部,38.5,55\n二支部,40,60\n".encode("gb18030"))
    inputs, problems = read_workbooks([path], [], plan(), H1)
    assert inputs.scores.points.sum().texts() == ["93.50", "100.00"]
    assert [problem.code for problem in problems if problem.severity == "error"] == []
    assert not [problem for problem in problems if problem.code in {"normalised", "number-as-text"}]
