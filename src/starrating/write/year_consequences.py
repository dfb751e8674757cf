"""The sheets of what follows from the stars of a year: all consequences with their grounds, and who helps whom.

The sheets of plaques: who gets which, who collects, and which old ones are still to come back.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from starrating.i18n import Text, joined, text
from starrating.model import CHANGE_NAMES, NO_STAR, Period
from starrating.model.acts import PLAQUE_NAMES, Award, Consequence, PlannedAward
from starrating.model.branch_results import moves_by_branch
from starrating.model.sheets import PAIR_COLUMNS, of_subject
from starrating.procedure.consequences import nameless_note
from starrating.ruleset.consequences import ASSISTANCE, CONSEQUENCE_NAMES, WITHOUT_PROMOTION, penalty_words
from starrating.write.wording import ReviewWording, SheetWording
from starrating.write.xlsx.table import Column, Table
from starrating.write.year_tables import YearContext

_TERM_WIDTHS = (9, 9, 14, 14, 8, 9, 9)


def consequences_table(context: YearContext) -> Table:
    """Return a row for each consequence: whom it meets, by which clause, why, what it is, what it rests on."""
    say, drawn = context.say, context.consequences
    columns = [
        Column(say(text("No.")), np.arange(1, len(drawn) + 1), 6, "whole"),
        Column(context.rules.wording.subject, [consequence.branch for consequence in drawn], 14, "text", widest=20),
        Column(
            say(text("What follows")), [say(CONSEQUENCE_NAMES[consequence.id]) for consequence in drawn], 10, widest=12
        ),
        Column(say(text("Clause")), [context.cited_briefly(consequence.clause) for consequence in drawn], 8, widest=13),
        Column(say(text("Reason")), [say(consequence.because) for consequence in drawn], 20, "text", widest=38),
        Column(say(text("Measure")), [_measure(context, consequence) for consequence in drawn], 14, "text", widest=26),
        Column(say(text("Rests on")), [_rests(context, consequence) for consequence in drawn], 14, "text", widest=22),
        Column(say(text("Note")), [_note(context, consequence) for consequence in drawn], 8, "text", widest=16),
    ]
    note = text("Note: persons and their pay stand in the notice to personnel and finance alone.")
    return Table(
        say(text("What follows")),
        context.headline(context.title(text("what follows from the stars"))),
        context.period_line,
        "",
        columns,
        context.notes(note),
        np.array([consequence.id == WITHOUT_PROMOTION for consequence in drawn], dtype=np.bool_),
        signatures=context.signatures,
    )


def pairs_table(context: YearContext) -> Table:
    """Return who helps whom, with room for the office to fill in; the sheet is read back as it was edited."""
    say, pairs, language = context.say, context.drawn(ASSISTANCE), context.rules.language
    helped, helper, *terms, note = of_subject(PAIR_COLUMNS[language], context.rules.wording.subject)
    stars = dict(zip(context.review.ratings.scores.branch, context.review.ratings.star.tolist(), strict=True))
    edit = text("Change it here, then: starrating annual --year %(year)s --pairs", year=str(context.period))
    columns = [
        Column(say(text("No.")), np.arange(1, len(pairs) + 1), 6, "whole"),
        Column(helped.head, [pair.branch for pair in pairs], 14, "text", widest=20),
        Column(say(text("Star")), [context.star(stars[pair.branch]) for pair in pairs], 8, widest=12),
        Column(helper.head, [pair.helper or None for pair in pairs], 14, "text", widest=20, comment=say(edit)),
        *(
            Column(term.head, [getattr(pair.terms, term.name) or None for pair in pairs], width, "text", widest=20)
            for term, width in zip(terms, _TERM_WIDTHS, strict=True)
        ),
        Column(
            note.head,
            [pair.terms.note or (say(pair.note) if pair.note else None) for pair in pairs],
            8,
            "text",
            widest=14,
        ),
    ]
    order = text(
        "Note: proposed is the nearest with the highest star in the organisation's order, of another unit where one is "
        "free, and nobody twice before all have helped once."
    )
    return Table(
        say(text("Pairs")),
        context.headline(context.title(text("pairs for assistance"))),
        context.period_line,
        "",
        columns,
        context.notes(order),
        signatures=context.signatures,
    )


def _measure(context: YearContext, consequence: Consequence) -> str | None:
    rule = context.rules.consequences
    if consequence.id == WITHOUT_PROMOTION and rule.without_promotion:
        return context.say(joined(list(penalty_words(rule.without_promotion)), text("; ")))
    if consequence.id == ASSISTANCE:
        return context.say(text("helped by %(helper)s", helper=consequence.helper)) if consequence.helper else None
    return rule.nomination.honour if rule.nomination else None


def _note(context: YearContext, consequence: Consequence) -> str | None:
    note = nameless_note(consequence)
    return context.say(note) if note else None


def _rests(context: YearContext, consequence: Consequence) -> str:
    rests: list[Text] = [
        text(
            "%(period)s version %(version)s: %(star)s",
            period=Period.parse(period).say(context.rules.language),
            version=version,
            star=context.star(star) or "—",
        )
        for period, version, star in consequence.rests_on
    ]
    return context.say(joined(rests, text("; ")))


class DuePlaque(NamedTuple):
    """A plaque that is to come back: of whom, which star, of which year."""

    branch: str
    star: int
    period: Period


def plaques_table(words: ReviewWording, award: Award | PlannedAward) -> Table:
    """Return the list for the ceremony: the star, that of the old plaque, what becomes of the plaque, room to sign.

    The change is that of the star, whatever hung on the wall.

    A branch whose plaque stays where it is is not on it.
    """
    say, rows = words.say, [plaque for plaque in award.changes if plaque.act != "unchanged"]
    moves = moves_by_branch(words.review.ratings)
    moved = [moves.get(plaque.rated_as or plaque.branch) for plaque in rows]
    notes = [words.on_paper(say(plaque.note)) if plaque.note else None for plaque in rows]
    columns = [
        Column(say(text("No.")), np.arange(1, len(rows) + 1), 6, "whole"),
        Column(words.rules.wording.subject, [plaque.branch for plaque in rows], 14, "text", widest=22),
        Column(say(text("Star")), [_star(words, plaque.after) for plaque in rows], 8, widest=12, bold=True),
        Column(say(text("Star of the old plaque")), [_star(words, plaque.before) for plaque in rows], 8, widest=12),
        Column(say(text("Change")), [say(CHANGE_NAMES[each]) if each else None for each in moved], 8, widest=12),
        Column(say(text("Plaque")), [say(PLAQUE_NAMES[plaque.act]) for plaque in rows], 8, widest=12),
        Column(say(text("Collected by")), [plaque.collector or None for plaque in rows], 8, widest=12),
        Column(say(text("Signature")), [None] * len(rows), 11),
        Column(say(text("Note")), notes, 9, "text", widest=16),
    ]
    named, none = _fields(words, award), [] if rows else [text("No plaque is made, changed or withdrawn.")]
    if isinstance(award, PlannedAward):
        note = text("Note: to be awarded on %(day)s by the result of %(period)s, version %(version)s.", **named)
    else:
        note = text("Note: awarded on %(day)s by the result of %(period)s, version %(version)s.", **named)
    return Table(
        say(text("Plaques")),
        words.headline(words.title(text("list of plaques"))),
        words.period_line,
        "",
        columns,
        words.notes(*none, note, text("Old plaques are handed back when the new one is collected.")),
        signatures=words.signatures,
    )


def due_table(words: SheetWording, due: Sequence[DuePlaque]) -> Table:
    """Return the old plaques that are still to come back."""
    say = words.say
    columns = [
        Column(say(text("No.")), np.arange(1, len(due) + 1), 6, "whole"),
        Column(words.rules.wording.subject, [plaque.branch for plaque in due], 16, "text", widest=22),
        Column(say(text("Star of the old plaque")), [_star(words, plaque.star) for plaque in due], 12),
        Column(say(text("Awarded for")), [plaque.period.say(words.rules.language) for plaque in due], 12),
        Column(say(text("Handed back on")), [None] * len(due), 16),
        Column(say(text("Note")), [None] * len(due), 16),
    ]
    return Table(
        say(text("To be returned")),
        words.headline(words.title(text("old plaques to be returned"))),
        words.period_line,
        "",
        columns,
        words.notes(),
    )


def _star(words: SheetWording, star: int) -> str | None:
    return None if star == NO_STAR else words.star(star)


def _fields(words: SheetWording, award: Award | PlannedAward) -> dict[str, object]:
    period = award.period.say(words.rules.language)
    return {"day": words.on_paper(award.day.isoformat()), "period": period, "version": award.version}
