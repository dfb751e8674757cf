"""Who sends a document: what the office said about itself, and a visible gap for what it did not."""

from msgspec import Struct

from starrating.documents.gb9704 import one_line
from starrating.documents.wording import DocumentWording
from starrating.workspace import Office


class Sender(Struct, frozen=True):
    """The sender as a document names it.

    `committee` and `section` are what the text calls them; under a document stand the full names, `signer` for the
    section and `full_committee`. `missing` names the settings of the office that stand as a gap such as
    〔待填：联系电话〕.
    """

    full_committee: str
    committee: str
    section: str
    signer: str
    contact: str
    phone: str
    address: str
    missing: tuple[str, ...]


def sender_of(office: Office, words: DocumentWording) -> Sender:
    """Name the sender; nothing is ever invented."""
    given = {name: one_line(getattr(office, name)) for name in words.gaps}
    shown = {name: value or words.gap.format(name=words.gaps[name]) for name, value in given.items()}
    alone = words.superior in given["section"]
    committee = words.committee(given["committee"]) if given["committee"] else words.any_committee
    section = shown["section"]
    return Sender(
        full_committee=shown["committee"],
        committee=committee,
        section=section if alone else words.section.format(committee=committee, section=section),
        signer=section if alone else words.section.format(committee=shown["committee"], section=section),
        contact=shown["contact"],
        phone=shown["phone"],
        address=shown["address"],
        missing=tuple(name for name, value in given.items() if not (value or (alone and name == "committee"))),
    )
