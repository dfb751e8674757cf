"""How long documents take: all kinds in Markdown, Word and HTML against the Word notice alone, and a circular of 5,000.

    python benchmarks/documents.py [BRANCHES]

What is compared runs in processes of its own, from start to exit, in turns, the best of several: then the speed of the
machine falls out of the ratio, and what is loaded once for all kinds counts once.
"""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from document_contexts import context
from starrating.documents.context import DocumentContext
from starrating.documents.output import html, markdown, word
from starrating.documents.registry import MAKERS

RUNS = 5
MANY = 5000


def table(branches: int) -> str:
    """Make up a review, a third of the branches of each star."""
    return "\n".join(
        f"第{i:05}采掘区队党支部 生产{i % 7}部 {96 - i * 40 / branches:.2f} {5 - i * 3 // branches} {'543-'[i % 4]}"
        for i in range(branches)
    )


def found(kind: str, branches: int) -> DocumentContext:
    """Make up the context of a document."""
    return context(table(branches), "2013" if kind in {"award", "assistance"} else "2013H1")


def notice(branches: int) -> None:
    """Make the Word notice."""
    word(MAKERS["notice"](found("notice", branches)))


def every_kind(branches: int) -> None:
    """Make all kinds, each in Markdown, Word and HTML from one context."""
    for kind, make in MAKERS.items():
        paper = make(found(kind, branches))
        for written in (markdown, word, html):
            written(paper)


def seconds(work: Callable[[], object]) -> float:
    """Return the time that work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def compared(branches: int) -> dict[str, float]:
    """Return the time of the notice and of all kinds, each as a process."""
    best: dict[str, float] = {}
    for name in ("notice", "every_kind") * RUNS:
        took = seconds(lambda name=name: subprocess.run([sys.executable, __file__, name, str(branches)], check=True))
        best[name] = min(best.get(name, took), took)
    return best


def main(branches: int = 300) -> None:
    """Measure and print."""
    best = compared(branches)
    ratio = best["every_kind"] / best["notice"]
    print(f"Word notice of {branches} branches alone: {best['notice']:.2f} s, as a process")
    print(f"all kinds, Markdown, Word and HTML: {best['every_kind']:.2f} s, as a process = {ratio:.1f} x")
    many = found("circular", MANY)
    took = min(seconds(lambda: word(MAKERS["circular"](many))) for _ in range(2))
    print(f"circular of {MANY} branches in Word: {took:.2f} s")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["notice", number]:
            notice(int(number))
        case ["every_kind", number]:
            every_kind(int(number))
        case numbers:
            main(*map(int, numbers))
