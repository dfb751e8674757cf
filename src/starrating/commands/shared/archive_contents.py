"""What is in the file of a period for the shelf: inputs, rules, results, documents, each with what there is to say."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from starrating import atomic
from starrating.commands.shared.output_files import recorded_name
from starrating.commands.shared.recorded_review import ReviewContext, source_named
from starrating.commands.shared.result_workbook import workbook_state, write_version
from starrating.commands.shared.scheme import load_rules
from starrating.commands.shared.year_setting import write_year_version
from starrating.errors import StarratingError
from starrating.i18n import Text, joined, listed, text
from starrating.ledger import Ledger
from starrating.model import Period, Review
from starrating.model.acts import Award, Decision, Resolution
from starrating.model.ledger_entries import LedgerEntry, Paper
from starrating.model.preparation_acts import DocumentIssued
from starrating.procedure.account import assessed_version
from starrating.procedure.document_kinds import DOCUMENT_KINDS
from starrating.procedure.review_state import is_made_of_reviews
from starrating.ruleset import digest
from starrating.ruleset.versions import at
from starrating.workspace import Workspace
from starrating.write.archive_index import FileRow
from starrating.write.ledger_dump import write_ledger_text
from starrating.write.rectification_workbook import file_stem as rectification_stem
from starrating.write.result.workbook import file_stem
from starrating.write.seal_note import SUFFIX, write_seal_note
from starrating.write.wording import SheetWording, year_file_stem
from starrating.write.year_workbook import plaque_file_stem

Content = tuple[FileRow, Path | None]
"""What the index says of a file, and where it is; None where it is gone."""
_INPUTS, _RULES, _RESULTS, _LEDGER = text("inputs"), text("rules"), text("results"), text("ledger")


_EDITED = text("edited by the office")


class Archived(Struct, frozen=True):
    """The period that is put on the shelf; `made` is a folder for what is made for it alone."""

    workspace: Workspace
    case: ReviewContext
    words: SheetWording
    made: Path

    @property
    def ledger(self) -> Ledger:
        """The ledger it is recorded in."""
        return self.case.ledger

    @property
    def period(self) -> Period:
        """The period."""
        return self.case.review.period

    @property
    def newest(self) -> int:
        """The version that holds."""
        return self.case.review.version

    def name(self, folder: Text, file: str) -> str:
        """Name a file within a folder of the archive."""
        return f"{self.words.say(folder)}/{file}"


def contents(archived: Archived) -> list[Content]:
    """List everything: what was read for every version, what was decided, what was sent, the ledger."""
    results = [*_superseded_results(archived), *_results(archived)]
    results.sort(key=lambda content: (content[0].day or "9999", content[0].version, content[0].name))
    return [*_inputs(archived), *_rules(archived), *results, *_dump(archived)]


def _inputs(archived: Archived) -> Iterator[Content]:
    """Yield the workbooks that any version was rated from, each only if it is as it was read."""
    taken: set[str] = set()
    for (name, content), entries in _read_for(archived).items():
        remark = text("read for versions: %(versions)s", versions=listed(entry.version for entry in entries))
        row = FileRow(name, "input", content, _day_of(entries[0].recorded_at), standing=remark)
        if source := source_named(name):
            period, version = source
            yield row._replace(name=period.say(archived.case.rules.language), kind="review", version=version), None
            continue
        known = Path(name)
        places = (known, archived.workspace.root / known, archived.workspace.root / known.name)
        found = next((path for path in places if path.is_file() and atomic.digest(path) == content), None)
        if found is None:
            gone = joined([remark, text("gone, or changed since it was read")], text("; "))
            yield row._replace(standing=gone, missing=True), None
            continue
        unique = found.name if found.name not in taken else f"{found.stem}（{len(taken) + 1}）{found.suffix}"
        taken.add(unique)
        yield row._replace(name=archived.name(_INPUTS, unique)), found


def _read_for(archived: Archived) -> Mapping[tuple[str, str], list[LedgerEntry]]:
    """Return the versions that each input was read for."""
    found: dict[tuple[str, str], list[LedgerEntry]] = {}
    for entry in archived.ledger.versions(archived.period):
        for name, content in entry.inputs:
            found.setdefault((name, content), []).append(entry)
    return found


def _rules(archived: Archived) -> Iterator[Content]:
    """Yield the rules of every version: the office's rule file where it still says the same, else as recorded."""
    own = ""
    with suppress(StarratingError):
        own = digest(at(load_rules(archived.workspace.rules), archived.period))
    by_digest: dict[str, list[LedgerEntry]] = {}
    for entry in archived.ledger.versions(archived.period):
        by_digest.setdefault(entry.rules_digest, []).append(entry)
    for number, (rules_digest, entries) in enumerate(by_digest.items(), 1):
        path = archived.workspace.rules
        if rules_digest != own or not path.is_file():
            path = archived.made / f"{entries[0].rules_id}-{number}.json"
            path.write_text(_version(archived, entries[0].version).rules, encoding="utf-8")
        remark = text("rules of versions: %(versions)s", versions=listed(entry.version for entry in entries))
        name = archived.name(_RULES, path.name)
        day = _day_of(entries[0].recorded_at)
        yield FileRow(name, "rules", atomic.digest(path), day, standing=remark), path


def _version(archived: Archived, version: int) -> Review:
    review = archived.ledger.version(archived.period, version)
    assert review
    return review


def _superseded_results(archived: Archived) -> Iterator[Content]:
    """Yield the workbooks of results that were decided and hold no more, made again from the ledger."""
    decided = _decided(archived)
    for version in sorted(decided):
        if version == archived.newest:
            continue
        review = _version(archived, version)
        stem = f"{_result_stem(archived)}（{archived.words.say(_of_version(version))}）"
        path = archived.made / f"{stem}.xlsx"
        write = write_year_version if _is_year(archived) else write_version
        write(path, archived.workspace, archived.ledger, review)
        following = min(later for later in {*decided, archived.newest} if later > version)
        remark = joined([_decided_words(decided[version]), _superseded_by(following)], text("; "))
        row = FileRow(
            archived.name(_RESULTS, path.name),
            "result",
            atomic.digest(path),
            decided[version].day.isoformat(),
            None,
            version,
            remark,
        )
        yield row, path


def _decided(archived: Archived) -> dict[int, Decision | Resolution]:
    """Return the act by which each version was decided, the last one where there are several."""
    acts = (recorded.act for recorded in archived.ledger.acts(archived.period))
    return {act.version: act for act in acts if isinstance(act, Decision | Resolution) and act.version}


def _decided_words(act: Decision | Resolution) -> Text:
    document = act.document or text("no document number")
    return text("decided on %(day)s (%(document)s)", day=act.day.isoformat(), document=document)


def _superseded_by(version: int) -> Text:
    return text("superseded by version %(version)s", version=version)


def _of_version(version: int) -> Text:
    return text("version %(version)s", version=version)


def _is_year(archived: Archived) -> bool:
    return is_made_of_reviews(archived.period, archived.case.rules)


def _is_outdated(archived: Archived) -> bool:
    case = archived.case
    return workbook_state(archived.workspace, case.ledger, case.review, case.rules) == "outdated"


def _result_stem(archived: Archived) -> str:
    return (
        year_file_stem(archived.words) if _is_year(archived) else file_stem(archived.case.review, archived.case.rules)
    )


class _Document(NamedTuple):
    """A document as the ledger knows it, the newest version that it states, and whether it was edited since."""

    paper: Paper
    version: int
    edited: bool = False

    @property
    def family(self) -> str:
        """What takes its place when the result changes: a correction does that of a notice."""
        return "notice" if self.paper.kind == "correction" else self.paper.kind


def _results(archived: Archived) -> Iterator[Content]:
    """Yield what stands in the folder of results, also what the office has put there."""
    folder = archived.workspace.results / str(archived.period)
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith((".", "~$")))
    documents = {path: _document(archived.ledger, archived.period, path) for path in paths}
    known = [document for document in documents.values() if document]
    for path in paths:
        name = archived.name(_RESULTS, path.relative_to(folder).as_posix())
        row = FileRow(name, "office", atomic.digest(path), "")
        document = documents[path]
        yield (_of_document(archived, row, document, known) if document else _of_workbook(archived, row, path)), path


def _document(ledger: Ledger, period: Period, path: Path) -> _Document | None:
    """Say which document a file is; one that was edited is the last one that was written under its name."""
    name, found = recorded_name(path), atomic.digest(path)
    papers = ledger.papers(name) or _issued_before(ledger, period, path, found)
    states = {
        content: _Document(paper, max(ledger.versions_shown(name, content), default=0))
        for content, paper in papers.items()
    }
    if found in states or not states:
        return states.get(found)
    last = max(states.values(), key=lambda document: (document.version, document.paper.day))
    return last._replace(edited=True)


def _issued_before(ledger: Ledger, period: Period, path: Path, found: str) -> dict[str, Paper]:
    """Return what is known of a file in ledgers of before: what was recorded with its number."""
    issued = [act.act for act in ledger.acts(period) if isinstance(act.act, DocumentIssued)]
    sent = next((act for act in reversed(issued) if path.name in act.files), None)
    return {found: Paper(sent.kind, sent.day, sent.document)} if sent else {}


def _of_document(archived: Archived, row: FileRow, document: _Document, known: Sequence[_Document]) -> FileRow:
    paper = document.paper
    kind = next(found for name, found in DOCUMENT_KINDS.items() if name == paper.kind)
    remarks = [] if kind.early else [_standing(archived, document, known)]
    if document.edited:
        remarks.append(_EDITED)
    return row._replace(
        kind=paper.kind,
        day=paper.day.isoformat(),
        document=paper.document if kind.numbered else None,
        version=0 if kind.early else document.version,
        standing=joined(remarks, text("; ")) if remarks else Text(""),
        edited=document.edited,
    )


def _standing(archived: Archived, document: _Document, known: Sequence[_Document]) -> Text:
    """Say whether a document holds, or which one took its place."""
    if document.paper.draft:
        return text("draft")
    mine = [other for other in known if other.family == document.family and not other.paper.draft]
    holding = archived.newest
    if document.paper.kind == "report":
        holding = assessed_version(holding, [act.act for act in archived.ledger.acts(archived.period)])
    later = [other for other in mine if other.version > document.version]
    if later:
        after = min(later, key=lambda other: (other.version, other.paper.kind != "correction", other.paper.day))
        return _replaced_by(after)
    if document.version < holding:
        return _superseded_by(holding)
    again = max((other for other in mine if other.version == document.version), key=_order)
    return _replaced_by(again) if _order(again) > _order(document) else text("in force")


def _order(document: _Document) -> tuple[bool, dt.date]:
    """Order documents of one result by what takes the place of what: a correction that of a plain notice."""
    return document.paper.kind == "correction", document.paper.day


def _replaced_by(other: _Document) -> Text:
    title = next(row.title for name, row in DOCUMENT_KINDS.items() if name == other.paper.kind)
    return text(
        "superseded by: %(title)s of %(day)s, version %(version)s",
        title=title,
        day=other.paper.day.isoformat(),
        version=other.version,
    )


def _of_workbook(archived: Archived, row: FileRow, path: Path) -> FileRow:
    """Say what a workbook is that is no document: by its name, and whether it is as the program wrote it."""
    name, ours = recorded_name(path), archived.ledger.wrote(recorded_name(path))
    version = max(archived.ledger.versions_shown(name, row.digest), default=0)
    edited = [] if row.digest in ours else [_EDITED]
    if path.stem == _result_stem(archived):
        decided = _decided(archived).get(version)
        remarks = [_decided_words(decided) if decided else text("not decided"), *edited]
        if 0 < version < archived.newest:
            remarks.append(_superseded_by(archived.newest))
        elif _is_outdated(archived):
            remarks.append(text("states earlier stars that hold no more"))
        made = _version(archived, version or archived.newest)
        day = decided.day.isoformat() if decided else _day_of(made.recorded_at)
        row = row._replace(kind="result", version=made.version, day=day, standing=joined(remarks, text("; ")))
    elif path.stem == plaque_file_stem(archived.words):
        awards = [act.act for act in archived.ledger.acts(archived.period) if isinstance(act.act, Award)]
        row = row._replace(kind="plaques", day=awards[-1].day.isoformat() if awards else "")
    elif path.stem == rectification_stem(archived.words):
        row = row._replace(kind="rectification")
    elif ours:
        row = row._replace(kind="written")
    return row._replace(edited=bool(edited))


def _dump(archived: Archived) -> Iterator[Content]:
    """Write the ledger and the note of its seal, as `export` does."""
    path = archived.made / "ledger.json"
    write_ledger_text(path, archived.ledger.copied())
    note = path.with_name(f"{path.name}{SUFFIX}")
    write_seal_note(note, archived.ledger.head())
    day = _day_of(archived.ledger.chronicle()[-1].recorded_at)
    for kind, file in (("ledger", path), ("seal", note)):
        yield FileRow(archived.name(_LEDGER, file.name), kind, atomic.digest(file), day), file


def _day_of(recorded_at: str) -> str:
    return dt.datetime.fromisoformat(recorded_at).date().isoformat()
