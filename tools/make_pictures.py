"""Make the pictures of the README from the example: `python tools/make_pictures.py`.

Needs soffice (LibreOffice), pdftoppm (poppler), chromium and the Noto CJK fonts.
The terminal is drawn by rich and Chromium, the documents by LibreOffice, the board and the desk by Chromium.
"""

import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
WIDTH = 128

os.environ["STARRATING_LANG"] = "zh"

from playwright.sync_api import sync_playwright  # noqa: E402 (the language is set before anything speaks)
from rich.console import Console  # noqa: E402 (as above)

from starrating import i18n  # noqa: E402

i18n.install()

from stand_in_fonts import fonts_file  # noqa: E402

from starrating.cli.app import app  # noqa: E402
from starrating.cli.shared import terminal  # noqa: E402
from starrating.documents.rendering.pdf import unstretched  # noqa: E402


def draw(name: str, *arguments: str) -> None:
    """Run a command and draw what the terminal shows."""
    console = Console(record=True, width=WIDTH, file=io.StringIO(), highlight=False, markup=False, force_terminal=True)
    terminal._console = lambda *, stderr: console  # noqa: ARG005, SLF001 (the one place that opens the streams)
    console.print(f"$ starrating {' '.join(arguments)}", style="dim")
    with contextlib.suppress(SystemExit):
        app(list(arguments), standalone_mode=False)
    drawing = console.export_svg(title="starrating")
    drawing = re.sub(r"@font-face \{.*?\}", "", drawing, flags=re.DOTALL).replace("Fira Code", "Noto Sans Mono CJK SC")
    # both count a Chinese character as one cell, and a Latin letter as a Chinese character
    drawing = re.sub(r' textLength="[^"]*"|font-variant-east-asian: full-width;?', "", drawing)
    across, down = map(float, re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawing)[0])
    with tempfile.TemporaryDirectory() as folder:
        html = Path(folder) / "terminal.html"
        style = "<style>body { margin: 0 } svg { display: block; width: 1100px }</style>"
        html.write_text(f"<!doctype html><meta charset=utf-8>{style}{drawing}", encoding="utf-8")
        screenshot(name, html, round(1100 * down / across))


def page(name: str, document: Path, number: int, dots: int) -> None:
    """Draw one page of a document, as `announce --format pdf` makes it, in fonts that stand for those of an office."""
    with tempfile.TemporaryDirectory() as folder:
        source, content = Path(folder) / document.name, document.read_bytes()
        source.write_bytes(unstretched(content) if document.suffix == ".docx" else content)
        os.environ["FONTCONFIG_FILE"] = str(fonts_file(Path(folder)))
        run("soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, str(source))
        del os.environ["FONTCONFIG_FILE"]
        (printed,) = Path(folder).glob("*.pdf")
        target = PICTURES / name
        pages = ["-f", str(number), "-l", str(number), "-singlefile"]
        run("pdftoppm", "-r", str(dots), *pages, "-png", "-gray", str(printed), str(target))


def screenshot(name: str, html: Path, height: int) -> None:
    """Draw the top of a page as a browser shows it."""
    size, target = f"--window-size=1100,{height}", f"--screenshot={PICTURES / name}.png"
    run("chromium", "--headless", "--no-sandbox", "--hide-scrollbars", size, target, html.resolve().as_uri())


def desk(name: str, path: str) -> None:
    """Draw a page of the desk as a browser shows it to who has opened its first address."""
    command = [sys.executable, "-m", "starrating", "desk", "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as served, sync_playwright() as playwright:
        assert served.stdout
        address = served.stdout.readline().strip()
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        shown = browser.new_page(viewport={"width": 1440, "height": 900})
        shown.goto(address)
        shown.wait_for_url("**/today")
        shown.goto(address.partition("/?")[0] + path)
        shown.screenshot(path=PICTURES / f"{name}.png")
        browser.close()
        served.terminate()


def run(*command: str) -> None:
    """Run a program of the machine; it must succeed."""
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def main() -> None:
    """Make all pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(shutil.copytree(ROOT / "examples" / "company", Path(folder) / "company"))
        draw("first", "score", "2012H2.xlsx")
        (PICTURES / "first.png").unlink()
        draw("score", "score", "2013H1.xlsx", "--incidents", "2013H1-incidents.xlsx")
        draw("announce", "announce", "--period", "2013H1", "--from", "2013-07-15")
        (PICTURES / "announce.png").unlink()
        results = Path("results") / "2013H1"
        page("workbook", next(results.glob("*.xlsx")), 2, 90)
        page("notice", next(results.glob("*.docx")), 1, 80)
        decision = ["--date", "2013-07-12", "--document", "党发〔2013〕7号", "--open-opinions", "意见已当面征求"]
        draw("status", "decide", "--period", "2013H1", *decision)
        draw("status", "announce", "--period", "2013H1", "--from", "2013-07-15")
        draw("status", "announce", "--period", "2013H1", "--kind", "circular", "--date", "2013-07-22")
        page("circular", next(results.glob("*通报.docx")), 1, 80)
        for book in ("2013H2.xlsx", "2014H1.xlsx"):
            draw("status", "score", book)
        draw("status", "status")
        draw("board", "board", "--period", "2014H1", "-o", "board.html")
        screenshot("board", Path("board.html"), 1500)
        desk("desk", "/period/2014H1/ranking")
        os.chdir(ROOT)


if __name__ == "__main__":
    sys.exit(main())
