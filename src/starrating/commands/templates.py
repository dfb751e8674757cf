"""`templates check`: the templates of the workspace, tried with the documents that they are for."""

from pathlib import Path

from msgspec import Struct

from starrating.commands.shared.scheme import load_rules
from starrating.documents.template_checks.checks import check_templates, template_files
from starrating.errors import InputError, Problem, has_errors
from starrating.workspace import Workspace


class TemplatesResult(Struct, frozen=True):
    """The templates that documents are made of, which of them are the office's own, and what is worth knowing."""

    files: tuple[Path, ...]
    own: frozenset[Path]
    problems: tuple[Problem, ...]


def checked_templates(workspace: Workspace) -> TemplatesResult:
    """Try the templates of every kind, in the language of the rule set; errors raise `InputError`, all at once."""
    rules = load_rules(workspace.rules)
    problems = check_templates(rules, workspace.office, workspace.templates)
    if has_errors(problems):
        raise InputError(problems)
    files = template_files(rules, workspace.templates)
    return TemplatesResult(files, frozenset(file for file in files if file.parent == workspace.templates), problems)
