import json
import subprocess
import sys
from pathlib import Path

import pytest

from hostile_books import HOSTILE

READ = """
import json, os, sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from starrating.read.review_workbooks import read_workbooks
from tables import H1, plan

rules = plan()
for path in map(Path, sys.argv[2:]):
    child = os.fork()
    if not child:
        problems = read_workbooks([path], [], rules, H1)[1]
        path.with_suffix(".json").write_text(json.dumps([each.code for each in problems if each.severity == "error"]))
        os._exit(0)
    _, status, usage = os.wait4(child, 0)
    seconds = usage.ru_utime + usage.ru_stime  # of the processor: another test may run beside this one
    print(json.dumps([path.name, status, seconds, usage.ru_maxrss / 1024]))
"""
"""Reads each file in a process of its own, and says its name, status, seconds and peak in megabytes."""
HARMLESS = {"formatted-rows.xlsx", "deep.xlsx", "deep-book.xlsx", "wide-block.xlsx"}
CODES = {
    "last-cell.xlsx": "sheet-too-large",
    "many-sheets.xlsx": "workbook-too-large",
    "one-long-string.xlsx": "workbook-too-large",
    "many-strings.xlsx": "workbook-too-large",
    "many-merges.xlsx": "workbook-too-large",
    "long-cell.xlsx": "workbook-too-large",
    "sparse.xlsx": "sheet-too-large",
    "one-line.csv": "workbook-too-large",
    "empty-lines.csv": "sheet-too-large",
    "rows-repeated.ods": "sheet-too-large",
    "columns-repeated.ods": "sheet-too-large",
    "block.ods": "sheet-too-large",
    "long-text.ods": "workbook-too-large",
    "merges-in-one-another.xlsx": "damaged-file",
    "blanks.csv": "damaged-file",
    "open-quote.csv": "damaged-file",
    "deep-elements.ods": "damaged-file",
}


@pytest.mark.skipif(sys.platform == "win32", reason="each file is read in a fork, whose memory is asked for")
def test_files_made_to_hurt_are_read_or_refused_within_ten_seconds_and_half_a_gigabyte(tmp_path):
    for name, build in HOSTILE.items():
        build(tmp_path / name)
    paths = [str(tmp_path / name) for name in HOSTILE]
    command = [sys.executable, "-c", READ, str(Path(__file__).parents[1]), *paths]
    said = subprocess.run(command, check=True, capture_output=True, timeout=200).stdout
    costs = [json.loads(line) for line in said.splitlines()]
    assert [name for name, status, *_ in costs if status] == []
    assert [(name, seconds) for name, _, seconds, _ in costs if seconds > 10] == []
    assert [(name, peak) for name, *_, peak in costs if peak > 500] == []
    found = {
        path.name: json.loads((tmp_path / path.name).with_suffix(".json").read_text()) for path in map(Path, paths)
    }
    assert {name: codes for name, codes in found.items() if name not in HARMLESS} == {
        name: [CODES.get(name, "unsafe-file")] for name in HOSTILE if name not in HARMLESS
    }
    assert all("damaged-file" not in found[name] for name in HARMLESS)
