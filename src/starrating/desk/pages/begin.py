"""The first page: the organisation, and the rule set to rate by, of the library or from a file."""

from typing import TYPE_CHECKING

from starrating.commands.init import start
from starrating.commands.rules import list_rules
from starrating.desk.desk import Desk
from starrating.desk.forms import FieldError, Sent
from starrating.desk.inbox import RULE_FILES, put_rules
from starrating.desk.view import Field, Form, Page, Section, Sentences, problems
from starrating.i18n import text
from starrating.workspace import DEFAULT_RULES

if TYPE_CHECKING:
    from pathlib import Path


def begin(desk: Desk, wrong: FieldError | None = None) -> Page:
    """Ask who rates, and by which rules; what was typed stays where something was wrong with it."""
    listed, broken = list_rules(desk.workspace())
    choices = tuple((entry.name, entry.rules.title) for entry in listed if entry.rules and entry.builtin)
    fields = (
        Field(
            "organisation",
            text("Organisation"),
            value=wrong.sent.words("organisation") if wrong else "",
            hint=text("As documents name it. It can be changed later in starrating.toml."),
            required=True,
            wrong=wrong.message if wrong else "",
        ),
        Field(
            "rules",
            text("Rule set of the library"),
            "select",
            value=wrong.sent.words("rules") if wrong else DEFAULT_RULES,
            choices=choices,
        ),
        Field(
            "own",
            text("Or your own rule file"),
            "file",
            accept=",".join(RULE_FILES),
            hint=text("A .yaml file; left out, the rule set of the library is taken."),
        ),
    )
    form = Form("/begin", (("", "", text("Begin")),), fields)
    purpose = Sentences(
        (
            text("Everything stays in this folder of this computer; nothing is sent anywhere."),
            text("Folder: %(path)s", path=str(desk.root)),
        )
    )
    section = Section("settings", text("Who rates, and by which rules"), (purpose, form, *problems(broken)))
    return Page(text("Set up the review"), "begin", (section,))


def set_up(desk: Desk, sent: Sent) -> str:
    """Make the workspace; return where to go on."""
    organisation = sent.words("organisation")
    if not organisation:
        raise FieldError("organisation", text("It must not be empty."), sent)
    own = sent.files("own")
    rules: str | Path = put_rules(desk.root, own[0]) if own else sent.words("rules")
    start(desk.root, desk.now().today, rules, {"organisation": organisation})
    return "/today"
