"""The kinds of documents there are. To add one: what it says (a `Document`), its templates, samples, a line here.

A kind that is made of a recorded review has its function in `MADE` too: from an `Occasion` to what is said.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar, Protocol

from starrating.files.notices.assistances import assistance
from starrating.files.notices.awards import award_notice
from starrating.files.notices.circulars import circular
from starrating.files.notices.corrections import correction
from starrating.files.notices.decisions import decision
from starrating.files.notices.letters import letters
from starrating.files.notices.papers import Occasion, Paper
from starrating.files.notices.public_notices import public_notice
from starrating.files.notices.reports import report
from starrating.files.notices.samples import sample_occasions
from starrating.ruleset import RuleSet
from starrating.workspace import Office

TEMPLATES = (".md.j2", ".docx")


class Document(Protocol):
    """What a document says: plain values, in one language, for the templates of its kind."""

    kind: ClassVar[str]

    @property
    def language(self) -> str:
        """Language of the templates and of the words in the values."""

    @property
    def title(self) -> str:
        """Title in one line; it is also the title in the properties of a file."""

    def values(self) -> dict[str, object]:
        """Return the fields by name, as a template may use them."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document.

    `stem` begins the names of its templates, which there are for the suffixes of `templates`. `samples` makes up
    documents that together say everything such a document can say, and leave out everything it can leave out: the
    templates are tried with them. `sealed` places the signature of the built-in Word template for a seal.
    """

    stem: str
    samples: Callable[[RuleSet, Office], Iterable[Document]]
    templates: tuple[str, ...] = TEMPLATES
    sealed: bool = False


def _samples(make: Callable[[Occasion], Paper]) -> Callable[[RuleSet, Office], Iterable[Document]]:
    return lambda rules, office: (make(occasion) for occasion in sample_occasions(rules, office))


MADE: Mapping[str, Callable[[Occasion], Paper]] = {
    "notice": public_notice,
    "circular": circular,
    "decision": decision,
    "award": award_notice,
    "report": report,
    "correction": correction,
    "assistance": assistance,
    "letter": letters,
}
"""What makes the documents of a recorded review, by their kind."""
SEALED = frozenset({"circular", "decision", "award", "assistance"})
"""The kinds that a seal is put on: those that are sent out for good, not posted or put before the committee."""
KINDS: Mapping[str, Kind] = {name: Kind(name, _samples(make), sealed=name in SEALED) for name, make in MADE.items()}
"""The kinds by their names: what the option `--kind` takes, and `Document.kind` holds."""
