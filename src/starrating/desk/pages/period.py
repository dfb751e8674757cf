"""A period: its workbooks, what is wrong with them, what would change, the rating, and its files."""

from starrating.commands.check import CopyFolders, check_books
from starrating.commands.results import rewrite
from starrating.commands.score import dry_run, score
from starrating.commands.shared.review_inputs import ScoreRequest
from starrating.commands.shared.rule_library import load_named_rules
from starrating.commands.status import status
from starrating.commands.template import write_template
from starrating.desk.desk import Desk, address
from starrating.desk.forms import Sent
from starrating.desk.inbox import BOOKS, books, marked_folder, no_books, put, take_away
from starrating.desk.pages.differences import difference_parts
from starrating.desk.pages.files import files_table
from starrating.desk.view import (
    Command,
    Field,
    Form,
    Link,
    Links,
    Note,
    Page,
    Part,
    Section,
    Sentences,
    problems,
    table,
)
from starrating.desk.works import Parts
from starrating.errors import has_errors
from starrating.i18n import Text, joined, language, text
from starrating.model import Period
from starrating.model.problem_kinds import counted
from starrating.procedure.review_state import PeriodStatus, is_made_of_reviews, status_notes

USES = {"scores": text("score book"), "incidents": text("incident list")}


def period_page(desk: Desk, period: Period) -> Page:
    """Show where a period stands, and let it be rated."""
    workspace = desk.workspace()
    (found,) = status(workspace, period, desk.now().today)
    sections = [Section("standing", text("Where it stands"), tuple(_standing(found)))]
    if not is_made_of_reviews(period, load_named_rules(workspace, None)):
        sections += [
            Section("books", text("Workbooks"), tuple(_books(desk, period))),
            Section("rate", text("Check and rate"), tuple(_acts(period))),
        ]
    if files := files_table(workspace, period):
        rewriting = [_button(period, "workbook", text("Write the result workbook again"))]
        sections.append(Section("files", text("Files"), (files, *(rewriting if found.standing.version else ()))))
    return Page(period.say(language()), "period", tuple(sections), period=str(period))


def _standing(found: PeriodStatus) -> list[Part]:
    stage = text("Stage: %(stage)s", stage=found.stage_name)
    notes = list(status_notes(found))
    parts: list[Part] = [Sentences((stage, *((joined(notes, text("; ")),) if notes else ())))]
    period = found.standing.period
    if found.standing.version:
        links = (
            Link(text("Ranking"), address(period, "ranking")),
            Link(text("Targets and trends"), address(period, "board")),
            Link(text("Documents"), address(period, "documents")),
        )
        parts.append(Links(links))
    if found.next_command and found.standing.version:
        parts.append(Command(text("Next, as a command:"), found.next_command))
    return parts


def _books(desk: Desk, period: Period) -> list[Part]:
    here = [(use, book.name) for use in ("scores", "incidents") for book in books(desk.root, period, use)]
    accept = ",".join(BOOKS)
    fields = (
        Field(
            "scores",
            text("Score books"),
            "file",
            accept=accept,
            hint=text("Drop one or several files here, or choose them: .xlsx, .xls, .ods, .csv"),
        ),
        Field("incidents", text("Incident lists, if they are workbooks of their own"), "file", accept=accept),
    )
    parts: list[Part] = []
    if here:
        parts.append(
            table(text("Workbooks"), (text("File"), text("What it is")), "ns", [(n, USES[u]) for u, n in here])
        )
    else:
        parts.append(_button(period, "blank", text("Make the blank workbook")))
    parts.append(Form(address(period, "books"), (("", "", text("Add the workbooks")),), fields))
    if here:
        choices = tuple((f"{use}/{name}", name) for use, name in here)
        field = Field("book", text("Take a workbook out"), "select", choices=choices)
        parts.append(Form(address(period, "take-out"), (("", "", text("Take out")),), (field,), look="quiet"))
    return parts


def _acts(period: Period) -> list[Part]:
    buttons = (
        ("act", "check", text("Check")),
        ("act", "try", text("What would change")),
        ("act", "rate", text("Rate")),
    )
    fields = (
        Field("trust_items", text("Where a total is not the sum of its items, the items decide"), "check"),
        Field("large", text("Read workbooks up to ten times as large as is usual"), "check"),
    )
    return [Form(address(period, "rate"), buttons, fields)]


def _button(period: Period, act: str, words: Text) -> Form:
    return Form(address(period, act), (("", "", words),), look="quiet")


def add_books(desk: Desk, period: Period, sent: Sent) -> str:
    """Keep the workbooks that were dropped."""
    for use in ("scores", "incidents"):
        put(desk.root, period, use, sent.files(use))
    return address(period) + "#books"


def take_out(desk: Desk, period: Period, sent: Sent) -> str:
    """Take a workbook out again."""
    take_away(desk.root, period, sent.words("book"))
    return address(period) + "#books"


def _request(desk: Desk, period: Period, sent: Sent) -> ScoreRequest:
    scores = books(desk.root, period, "scores")
    if not scores:
        raise no_books(period)
    return ScoreRequest(
        scores,
        books(desk.root, period, "incidents"),
        period,
        sent.is_set("large"),
        sent.is_set("trust_items"),
        desk.now().today,
    )


def check(desk: Desk, period: Period, sent: Sent) -> Parts:
    """Say everything that is wrong, and mark it in copies."""
    result = check_books(desk.workspace(), _request(desk, period, sent), CopyFolders(marked_folder(desk.root, period)))
    ready = (
        text("These workbooks cannot be rated yet.")
        if has_errors(result.problems)
        else text("Nothing forbids to rate.")
    )
    copies = files_table(desk.workspace(), period, result.marked, text("Marked copies"))
    return (
        Note(
            ready,
            "error" if has_errors(result.problems) else "done",
            counted(result.problems) if result.problems else text("No problem found."),
        ),
        *((copies,) if copies else ()),
        *problems((*result.problems, *result.remarks)),
    )


def try_rating(desk: Desk, period: Period, sent: Sent) -> Parts:
    """Say what would change; nothing is recorded."""
    return difference_parts(dry_run(desk.workspace(), _request(desk, period, sent)))


def rate(desk: Desk, period: Period, sent: Sent) -> Parts:
    """Rate and record."""
    result = score(desk.workspace(), _request(desk, period, sent), desk.now())
    links = (
        Link(text("See the ranking"), address(result.review.period, "ranking")),
        Link(text("Write the documents"), address(result.review.period, "documents")),
    )
    return Note(result.outcome), Links(links, first=True), *problems(result.problems)


def blank(desk: Desk, period: Period, _sent: Sent) -> Parts:
    """Write the blank workbook."""
    result = write_template(desk.workspace(), period)
    files = files_table(desk.workspace(), period, result.files, text("Blank workbook"))
    ready = Note(text("The blank workbook is ready: fill it in, and drop it here."))
    return ready, *((files,) if files else ()), *problems(result.problems)


def workbook(desk: Desk, period: Period, _sent: Sent) -> Parts:
    """Write the result workbook again."""
    file, problems_found = rewrite(desk.workspace(), period)
    files = files_table(desk.workspace(), period, (file,), text("Result workbook"))
    return (*((files,) if files else ()), *problems(problems_found))
