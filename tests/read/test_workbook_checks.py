import pytest

from starrating.read.workbook_checks import periods_in


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
    ],
)
def test_periods_in_titles(title, periods):
    assert [str(period) for period, _ in periods_in(title)] == periods
