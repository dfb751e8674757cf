"""`init`: a workspace with commented settings, the rule set, the templates and a blank workbook."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from starrating.atomic import replacing
from starrating.commands.shared.rule_library import criteria_file, library_rules
from starrating.errors import Place, ProcedureError
from starrating.i18n import text
from starrating.read.rule_file import load_criteria, load_rules
from starrating.ruleset import RuleSet
from starrating.workspace import DEFAULT_RULES, FILE, builtin
from starrating.write.blank.context import Blank
from starrating.write.blank.workbook import write_blank_book

BLANK_BOOK = "空白考核评分表.xlsx"
EXAMPLE_CRITERIA = "example-criteria.yaml"


def start(folder: Path, name: str | None = None) -> tuple[Path, ...]:
    """Make a workspace from a rule set of the library, the plan unless another is named, and return its files.

    A folder that already is one is refused and left as it is; an unknown rule set raises `UsageError`.
    """
    if (folder / FILE).exists():
        raise ProcedureError.because(
            "workspace-exists",
            text("There is a workspace in %(folder)s already; nothing was changed.", folder=str(folder)),
            text("Name another folder, or work in this one: starrating -C %(folder)s …", folder=str(folder)),
            Place(str(folder / FILE)),
        )
    source = library_rules(name or DEFAULT_RULES)
    rules = load_rules(source)
    return tuple(_made(folder, source, rules))


def _made(folder: Path, source: Path, rules: RuleSet) -> Iterator[Path]:
    example = builtin("rules") / EXAMPLE_CRITERIA if source.stem == DEFAULT_RULES else None
    beside = [each for each in (criteria_file(source), example) if each]
    for each in (source, *beside):
        yield _copied(each, folder / "rules" / each.name)
    for template in sorted(builtin("templates").iterdir()):
        if template.is_file():
            yield _copied(template, folder / "templates" / template.name)
    criteria = load_criteria(example) if example and not rules.criteria.parts else rules.criteria
    write_blank_book(folder / BLANK_BOOK, Blank(rules, criteria))
    yield folder / BLANK_BOOK
    with replacing(folder / FILE) as temporary:
        temporary.write_text(_settings(source.name), encoding="utf-8")
    yield folder / FILE


def _copied(source: Path, target: Path) -> Path:
    with replacing(target) as temporary:
        shutil.copyfile(source, temporary)
    return target


def _settings(rule_file: str) -> str:
    said = (
        text("Who sends the documents; what is left out stands in them as 〔待填〕."),
        text("Printed on documents that are sent out; red_head is space (paper with a printed head) or printed."),
        text("The rule set: a file in this folder."),
        text("The ledger: a SQLite file, or a URL such as postgresql://host/name."),
        text("Where results go, and where the templates of documents are."),
    )
    sender, sent, rules, ledger, results = (f"# {each}" for each in said)
    return f"""{sender}
# organisation = "××公司"
# committee = "中共××公司委员会"
# section = "公司党委组织科"
# contact = ""
# phone = ""
# address = ""
# postcode = ""
# hours = "工作日8:00—17:00"
# letters = "来信以邮戳为准"
# anonymous = "匿名反映且线索不具体的，不予受理"
# assessed = "2013年7月1日至7月10日"
# assessors = "组织科、纪检科"

{sent}
# copies = ""
# issued_by = ""
# red_head = "space"

{rules}
rules = "rules/{rule_file}"

{ledger}
ledger = "starrating.db"

{results}
results = "results"
templates = "templates"
"""
