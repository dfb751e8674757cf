"""`check --suggest-mapping`: a proposed columns.yaml for an office's own names of columns and sheets."""

from starrating.read.column_suggestions import suggested_mapping
from starrating.read.rule_file import load_rules
from starrating.workflow.reading import Books
from starrating.workspace import Workspace


def suggested(workspace: Workspace, books: Books) -> str:
    """Return the text of a columns.yaml, for people to edit: what was not read, and what it is likeliest to be."""
    return suggested_mapping(books.scores, load_rules(workspace.rules))
