"""Pages in Chromium: what it complains of, what it asks for, and what a reader sees."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

PHONE, DESK = 360, 1280
BLOCKS = "h1, h2, h3, p, th, td"

_CONTRASTS = """() => {
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((each) => each / 255)
    .map((each) => each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4)
    .reduce((sum, each, at) => sum + each * [0.2126, 0.7152, 0.0722][at], 0);
  const ground = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const colour = numbers(getComputedStyle(each).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || element.closest("script, style, title, desc")) continue;
    const style = getComputedStyle(element);
    const ink = numbers(element.closest("svg") ? style.fill : style.color);
    const [a, b] = [light(ink), light(ground(element))].sort((x, y) => y - x);
    found.push([walker.currentNode.data.trim(), (a + 0.05) / (b + 0.05)]);
  }
  return found;
}"""


_UNNAMED = """() => {
  const name = (each) => (each.getAttribute("aria-label") || each.textContent || "").trim()
    || [...(each.labels || [])].map((label) => label.textContent.trim()).join("")
    || (each.getAttribute("aria-labelledby") || "").split(" ").map((id) => document.getElementById(id))
      .map((other) => other ? other.textContent : "").join("");
  const asked = "a, button, summary, select, input:not([type=hidden]), [role=region], [role=img], section, nav, "
    + "table, th";
  const unnamed = [...document.querySelectorAll(asked)].filter((each) => !name(each)).map((each) => each.outerHTML);
  const ids = [...document.querySelectorAll("[id]")].map((each) => each.id);
  const twice = ids.filter((id, at) => ids.indexOf(id) < at);
  const levels = [...document.querySelectorAll("h1, h2, h3")].map((each) => Number(each.tagName[1]));
  const skipped = levels.filter((level, at) => level > (at ? levels[at - 1] : 0) + 1);
  return [...unnamed, ...twice, ...skipped.map(String), ...(document.documentElement.lang ? [] : ["lang"])];
}"""
"""What a reader of screens could not name: controls, regions, pictures and heads; ids given twice; levels skipped."""


@dataclass
class Reader:
    """A page that is open, with what the console said and what was asked for besides the page itself."""

    page: Page
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def texts(self, selector: str = BLOCKS) -> list[str]:
        """Return the words of elements, also of those that are scrolled out of sight."""
        return [" ".join(each.split()) for each in self.page.locator(selector).all_text_contents()]

    def shown(self, selector: str) -> list[str]:
        """Return the words of the elements that are not hidden."""
        return [" ".join(each.split()) for each in self.page.locator(f"{selector}:visible").all_inner_texts()]

    def contrasts(self) -> list[tuple[str, float]]:
        """Return each piece of text with its contrast by the formula of WCAG 2.2."""
        return [(words, ratio) for words, ratio in self.page.evaluate(_CONTRASTS)]

    def faults_for_screen_readers(self) -> list[str]:
        """Return what has no name, ids that stand twice, and levels of headings that are skipped."""
        return [str(each) for each in self.page.evaluate(_UNNAMED)]

    def is_wider_than_the_screen(self) -> bool:
        """Tell whether the page as a whole can be moved sideways."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))

    def focused(self) -> str:
        """Name the element that has the focus."""
        return str(self.page.evaluate("document.activeElement.name || document.activeElement.tagName"))


def opened(browser: Browser, file: Path, width: int = DESK, **options: Any) -> Reader:
    """Open a page from its file."""
    page = browser.new_page(viewport={"width": width, "height": 800}, **options)
    reader = Reader(page)
    page.on("console", lambda message: reader.said.append(message.text))
    page.on("pageerror", lambda error: reader.said.append(str(error)))
    page.on("request", lambda request: reader.asked.append(request.url))
    page.goto(file.as_uri())
    reader.asked = [url for url in reader.asked if url != file.as_uri() and not url.startswith("data:")]
    return reader
