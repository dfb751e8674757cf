"""Make docs/column-names.md, the names that sheets and columns may have: python tools/make_column_names.py."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from starrating.model import INCIDENT_COLUMNS, SCORE_COLUMNS, Column
from starrating.read.column_names import IGNORED, PERSON, RECORD_COLUMNS, SHEET_NAMES, SYNONYMS, TableKind
from starrating.ruleset.sheet_columns import TABLE

FILE = Path(__file__).parents[1] / "docs" / "column-names.md"
_COLUMNS: dict[TableKind, tuple[Column, ...]] = {
    "scores": SCORE_COLUMNS,
    "incidents": (*INCIDENT_COLUMNS, PERSON),
    **RECORD_COLUMNS,
}
_TITLES: dict[TableKind, str] = {
    "scores": "Scores · 考核评分",
    "incidents": "Incidents · 降星情形",
    "roster": "Roster · 名册",
    "opinions": "Opinions · 部门意见",
    "findings": "Self-checks and rectification · 自查整改",
}
_OPENING = """\
# Names of sheets and columns · 工作表和列的名称

<!-- Made by tools/make_column_names.py from files/scores/column_names.py and files/forms/layout.py; change those. -->

A workbook may use any of these names. Blanks, line breaks, brackets with a unit or full marks, letter case and the
width of digits and brackets make no difference. A name that is not here is never guessed: the column is listed as not
read, or missed. An office's own names are mapped once in `columns.yaml`, see below.

工作簿中的工作表和列可使用下列任一名称。空格、换行、括号内的单位或分值、大小写以及全角半角均不影响识别。
未列出的名称不作猜测：该列会被提示未读取，或被指出缺少。本单位自用的名称可在 `columns.yaml` 中一次性对应，见文末。
"""
_CLOSING = """
## Names of your own · 自用名称

`columns.yaml` beside `starrating.toml` says once what the office's own names stand for; `starrating check FILES
--suggest-mapping` proposes one. Left is the office's own name, right a column by its identifier or usual head, an item
by its title or code, a kind of sheet, or `ignore`, which passes a column over without a notice;
under `branches` it says that a row of the score sheet is no branch.

`columns.yaml` 放在 `starrating.toml` 旁，一次写明本单位自用名称的含义；`starrating check 文件 --suggest-mapping`
可给出建议。左边是自用名称，右边是列的标识或通用名称、考核项目的名称或编号、工作表的种类，
或 `ignore`（不读取该列，也不提示）；`branches` 之下的 `ignore` 表示该行不是党支部。

```yaml
scores: {责任区: branch, 申报的星: applied_star, 电话: ignore}
items: {党费: 党费收缴与组织关系接转}
incidents: {出事时间: date}
sheets: {一览表: scores}
branches: {去年同期: ignore}
```

Two columns that mean the same are refused, because which of them counts cannot be known. Map the one that does not
count to `ignore`. 两列含义相同时拒绝读取，因为无法知道以哪一列为准；请把不作数的一列对应为 `ignore`。
"""


def page() -> str:
    """Return the text of docs/column-names.md."""
    parts = [_OPENING, *_sheets(), *(line for kind in _COLUMNS for line in _kind(kind)), *_form(), _ignored()]
    return "\n".join(parts) + _CLOSING


def _sheets() -> Iterator[str]:
    yield "## Sheets · 工作表\n"
    yield from _table(("Kind · 种类", "Names · 名称"), [(f"`{kind}`", names) for kind, names in SHEET_NAMES.items()])


def _kind(kind: TableKind) -> Iterator[str]:
    yield f"## {_TITLES[kind]}\n"
    rows = [(_marked(column), (column.head, *SYNONYMS.get(column.name, ()))) for column in _COLUMNS[kind]]
    yield from _table(("Column (\\* required) · 列（\\* 必需）", "Heads · 列名"), rows)


def _marked(column: Column) -> str:
    return f"`{column.name}` \\*" if column.required else f"`{column.name}`"


def _form() -> Iterator[str]:
    yield "## The table on the form of one branch · 单个党支部表格中的考核表\n"
    yield "Labels beside the table have the names of the scores. 表格以外的栏目名称与考核评分相同。\n"
    yield from _table(("Column · 列", "Heads · 列名"), [(f"`{role}`", names) for role, names in TABLE.items()])


def _table(heads: tuple[str, str], rows: Sequence[tuple[str, tuple[str, ...]]]) -> Iterator[str]:
    yield f"| {heads[0]} | {heads[1]} |\n|---|---|"
    for name, words in rows:
        yield f"| {name} | {'、'.join(dict.fromkeys(words))} |"
    yield ""


def _ignored() -> str:
    return f"## Columns that mean nothing · 不读取也不提示的列\n\n{'、'.join(IGNORED)}\n"


if __name__ == "__main__":
    FILE.write_text(page(), encoding="utf-8")
