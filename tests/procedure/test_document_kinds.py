"""What each kind of document is, and at which stages it is sent, a draft, or refused: the table, written out."""

import pytest

from starrating.procedure.document_kinds import DOCUMENT_KINDS, DocumentKind
from starrating.procedure.stages import Stage

STAGES: tuple[Stage, ...] = ("not-assessed", "assessed", "decided", "on-notice", "contested", "uncontested", "awarded")
KINDS: dict[DocumentKind, str] = {
    "report": "- s - - - - -",
    "notice": "- d s s s s s public",
    "correction": "- d s s s s s public",
    "circular": "- - d d - s s numbered",
    "decision": "- - d d - s s numbered",
    "award": "- - - - - s s year numbered",
    "assistance": "- - d d - s s year numbered",
    "letter": "- d d s d s s",
    "nomination": "- - d d - s s year",
    "deduction": "- - d d - s s year numbered",
    "declaration": "s s s s s s s year early",
    "opening": "s s - - - - - numbered early",
    "reminder": "s s - - - - - early",
    "major": "s s s s s s s early",
}


def test_every_kind_is_written_out():
    assert list(KINDS) == list(DOCUMENT_KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind(kind):
    row = DOCUMENT_KINDS[kind]
    found = ["s" if stage in row.sent else "d" if stage in row.draft else "-" for stage in STAGES]
    flags = {"year": row.of_a_year, "public": row.public, "numbered": row.numbered, "early": row.early}
    assert [*found, *(flag for flag, holds in flags.items() if holds)] == KINDS[kind].split()
