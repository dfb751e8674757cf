"""The Word forms that no Markdown can say, put together from the pieces of official_layout.py."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from official_layout import Column, broken, grid, loop, paragraph, table, title

from starrating.documents.gb9704 import CHINESE

FORM_ROW, PART_ROW, BOX = 480, 420, 1180
"""Heights of the rows of a form, at least: of its cells, of a category, of a box to write into."""


class Cell(NamedTuple):
    """A cell of a form: its words, how many of the grid's columns it spans, its style."""

    words: str
    span: int = 1
    style: str = "TableCentred"


def form_title() -> str:
    """Return the title of a sheet of its own."""
    return paragraph("FormTitle", broken("title"))


def subject(language: str) -> str:
    """Return the head over the subjects; only English begins it with a capital letter."""
    return "{{ subject }}" if language == CHINESE else "{{ subject | capitalize }}"


def label(words: str, span: int = 1) -> Cell:
    """Return a cell that says what the one beside it is."""
    return Cell(words, span, "TableHead")


def application(language: str) -> Sequence[str]:
    """Return the form by which a branch applies: one page for each."""
    say = (lambda chinese, _: chinese) if language == CHINESE else (lambda _, english: english)
    day = say(
        "年\u00a0\u00a0\u00a0\u00a0月\u00a0\u00a0\u00a0\u00a0日",
        "date:\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0",
    )
    signed = say(f"（盖章）　　　　{day}", f"(seal)        {day}")
    secretary = say(
        f"{{% if party %}}书记{{% else %}}负责人{{% endif %}}（签字）：　　　　　　{day}", f"Signed:              {day}"
    )
    score = say("考核得分：\n建议{{ level }}：\n", "Score:\n{{ level | capitalize }} proposed:\n")
    head = say("{% if party %}书记{% else %}负责人{% endif %}", "Head")
    members = say("{% if party %}党员{% endif %}人数", "Members")
    pairs = (
        (subject(language), "{{ each.branch }}", say("单位", "Unit"), "{{ each.unit }}"),
        (head, "{{ each.secretary }}", members, "{{ each.members }}"),
        (say("上期{{ level }}", "Last {{ level }}"), "{{ each.previous_star }}", say("目标{{ level }}", "Aim"), ""),
    )
    heads = (
        say("类别", "Category"),
        say("评定项目", "Item"),
        say("分值", "Full marks"),
        say("自评得分", "Own score"),
        say("考核得分", "Score"),
    )
    boxes = (
        (say("自评情况", "Self-assessment in words"), ""),
        (say("{% if party %}支部{% else %}单位{% endif %}意见", "Opinion of the {{ subject }}"), secretary),
        (say("考核意见", "Opinion of the assessment"), score + signed),
        (say("{% if party %}党委{% else %}审定{% endif %}意见", "Decision of the committee"), signed),
    )
    rows = [
        *((FORM_ROW, (label(a), Cell(b), label(c, 2), Cell(d))) for a, b, c, d in pairs),
        (FORM_ROW, (label(say("申报{{ level }}", "Applied for")), Cell("", 4))),
        (PART_ROW, tuple(label(head) for head in heads)),
        (PART_ROW, (Cell("{%tr for item in items %}"), *[Cell("")] * 4)),
        (
            PART_ROW,
            (
                Cell("{{ item.part }}"),
                Cell("{{ item.title }}", 1, "TableCell"),
                Cell("{{ item.marks }}"),
                *[Cell("")] * 2,
            ),
        ),
        (PART_ROW, (Cell("{%tr endfor %}"), *[Cell("")] * 4)),
        (PART_ROW, (label(say("合计", "Total")), Cell(""), Cell("{{ full_marks }}"), *[Cell("")] * 2)),
        *((BOX, (label(head), Cell(words, 4, "TableSigned"))) for head, words in boxes),
    ]
    return loop("each in applicants", form_title(), grid((12, 23, 8, 9, 9), rows))


def opinions(language: str) -> Sequence[str]:
    """Return the sheet on which a department says what it knows of every branch."""
    chinese = language == CHINESE
    whose = "征求意见部门：{{ department }}" if chinese else "Department: {{ department }}"
    signed = (
        "部门负责人（签字、盖章）：　　　　　　年\u00a0\u00a0\u00a0\u00a0月\u00a0\u00a0\u00a0\u00a0日"
        if chinese
        else "Head of the department (signature, seal):              date:"
    )
    heads = ("序号", "有无影响评定的情形", "情况及依据（文号）", "建议")
    heads = heads if chinese else ("No.", "Anything against it", "What, by which document", "Proposal")
    listed = table(
        "row in rows",
        Column(heads[0], "{{ row.number }}", 5, centred=True),
        Column(subject(language), "{{ row.branch }}", 22),
        Column(heads[1], "", 10),
        Column(heads[2], "", 18),
        Column(heads[3], "", 9),
    )
    return loop(
        "department in departments", form_title(), paragraph("FormLine", whose), listed, paragraph("FormSigned", signed)
    )


def rectification(language: str) -> Sequence[str]:
    """Return the list of what is to be mended."""
    heads = ("序号", "存在问题", "整改措施", "责任人", "整改时限", "整改情况")
    english = ("No.", "Finding", "Measure", "In charge", "Due", "Status")
    number, finding, measure, who, due, status = heads if language == CHINESE else english
    listed = table(
        "row in rows",
        Column(number, "{{ row.number }}", 3, centred=True),
        Column(subject(language), "{{ row.branch }}", 8),
        Column(finding, "{{ row.text }}", 8),
        Column(measure, "{{ row.measure }}", 7),
        Column(who, "{{ row.who }}", 4 if language == CHINESE else 6, centred=True),
        Column(due, "{{ row.due }}", 6, centred=True),
        Column(status, "{{ row.status }}", 5, centred=True),
    )
    return (title(), listed)


def pairs(language: str) -> Sequence[str]:
    """Return the list of who helps whom."""
    heads = (
        "序号",
        "被帮扶{{ subject }}",
        "现{{ level }}",
        "帮扶{{ subject }}",
        "联系领导",
        "帮扶措施",
        "目标{{ level }}",
        "期限",
    )
    english = ("No.", "Helped", "{{ level | capitalize }}", "Helper", "Leader", "Measures", "Aim", "Term")
    number, helped, star, helper, leader, measures, aim, term = heads if language == CHINESE else english
    listed = table(
        "row in rows",
        Column(number, "{{ row.number }}", 3, centred=True),
        Column(helped, "{{ row.branch }}", 8),
        Column(star, "{{ row.star }}", 4, centred=True),
        Column(helper, "{{ row.text }}", 8),
        Column(leader, "", 5),
        Column(measures, "", 6),
        Column(aim, "", 5),
        Column(term, "", 3),
    )
    return (title(), listed)


def plaques(language: str) -> Sequence[str]:
    """Return the list that plaques are made from: what stands on each kind, how many, for whom."""
    heads = ("序号", "牌匾文字", "块数", "领牌{{ subject }}")
    english = ("No.", "Words", "Number", "For")
    number, words, count, whom = heads if language == CHINESE else english
    under = (
        ("落款：{{ signer }}", "日期：{{ date }}")
        if language == CHINESE
        else ("Signed: {{ signer }}", "Date: {{ date }}")
    )
    listed = table(
        "plate in plates",
        Column(number, "{{ plate.number }}", 4, centred=True),
        Column(words, "{{ plate.words }}", 8),
        Column(count, "{{ plate.count }}", 4 if language == CHINESE else 6, centred=True),
        Column(whom, '{{ plate.branches | join("、" if language == "zh_CN" else ", ") }}', 26),
    )
    return (title(), *(paragraph("FormLine", line) for line in under), listed)


FORMS: Mapping[str, Callable[[str], Sequence[str]]] = {
    "application": application,
    "opinions": opinions,
    "rectification": rectification,
    "pairs": pairs,
    "plaques": plaques,
}
"""The pieces of each form in a language."""
