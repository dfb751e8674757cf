"""Word documents as LibreOffice prints them, measured on the page in millimetres from its upper left corner."""

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise
from pathlib import Path

import numpy as np
from lxml import etree
from programs import program
from stand_in_fonts import fonts_file

from starrating.documents.rendering.pdf import unstretched

MM_PER_POINT = 25.4 / 72
DPI = 300
_XHTML = "{http://www.w3.org/1999/xhtml}"


@dataclass(frozen=True)
class Line:
    """A line of a page, without blanks: where it begins and ends, and the upper edge of its characters."""

    text: str
    left: float
    right: float
    top: float


class Printed:
    """A printed document."""

    def __init__(self, pdf: Path) -> None:
        self.pdf = pdf

    @cached_property
    def pages(self) -> list[list[Line]]:
        """The lines of every page, from top to bottom."""
        made = subprocess.run(
            [program("pdftotext"), "-bbox-layout", str(self.pdf), "-"], check=True, capture_output=True
        )
        return [_lines(page) for page in etree.fromstring(made.stdout).iter(f"{_XHTML}page")]

    @cached_property
    def raw(self) -> list[list[str]]:
        """The words of every page in the order in which they were written on it, without blanks, by lines."""
        command = [program("pdftotext"), "-raw", str(self.pdf), "-"]
        made = subprocess.run(command, check=True, capture_output=True).stdout.decode()
        pages = made.removesuffix("\f").split("\f")
        return [["".join(line.split()) for line in page.splitlines() if line.strip()] for page in pages]

    @property
    def texts(self) -> list[list[str]]:
        """The words of the lines of every page, without blanks."""
        return [[line.text for line in page] for page in self.pages]

    def line(self, text: str) -> Line:
        """Return the one line that says something."""
        (found,) = (line for page in self.pages for line in page if line.text == text)
        return found

    def ink(self, page: int) -> np.ndarray:
        """Return where a page, counted from 1, is black: rows and columns of `DPI` dots to the inch."""
        one = ["-f", str(page), "-l", str(page)]
        command = [program("pdftoppm"), "-r", str(DPI), "-gray", *one, str(self.pdf)]
        head, size, _, pixels = subprocess.run(command, check=True, capture_output=True).stdout.split(b"\n", 3)
        assert head == b"P5"
        wide, high = map(int, size.split())
        return np.frombuffer(pixels, dtype=np.uint8).reshape(high, wide) < 128


def printed(folder: Path, documents: Mapping[str, bytes]) -> dict[str, Printed]:
    """Print Word documents by their names as `announce --format pdf` does, all in one run of LibreOffice."""
    soffice = program("soffice")
    files = [folder / f"{name}.docx" for name in documents]
    for file, document in zip(files, documents.values(), strict=True):
        file.write_bytes(unstretched(document))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, files)],
        env=os.environ | {"FONTCONFIG_FILE": str(fonts_file(folder))},
        check=True,
        capture_output=True,
        timeout=300,
    )
    return {name: Printed(folder / f"{name}.pdf") for name in documents}


def _lines(page: etree._Element) -> list[Line]:
    """Put the words of a page into lines: those of one line end within a millimetre, in Latin or Chinese type."""
    words = sorted(page.iter(f"{_XHTML}word"), key=_bottom)
    starts = np.cumsum([0, *(_bottom(b) - _bottom(a) > 4 for a, b in pairwise(words))])
    rows = groupby(zip(starts, words, strict=False), key=lambda each: each[0])
    return [_line([word for _, word in row]) for _, row in rows]


def _bottom(word: etree._Element) -> float:
    return float(word.get("yMax"))


def _line(words: list[etree._Element]) -> Line:
    words.sort(key=lambda word: float(word.get("xMin")))
    left, right, top = (
        edge(float(word.get(name)) for word in words) * MM_PER_POINT
        for name, edge in (("xMin", min), ("xMax", max), ("yMin", min))
    )
    return Line("".join(word.text for word in words), left, right, top)
