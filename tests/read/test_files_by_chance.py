"""What is said of rule files, calendars and lists of the office in which chance changes a line or a cell.

`pytest --update-goldens` writes it anew; read in the difference whether each is told where it is wrong, or read right.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from random import Random

import pytest

from noted import same_as_noted
from reviews import rules as levels_of
from rule_texts import SANCTIONS, SMALL, TRIGGERS
from said_of_inputs import asked
from starrating.errors import InputError, RuleSetError
from starrating.read.office_calendar import read_office_days
from starrating.read.office_lists import read_declarations, read_pairs, read_pay, read_progress, read_star_changes
from starrating.read.rule_file import example_place, load_criteria, read_rules
from workbooks import write_book

MORE = """\
facts:
  - {id: output, title: 产值, values: number}
values:
  - {clause: "7", id: base, number: 3}
  - {clause: "7", id: best, highest: [score, output]}
  - {clause: "7", id: mixed, blend: [{of: score, weight: 0.7}, {of: output, weight: 0.3}]}
examples:
  - {name: 甲, score: 90, facts: {output: 5}, star: 3}
  - {name: 乙, score: 70, facts: {output: 90}, star: 2, values: {best: 90, mixed: 76}}
"""
WHOLE = {"small": SMALL + SANCTIONS + TRIGGERS, "more": SMALL + SANCTIONS + TRIGGERS + MORE}
LISTED = SMALL.replace("from: workbook, full_marks: 100", "from: rules, file: listed.yaml")
CRITERIA = """\
full_marks: 100
parts:
  - title: 思想
    full_marks: 40
    items:
      - {code: A1, title: 学习, full_marks: 25}
      - {code: A2, title: 党课, most: 15, points: [0, 5, 15]}
  - title: 组织
    items:
      - {code: B1, title: 党费, full_marks: 60, not_applicable: true, department: 组织科}
"""
KEYS = (
    *(
        "min",
        "max",
        "gte",
        "under",
        "equals",
        "≥",
        "more_than",
        "and",
        "or",
        "none",
        "average",
        "times",
        "const",
        "avg",
    ),
    *("weighted", "most", "x", "levles", "efect", "bellow", "at_least", "is", "title", "full_marks", "file"),
)
VALUES = (
    "1",
    "-3",
    "1.5",
    "多",
    '""',
    "[]",
    "{}",
    "true",
    "[1, 2]",
    "{x: 1}",
    "1e400",
    "2013-01-01",
    "lower",
    "60.",
    "~",
)


def changed(text: str, chance: Random) -> tuple[str, str]:
    """Change one line of a file, in words and done."""
    lines = text.splitlines()
    at = chance.randrange(chance.choice((0, 0, len(lines) * 2 // 3)), len(lines))
    line, how = (
        lines[at],
        chance.choice(("key", "key", "key", "value", "value", "value", "gone", "twice", "moved", "added", "sign")),
    )
    parts = [place for place, sign in enumerate(line) if sign == ":"]
    place = chance.choice(parts) if parts else 0
    begin = max(line.rfind(sign, 0, place) for sign in " {-") + 1
    end = min((found for sign in ",}" if (found := line.find(sign, place)) >= 0), default=len(line))
    match how:
        case "key":
            key = chance.choice((line[begin:place] + "s", chance.choice(KEYS)))
            new = [line[:begin] + key + line[place:]]
        case "value":
            new = [f"{line[: place + 1]} {chance.choice(VALUES)}{line[end:]}"]
        case "gone":
            new = []
        case "twice":
            new = [line, line]
        case "moved":
            new = [chance.choice((" " + line, line[1:], line.lstrip(), "\t" + line))]
        case "added":
            new = [line, f"{line[: len(line) - len(line.lstrip())]}{chance.choice(KEYS)}: {chance.choice(VALUES)}"]
        case _:
            other = chance.choice(("", "：", "'", "，"))
            new = [line.replace(chance.choice(':{}[],"'), other, 1)]
    return f"{how} {at + 1}: {' ⏎ '.join(new)}", "\n".join([*lines[:at], *new, *lines[at + 1 :], ""])


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("first", [0, 80])
def test_what_is_said_of_a_changed_rule_file(tmp_path, request, name, first):
    file, lines = tmp_path / "small.yaml", []
    for seed in range(first, first + 80):
        words, text = changed(WHOLE[name], Random(seed))
        file.write_text(text, "utf-8")
        found, problems = read_rules(file)
        lines += [f"# {seed} {words}", found.id if found else "no rules", *asked(problems, tmp_path)]
    same_as_noted(f"rules-{name}-{first}", lines, request)


def test_what_is_said_of_a_changed_file_of_criteria(tmp_path, request):
    (tmp_path / "small.yaml").write_text(LISTED, "utf-8")
    lines = []
    for seed in range(80):
        words, text = changed(CRITERIA, Random(seed))
        (tmp_path / "listed.yaml").write_text(text, "utf-8")
        found, problems = read_rules(tmp_path / "small.yaml")
        items = [f"{item.code} {item.title} {item.full_marks}" for _, item in found.criteria.items] if found else []
        lines += [f"# {seed} {words}", f"items {items}", *asked(problems, tmp_path)]
        try:
            lines.append(f"alone {load_criteria(tmp_path / 'listed.yaml').total_marks}")
        except RuleSetError as error:
            lines += ["alone", *asked(error.problems, tmp_path)]
    same_as_noted("criteria", lines, request)


def test_where_an_example_of_a_rule_file_stands(tmp_path):
    file = tmp_path / "small.yaml"
    file.write_text(WHOLE["more"], "utf-8")
    place = example_place(file, 0)
    assert WHOLE["more"].splitlines()[place.line - 1][place.column - 1 :].startswith("{name: 甲")


WRONG = [
    b"\xff\xfeformat",
    "格式: 2\n名：".encode("gbk"),
    b"",
    b"- 1\n- 2",
    b"format 2",
    b"format: 1\nid: x",
    "format：2\nid: x".encode(),
]


@pytest.mark.parametrize("content", WRONG)
def test_what_is_said_of_a_file_that_is_no_rule_file(tmp_path, request, content):
    (tmp_path / "small.yaml").write_bytes(content)
    lines = [
        *asked(read_rules(tmp_path / "small.yaml")[1], tmp_path),
        *asked(read_rules(tmp_path / "none.yaml")[1], tmp_path),
    ]
    same_as_noted(f"no-rules-{WRONG.index(content)}", lines, request)


DAYS = ("2113-02-05", "2113年2月7日", "2113.3.1", "2113-02-30", "2113-04-20", "20130205", "2113-02-06", "明天")
WORDS = ("放假", "上班", "休", "work", "Off", "也许", "", "放假 春节", "上班 # 补班", "班")


def _days(chance: Random) -> str:
    first, last, word = chance.choice(DAYS), chance.choice(DAYS), chance.choice(WORDS)
    return f"{first}{chance.choice(('', '', f' 至 {last}', f'至{last}', f' to {last}', f'—{last}'))} {word}"


def test_what_is_read_of_a_calendar(tmp_path, request):
    lines = []
    for seed in range(120):
        chance = Random(seed)
        text = "\n".join(_days(chance) for _ in range(chance.choice((1, 2, 3))))
        (tmp_path / "days.txt").write_text(text, "utf-8")
        lines.append(f"# {seed} {text}".replace("\n", " ⏎ "))
        try:
            lines += [f"{day.isoformat()} {works}" for day, works in read_office_days(tmp_path / "days.txt").items()]
        except InputError as error:
            lines += asked(error.problems, tmp_path)
    same_as_noted("calendars", lines, request)


BRANCH = ("甲党支部", "乙党支部", "", "合计", "注：略", "甲党支部")
LISTS: dict[Callable, dict[str, tuple[str, ...]]] = {
    read_star_changes: {
        "党支部": BRANCH,
        "评定星级": ("五星级", "3", "无", "优", "", "★★", "零星"),
        "理由": ("好", ""),
    },
    read_pay: {
        "党支部": BRANCH,
        "书记": ("张", ""),
        "年度绩效工资": ("12345.67", "'30000", "3万", "", "-1", "=1"),
        "备注": ("x",),
    },
    read_declarations: {
        "党支部": BRANCH,
        "目标星级": ("五星级", "3", "", "六星级", "9"),
        "期限": ("2014年底", ""),
        "计划": ("学",),
        "措施": ("",),
    },
    read_pairs: {
        "被帮扶党支部": BRANCH,
        "现星级": ("三星级", ""),
        "帮扶党支部（部门）": ("丙党支部", "", "工会"),
        "联系领导": ("某某", ""),
    },
    read_progress: {
        "编号": ("1", "2", "", "一"),
        "党支部": BRANCH,
        "问题": ("略", ""),
        "整改情况": ("已整改", "未整改", ""),
        "责任人": ("张", ""),
        "整改期限": ("8月", ""),
    },
}


def _read(reader: Callable, path, seed: int) -> Iterator[str]:
    subject = ("", "班组")[seed % 2]
    arguments = {
        read_star_changes: (levels_of().levels,),
        read_declarations: (levels_of().levels,),
        read_progress: (dt.date(2013, 8, 1),),
    }
    rows, problems = reader(path, *arguments.get(reader, ()), subject)
    yield from (str(row).replace(f"{path.parent}/", "") for row in rows)
    yield from asked(problems, path.parent)


@pytest.mark.parametrize("reader", LISTS, ids=lambda reader: reader.__name__)
def test_what_is_read_of_lists_of_the_office(tmp_path, request, reader):
    lines = []
    for seed in range(50):
        chance = Random(seed)
        columns = {head: cells for head, cells in LISTS[reader].items() if chance.random() < 0.93}
        table = [" | ".join(columns).replace("党支部", "班组" if seed % 5 == 0 else "党支部")]
        for _ in range(chance.choice((1, 2, 3))):
            usual = chance.random() < 0.5
            table.append(" | ".join(cells[0] if usual else chance.choice(cells) for cells in columns.values()))
        table = [*(["2013年一览表"] if seed % 3 == 0 else []), *table, *(["考核人：张三"] if seed % 4 == 0 else [])]
        book = write_book(tmp_path / "list.xlsx", {"封面": "说明", "表": "\n".join(table)})
        lines += [f"# {seed}", *(f"| {line}" for line in table), *_read(reader, book, seed)]
    same_as_noted(reader.__name__.replace("_", "-"), lines, request)
