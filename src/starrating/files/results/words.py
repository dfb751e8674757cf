"""The words that all sheets of a result workbook share."""

from collections.abc import Iterable
from dataclasses import dataclass

from starrating.i18n import Text, text
from starrating.model import NO_STAR, Review
from starrating.ruleset import RuleSet

SHOWN_BRANCHES = 30


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """What a workbook is about, and how its language says it."""

    review: Review
    rules: RuleSet
    organisation: str | None = None

    def say(self, message: Text) -> str:
        """Say a message in the language of the rule set."""
        return message.say(self.rules.language)

    @property
    def period(self) -> str:
        """The period as documents write it: 2013年上半年."""
        return self.review.period.say(self.rules.language)

    @property
    def summary_title(self) -> str:
        """The title of the ranking, also the name of the file: 2013年上半年星级党支部考核汇总表."""
        return self.title(text("assessment summary"))

    def title(self, kind: Text) -> str:
        """Return the title of a sheet without the organisation: period, scheme, kind."""
        scheme = self.rules.wording.scheme
        return self.say(text("%(period)s %(scheme)s %(kind)s", period=self.period, scheme=scheme, kind=kind))

    def headline(self, title: str) -> str:
        """Put the organisation before a title, where it is known."""
        if not self.organisation:
            return title
        return self.say(text("%(organisation)s: %(title)s", organisation=self.organisation, title=title))

    @property
    def period_line(self) -> str:
        """What stands on the left above the heads."""
        return self.say(text("Period: %(period)s", period=self.period))

    def notes(self, *messages: Text) -> list[str]:
        """Return what stands below a table: the notes, and the one that the criteria want on every sheet."""
        own = self.rules.criteria.note
        return [self.say(message) for message in messages] + ([own] if own else [])

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
