"""A first try at reading a binary workbook, in a process of its own.

A damaged one can make the library ask for all memory, which ends the process that asked.
"""

import subprocess
import sys
from pathlib import Path

_PROGRAM = """
import sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (2**31, 2**31))
except (ImportError, ValueError, OSError):
    pass
from python_calamine import CalamineWorkbook
with open(sys.argv[1], "rb") as file:
    book = CalamineWorkbook.from_filelike(file)
    for name in book.sheet_names:
        book.get_sheet_by_name(name)
"""
_SECONDS = 10


def survives(path: Path) -> bool:
    """Tell whether the library reads the file to its end, in a bounded time and memory."""
    command = [sys.executable, "-c", _PROGRAM, str(path)]
    try:
        trial = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603 [our own program text; the path is an argument, never a command]
    except subprocess.TimeoutExpired:
        return False
    return trial.returncode == 0
