"""One row, one fact: a row of the incident list that tells of several people or several sanctions is not read."""

import re
from collections.abc import Mapping
from typing import Any

from starrating.errors import Place, Problem
from starrating.files.scores.cells import HALF_WIDTH, shown
from starrating.files.scores.column_names import PERSON
from starrating.i18n import text
from starrating.ruleset import RuleSet
from starrating.ruleset.columns import subjects

_BETWEEN = re.compile(r"[、,，;；/／\n]|(?<=\w)[和及与](?=\w)")
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟"
    "谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_NAME = rf"[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}?"
_SEVERAL_NAMED = re.compile(
    rf"(?<!\w){_NAME}(?:[、,，和]{_NAME})+(?:等?\s*\S{{0,2}}\s*[人名])?\s*(?:受|被|给予|分别|各|均)"
)
_SEVERAL_COUNTED = re.compile(
    r"(?:[2-9]|\d\d+|[两二三四五六七八九十]+)\s*[人名](?:党员|职工|干部)?\s*(?:受|被|给予|分别|各|均)"
)


def several_facts(record: Mapping[str, Any], rules: RuleSet) -> str | None:
    """Return the column in which a row of the incident list tells of several people or sanctions; None if in none."""
    if _parts(record[PERSON.name]) > 1:
        return PERSON.name
    if record["subject"] not in subjects(rules) and _parts(record["subject"]) > 1:
        return "subject"
    if record["sanction"] not in _sanctions(rules) and _parts(record["sanction"]) > 1:
        return "sanction"
    note = (record["note"] or "").translate(HALF_WIDTH)
    return "note" if _SEVERAL_NAMED.search(note) or _SEVERAL_COUNTED.search(note) else None


def one_row_per_fact(place: Place, record: Mapping[str, Any], column: str) -> Problem:
    """Report such a row at its cell."""
    message = text(
        "%(branch)s: “%(value)s” tells of several people or sanctions in one cell.",
        branch=record["branch"],
        value=shown(record[column]),
    )
    hint = text("Give each person and each sanction a row of its own, with the same date and document number.")
    return Problem("error", "several-in-one-row", place, message, hint)


def _parts(cell: str | None) -> int:
    return len([part for part in _BETWEEN.split(cell or "") if part.strip()])


def _sanctions(rules: RuleSet) -> set[str]:
    """Return the terms of the rule set, which may themselves hold a comma or 和."""
    scale = rules.sanctions
    if scale is None:
        return set()
    return {
        *scale.spellings,
        *scale.not_sanctions,
        *(term for system in scale.systems.values() for term in system.order),
    }
