"""Changed workbooks are read, or refused with a problem: never a crash, never a hang, never a score made up.

STARRATING_FUZZ=20000 makes so many changes; STARRATING_FUZZ_SEED another series of them.
"""

import io
import os
import random
import re
import time
import zipfile
from fractions import Fraction

import openpyxl
import pytest

from fuzzing.mutations import bytewise, inside_parts, packed, structurewise
from fuzzing.seeds import seeds
from starrating.errors import StarratingError
from starrating.model import NUMBER
from starrating.rating.input_checks import check
from starrating.rating.rate import rate
from starrating.read.review_workbooks import read_workbooks
from tables import H1, plan

CHANGES = int(os.environ.get("STARRATING_FUZZ", "500"))
SEED = int(os.environ.get("STARRATING_FUZZ_SEED", "1"))


@pytest.fixture(scope="module")
def originals(tmp_path_factory):
    return seeds(tmp_path_factory.mktemp("seeds"))


def rated(path):
    """Read, check and rate a workbook; return what was read and whether there is an error."""
    inputs, problems = read_workbooks([path], [], plan(), H1)
    if inputs is not None and not any(problem.severity == "error" for problem in problems):
        problems += check(inputs, plan())
        if not any(problem.severity == "error" for problem in problems):
            rate(inputs, plan())
    return inputs, any(problem.severity == "error" for problem in problems)


def changed(originals, chance):
    """Return the name of a workbook and its content after a change."""
    name = chance.choice(list(originals))
    change = bytewise if name.endswith((".xls", ".csv")) else chance.choice((bytewise, inside_parts, structurewise))
    return name, change(originals[name], chance)


@pytest.mark.parametrize("part", range(10))
def test_no_change_makes_it_crash_or_hang(originals, tmp_path, part):
    for number in range(part, CHANGES, 10):
        chance = random.Random(f"{SEED} {number}")
        name, content = changed(originals, chance)
        path = tmp_path / name
        path.write_bytes(content)
        begun = time.monotonic()
        try:
            rated(path)
        except StarratingError:
            pass
        except BaseException as error:
            raise AssertionError(f"change {number} of {name}") from error
        assert time.monotonic() - begun < 15, f"change {number} of {name}"
        path.unlink()


CELL = re.compile(rb'<c r="([BC][2-4])"[^>]*?(?:/>|>.*?</c>)')
VALUES = (
    '<c r="{at}"><v>{number}</v></c>',
    '<c r="{at}" t="str"><v>{number}</v></c>',
    '<c r="{at}" t="inlineStr"><is><t>{number}</t></is></c>',
    '<c r="{at}" t="inlineStr"><is><t>{number}分</t></is></c>',
    '<c r="{at}"><f>1+1</f><v>{number}</v></c>',
    '<c r="{at}"><f>1+1</f></c>',
    '<c r="{at}" t="e"><v>#N/A</v></c>',
    '<c r="{at}" t="b"><v>1</v></c>',
    '<c r="{at}" t="inlineStr"><is><t>{number},5</t></is></c>',
    '<c r="{at}"/>',
    "",
)


@pytest.mark.parametrize("part", range(4))
def test_a_changed_score_is_read_as_it_stands_or_reported(originals, tmp_path, part):
    """Compare with openpyxl, which reads the file in its own way, wherever nothing was reported."""
    with zipfile.ZipFile(io.BytesIO(originals["small.xlsx"])) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    path = tmp_path / "changed.xlsx"
    for number in range(part, max(CHANGES // 5, 40), 4):
        chance = random.Random(f"{SEED} score {number}")
        sheet = parts["xl/worksheets/sheet1.xml"]
        cell = chance.choice(list(CELL.finditer(sheet)))
        written = chance.choice(VALUES).format(at=cell[1].decode(), number=chance.randrange(0, 400) / 10)
        changed_sheet = sheet[: cell.start()] + written.encode() + sheet[cell.end() :]
        path.write_bytes(packed(parts | {"xl/worksheets/sheet1.xml": changed_sheet}))
        inputs, reported = rated(path)
        assert reported or read_by_ours(inputs) == read_by_openpyxl(path), f"change {number}: {written}"


def read_by_ours(inputs):
    """Return the scores by branch; only a sheet of two items that are all numbers may come through unreported."""
    table = inputs.scores
    assert (table.point_states == NUMBER).all()
    columns = [table.points[:, column].fractions() for column in range(2)]
    return dict(zip(table.branch, zip(*columns, strict=True), strict=True))


def read_by_openpyxl(path):
    sheet = openpyxl.load_workbook(path, data_only=True)["考核评分"]
    rows = sheet.iter_rows(min_row=2, max_col=3, values_only=True)
    return {name: tuple(Fraction(str(value).removesuffix("分")) for value in scores) for name, *scores in rows}
