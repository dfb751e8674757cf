"""What is made of small tables: of some written for a rule of the engine each, and of many that chance puts together.

`pytest --update-goldens` writes it anew; read in the difference whether each role and each question is right of the
table above it.
"""

from decimal import Decimal

import numpy as np
import pytest

from chance_tables import MANY, inexact, put_together
from noted import same_as_noted, shown
from said_of_roles import told
from sheet_cells import table_of
from starrating.model import Period
from starrating.read.number_grid import NumberGrid
from starrating.read.roles import find_roles
from starrating.read.table_roles import Known

WRITTEN = {
    "weights in hundredths": """
党支部 | 呃 | 唉 | 总分
一支部 | 90 | 80 | 87
二支部 | 70 | 95 | 77.5
三支部 | 88 | 60 | 79.6
四支部 | 61 | 77 | 65.8
五支部 | 93 | 71 | 86.4
六支部 | 55 | 99 | 68.2
权重 | 70 | 30 |
""",
    "weights as they are": """
党支部 | 呃 | 唉 | 总分
一支部 | 90 | 80 | 87
二支部 | 70 | 95 | 77.5
三支部 | 88 | 60 | 79.6
四支部 | 61 | 77 | 65.8
五支部 | 93 | 71 | 86.4
六支部 | 55 | 99 | 68.2
呃 | 0.7 | 0.3 |
""",
    "a mean of what a sum adds up": """
党支部 | 甲 | 乙 | 丙 | 丁 | 戊
一支部 | 31 | 22 | 43 | 96 | 32
二支部 | 14 | 35 | 26 | 75 | 25
三支部 | 47 | 18 | 19 | 84 | 28
四支部 | 23 | 44 | 35 | 102 | 34
五支部 | 38 | 27 | 11 | 76 | 25.3
六支部 | 12 | 41 | 33 | 86 | 28.7
""",
    "a mean left of what a sum adds up": """
党支部 | 戊 | 丁 | 甲 | 乙 | 丙
一支部 | 32 | 96 | 31 | 22 | 43
二支部 | 25 | 75 | 14 | 35 | 26
三支部 | 28 | 84 | 47 | 18 | 19
四支部 | 34 | 102 | 23 | 44 | 35
五支部 | 25.3 | 76 | 38 | 27 | 11
""",
    "the word stands right of a blank name": """
单位 | 党支部 | 甲 | 乙 | 备注
一部 | 一支部 | 40 | 41 |
一部 | 二支部 | 30 | 20 |
二部 | 三支部 | 35 | 22 |
其他 |  | 105 | 83 | 合计
""",
    "a sum of deductions beside the scores": """
党支部 | 学习扣分 | 安全扣分 | 扣分合计 | 得分
一支部 | 1 | 2 | 3 | 97
二支部 | 0 | 4 | 4 | 96
三支部 | 3 | 3 | 6 | 94
四支部 | 5 | 0.5 | 5.5 | 94.5
五支部 | 2 | 7 | 9 | 91
""",
    "deductions below zero": """
党支部 | 学习 | 安全 | 扣分 | 总分
一支部 | 41 | 52 | 3 | 90
二支部 | 38 | 44 | 0 | 82
三支部 | 33 | 53 | 6 | 80
四支部 | 45 | 50.5 | 5 | 90.5
五支部 | 42 | 47 | 9 | 80
""",
    "a share stands for its column": """
党支部 | 民主测评 | 折算30% | 考核 | 折算70% | 综合
一支部 | 90 | 27 | 80 | 56 | 83
二支部 | 80 | 24 | 95 | 66.5 | 90.5
三支部 | 88 | 26.4 | 60 | 42 | 68.4
四支部 | 71 | 21.3 | 77 | 53.9 | 75.2
""",
    "trimmed means of assessors": """
党支部 | 评委1 | 评委2 | 评委3 | 评委4 | 评委5 | 最后得分
一支部 | 90 | 85 | 92 | 81 | 88 | 87.67
二支部 | 80 | 77 | 95 | 84 | 86 | 83.33
三支部 | 88 | 68 | 60 | 79 | 71 | 72.67
四支部 | 71 | 93 | 77 | 84 | 90 | 83.67
五支部 | 94 | 91 | 87 | 99 | 83 | 90.67
""",
    "the mark in the middle of three assessors": """
党支部 | 评委1 | 评委2 | 评委3 | 最后得分
一支部 | 90 | 85 | 92 | 90
二支部 | 80 | 77 | 95 | 80
三支部 | 88 | 68 | 60 | 68
四支部 | 71 | 93 | 77 | 77
五支部 | 94 | 91 | 87 | 91
""",
    "the better of two marks": """
党支部 | 评委1 | 评委2 | 最后得分
一支部 | 90 | 85 | 90
二支部 | 80 | 77 | 80
三支部 | 88 | 68 | 88
四支部 | 71 | 93 | 93
五支部 | 94 | 91 | 94
""",
    "full marks of two columns below each head": """
党支部 | 甲 | 乙
 | 50 | 50
一支部 | 40 | 61
二支部 | 30 | 20
党支部 | 甲 | 乙
 | 50 | 50
三支部 | 35 | 22
四支部 | 31 | 27
""",
    "another row below the second head": """
党支部 | 甲 | 乙
 | 50 | 50
一支部 | 40 | 61
二支部 | 30 | 20
党支部 | 甲 | 乙
 | 50 | 40
三支部 | 35 | 22
四支部 | 31 | 27
""",
    "judges whose marks are all the whole": """
党支部 | 评委1(100分) | 评委2(100分) | 评委3 | 平均
一支部 | 90 | 85 | 92 | 89
二支部 | 80 | 77 | 95 | 84
三支部 | 88 | 68 | 60 | 72
四支部 | 71 | 93 | 76 | 80
五支部 | 94 | 91 | 88 | 91
""",
    "items whose mean is no total": """
党支部 | 学习(100分) | 安全(50分) | 党务 | 平均
一支部 | 90 | 45 | 92 | 75.67
二支部 | 80 | 27 | 95 | 67.33
三支部 | 88 | 38 | 60 | 62
四支部 | 71 | 43 | 76 | 63.33
五支部 | 94 | 41 | 88 | 74.33
""",
    "a sum of the columns before it, one of them 0 everywhere": """
党支部 | 甲 | 零 | 乙 | 丙 | 子 | 丁
一支部 | 11 | 0 | 31 | 22 | 53 | 9
二支部 | 19 | 0 | 14 | 35 | 49 | 4
三支部 | 13 | 0 | 47 | 18 | 65 | 7
四支部 | 17 | 0 | 23 | 44 | 67 | 8
五支部 | 12 | 0 | 38 | 27 | 65 | 1
""",
    "a total in the middle of its items, and one column that it leaves out": """
党支部 | 甲 | 子 | 乙 | 丙 | 丁
一支部 | 11 | 64 | 31 | 22 | 9
二支部 | 19 | 68 | 14 | 35 | 4
三支部 | 13 | 78 | 47 | 18 | 7
四支部 | 17 | 84 | 23 | 44 | 8
五支部 | 12 | 77 | 38 | 27 | 1
""",
    "a mean of the marks that there are": """
党支部 | 评委1 | 评委2 | 评委3 | 平均分
一支部 | 90 | 85 | 92 | 89
二支部 | 80 |  | 95 | 87.5
三支部 |  |  | 60 | 60
四支部 | 71 | 93 | 76 | 80
五支部 | 94 | 91 | 88 | 91
""",
    "a signature left of a name with one number": """
序号 | 党支部 | 甲 | 乙 | 丙
1 | 一支部 | 40 | 41 | 81
2 | 二支部 | 30 | 20 | 50
3 | 三支部 | 35 | 22 | 57
考核人： | 李四 | | | 2013
""",
    "a row like a branch that counts one": """
党支部 | 甲 | 乙 | 丙
一支部 | 40 | 41 | 81
二支部 | 30 | 20 | 50
三支部 | 35 | 22 | 57
四支部 | 31 | 27 | 58
五支部 | 1 | 1 | 1
机关支部 | 32 | 29 | 61
""",
    "numbers that count the rows anew": """
序 | 党支部 | 甲 | 乙 | 丙
1 | 一支部 | 40 | 41 | 81
2 | 二支部 | 30 | 20 | 50
1 | 三支部 | 35 | 22 | 57
2 | 四支部 | 31 | 27 | 58
3 | 五支部 | 38 | 44 | 82
""",
    "numbers that count the rows but for one": """
序 | 党支部 | 甲 | 乙 | 丙
1 | 一支部 | 40 | 41 | 81
2 | 二支部 | 30 | 20 | 50
4 | 三支部 | 35 | 22 | 57
5 | 四支部 | 31 | 27 | 58
6 | 五支部 | 38 | 44 | 82
""",
    "pages with sums, and the sum of these": """
党支部 | 学习 | 安全 | 总分
一支部 | 40 | 41 | 81
二支部 | 30 | 20 | 50
本页小计 | 70 | 61 | 131
三支部 | 35 | 22 | 57
四支部 | 31 | 27 | 58
本页小计 | 66 | 49 | 115
合计 | 136 | 110 | 246
平均 | 34 | 27.5 | 61.5
最高 | 40 | 41 | 81
最低 | 30 | 20 | 50
参评支部数 | 4 | 4 | 4
考核人：张三 |  |  | 2013
""",
    "blocks summed without a word": """
党支部 | 学习 | 安全 | 党务 | 总分
一支部 | 40.57 | 41.36 | 9.81 | 91.74
二支部 | 30.51 | 20.29 | 8.47 | 59.27
三支部 | 37.83 | 25.77 | 7.91 | 71.51
机关党支部 | 108.91 | 87.42 | 26.19 | 222.52
四支部 | 35.14 | 22.63 | 5.38 | 63.15
五支部 | 31.29 | 27.75 | 6.66 | 65.7
后勤党支部 | 66.43 | 50.38 | 12.04 | 128.85
""",
    "full marks without a word": """
党支部 | 学习 | 安全 | 总分
 | 50 | 50 | 100
一支部 | 40 | 41 | 81
二支部 | 30 | 20 | 50
三支部 | 35 | 22 | 57
""",
    "this period, the one before, and the change": """
党支部 | 学习 | 安全 | 总分 | 上期总分 | 增减 | 名次 | 上期名次 | 名次变化
一支部 | 40 | 41 | 81 | 80 | 1 | 2 | 1 | -1
二支部 | 30 | 20 | 50 | 55 | -5 | 5 | 5 | 0
三支部 | 35 | 22 | 57 | 57.5 | -0.5 | 4 | 4 | 0
四支部 | 31 | 27 | 58 | 60 | -2 | 3 | 3 | 0
五支部 | 38 | 44 | 82 | 79 | 3 | 1 | 2 | 1
""",
    "half-years and their mean": """
党支部 | 上半年得分 | 下半年得分 | 年度平均
一支部 | 90 | 80 | 85
二支部 | 70 | 95 | 82.5
三支部 | 88 | 60 | 74
四支部 | 61 | 77 | 69
""",
    "a self-assessment that the total counts": """
党支部 | 自评 | 测评 | 总分
一支部 | 40 | 41 | 81
二支部 | 30 | 20 | 50
三支部 | 35 | 22 | 57
四支部 | 31 | 27 | 58
""",
    "head counts added up": """
党支部 | 男党员人数 | 女党员人数 | 党员 | 得分
一支部 | 10 | 4 | 14 | 81
二支部 | 7 | 12 | 19 | 50
三支部 | 15 | 3 | 18 | 57
四支部 | 31 | 27 | 58 | 77
""",
    "what items lack of their full marks": """
党支部 | 学习(40分) | 扣分 | 安全(60分) | 失分 | 总分
一支部 | 38 | 2 | 55 | 5 | 93
二支部 | 40 | 0 | 60 | 0 | 100
三支部 | 30 | 10 | 50.5 | 9.5 | 80.5
四支部 | 36 | 4 | 54 | 6 | 90
""",
    "a total that is two sums": """
党支部 | 甲 | 乙 | 丙(50分) | 丁(50分) | 总分
一支部 | 40 | 41 | 30 | 51 | 81
二支部 | 30 | 20 | 27 | 23 | 50
三支部 | 35 | 22 | 11 | 46 | 57
四支部 | 31 | 27 | 29 | 29 | 58
五支部 | 38 | 44 | 35 | 47 | 82
""",
    "a subtotal less what is taken off": """
党支部 | 甲 | 乙 | 小计 | 核减 | 总分
一支部 | 40 | 41 | 81 | 2 | 79
二支部 | 30 | 20 | 50 | 0 | 50
三支部 | 35 | 22 | 57 | 5 | 52
四支部 | 31 | 27 | 58 | 1 | 57
五支部 | 38 | 44 | 82 | 3 | 79
""",
    "two totals, one with full marks": """
党支部 | 总分(100分) | 总分 | 得分
一支部 | 90 | 41 | 81
二支部 | 70 | 20 | 50
三支部 | 88 | 22 | 57
四支部 | 61 | 27 | 58
""",
    "a row that counts where nobody else has a number": """
党支部 | 甲 | 乙 | 丙
一支部 | 7 |  | 7
二支部 | 6 |  | 6
三支部 | 7 |  | 7
四支部 | 5 |  | 5
党总支 | 3 | 3 | 3
""",
    "blocks summed above them without a word": """
党支部 | 学习 | 安全 | 党务 | 总分
机关党支部 | 108.91 | 87.42 | 26.19 | 222.52
一支部 | 40.57 | 41.36 | 9.81 | 91.74
二支部 | 30.51 | 20.29 | 8.47 | 59.27
三支部 | 37.83 | 25.77 | 7.91 | 71.51
后勤党支部 | 66.43 | 50.38 | 12.04 | 128.85
四支部 | 35.14 | 22.63 | 5.38 | 63.15
五支部 | 31.29 | 27.75 | 6.66 | 65.7
""",
    "rows that count the branches of their group": """
党支部 | 甲 | 乙 | 丙
一、生产单位 | | |
一支部 | 40 | 41 | 81
二支部 | 30 | 20 | 50
三支部 | 35 | 22 | 57
参评支部数 | 3 | 3 | 3
二、机关 | | |
四支部 | 31 | | 31
五支部 | 38 | 44 | 82
参评支部数 | 2 | 1 | 2
""",
    "a row that counts below two small rows": """
党支部 | 甲 | 乙
一支部 | 7 | 9
二支部 | 7 | 8
党总支 | 1 | 1
""",
    "two pages, each with the sums of its groups and of itself": """
党支部 | 学习 | 安全 | 总分
一支部 | 40 | 41 | 81
二支部 | 30 | 20 | 50
小计 | 70 | 61 | 131
三支部 | 35 | 22 | 57
四支部 | 31 | 27 | 58
小计 | 66 | 49 | 115
本页合计 | 136 | 110 | 246
党支部 | 学习 | 安全 | 总分
五支部 | 44 | 47 | 91
六支部 | 33 | 21 | 54
小计 | 77 | 68 | 145
七支部 | 39 | 26 | 65
八支部 | 28 | 25 | 53
小计 | 67 | 51 | 118
本页合计 | 144 | 119 | 263
""",
    "a mean like a branch, of which one branch has as many decimals": """
党支部 | 甲 | 乙
一支部 | 40.5 | 41
二支部 | 30 | 20
三支部 | 35 | 22.5
机关党支部 | 35.17 | 27.83
""",
    "a mean like a branch, where a branch is as fine": """
党支部 | 甲 | 乙
一支部 | 40.25 | 41
二支部 | 30 | 20
三支部 | 35 | 22.25
机关党支部 | 35.08 | 27.75
""",
    "a blend of equal weights below one, called a total": """
党支部 | 呃 | 唉 | 总分
一支部 | 90 | 80 | 68
二支部 | 70 | 95 | 66
三支部 | 88 | 60 | 59.2
四支部 | 61 | 77 | 55.2
五支部 | 93 | 71 | 65.6
六支部 | 55 | 99 | 61.6
""",
    "a blend of equal weights below one, called otherwise": """
党支部 | 呃 | 唉 | 其他
一支部 | 90 | 80 | 68
二支部 | 70 | 95 | 66
三支部 | 88 | 60 | 59.2
四支部 | 61 | 77 | 55.2
五支部 | 93 | 71 | 65.6
六支部 | 55 | 99 | 61.6
""",
    "low numbers of 2 branches": """
党支部 | 得分
第0支部 | 7
第1支部 | 10
""",
    "low numbers of 3 branches": """
党支部 | 得分
第0支部 | 7
第1支部 | 10
第2支部 | 13
""",
    "a total of two items, one row of which has none of them": """
党支部 | 甲 | 乙 | 总分
一支部 | 40 | 41 | 81
二支部 | 30 | 20 | 50
三支部 | 35 | 22 | 57
四支部 | 31 | 27 | 58
五支部 | 0 | 0 | 66
""",
    "marks of eighty put to a hundred, in whole numbers": """
党支部 | 得分 | 折百
一支部 | 76 | 95
二支部 | 63 | 79
三支部 | 58.2 | 73
四支部 | 70.1 | 88
五支部 | 66 | 83
""",
    "marks of eighty put to a hundred, one tenth off": """
党支部 | 得分 | 折百
一支部 | 76 | 95.0
二支部 | 63 | 78.8
三支部 | 58.2 | 72.8
四支部 | 70.1 | 87.9
五支部 | 66 | 82.5
""",
    "groups between names without a form": """
党支部 | 甲 | 乙 | 丙
一、生产单位 | | |
采煤一队 | 40 | 41 | 81
掘进二队 | 30 | 20 | 50
二、机关科室 | | |
财务 | 35 | 22 | 57
后勤 | 31 | 27 | 58
""",
    "a remark between names without a form": """
党支部 | 甲 | 乙 | 丙
采煤一队 | 40 | 41 | 81
掘进二队 | 30 | 20 | 50
以下各单位由机关党总支会同组织科组成考核组统一组织考核后报公司党委审定 | | |
财务 | 35 | 22 | 57
后勤 | 31 | 27 | 58
""",
}
"""The tables by what each is about."""


def cell_of(cell: str) -> object:
    number = cell.removeprefix("-").replace(".", "", 1)
    return None if not cell else (float(cell) if "." in cell else int(cell)) if number.isdigit() else cell


def rows_of(table: str) -> list[list[object]]:
    return [[cell_of(cell.strip()) for cell in line.split("|")] for line in table.strip().splitlines()]


OF_HUNDRED = Known(whole=Decimal(100), period=Period(2013, "H1"))


def said(tables: dict[str, list[list[object]]]) -> list[str]:
    """Say of each table what it is, and what else where the whole and the period are known."""
    lines: list[str] = []
    for words, rows in tables.items():
        roles, known = ([*told(find_roles(table_of(rows), what))] for what in (Known(), OF_HUNDRED))
        lines += [f"# {words}", *(shown(rows) if len(rows) < MANY else ()), *roles]
        lines += [f"of a hundred {line}" for line in known if line not in roles]
    return lines


@pytest.mark.parametrize("kind", [np.int64, object])
def test_what_is_made_of_written_tables(request, monkeypatch, kind):
    """Numbers that do not fit into 64 bits are integers of Python, of which the same is said."""
    usual = NumberGrid.of_cells

    def of_cells(cells):
        grid = usual(cells)
        return NumberGrid(grid.numbers.astype(kind), grid.unit, grid.states, grid.decimals)

    monkeypatch.setattr(NumberGrid, "of_cells", of_cells)
    same_as_noted("written", said({name: rows_of(table) for name, table in WRITTEN.items()}), request)


@pytest.mark.parametrize("first", range(0, 300, 100))
def test_what_is_made_of_tables_by_chance(request, first):
    tables = {f"chance {seed}": put_together(seed) for seed in range(first, first + 100)}
    same_as_noted(f"by-chance-{first}", said(tables), request)


def test_what_is_made_of_long_tables(request):
    """Relations are looked for in some rows of a long table, and held against all: among these stand the odd ones."""
    tables = {f"long {seed}": put_together(1000 + seed, MANY + 7 * seed) for seed in range(16)}
    same_as_noted("long", said(tables), request)


def test_what_is_made_of_numbers_that_formulas_left_inexact(request):
    tables = {f"inexact {seed}": inexact(seed) for seed in range(60)}
    same_as_noted("inexact", said({**tables, "long": inexact(61, MANY), "longer": inexact(62, MANY)}), request)
