import pytest

from starrating.errors import CellRef
from starrating.model import Period
from starrating.read.stated_periods import StatedPeriod, agreed, periods_in


@pytest.mark.parametrize(
    ("title", "periods"),
    [
        ("2013年上半年星级党支部考核评分表", ["2013H1"]),
        ("２０１３ 年 下半年", ["2013H2"]),
        ("2013年度", ["2013"]),
        ("2013年度下半年", ["2013H2"]),
        ("2025年第三季度星级评定", ["2025Q3"]),
        ("2025年4-6月", ["2025Q2"]),
        ("2025年2-5月", []),
        ("2025Q1汇总", ["2025Q1"]),
        ("2013H2汇总", ["2013H2"]),
        ("考核201306", ["2013H1"]),
        ("考核时间:2013年7—12月", ["2013H2"]),
        ("201312", []),
        ("20130615", []),
        ("2013年7月15日", []),
        ("2013年考核表", []),
        ("2012年度、2013年上半年", ["2012", "2013H1"]),
        ("2013年度星级党支部考核评分表（上半年）", ["2013H1"]),
        ("考核期：2013年7月1日至12月31日", ["2013H2"]),
        ("考核期：2013年7月1日至2013年12月31日", ["2013H2"]),
        ("2013.1.1-2013.6.30", ["2013H1"]),
        ("2013-01-01至2013-12-31", ["2013"]),
        ("2013年1月—6月", ["2013H1"]),
        ("二〇一三年七月至十二月", ["2013H2"]),
        ("考核时间7月8日至12日", []),
        ("考核时间：2013年7月8日至12日", []),
        ("2013年7月1日至2014年6月30日", []),
        ("2013年7月1日至12月30日", []),
        ("2013年上半年考核评分表（依据2012年度考核办法）", ["2013H1"]),
        ("依据《2012年度星级党支部考核办法》", []),
        ("上半年", []),
        ("2013年（上半年）星级党支部考核", ["2013H1"]),
        ("2013年(第三季度)", ["2013Q3"]),
        ("2013年（7—12月）考核表", ["2013H2"]),
        ("2013年（共8个党支部）", []),
        ("2013年第一、二季度党支部考核得分", ["2013H1"]),
        ("2013年一季度和二季度", ["2013H1"]),
        ("2013年3、4季度", ["2013H2"]),
        ("2013年第二、三季度", []),
        ("2013年前半年", ["2013H1"]),
        ("2013年后半年", ["2013H2"]),
        ("2013年半年", []),
    ],
)
def test_periods_in_titles(title, periods):
    assert [str(period) for period, _ in periods_in(title)] == periods


@pytest.mark.parametrize(
    ("words", "periods"),
    [("下半年", ["2013H2"]), ("第三季度", ["2013Q3"]), ("上半年、下半年", []), ("2012年上半年", ["2012H1"])],
)
def test_a_part_without_a_year_is_of_the_year_that_is_rated(words, periods):
    assert [str(period) for period, _ in periods_in(words, 2013)] == periods


@pytest.mark.parametrize(
    ("said", "asked", "agreed_on", "contradictions"),
    [
        (["2013", "2013H1"], None, "2013H1", 0),
        (["2013"], "2013H1", "2013H1", 0),
        (["2013H1"], "2013", "2013", 1),
        (["2013H2", "2013"], "2013H1", "2013H1", 1),
        (["2013H1", "2012"], None, "2013H1", 1),
    ],
)
def test_a_year_covers_its_parts_and_everything_else_contradicts(said, asked, agreed_on, contradictions):
    sources = [StatedPeriod(Period.parse(each), CellRef("book.xlsx"), each) for each in said]
    period, problems = agreed(sources, Period.parse(asked) if asked else None, "book.xlsx")
    assert (str(period), len(problems)) == (agreed_on, contradictions)


@pytest.mark.parametrize(
    "words",
    [
        "二〇一三年一月至六月", "2013年一至六月", "2013年01月-06月", "2013年1～6月份", "2013年1月至2013年6月",
        "2013.1-2013.6", "2013年H1", "２０１３年１月—６月", "二零一三年上半年",
    ],
)  # fmt: skip
def test_months_in_any_numerals_are_a_period(words: str) -> None:
    assert [period for period, _ in periods_in(words)] == [Period(2013, "H1")]


@pytest.mark.parametrize("words", ["2013年2至5月", "二〇一三年七月八日至十二日", "2013.1-2014.6", "2013.1.5-2013.6.4"])
def test_other_months_and_days_are_none(words: str) -> None:
    assert periods_in(words) == []
