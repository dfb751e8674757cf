"""The pages that are opened."""

from decimal import Decimal
from pathlib import Path

import openpyxl

from commands import run
from document_contexts import made
from reviews import OFFICE, SPAN, review_of, rules
from starrating.documents import context, output, registry
from starrating.documents.kinds import public_notice
from starrating.workspace import builtin_rules

ENGLISH = {"subject": "branch", "scheme": "Star branches", "review_result": "review result"}
HOSTILE = [
    "<二&三",
    "=cmd|x",
    "{{7*7}}",
    '"><script>alert(1)</script>',
    "<img src=x>",
    "长" * 60,
    "第堃琤䶮党支部",
    "a' onclick='b",
]


def documents_by_name(folder: Path) -> dict[str, Path]:
    """Write a page of each kind of document, an English one, one of 120 branches, and one of hostile names."""
    papers = {kind: made(kind, **_enough(kind), draft=kind == "report") for kind in registry.KINDS}
    papers["english"] = made("circular", language="en", words=ENGLISH)
    papers["long"] = _notice([[f"第{i:03}号党支部", f"单位{i:03}", "85", str(5 - i // 40)] for i in range(120)])
    papers["hostile"] = _notice([[name, name, "85", "4"] for name in HOSTILE])
    for name, paper in papers.items():
        output.write(folder / f"{name}.html", paper)
    return {name: folder / f"{name}.html" for name in papers}


def _enough(kind: str) -> dict[str, str]:
    """Return so many branches that their names stand in an attachment, where a document has one for that reason."""
    many = "\n".join(f"第{i:02}队党支部 第{i:02}队 95 5 4" for i in range(25))
    return {"table": many} if kind in {"notice", "decision"} else {}


def boards_of_strangers(folder: Path) -> dict[str, Path]:
    """Write a board in English, of branches and units with hostile names."""
    office = folder / "strangers"
    office.mkdir()
    said = builtin_rules().read_text("utf-8").replace("language: zh_CN", "language: en")
    (office / "rules.yaml").write_text(said.replace("subject: 党支部", "subject: branch"), "utf-8")
    (office / "starrating.toml").write_text('rules = "rules.yaml"\n', "utf-8")
    book = _book_of_texts(office / "2013H1.xlsx", ["党支部", "单位", "考核总分"], HOSTILE)
    scored = run(office, "score", str(book))
    assert scored.exit_code == 0, scored.output
    assert run(office, "board", "-o", str(folder / "strangers.html")).exit_code == 0
    return {"strangers": folder / "strangers.html"}


def board_of_60(folder: Path) -> dict[str, Path]:
    """Write a board of two reviews of sixty branches."""
    office = folder / "sixty"
    office.mkdir()
    names = [f"第{at:02}运输区机电队党支部" for at in range(60)]
    for period in ("2013H1", "2013H2"):
        book = _book_of_texts(office / f"{period}.xlsx", ["党支部", "单位", "考核总分"], names, Decimal("0.25"))
        scored = run(office, "score", str(book))
        assert scored.exit_code == 0, scored.output
    assert run(office, "board", "-o", str(folder / "sixty.html")).exit_code == 0
    return {"sixty": folder / "sixty.html"}


def _notice(lines: list[list[str]]) -> context.DocumentFields:
    return public_notice.context(review_of(lines, list(range(len(lines)))), rules(), OFFICE, SPAN, draft=False)


def _book_of_texts(path: Path, heads: list[str], names: list[str], step: Decimal = Decimal(1)) -> Path:
    """Write a score workbook of branches and units with these names, as text whatever they look like.

    Each branch has `step` points less than the one before.
    """
    book = openpyxl.Workbook()
    book.active.title = "考核评分"
    for number, row in enumerate([heads, *([name, name, 85 - at * step] for at, name in enumerate(names))], start=1):
        for column, value in enumerate(row, start=1):
            cell = book.active.cell(number, column, value)
            cell.data_type = "s" if isinstance(value, str) else "n"
    book.save(path)
    return path
