"""An English scheme that is about no Party: whatever is printed or written says no Chinese and no word of the Party."""

import re
import zipfile
from pathlib import Path

import pytest

from commands import run
from workbooks import write_book

RULES = Path(__file__).parents[1] / "samples" / "charity-marks.yaml"
HEADS = (
    "Charity | Trustees (20) | Accounts (30) | Reach (30) | Volunteers (20) | Audited accounts | Size "
    "| Judge A | Judge B | Judge C | Registered"
)
SCORES = f"""
{HEADS}
Alpha Aid | 15 | 20 | 25 | 19 | yes | small | 80 | 90 | 91 | @2010-05-01
Beta Bread | 12 | 20 | 27 | 14 | yes | small | 80 | 80 | 80 | @2010-05-01
Gamma Care | 20 | 30 | 26 | n/a | yes | large | 87 | 87 | 87 | @2010-05-01
Delta Days | 18 | 30 | 29 | 16 | no | large | 95 | 95 | 96 | @2010-05-01
Eta Eats | 20 | 30 | 29 | 17 | yes | large | 90 | 91 | 92 | @2025-05-01
"""
INCIDENTS = """
Charity | Trigger | Date | Document | Major loss | Remedied
Alpha Aid | late_return | @2025-09-10 | Letter 12 | |
Alpha Aid | complaint | @2025-09-10 | Letter 12 | |
Beta Bread | | @2025-09-11 | Letter 14 | yes | no
"""
OPINIONS = """
Charity | Department | Opinion | Note
Alpha Aid | Finance office | No objection |
Gamma Care | Finance office | Objection | Unpaid bill
Eta Eats | Safeguarding board | objection | Training missing
"""
FINDINGS = """
Charity | Finding | Source | Measure | Responsible | Due | Status
Alpha Aid | No minutes | Self-check | Write them | Ann | 2025-12-01 | under way
"""
GOOD = {"scores": SCORES, "incidents": INCIDENTS, "opinions": OPINIONS, "findings": FINDINGS}
COMMANDS = (
    "check GOOD --period 2025Q3",
    "score GOOD --period 2025Q3",
    "score GOOD --period 2025Q3 --dry-run --json",
    "announce --period 2025Q3",
    "rectify open --period 2025Q3",
    "rectify|add|Beta Bread|Keys lost|--source|spot-check|--date|2025-11-03",
    "rectify update 2 --status done --note found --date 2026-01-05",
    "rectify list --json",
    "decide|--period|2025Q3|--document|Minute 3|--date|2026-01-03|--open-opinions|late|--despite-opinions|heard",
    "announce --period 2025Q3",
    *(
        f"explain|{name}|--period|2025Q3"
        for name in ("Alpha Aid", "Beta Bread", "Gamma Care", "Delta Days", "Eta Eats")
    ),
    "explain|Alpha Aid|--json",
    "objection|add|Alpha Aid|--period|2025Q3|--from|A member|--reason|Miscounted|--date|2026-12-01",
    "targets",
    "history",
    "history|Alpha Aid",
    "status",
    "board",
    "verify",
    "results --period 2025Q3",
    "template --period 2025Q4",
    "roster list",
    "rules show charity-marks",
    "rules check charity-marks",
    "rules sensitivity --period 2025Q3",
    "templates check",
    "annual --year 2025",
    *(f"announce --period 2025Q3 --kind {kind}" for kind in ("circular", "letter", "correction", "report", "plaques")),
)
BROKEN = {
    "no branch": {"scores": SCORES.replace("Charity |", "Who |")},
    "no items": {"scores": "Charity | Size\nAlpha Aid | small"},
    "no full marks": {"scores": SCORES.replace(" (20)", "").replace(" (30)", "") + "Omega | x | | | | maybe | tiny"},
    "blank": {"scores": SCORES.replace("15 | 20", " | ")},
    "points that there are not": {"scores": SCORES.replace("15 | 20", "15 | 7")},
    "too many": {"scores": SCORES.replace("15 | 20", "75 | 20")},
    "twice": {"scores": SCORES + "Alpha Aid | 15 | 20 | 25 | 19 | yes | small | 80 | 90 | 91 | @2010-05-01"},
    "words": {"scores": SCORES.replace("@2010-05-01", "May").replace("yes", "perhaps")},
    "bonus": {"scores": SCORES.replace("Size", "Bonus points").replace("small", "3").replace("large", "4")},
    "opinion": {"scores": SCORES, "opinions": OPINIONS.replace("No objection", "so so")},
    "opinion of whom": {"scores": SCORES, "opinions": OPINIONS.replace("Finance office", "Finance ofice")},
    "incident of nothing": {
        "scores": SCORES,
        "incidents": INCIDENTS.replace("late_return", "").replace("yes | no", ""),
    },
    "incident half said": {"scores": SCORES, "incidents": INCIDENTS.replace("yes | no", "yes |")},
    "incident of whom": {"scores": SCORES, "incidents": INCIDENTS.replace("Beta Bread", "Beta Bred")},
    "incident when": {"scores": SCORES, "incidents": INCIDENTS.replace("@2025-09-11", "Sept")},
    "incident in the scores": {"scores": SCORES.replace("Size", "Misconduct").replace("small", "fraud found")},
    "no heads": {"scores": "1 | 2\n3 | 4"},
    "side by side": {"scores": "Charity | Charity one | Charity two\nTrustees (20) | 1 | 2"},
    "unknown sheet": {"scores": SCORES, "Remarks": "so | so"},
    "roster": {"scores": SCORES, "roster": "Charity | Unit\nAlpha Aid | x\nOmega | y"},
}
FOREIGN = re.compile(
    '[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]|\\bparty\\b|(?<![-\\w])branch(?:es)?\\b(?![-:]|":)', re.IGNORECASE
)
"""Keys of JSON and codes of problems are no words."""
MARKUP = re.compile(r"<style.*?</style>|<script.*?</script>|<!--.*?-->|<[^>]*>", re.DOTALL)
FONTS = re.compile(r"<(?:w:rFonts|a:font|a:ea|a:latin|w:font|name|w:lang)\b[^>]*>|w:eastAsia=\"[^\"]*\"")
SAID_IN_TAGS = re.compile(
    r"(?:formula1|prompt|promptTitle|error|errorTitle|descr|title|data-head|alt|aria-label)=\"([^\"]*)\""
)


def foreign(words: str) -> list[str]:
    """Return the lines with a word that is Chinese or of the Party."""
    return [line.strip()[:150] for line in words.splitlines() if FOREIGN.search(line)]


def said_in(path: Path) -> str:
    """Return what people read in a file: text between tags, and what attributes say."""
    if path.suffix in {".docx", ".xlsx"}:
        with zipfile.ZipFile(path) as archive:
            parts = [archive.read(name).decode("utf-8") for name in archive.namelist() if name.endswith(".xml")]
        raw = FONTS.sub("", "\n".join(parts)).replace("<", "\n<")
    else:
        raw = path.read_text(encoding="utf-8")
    if path.suffix in {".docx", ".xlsx", ".html"}:
        return "\n".join([*SAID_IN_TAGS.findall(raw), MARKUP.sub("\n", raw)])
    return raw


@pytest.fixture(scope="module")
def office(tmp_path_factory) -> tuple[Path, dict[str, str]]:
    """Take the scheme through its procedure; return the workspace, and what each command printed."""
    folder = tmp_path_factory.mktemp("charities") / "office"
    printed = {"init": run(folder.parent, "init", str(folder), "--rules", str(RULES)).output}
    book = write_book(folder.parent / "2025Q3.xlsx", GOOD)
    for command in COMMANDS:
        words = command.replace("GOOD", str(book)) if "|" not in command else command
        printed[command] = run(folder, *(words.split("|") if "|" in words else words.split())).output
    return folder, printed


def test_the_procedure_was_gone_through(office):
    folder, printed = office
    assert "Decided 2025Q3" in printed[next(each for each in COMMANDS if each.startswith("decide"))]
    made = {path.suffix for path in (folder / "results").rglob("*")}
    assert {".xlsx", ".docx", ".md", ".html"} <= made
    assert "Objection" not in printed["rectify list --json"]
    assert '"status": "under way"' in printed["rectify list --json"]


@pytest.mark.parametrize("command", ["init", *COMMANDS])
def test_nothing_printed_is_chinese_or_of_the_party(office, command):
    assert foreign(office[1][command]) == []


def test_nothing_written_is_chinese_or_of_the_party(office):
    folder, _ = office
    made = [each for each in folder.rglob("*") if each.suffix in {".xlsx", ".docx", ".md", ".html", ".toml"}]
    made = [each for each in made if each.parent.name != "templates"]
    assert made
    assert {each.name: found for each in made if (found := foreign(said_in(each)) + foreign(each.name))} == {}


@pytest.mark.parametrize("fault", BROKEN)
def test_no_refusal_is_chinese_or_of_the_party(office, tmp_path, fault):
    book = write_book(tmp_path / "book.xlsx", BROKEN[fault])
    answered = run(office[0], "check", str(book), "--period", "2025Q4")
    assert answered.output
    assert foreign(answered.output.replace(str(book), "")) == []


def test_a_word_that_no_department_says_is_answered_with_english_words(tmp_path):
    file = tmp_path / "marks.yaml"
    file.write_text(RULES.read_text(encoding="utf-8").replace("is: objection", "is: opposed"), encoding="utf-8")
    answered = run(tmp_path, "rules", "check", str(file)).output
    assert "no-objection, objection, no-answer" in answered
    assert foreign(answered) == []
