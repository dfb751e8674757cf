"""The documents whose pages are measured."""

from decimal import Decimal
from pathlib import Path

from msgspec.structs import replace
from official_layout import (
    Column,
    attachment_notes,
    attachment_page,
    body,
    closing,
    document,
    heading,
    signature,
    table,
    title,
)

from document_contexts import made
from reviews import OFFICE, SPAN, review_of, rules
from starrating.documents import output
from starrating.documents.gb9704 import CHINESE
from starrating.documents.kinds import public_notice
from starrating.documents.rendering.word import rendered
from starrating.procedure.document_kinds import DOCUMENT_KINDS

DATE = "2013年7月15日"
SIGNERS = {"long": "中共星光公司委员会组织科", "short": "组织科"}
ENDS = range(12, 24)
"""Lines of the list of names for which the end of a notice comes to the end of a page, and beyond it."""
HOSTILE = ["<二&三", "=cmd|x", "{{7*7}}", "长" * 60, "第堃琤䶮党支部", "{%p if %}", "**x**"]


def table_of(number: int) -> str:
    """Return a review of branches, a third of each star."""
    scores = [Decimal(9600 - i * 3000 // number) / 100 for i in range(number)]
    return "\n".join(
        f"第{i:03}采掘区队党支部 生产{i % 7}部 {score} {5 - i * 3 // number} {'543-'[i % 4]}"
        for i, score in enumerate(scores)
    )


MANY = table_of(60)
"""A review of 60 branches, 20 of each star."""
PERIODS = {kind: "2013" if row.of_a_year else "2013H1" for kind, row in DOCUMENT_KINDS.items()}
"""Every kind of document there is, and a period that it is made of."""
FOOT = replace(OFFICE, copies="集团公司党委组织部，公司纪委，" + "各职能部门，" * 8, issued_by="公司党委办公室")
ENGLISH = {
    "subject": "branch",
    "scheme": "Star branches",
    "review_result": "review result",
    "annual_result": "annual result",
}


def filled_in(folder: Path, *pieces: str, **values: object) -> bytes:
    """Fill in a template made of pieces."""
    (folder / "made.docx").write_bytes(document(pieces, CHINESE))
    return rendered("made", "zh_CN", {"title": "样张", "date": DATE, **values}, folder)


def notice(lines: list[list[str]], language: str = "zh_CN", **words: str) -> bytes:
    """Return the notice of a review, its lines in rank order."""
    said = public_notice.context(
        review_of(lines, list(range(len(lines)))), rules(language, **words), OFFICE, SPAN, draft=False
    )
    return output.word(said)


def branches(number: int) -> list[list[str]]:
    """Make up branches, a third of them of each star."""
    return [[f"第{i:03}号采煤作业区党支部", f"单位{i:03}", "85", str(5 - i * 3 // number)] for i in range(number)]


def elements(folder: Path) -> bytes:
    """Return a document with every element that stands on a line of its own."""
    wide = [Column(f"栏{i}", f"{{{{ row[{i}] }}}}", 1, centred=i % 2 == 0) for i in range(8)]
    return filled_in(
        folder,
        title(),
        heading(1, "一、总体情况"),
        heading(2, "（一）得分"),
        heading(3, "1.名次"),
        closing("特此通报。"),
        attachment_notes("附件：", "评审结果一览表", "整改台账"),
        signature(seal=True),
        attachment_page("附件1", "title"),
        table("row in rows", *wide),
        signer="中共星光公司委员会",
        title_lines=("关于样张", "的公示"),
        rows=[[f"{i}-{j}" for j in range(8)] for i in range(40)],
    )


def specimens(folder: Path) -> dict[str, bytes]:
    """Return the documents by their names, which say what is measured on them."""
    files = {"full": filled_in(folder, body("党" * 28 * 22 * 3)), "elements": elements(folder)}
    for length, signer in SIGNERS.items():
        for sealed in (True, False):
            pieces = (closing("特此公示。"), signature(seal=sealed))
            files[f"{length}-{'sealed' if sealed else 'bare'}"] = filled_in(folder, *pieces, signer=signer)
    files |= {f"end{lines}": notice([["党" * (28 * lines + 26), "-", "95", "5"]]) for lines in ENDS}
    files |= {"notice120": notice(branches(120)), "english": notice(branches(24), "en", **ENGLISH)}
    files |= {kind: output.word(made(kind, MANY, period)) for kind, period in PERIODS.items()}
    for kind, period in PERIODS.items():
        files[f"{kind}-en"] = output.word(made(kind, period=period, language="en", words=ENGLISH))
        if DOCUMENT_KINDS[kind].numbered:
            files[f"{kind}-footed"] = output.word(made(kind, MANY, period, office=FOOT))
    files["hostile"] = notice([[name, f"单位{i}", "85", "4"] for i, name in enumerate(HOSTILE)])
    return files
