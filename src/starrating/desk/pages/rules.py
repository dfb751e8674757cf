"""The rule set of the workspace: read back in words, proven; and who stands near one of its lines."""

from decimal import Decimal

from starrating.commands.rules import check_rules
from starrating.commands.rules_sensitivity import RulesSensitivityResult, try_changes
from starrating.decimals import written
from starrating.desk.desk import Desk
from starrating.desk.view import Field, Form, Note, Page, Part, Section, Sentences, Words, problems, table
from starrating.errors import RuleSetError
from starrating.i18n import Text, joined, language, text
from starrating.model import NO_STAR, Period
from starrating.rating.sensitivity import NearLine, Variant
from starrating.ruleset.base import number
from starrating.ruleset.words.chapters import prose

_MOST_POINTS = 1000


def rules_page(desk: Desk) -> Page:
    """Prove the rule set, and read it back."""
    path = desk.workspace().rules
    try:
        rules, outcomes, warnings = check_rules(path)
    except RuleSetError as error:
        return Page(text("Rules"), "rules", (Section("check", text("Check"), problems(error.problems)),), (str(path),))
    proven = text("No holes. Examples that come out right: %(number)s.", number=len(outcomes))
    heads = (text("Example"), text("Level"))
    examples = [
        (
            f"{example.group} / {example.example.name}" if example.group else example.example.name,
            rules.levels.name(NO_STAR if example.star is None else example.star) or text("no star"),
        )
        for example in outcomes
    ]
    tried = (table(text("Examples"), heads, "ns", examples),) if examples else ()
    chapters = [
        Section(f"chapter-{index}", chapter.title, (Sentences(chapter.sentences),))
        for index, chapter in enumerate(prose(rules))
    ]
    check = Section("check", text("Check"), (Note(proven), *problems(warnings), *tried))
    return Page(rules.title, "rules", (*chapters, check), (text("File: %(path)s", path=path.name),))


def near(desk: Desk, period: Period, within: str) -> Page:
    """Say who stands near a line, and who would change if a line did."""
    title, head = text("%(period)s: near a line", period=period.say(language())), text("Who stands near a line")
    points = _points(within)
    if points is None:
        wrong = text("%(value)s is no number of points, such as 1 or 0.5.", value=within or "—")
        return Page(title, "near", (Section("near", head, (_asking(within, wrong),)),), period=str(period), status=422)
    tried = try_changes(desk.workspace(), period, points)
    sections = (
        Section("near", head, (_asking(number(points)), *_near(tried))),
        Section("variants", text("Who would change"), tuple(_variants(tried))),
    )
    return Page(title, "near", sections, (tried.rules.title,), period=str(period))


def _asking(within: str, wrong: Words = "") -> Form:
    field = Field("within", text("Points from a line"), value=within, wrong=wrong)
    return Form("", (("", "", text("Show")),), (field,), asks=True)


def _points(within: str) -> Decimal | None:
    """Read a number of points, None for anything else."""
    if within.isascii() and within.replace(".", "", 1).isdigit() and Decimal(within) <= _MOST_POINTS:
        return Decimal(within)
    return None


def _near(tried: RulesSensitivityResult) -> list[Part]:
    found = tried.sensitivity
    if not found.lines:
        return [Sentences((text("This rule set has no lines: its star is a number of its own."),))]
    if not found.near:
        return [Sentences((text("Nobody is within %(points)s points of a line.", points=number(found.within)),))]
    heads = (tried.rules.subject, text("Number"), text("Line"), text("Distance"))
    rows = [(near_line.branch, near_line.score, _line(near_line), _gap(near_line)) for near_line in found.near]
    return [table(text("Within %(points)s points of a line:", points=number(found.within)), heads, "nrsr", rows)]


def _line(near_line: NearLine) -> str:
    return f"{number(near_line.line.at)} ({near_line.line.ends.name} | {near_line.line.begins.name})"


def _gap(near_line: NearLine) -> str:
    return f"{'+' if near_line.gap > 0 else ''}{written(near_line.gap)}"


def _variants(tried: RulesSensitivityResult) -> list[Part]:
    heads = (text("If this changed"), text("They would change"))
    rows = [(variant.change, _moves(variant)) for variant in tried.sensitivity.variants]
    return [table(text("Who would change"), heads, "nl", rows)] if rows else []


def _moves(variant: Variant) -> Text | str:
    moves = [
        Text("%(branch)s %(old)s → %(new)s", {"branch": move.branch, "old": move.before.level, "new": move.after.level})
        for move in variant.moves
    ]
    return joined(moves, text("; ")) if moves else "—"
