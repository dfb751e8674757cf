"""What the system refuses is said in the language of whoever reads it."""

import errno
import os
import re
import sqlite3

import pytest

from starrating.i18n import CHINESE, ENGLISH, Text
from starrating.ledger import refusals
from starrating.system_reasons import _REASONS, reason_of
from starrating.text_files import SETTINGS, read_small

CODES = sorted({errno.EACCES, errno.ENOSPC, errno.EIO, errno.EROFS, errno.ENOTDIR, *_REASONS})


@pytest.mark.skipif(os.name != "posix", reason="these are the words of POSIX")
@pytest.mark.parametrize("code", CODES, ids=errno.errorcode.get)
def test_what_can_happen_to_a_file_is_said_in_chinese_and_as_posix_says_it(code):
    said = reason_of(OSError(code, os.strerror(code), "/some/file"))
    assert isinstance(said, Text)
    assert said.say(ENGLISH) == os.strerror(code)
    assert not re.search("[A-Za-z]", said.say(CHINESE))


def test_what_windows_says_in_a_language_of_its_own_is_said_in_ours():
    error = OSError(errno.EACCES, "Zugriff verweigert")
    error.winerror = 5
    assert str(reason_of(error)) == str(reason_of(OSError(errno.EACCES, os.strerror(errno.EACCES))))


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError("a sentence"), "a sentence"),
        (OSError(), "OSError"),
        (OSError(errno.EINVAL, "a sentence of ours"), "a sentence of ours"),
        (OSError(errno.ENOEXEC, "something else"), "something else"),
    ],
)
def test_other_words_are_kept(error, said):
    assert reason_of(error) == said


def test_a_pipe_for_settings_keeps_the_sentence_that_says_so():
    with pytest.raises(OSError, match="pipe") as caught:
        read_small(os.devnull if os.name == "posix" else "NUL", SETTINGS)
    assert "a pipe or a device" in str(reason_of(caught.value))


@pytest.mark.parametrize(
    "error",
    [
        sqlite3.OperationalError("disk I/O error"),
        sqlite3.OperationalError("database or disk is full"),
        sqlite3.OperationalError("attempt to write a readonly database"),
        sqlite3.OperationalError("unable to open database file"),
        sqlite3.DatabaseError("database disk image is malformed"),
        sqlite3.DatabaseError("file is not a database"),
        OSError(errno.ENOTDIR, os.strerror(errno.ENOTDIR)),
        KeyError("star"),
        ValueError("Expecting value: line 1 column 1 (char 0)"),
        UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"),
    ],
    ids=repr,
)
@pytest.mark.parametrize("refusal", [refusals.broken, refusals.out_of_reach, refusals.unsure])
def test_what_the_ledger_refuses_is_one_language(refusal, error):
    [problem] = refusal("台账", error).problems
    assert not re.search("[A-Za-z]", problem.message.say(CHINESE))
    assert "台账 " in problem.message.say(ENGLISH)


def test_what_a_server_says_is_kept_in_one_line():
    [problem] = refusals.out_of_reach("台账", RuntimeError("connection refused.\n\tIs it running?")).problems
    assert problem.message.say(ENGLISH).endswith(": connection refused. Is it running?")
