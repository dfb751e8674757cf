"""`init`: a workspace with commented settings, the rule set, the templates and a blank workbook."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from starrating.errors import Place, ProcedureError
from starrating.files.atomic import replacing
from starrating.files.blank_books import write_blank_book
from starrating.files.rule_files import load_criteria, load_rules
from starrating.i18n import text
from starrating.workspace import DEFAULT_RULES, FILE, builtin

BLANK_BOOK = "空白考核评分表.xlsx"
EXAMPLE_CRITERIA = "example-criteria.yaml"


def start(folder: Path) -> tuple[Path, ...]:
    """Make a workspace and return its files; a folder that already is one is refused and left as it is."""
    if (folder / FILE).exists():
        raise ProcedureError.because(
            "workspace-exists",
            text("There is a workspace in %(folder)s already; nothing was changed.", folder=str(folder)),
            text("Name another folder, or work in this one: starrating -C %(folder)s …", folder=str(folder)),
            Place(str(folder / FILE)),
        )
    return tuple(_made(folder))


def _made(folder: Path) -> Iterator[Path]:
    for kind in ("rules", "templates"):
        for source in sorted(builtin(kind).iterdir()):
            if source.is_file():
                yield _copied(source, folder / kind / source.name)
    rules = load_rules(folder / "rules" / f"{DEFAULT_RULES}.yaml")
    criteria = rules.criteria if rules.criteria.parts else load_criteria(folder / "rules" / EXAMPLE_CRITERIA)
    write_blank_book(folder / BLANK_BOOK, rules, criteria)
    yield folder / BLANK_BOOK
    with replacing(folder / FILE) as temporary:
        temporary.write_text(_settings(), encoding="utf-8")
    yield folder / FILE


def _copied(source: Path, target: Path) -> Path:
    with replacing(target) as temporary:
        shutil.copyfile(source, temporary)
    return target


def _settings() -> str:
    said = (
        text("Who sends the documents; what is left out stands in them as 〔待填〕."),
        text("The rule set: a file in this folder."),
        text("The ledger: a SQLite file, or a URL such as postgresql://host/name."),
        text("Where results go, and where the templates of documents are."),
    )
    sender, rules, ledger, results = (f"# {each}" for each in said)
    return f"""{sender}
# organisation = "××公司"
# committee = "中共××公司委员会"
# section = "公司党委组织科"
# contact = ""
# phone = ""
# address = ""

{rules}
rules = "rules/{DEFAULT_RULES}.yaml"

{ledger}
ledger = "starrating.db"

{results}
results = "results"
templates = "templates"
"""
