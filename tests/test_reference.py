"""The reference of the rule language is that of the models, and every YAML block of the guide is a sound rule set."""

import json
import os
import re
import shutil
import subprocess
import sys
from functools import reduce
from pathlib import Path

import pytest
import yaml

from starrating.rating.examples import failures, try_examples
from starrating.read.rule_file import read_rules
from workbooks import write_book

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tools"))

from make_reference import FILES, example, kinds, reference  # noqa: E402 (the tool is no package)
from rule_reference.chapters import chapters, condition_chapters, row_chapters, sections_in  # noqa: E402

CHAPTERS = (*chapters(), *condition_chapters(), *row_chapters())
KINDS = [*(f"S{n}" for n in range(1, 12)), *(f"T{n}" for n in range(1, 16)), *(f"V{n}" for n in range(1, 11))]
KINDS += [*(f"D{n}" for n in range(1, 6)), "G1"]

GUIDES = {"en": "write-your-scheme.md", "zh": "write-your-scheme.zh-CN.md"}
EXAMPLES = ROOT / "docs" / "examples"
DISTRICT = {"en": "district.yaml", "zh": "district.zh-CN.yaml"}
BLOCK = re.compile(r"<!-- (\w+) -->\n```\w+\n(.*?)```", re.DOTALL)
SHEET = re.compile(r"<!-- sheet: (\w+) -->\n((?:\|.*\n)+)")
DATE = re.compile(r"\b(\d{4}-\d{2}-\d{2})\b")
YAML_FENCE = re.compile(r"^```yaml$", re.MULTILINE)

AROUND_A_RECIPE = """\
format: 2
id: recipe
title: 方案
source: 测试
language: zh_CN
wording: {subject: 党支部, scheme: 星级党支部, review_result: 评审结果, annual_result: 评定结果}
procedure: {clause: "1", review: year, stages: [考核], notice: {clause: "1", days: 5}}
criteria: {clause: "1", from: total}
levels:
  clause: "1"
  bands:
    - {star: 1, name: ★, below: 60}
    - {star: 2, name: ★★, at_least: 60, below: 70}
    - {star: 3, name: ★★★, at_least: 70, below: 80}
    - {star: 4, name: ★★★★, at_least: 80, below: 90}
    - {star: 5, name: ★★★★★, at_least: 90}
"""


def guide(language):
    return (ROOT / "docs" / GUIDES[language]).read_text(encoding="utf-8")


def blocks(language, *kinds_of_block):
    return [(kind, block) for kind, block in BLOCK.findall(guide(language)) if kind in kinds_of_block]


def recipes(language):
    return [block for _, block in blocks(language, "recipe")]


def assembled(recipe):
    """Put a recipe into a small rule set, in the place of what it brings along."""
    sections = re.split(r"^(?=[a-z]+:)", AROUND_A_RECIPE, flags=re.MULTILINE)
    own = tuple(re.findall(r"^[a-z_]+:", recipe, re.MULTILINE))
    return "".join(section for section in sections if not section.startswith(own)) + recipe


def joined(written, block):
    """Add a block of the guide to the file: a section after a blank line, or more entries of the last one."""
    return written + ("\n" if written and not block.startswith(" ") else "") + block


def checked(content, folder):
    """Prove a rule set and rate its examples: what is wrong with it, and its examples that come out differently."""
    file = folder / "rules.yaml"
    file.write_text(content, encoding="utf-8")
    rules, problems = read_rules(file)
    outcomes = try_examples(rules) if rules else []
    assert not rules or outcomes, "a recipe without an example proves nothing"
    return [str(problem.message) for problem in problems], [
        (each.example.name, each.star, each.because) for each in failures(outcomes)
    ]


def run(folder, language, *words):
    """Run the command line as a reader of the guide would; return what it says."""
    speaking = {**os.environ, "STARRATING_LANG": language, "COLUMNS": "200"}
    command = [sys.executable, "-m", "starrating", *words]
    done = subprocess.run(command, cwd=folder, env=speaking, capture_output=True, encoding="utf-8", check=False)
    return done.stdout, done.stderr


def sheets(language):
    """Return the tables of the guide as sheets of a workbook, in the form that `write_book` takes."""
    return {name: as_written(table) for name, table in SHEET.findall(guide(language))}


def as_written(table):
    rows = [line.strip("|") for line in table.splitlines() if not line.startswith("|--")]
    return DATE.sub(r"@\1", "\n".join(rows))


def shape(value):
    """Return what a block says but for its words, the names of departments among them, which differ by language."""
    if isinstance(value, dict):
        return {key: shape([*each.values()] if key == "opinions" else each) for key, each in value.items()}
    if isinstance(value, list):
        return [shape(each) for each in value]
    return value if isinstance(value, int | float) else "word"


@pytest.mark.parametrize("language", FILES)
def test_the_reference_is_that_of_the_models(language):
    assert FILES[language].read_text(encoding="utf-8") == reference(language), "run: python tools/make_reference.py"


def test_the_chinese_reference_says_everything_in_chinese():
    said = [
        re.sub(r"`[^`]*`|\[[^]]*\]\([^)]*\)|<!--.*?-->", "", line)
        for line in FILES["zh_CN"].read_text("utf-8").split("\n")
    ]
    words = [line for line in said if re.search(r"[A-Za-z]{3,} [a-z]{2,} [a-z]{2,}", line)]
    assert words == []


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.name)
def test_every_key_says_what_it_means(chapter):
    assert not [key.name for key in chapter.keys if not chapter.meaning(key)]


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.name)
def test_every_key_that_is_no_section_has_an_example(chapter):
    simple = [key for key in chapter.keys if not sections_in(key.hint)]
    assert not [key.name for key in simple if not example(chapter, key)], "add one to rule_reference/literals.yaml"


def test_every_kind_of_rule_is_in_the_index():
    assert list(kinds()) == KINDS


@pytest.mark.parametrize("code", KINDS)
def test_the_keys_of_a_kind_exist(code):
    known = {f"{chapter.name}: {key.name}" for chapter in CHAPTERS for key in chapter.keys}
    assert set(kinds()[code]["keys"]) <= known


@pytest.mark.parametrize("language", FILES)
def test_links_within_the_reference_lead_somewhere(language):
    text = reference(language)
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    anchors = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]*)\)", text)) <= anchors
    assert len(anchors) == len(headings)


@pytest.mark.parametrize("language", GUIDES)
def test_no_yaml_of_the_guide_escapes_the_tests(language):
    assert len(YAML_FENCE.findall(guide(language))) == len(blocks(language, "add", "recipe", "whole"))


@pytest.mark.parametrize("language", GUIDES)
def test_twelve_lines_are_a_rule_set(language, tmp_path):
    ((_, block),) = blocks(language, "whole")
    assert len(block.splitlines()) == 12
    file = tmp_path / "depot.yaml"
    file.write_text(block, encoding="utf-8")
    rules, problems = read_rules(file)
    assert (problems, rules.criteria.origin) == ([], "workbook")
    write_book(
        tmp_path / "scores.xlsx", {"考核评分": "党支部 | 安全（60分） | 质量（40分）\n甲组 | 50 | 29.9\n乙组 | 50 | 30"}
    )
    words = ("score", "scores.xlsx", "--period", "2026", "--rules", "depot.yaml", "--json", "--dry-run")
    said, errors = run(tmp_path, language, *words)
    assert said, errors
    assert {each["branch"]: each["star"] for each in json.loads(said)["branches"]} == {"甲组": 2, "乙组": 3}


@pytest.mark.parametrize("language", GUIDES)
def test_the_guide_builds_its_file(language):
    built = reduce(joined, (block for _, block in blocks(language, "add")), "")
    assert (EXAMPLES / DISTRICT[language]).read_text(encoding="utf-8") == built


@pytest.mark.parametrize("language", GUIDES)
def test_the_check_says_what_the_guide_says(language, tmp_path):
    written, told = "", 0
    for kind, block in blocks(language, "add", "says"):
        if kind == "add":
            written = joined(written, block)
            continue
        (tmp_path / "district.yaml").write_text(written, encoding="utf-8")
        said = "\n".join(run(tmp_path, language, "rules", "check", "district.yaml"))
        assert [line for line in block.splitlines() if line.strip() not in said] == [], said
        told += 1
    assert told == 4


@pytest.mark.parametrize("recipe", recipes("en") + recipes("zh"), ids=lambda recipe: " ".join(recipe.split())[:60])
def test_every_recipe_is_sound_and_gives_what_it_says(recipe, tmp_path):
    assert checked(assembled(recipe), tmp_path) == ([], [])


def test_both_guides_say_the_same():
    english, chinese = (blocks(language, "add", "recipe") for language in GUIDES)
    for (_, one), (_, other) in zip(english, chinese, strict=True):
        assert shape(yaml.safe_load(one)) == shape(yaml.safe_load(other))


@pytest.mark.parametrize("language", GUIDES)
def test_the_workbook_of_the_guide_is_rated_as_it_says(language, tmp_path):
    run(tmp_path, language, "init", "linhe")
    shutil.copy(EXAMPLES / DISTRICT[language], tmp_path / "linhe" / "rules" / "district.yaml")
    settings = tmp_path / "linhe" / "starrating.toml"
    text = settings.read_text(encoding="utf-8").replace("rules/star-branches.yaml", "rules/district.yaml")
    settings.write_text(text, encoding="utf-8")
    write_book(tmp_path / "linhe" / "2026.xlsx", sheets(language))
    said, errors = run(tmp_path / "linhe", language, "score", "2026.xlsx", "--period", "2026", "--json")
    assert said, errors
    assert [(each["rank"], each["star"]) for each in json.loads(said)["branches"]] == [(1, 5), (1, 3), (3, 3)], said
