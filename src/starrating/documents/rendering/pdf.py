"""PDF from a Word document, by the LibreOffice of the machine."""

import io
import os
import re
import shutil
import signal
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path

from starrating.atomic import replacing
from starrating.errors import RefusalError, StarratingError
from starrating.i18n import text
from starrating.patterns import regex

PROGRAMS = ("soffice", "libreoffice")
_STRETCHED = regex(rb'(<w:jc w:val=")(?:both|distribute)(")')
_TEXT = "word/document.xml"
_SET_BY = frozenset({_TEXT, "word/styles.xml", "word/numbering.xml"})
_FOOT = regex(rb'(<w:p><w:pPr><w:pStyle w:val="Foot"/>)')
"""The paragraph that the foot (版记) is anchored to."""
_SECTION = regex(rb"<w:sectPr>(?:(?!</w:sectPr>).)*</w:sectPr>(?=</w:body>)", re.DOTALL)
_PAGE = regex(rb"/Type\s*/Page\b")
TIMEOUT = 120
"""Seconds; LibreOffice needs two for a document, and ten when it starts for the first time on a slow machine."""


def find_office() -> Path | None:
    """Return the program of LibreOffice: that of PATH, else where Windows and macOS have it; None if there is none."""
    named = (shutil.which(name) for name in PROGRAMS)
    found = next((Path(name) for name in named if name), None)
    return found or next((place for place in _usual_places() if place.is_file()), None)


def office() -> Path:
    """Return the program of LibreOffice; without one, `RefusalError`."""
    found = find_office()
    if found is None:
        raise RefusalError.because(
            "no-office",
            text("A PDF is made by LibreOffice, which was not found on this machine."),
            text("Install it from libreoffice.org, or open the Word file and save it as PDF: --format docx"),
        )
    return found


def unstretched(docx: bytes) -> bytes:
    """Return a Word document with its justified paragraphs set flush left.

    LibreOffice (7.4) loses a mark such as 、 that hangs over the end of a line it stretches: nearly every one where
    characters stand closer together, a rare one in lines that have digits; flush left it keeps it, and a line of whole
    characters is as long as before.
    """
    return _changed(docx, lambda part: _STRETCHED.sub(rb"\1left\2", part), _SET_BY)


def with_foot_overleaf(docx: bytes, convert: Callable[[bytes], bytes]) -> bytes:
    """Convert a Word document so that its foot (版记), if it has one, stands on an even page: the back of a sheet.

    Where it has a page of its own that is odd, a blank one goes before it, and neither has a number (7.5).
    """
    first = convert(docx)
    if _pages(first) % 2 == 0 or not _FOOT.search(zipfile.ZipFile(io.BytesIO(docx)).read(_TEXT)):
        return first
    turned = convert(_changed(docx, lambda text: _FOOT.sub(rb"\1<w:pageBreakBefore/>", text)))
    return convert(_changed(docx, _after_blank)) if _pages(turned) % 2 else turned


def _pages(pdf: bytes) -> int:
    return len(_PAGE.findall(pdf))


def _after_blank(text: bytes) -> bytes:
    """Put a blank page before the foot: each begins a section, whose first page has no number."""
    found = _SECTION.search(text)
    if found is None:
        return text
    section = found[0]
    unnumbered = section.replace(b"</w:sectPr>", b"<w:titlePg/></w:sectPr>")
    ends = b"".join(b"<w:p><w:pPr>%s</w:pPr></w:p>" % each for each in (section, unnumbered))
    return _FOOT.sub(ends.replace(b"\\", rb"\\") + rb"\1", _SECTION.sub(unnumbered, text))


def _changed(docx: bytes, change: Callable[[bytes], bytes], parts: Collection[str] = (_TEXT,)) -> bytes:
    """Change parts of a Word document."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as package, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in package.infolist():
            part = package.read(entry)
            new.writestr(entry, change(part) if entry.filename in parts else part)
    return made.getvalue()


def convert(docx: Path, pdf: Path) -> None:
    """Write a Word document as PDF, whole or not at all.

    LibreOffice runs with a profile of its own, so that it neither waits for a window that is open nor changes the
    user's settings. If it is missing, fails or does not end, a `RefusalError` says so.
    """
    program = office()
    with tempfile.TemporaryDirectory(prefix="starrating-pdf-") as folder:
        made = _converted(program, docx, Path(folder))
        with replacing(pdf) as draft:
            shutil.copyfile(made, draft)


def _converted(program: Path, docx: Path, folder: Path) -> Path:
    """Return the PDF in a folder of our own."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(program), profile, "--headless", "--norestore", "--convert-to", "pdf", "--outdir", str(folder)]
    try:
        ended = _run([*command, str(docx)])
    except OSError as error:
        raise _failed() from error
    made = folder / f"{docx.stem}.pdf"
    if not (ended and made.is_file()):  # what it cannot read it only tells on its own screen, and leaves with 0
        raise _failed()
    return made


def _run(command: Sequence[str]) -> bool:
    """Run LibreOffice, which is a program that starts another one; both are ended when the time is over."""
    silent = subprocess.DEVNULL
    with subprocess.Popen(command, stdin=silent, stdout=silent, stderr=silent, start_new_session=True) as running:  # noqa: S603 (no shell; the only word of a user is the name of a file)
        try:
            return running.wait(TIMEOUT) == 0
        except subprocess.TimeoutExpired:
            _end(running)
            return False


def _end(running: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        os.killpg(running.pid, signal.SIGKILL)
    else:
        running.kill()


def _failed() -> StarratingError:
    return RefusalError.because(
        "pdf-failed",
        text("LibreOffice did not make the PDF."),
        text("Open the Word file and save it as PDF there: --format docx"),
    )


def _usual_places() -> Iterator[Path]:
    for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)"):
        if os.environ.get(variable):
            yield Path(os.environ[variable]) / "LibreOffice" / "program" / "soffice.exe"
    yield Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")
