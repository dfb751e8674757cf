"""`init`: a workspace with commented settings, the rule set, the templates and a blank workbook."""

import datetime as dt
import json
import shutil
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from starrating.atomic import replacing
from starrating.commands.shared.rule_library import criteria_file, library_rules
from starrating.commands.shared.scheme import load_rules
from starrating.errors import CellRef, ProcedureError
from starrating.i18n import ENGLISH, Text, text
from starrating.model import Period
from starrating.read.rule_file import load_criteria
from starrating.workspace import DEFAULT_RULES, FILE, builtin, builtin_rules
from starrating.write.blank.context import BlankContext
from starrating.write.blank.workbook import write_blank_book

BLANK_BOOK = text("blank score sheet")
SENDER: Mapping[str, Text] = {
    "organisation": text("Example Company"),
    "committee": text("Committee of Example Company"),
    "section": text("Secretariat"),
    "contact": Text(""),
    "phone": Text(""),
    "address": Text(""),
}
"""What every public notice says of its sender: key of the settings → an example."""
_NOTICE: Mapping[str, Text] = {
    "postcode": Text(""),
    "hours": text("working days, 8:00 to 17:00"),
    "letters": text("letters count by their postmark"),
    "anonymous": text("anonymous reports without particulars are not taken up"),
    "assessed": text("1 to 10 July 2013"),
    "assessors": text("Finance and Safety"),
}
"""What may be said besides."""
EXAMPLE_CRITERIA = "example-criteria.yaml"


class Start(Struct, frozen=True):
    """A new workspace: its folder, its files by what they are for, its templates of documents, the running period."""

    folder: Path
    settings: Path
    rules: Path
    book: Path
    templates: int
    period: Period


def start(
    folder: Path, today: dt.date, named: str | Path | None = None, sender: Mapping[str, str] | None = None
) -> Start:
    """Make a workspace from a rule set of the library, the plan unless another is named, or from a rule file.

    `sender` has what the documents say of who sends them, by key of the settings. A folder that already is a workspace
    is refused and left as it is; an unknown rule set raises `UsageError`.
    """
    if (folder / FILE).exists():
        raise ProcedureError.because(
            "workspace-exists",
            text("There is a workspace in %(folder)s already; nothing was changed.", folder=str(folder)),
            text("Name another folder, or work in this one: starrating -C %(folder)s …", folder=str(folder)),
            CellRef(str(folder / FILE)),
        )
    source = named if isinstance(named, Path) else library_rules(named or DEFAULT_RULES)
    rules = load_rules(source)
    example = builtin("rules") / EXAMPLE_CRITERIA if source == builtin_rules() else None
    beside = [path for path in (criteria_file(source), example) if path]
    for path in (source, *beside):
        _copied(path, folder / "rules" / path.name)
    templates = _templates(rules.language)
    for template in templates:
        _copied(template, folder / "templates" / template.name)
    criteria = load_criteria(example) if example and not rules.criteria.parts else rules.criteria
    who, period = sender or {}, Period.running(rules.procedure.review, today)
    blank = BlankContext(rules, criteria, period, who.get("organisation") or None)
    book = folder / f"{BLANK_BOOK.say(rules.language)}.xlsx"
    write_blank_book(book, blank)
    with replacing(folder / FILE) as temporary:
        temporary.write_text(_settings(source.name, who, rules.language), encoding="utf-8")
    documents = sum(template.suffix in _DOCUMENTS for template in templates)
    return Start(folder, folder / FILE, folder / "rules" / source.name, book, documents, period)


_DOCUMENTS = {".docx", ".j2"}


def _templates(language: str) -> list[Path]:
    """Return the built-in templates in a language: English ones have `.en` in their names, styles have no language."""
    found = [path for path in sorted(builtin("templates").iterdir()) if path.is_file()]
    english = {path.name for path in found if ".en." in path.name}
    other = {name.replace(".en.", ".") for name in english} if language == ENGLISH else english
    return [path for path in found if path.name not in other]


def _copied(source: Path, target: Path) -> None:
    with replacing(target) as temporary:
        shutil.copyfile(source, temporary)


def _settings(rule_file: str, named: Mapping[str, str], language: str) -> str:
    """Write the settings: comments for the reader, examples in the language of the documents."""
    notes = (
        text("Who sends the documents; what is left out stands in them as “to be filled in”."),
        text("Printed on documents that are sent out; red_head is space (paper with a printed head) or printed."),
        text("The rule set: a file in this folder."),
        text("The ledger: a SQLite file, or a URL such as postgresql://host/name."),
        text("Where results go, and where the templates of documents are."),
        text("Days off and worked that the program does not know, a line each: 2027-02-14 work"),
    )
    sender, sent, rules, ledger, results, calendar = (f"# {message}" for message in notes)
    examples = {key: example.say(language) for key, example in {**SENDER, **_NOTICE}.items()}
    who = "\n".join(
        f"{key} = {json.dumps(named[key], ensure_ascii=False)}" if named.get(key) else f'# {key} = "{example}"'
        for key, example in examples.items()
    )
    return f"""{sender}
{who}

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
{calendar}
# calendar = "calendar.txt"
"""
