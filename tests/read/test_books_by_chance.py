"""What is read, and asked, of forms, lists, workbooks of several sheets and own names that chance puts together.

`pytest --update-goldens` writes it anew; read in the difference whether a person would read each so, or ask.
"""

import datetime as dt

import pytest

from chance_books import MAPPED_HEADS, MAPS, books, departments, form, listed
from chance_offices import WAYS, of_totals, office
from noted import same_as_noted
from said_of_inputs import asked, read_of, unless
from schemes import FACTS, LISTED, scheme
from starrating.errors import UsageError, has_errors
from starrating.rating.input_checks import check
from starrating.read.column_map import load_column_map
from starrating.read.column_suggestions import suggested_mapping
from starrating.read.review_workbooks import read_workbooks
from tables import H1, plan
from workbooks import write_book

OPEN, TOTAL = '{clause: "2", from: workbook}', '{clause: "2", from: total, full_marks: 100}'
RULES = {
    "plan": plan(),
    "open": scheme(criteria=OPEN),
    "items listed": scheme(criteria=LISTED),
    "facts": scheme(FACTS),
    "total": scheme(criteria=TOTAL),
}
TODAY = dt.date(2013, 8, 1)
SCORES = "党支部 | 总分\n采煤一队党支部 | 93\n采煤二队党支部 | 100\n掘进队党支部 | 80.5\n通风队党支部 | 90"


def _shown(text):
    return [f"| {line}" for line in text.splitlines()]


@pytest.mark.parametrize("first", range(0, 120, 30))
def test_what_is_read_of_forms(tmp_path, request, first):
    lines, usual = [], set()
    for seed in range(first, first + 30):
        (name, text), rules = form(seed), [*RULES][seed % 5]
        book = write_book(tmp_path / "2013H1.xlsx", {name: text, **({"说明": "填表说明"} if seed % 6 == 0 else {})})
        inputs, problems = read_workbooks([book], [], RULES[rules], H1 if seed % 3 else None)
        said = [*read_of(inputs), *asked(problems, tmp_path)]
        lines += [f"# {seed} {rules} {name}", *_shown(text), *unless(usual, said)]
    same_as_noted(f"forms-{first}", lines, request)


@pytest.mark.parametrize("first", range(0, 160, 40))
def test_what_is_read_of_lists(tmp_path, request, first):
    lines, usual = [], set()
    write_book(tmp_path / "scores.xlsx", {"考核评分": SCORES})
    for seed in range(first, first + 40):
        (name, text), rules = listed(seed), [*RULES][seed // 4 % 5]
        apart = seed % 8 == 0
        write_book(tmp_path / "2013H1.xlsx", {name: text, **({} if apart else {"考核评分": SCORES})})
        files = [tmp_path / "scores.xlsx"], [tmp_path / "2013H1.xlsx"]
        given = files if apart else ([tmp_path / "2013H1.xlsx"], [])
        inputs, problems = read_workbooks(*given, RULES[rules], H1, today=TODAY if seed % 2 else None)
        said = [*read_of(inputs), *asked(problems, tmp_path)]
        lines += [f"# {seed} {rules} {name}{' apart' if apart else ''}", *_shown(text), *unless(usual, said)]
    same_as_noted(f"lists-{first}", lines, request)


@pytest.mark.parametrize(
    ("name", "books", "first"),
    [(name, made, first) for name, made in (("several", books), ("apart", departments)) for first in range(0, 120, 40)],
)
def test_what_is_read_of_several_sheets(tmp_path, request, name, books, first):
    lines, usual = [], set()
    for seed in range(first, first + 40):
        rules, paths = [*RULES][seed % 3 % 2 * 2 if seed % 4 else 1], []
        lines.append(f"# {seed} {rules}")
        for file, sheets in books(seed):
            paths.append(write_book(tmp_path / f"{file}.xlsx", sheets))
            for sheet, text in sheets.items():
                lines += [f"{file} {sheet}", *_shown(text)]
        scored, others = (paths, []) if seed % 9 else (paths[:1], paths[1:])
        inputs, problems = read_workbooks(scored, others, RULES[rules], H1 if seed % 2 else None)
        lines += unless(usual, [*read_of(inputs), *asked(problems, tmp_path)])
    same_as_noted(f"{name}-{first}", lines, request)


@pytest.mark.parametrize("heads", MAPPED_HEADS)
def test_what_own_names_stand_for(tmp_path, request, heads):
    turn = MAPPED_HEADS.index(heads)
    rows = "\n".join(" | ".join([name, *["9"] * heads.count("|")]) for name in ("采煤一队党支部", "掘进队党支部"))
    lines, usual, names = _shown(heads), set(), ("一览", "考核评分", "降星情形", "Sheet1")
    others = {"名册": "党支部 | 曾用\n采煤一队党支部 | 老一队"}
    made = {
        name: write_book(tmp_path / f"2013H1{at}.xlsx", {name: f"{heads}\n{rows}", **others})
        for at, name in enumerate(names)
    }
    for name, book in made.items():
        for rules in ("plan", "items listed"):
            proposed = suggested_mapping([book], RULES[rules]).replace(f"{tmp_path}/", "")
            lines += [f"# {name} {rules}", *unless(usual, proposed.splitlines())]
    for at, text in enumerate(MAPS):
        (tmp_path / "columns.yaml").write_text(text, "utf-8")
        name, rules = names[(at + turn) % 4], RULES["items listed" if (at + turn) % 3 else "facts"]
        try:
            known = load_column_map(tmp_path / "columns.yaml", rules if at % 3 else None)
        except UsageError as error:
            lines += [f"# {name}: {text}", *(asked(error.problems, tmp_path) if turn < 2 else ())]
            continue
        inputs, problems = read_workbooks([made[name]], [], rules, H1, mapping=known)
        lines += [f"# {name}: {text}", *unless(usual, [*read_of(inputs), *asked(problems, tmp_path)])]
    same_as_noted(f"own-names-{turn}", lines, request)


@pytest.mark.parametrize("first", range(0, 360, 45))
def test_what_is_read_of_the_books_of_offices(tmp_path, request, first):
    lines, usual = [], set()
    for seed in range(first, first + 45):
        changed, sheets, _ = office(seed)
        book = write_book(tmp_path / "b.xlsx", sheets)
        lines.append(f"# {seed} {changed}")
        for name, text in sheets.items():
            lines += [name, *unless(usual, _shown(text))]
        inputs, problems = read_workbooks([book], [], RULES["plan"], H1 if seed % 5 else None)
        lines += unless(usual, [*read_of(inputs), *asked(problems, tmp_path)])
    same_as_noted(f"offices-{first}", lines, request)


NOTHING_BESIDE = WAYS.index(of_totals)
"""Where a table has nothing but a total, nobody can know that one of them is not right."""


@pytest.mark.parametrize("first", range(1000, 1400, 100))
def test_what_is_accepted_of_the_books_of_offices_is_what_they_were_made_of(tmp_path, first):
    accepted = 0
    for seed in range(first, first + 100):
        changed, sheets, truth = office(seed)
        book = write_book(tmp_path / "b.xlsx", sheets)
        inputs, problems = read_workbooks([book], [], RULES["plan"], H1)
        if inputs is None or has_errors([*problems, *check(inputs, RULES["plan"])]):
            continue
        table = inputs.scores
        scores = (table.points.sum(axis=1) if table.items else table.total).fractions()
        read = {name.replace("（筹）", ""): score for name, score in zip(table.branch, scores, strict=True)}
        if not (changed and seed % len(WAYS) == NOTHING_BESIDE):
            assert read == truth, (seed, changed)
            accepted += 1
    assert accepted > 15
