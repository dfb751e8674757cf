"""Bring the Chinese catalogue up to date with the messages in the code: `python tools/catalogue.py`.

Messages are the literal first arguments of `text(...)`; those of the command-line library that a clerk sees are listed
here, and what the models of the rule language say of their keys is taken from them. Translations that exist are kept,
messages that are gone are dropped, and what still lacks its Chinese is printed.
"""

import datetime as dt
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po
from make_reference import described

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "starrating"
FILE = SOURCE / "locale" / "zh_CN" / "LC_MESSAGES" / "starrating.po"
SINCE = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
LIBRARY = ("Missing command.",)


def messages() -> Catalog:
    """Return every message of the program, each with the places it is used at."""
    catalogue = Catalog(
        locale="zh_CN",
        header_comment="# The Chinese messages of starrating, brought up to date by tools/catalogue.py.",
        project="starrating",
        version="1",
        last_translator="starrating",
        language_team="starrating",
        msgid_bugs_address="",
        creation_date=SINCE,
        revision_date=SINCE,
        fuzzy=False,
    )
    for path, _, message, comments, context in extract_from_dir(str(SOURCE), keywords={"text": None}, comment_tags=()):
        catalogue.add(message, locations=[(path, None)], auto_comments=comments, context=context)
    for message in LIBRARY:
        catalogue.add(message, locations=[("typer", None)])
    for words in described():
        catalogue.add(words, locations=[("the rule language", None)])
    return catalogue


def known() -> Catalog:
    """Return the catalogue as it is."""
    if not FILE.exists():
        return Catalog(locale="zh_CN")
    with FILE.open("rb") as file:
        return read_po(file, locale="zh_CN")


def main() -> int:
    """Write the catalogue; 1 if a message lacks its Chinese."""
    catalogue, before = messages(), known()
    for message in catalogue:
        old = before.get(message.id)
        if message.id and old is not None:
            message.string = old.string
            message.flags.discard("fuzzy")
    FILE.parent.mkdir(parents=True, exist_ok=True)
    with FILE.open("wb") as file:
        write_po(file, catalogue, sort_output=True, omit_header=False, width=120, include_lineno=False)
    missing = [message.id for message in catalogue if message.id and not message.string]
    for message in missing:
        sys.stdout.write(f"no Chinese: {message}\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
