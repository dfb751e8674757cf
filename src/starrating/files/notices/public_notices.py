"""What a public notice says (plan 4.4-procedure): from a recorded review to the plain values that a template fills in.

The public sees branches and stars only: no scores, no incidents, no persons but the contact.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Literal

from starrating.exact import share
from starrating.files.holidays import Span
from starrating.files.notices.senders import sender_of
from starrating.files.notices.typesetting import plain, title_lines
from starrating.files.notices.words import WORDS, NoticeWords
from starrating.model import NO_STAR, Ratings, Review
from starrating.ruleset import RuleSet
from starrating.workspace import Office

Order = Literal["score", "organisation"]
TITLE_WIDTH = 18
"""Characters in a line of a title: 22 pt in a line of 442 pt would hold 20; two are left free."""


@dataclass(frozen=True, slots=True)
class Group:
    """The branches of one star: `number` of the heading (一), `name` (五星级), `title` (五星级党支部)."""

    star: int
    number: str
    name: str
    title: str
    count: int
    share: str
    branches: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the attached list; `unit` is empty where the workbook names none."""

    number: int
    branch: str
    unit: str
    star: str


@dataclass(frozen=True, slots=True)
class Context:
    """The fields that a template of a notice may use: plain values, in the language of the rule set.

    `committee` and `section` are what the text calls them, `signer` what the signature does. `draft_mark` is empty
    once the notice is final. `missing` names the settings of the workspace that stand as a visible gap.
    """

    language: str
    title: str
    title_lines: tuple[str, ...]
    draft_mark: str
    addressee: str
    plan: str
    period: str
    subject: str
    scheme: str
    result: str
    departments: tuple[str, ...]
    rated: int
    groups: tuple[Group, ...]
    not_rated: tuple[str, ...]
    order_note: str
    span: str
    date: str
    attachment: str
    attachment_lines: tuple[str, ...]
    rows: tuple[Row, ...]
    with_units: bool
    committee: str
    section: str
    signer: str
    contact: str
    phone: str
    address: str
    missing: tuple[str, ...]

    @property
    def draft(self) -> bool:
        """Whether the notice is marked as one that is still to be approved."""
        return bool(self.draft_mark)

    def values(self) -> dict[str, object]:
        """Return the fields by name, as a template engine takes them."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def context(  # noqa: PLR0913 (the two options are keywords)
    review: Review, rules: RuleSet, office: Office, span: Span, *, draft: bool, order: Order = "score"
) -> Context:
    """Say what the notice of a review says; it is dated on its first day.

    Within a star the branches stand in rank order, or (`organisation`) in the order of the workbook. Shares are of
    the branches that have a star.
    """
    words = WORDS[rules.language]
    named = _named(review, rules)
    title = tuple(word.format_map(named) for word in words.title)
    attachment = tuple(word.format_map(named) for word in words.attachment)
    listed = _listed(review.ratings, order)
    groups = _groups(review.ratings, listed, rules, words)
    rows = _rows(review.ratings, listed, rules, words)
    sender = sender_of(office, words)
    return Context(
        language=rules.language,
        title=words.between.join(title),
        title_lines=title_lines(title, TITLE_WIDTH, words.between),
        draft_mark=words.draft_mark if draft else "",
        addressee=words.addressee.format_map(named),
        plan=plain(rules.title),
        period=named["period"],
        subject=named["subject"],
        scheme=named["scheme"],
        result=named["result"],
        departments=tuple(plain(department) for department in rules.procedure.departments),
        rated=sum(group.count for group in groups),
        groups=groups,
        not_rated=_branches(review.ratings, listed, NO_STAR),
        order_note=words.by_score if order == "score" else words.by_organisation,
        span=words.span(span),
        date=words.date(span.first),
        attachment=words.between.join(attachment),
        attachment_lines=title_lines(attachment, TITLE_WIDTH, words.between),
        rows=rows,
        with_units=any(row.unit for row in rows),
        **{field.name: getattr(sender, field.name) for field in fields(sender)},
    )


def file_stem(context: Context) -> str:
    """Return the name of the notice's files, without suffix: its title, fit for every file system."""
    return re.sub(r'[<>:"/\\|?*]', "_", context.title)[:80].rstrip(" .")


def _named(review: Review, rules: RuleSet) -> dict[str, str]:
    result = rules.wording.review_result if review.period.half else rules.wording.annual_result
    return {
        "period": review.period.say(rules.language),
        "subject": plain(rules.wording.subject),
        "scheme": plain(rules.wording.scheme),
        "result": plain(result),
    }


def _listed(ratings: Ratings, order: Order) -> list[int]:
    """Return the positions of the branches in the order of the public list: by star, those without one last."""
    positions = list(range(len(ratings)))
    if order == "organisation":
        table = ratings.scores
        positions.sort(key=lambda i: (int(table.origin[i]), int(table.rows[i])))
    return sorted(positions, key=lambda i: -int(ratings.star[i]))


def _branches(ratings: Ratings, listed: Sequence[int], star: int) -> tuple[str, ...]:
    return tuple(plain(ratings.scores.branch[i]) for i in listed if ratings.star[i] == star)


def _groups(ratings: Ratings, listed: Sequence[int], rules: RuleSet, words: NoticeWords) -> tuple[Group, ...]:
    counts = {star: count for star, count in ratings.counts().items() if star != NO_STAR}
    rated = sum(counts.values())
    return tuple(
        Group(
            star=star,
            number=words.numeral(number),
            name=plain(rules.levels.name(star)),
            title=_group_title(rules, star, words),
            count=counts[star],
            share=share(counts[star], rated),
            branches=_branches(ratings, listed, star),
        )
        for number, star in enumerate(sorted(counts, reverse=True), start=1)
    )


def _group_title(rules: RuleSet, star: int, words: NoticeWords) -> str:
    name, subject = plain(rules.levels.name(star)), plain(rules.wording.subject)
    return name if name.endswith(subject) else f"{name}{words.between}{subject}"


def _rows(ratings: Ratings, listed: Sequence[int], rules: RuleSet, words: NoticeWords) -> tuple[Row, ...]:
    units = ratings.scores.column("unit")
    return tuple(
        Row(
            number=number,
            branch=plain(ratings.scores.branch[i]),
            unit=plain(units[i]),
            star=plain(rules.levels.name(int(ratings.star[i]))) or words.not_rated,
        )
        for number, i in enumerate(listed, start=1)
    )
