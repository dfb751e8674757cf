"""A given Python, put into an offline folder: python.org's embeddable zip, or a tar.gz with a folder `python`."""

import shutil
import tarfile
import zipfile
from hashlib import sha256
from pathlib import Path

PLACES = ("python.exe", "bin/python3")
"""Where the program lies below the folder `python`, under Windows and elsewhere."""
_DATA_ONLY = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
"""Python before 3.11.4 knows no filter; the digest that was given says whose file it is."""


class InterpreterError(Exception):
    """The given file is not the Python that the folder needs."""


def put_python(file: Path, digest: str, python: str, folder: Path) -> None:
    r"""Unpack a Python of the version `python`, such as 3.12, into `folder/python`, if the file has that SHA-256.

    The embeddable Python for Windows looks for modules only where its `._pth` says: `..\program` is added. Raises
    `InterpreterError` for another file, another version, or what holds no Python.
    """
    found = sha256(file.read_bytes()).hexdigest()
    if found != digest.lower():
        raise InterpreterError(f"{file} has the SHA-256 {found}, not {digest}")
    home = folder / "python"
    if zipfile.is_zipfile(file):
        shutil.unpack_archive(file, home, "zip")
    else:
        shutil.unpack_archive(file, folder, "gztar", **_DATA_ONLY)
    if not any((home / place).exists() for place in PLACES):
        raise InterpreterError(f"{file} holds neither of {', '.join(PLACES)}")
    short = python.replace(".", "")
    if not (any(home.glob(f"python{short}.*")) or (home / "bin" / f"python{python}").exists()):
        raise InterpreterError(f"{file} is no Python {python}, for which the wheels are")
    for paths in home.glob("python*._pth"):
        paths.write_text(paths.read_text(encoding="utf-8") + "\n..\\program\nimport site\n", encoding="utf-8")
