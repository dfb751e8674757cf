import json

import pytest

from starrating.errors import InputError
from starrating.model.ledger_entries import TableRows
from starrating.write.ledger_dump import read_ledger_text, write_ledger_text

TABLES = [
    TableRows("reviews", ["id", "content"], [[1, '=1+1\n"党支部"'], [2, ""]]),
    TableRows("problems", ["review", "source"], [[1, None]]),
    TableRows("files", ["name", "digest"], []),
]


def test_tables_come_back_as_they_were_and_the_file_is_plain_json(tmp_path):
    path = tmp_path / "ledger.json"
    write_ledger_text(path, TABLES)
    assert read_ledger_text(path) == TABLES
    assert json.loads(path.read_text(encoding="utf-8"))["starrating-ledger"][1]["rows"] == [[1, None]]
    assert "党支部" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[1]",
        b"{}",
        b'{"starrating-ledger": 1}',
        b'{"starrating-ledger": [1]}',
        b'{"starrating-ledger": [{"name": "acts", "columns": ["id"]}]}',
        b'{"starrating-ledger": [{"name": "acts", "columns": ["id"], "rows": [1]}]}',
        b"[" * 100_000,
    ],
)
def test_anything_else_is_refused(tmp_path, content):
    (tmp_path / "ledger.json").write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_ledger_text(tmp_path / "ledger.json")
    assert caught.value.problems[0].code == "export-broken"
