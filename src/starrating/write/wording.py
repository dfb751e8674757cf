"""The words that all sheets of a result workbook share."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping

from msgspec import Struct, field

from starrating.i18n import CHINESE, Text, text
from starrating.model import NO_STAR, Period, Review
from starrating.patterns import regex
from starrating.ruleset import RuleSet
from starrating.ruleset.citation import cited, cited_briefly, cited_within

SHOWN_BRANCHES = 30
_PERIOD = regex(r"(?<!\w)\d{4}[HQ]\d(?!\w)", re.ASCII)
_DATE = regex(r"(?<!\d)(\d{4})-([01]\d)-([0-3]\d)(?!\d)")
_BEIJING = dt.timezone(dt.timedelta(hours=8))


class SheetWording(Struct, frozen=True, eq=False):
    """What a workbook is about, by which rules and for which period, and how its language says it."""

    rules: RuleSet
    period: Period
    organisation: str | None = None

    def say(self, message: Text) -> str:
        """Say a message in the language of the rule set."""
        return message.say(self.rules.language)

    def title(self, kind: Text) -> str:
        """Return the title of a sheet without the organisation: period, scheme, kind."""
        scheme = self.rules.wording.scheme
        return self.say(
            text(
                "%(period)s %(scheme)s %(kind)s", period=self.period.say(self.rules.language), scheme=scheme, kind=kind
            )
        )

    def headline(self, title: str) -> str:
        """Put the organisation before a title, where it is known."""
        if not self.organisation:
            return title
        return self.say(text("%(organisation)s: %(title)s", organisation=self.organisation, title=title))

    @property
    def period_line(self) -> str:
        """What stands on the left above the heads."""
        return self.say(text("Period: %(period)s", period=self.period.say(self.rules.language)))

    def notes(self, *messages: Text) -> list[str]:
        """Return what stands below a table: the notes, and the one that the criteria want on every sheet."""
        own = self.rules.criteria.note
        return [self.say(message) for message in messages] + ([own] if own else [])

    @property
    def signatures(self) -> tuple[str, ...]:
        """Who signs below a table."""
        return self.say(text("Assessed by:")), self.say(text("Checked by:")), self.say(text("Date:"))

    def cited(self, clause: str) -> str:
        """Cite a clause in a sentence, as people do."""
        return cited(clause, self.rules)

    def cited_briefly(self, clause: str) -> str | None:
        """Cite a clause in a cell; None where there is none."""
        return cited_briefly(clause, self.rules) if clause else None

    def clock(self, recorded_at: str) -> str:
        """Say a moment as people read it off the clock: in Chinese papers that of Beijing, else that of Greenwich."""
        moment = dt.datetime.fromisoformat(recorded_at)
        if self.rules.language != CHINESE:
            return f"{moment.astimezone(dt.UTC):%Y-%m-%d %H:%M} UTC"
        there = moment.astimezone(_BEIJING)
        return f"{there.year}年{there.month}月{there.day}日{there.hour}时{there:%M}分"

    def on_paper(self, sentence: str, *, briefly: bool = False) -> str:
        """Say it as paper does: clauses as people cite them, no keys, no periods in code, no dates with hyphens."""
        for question in self.rules.open_questions:
            sentence = sentence.replace(f"（{question.key}）", "").replace(f" ({question.key})", "")
        sentence = cited_within(sentence, self.rules, briefly=briefly)
        sentence = _PERIOD.sub(lambda found: Period.parse(found[0]).say(self.rules.language), sentence)
        if self.rules.language != CHINESE:
            return sentence
        return _DATE.sub(lambda found: f"{found[1]}年{int(found[2])}月{int(found[3])}日", sentence).replace("。 ", "。")

    def star(self, star: int | None) -> str | None:
        """Name a star as documents do; what a branch without one is called is the rule set's word or nothing."""
        return self.rules.levels.name(NO_STAR if star is None else star) or None

    def listed(self, names: Iterable[str]) -> str:
        """Join names; of very many, the first ones and their number."""
        every = list(dict.fromkeys(names))
        comma = self.say(text(", "))
        shown = comma.join(every[:SHOWN_BRANCHES])
        if len(every) <= SHOWN_BRANCHES:
            return shown
        return self.say(text("%(names)s and others, %(count)s in all", names=shown, count=len(every)))


class KnownOfBranches(Struct, frozen=True):
    """What is known of branches beside their review.

    `compared` has the period that a branch is compared with, where that is not the one before; `declared` the star that
    it has declared for the year of the review, and on which day.
    """

    compared: Mapping[str, Period] = field(default_factory=dict)
    declared: Mapping[str, tuple[int, dt.date]] = field(default_factory=dict)


class ReviewWording(SheetWording, frozen=True, eq=False, kw_only=True):
    """The words of the workbook of one recorded review."""

    review: Review
    known: KnownOfBranches = field(default_factory=KnownOfBranches)

    @property
    def summary_title(self) -> str:
        """The title of the ranking, also the name of the file: 2013年上半年星级党支部考核汇总表."""
        return self.title(text("assessment summary"))


def year_file_stem(words: SheetWording) -> str:
    """Return the name of a year's workbook without its ending: 2013年度星级党支部定星表."""
    return words.title(text("annual star setting"))


def review_words(
    review: Review, rules: RuleSet, organisation: str | None = None, known: KnownOfBranches | None = None
) -> ReviewWording:
    """Return the words of the workbook of a review."""
    return ReviewWording(rules, review.period, organisation, review=review, known=known or KnownOfBranches())
