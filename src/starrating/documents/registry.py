"""The kinds of documents there are. To add one: what it says (a `Document`), its templates, samples, a line here.

A kind that is made of a recorded review has its function in `MAKERS` too: from a `DocumentContext` to what is said.
"""

from collections.abc import Callable, Iterable, Mapping

from starrating.documents.context import Document, DocumentContext, DocumentFields, DocumentMaker
from starrating.documents.kinds.assistance import assistance
from starrating.documents.kinds.award import award_notice
from starrating.documents.kinds.circular import circular
from starrating.documents.kinds.decision import decision
from starrating.documents.kinds.declaration import declaration
from starrating.documents.kinds.deduction import deduction
from starrating.documents.kinds.letters import letters
from starrating.documents.kinds.major_findings import major_findings
from starrating.documents.kinds.nomination import nomination
from starrating.documents.kinds.opening import opening, reminder
from starrating.documents.kinds.public_notice import correction, public_notice
from starrating.documents.kinds.report import report
from starrating.documents.samples import sample_contexts
from starrating.procedure.document_kinds import DOCUMENT_KINDS, DocumentKind
from starrating.ruleset import RuleSet
from starrating.workspace import Office


def _samples(make: Callable[[DocumentContext], DocumentFields]) -> Callable[[RuleSet, Office], Iterable[Document]]:
    return lambda rules, office: (make(context) for context in sample_contexts(rules, office))


MAKERS: Mapping[DocumentKind, Callable[[DocumentContext], DocumentFields]] = {
    "notice": public_notice,
    "circular": circular,
    "decision": decision,
    "award": award_notice,
    "report": report,
    "correction": correction,
    "assistance": assistance,
    "letter": letters,
    "nomination": nomination,
    "deduction": deduction,
    "declaration": declaration,
    "opening": opening,
    "reminder": reminder,
    "major": major_findings,
}
"""What makes the documents of a recorded review, by the kinds of procedure/document_kinds."""
KINDS: Mapping[str, DocumentMaker] = {
    name: DocumentMaker(name, _samples(make), sealed=DOCUMENT_KINDS[name].numbered) for name, make in MAKERS.items()
}
"""The kinds by their names: what the option `--kind` takes, and `Document.kind` holds."""
