"""The roster: its aliases are the only way by which one name stands for another, and it says who must be there."""

from collections.abc import Collection, Iterator, Mapping

from msgspec.structs import replace

from starrating.errors import CellRef, Problem, as_typed
from starrating.i18n import listed, text
from starrating.model import Inputs, Period, aliases_of
from starrating.model.acts import UnitChange
from starrating.rating.similar_names import likely, normal_forms
from starrating.ruleset import RuleSet


def by_roster_names(
    inputs: Inputs, recorded: Mapping[str, str] | None = None, absent: Collection[str] = ()
) -> tuple[Inputs, list[Problem]]:
    """Replace aliases by the names that the roster gives them, else by those that are recorded.

    Each alias in the scores or in the incidents gets a notice. Scores of branches that are `absent` are nobody else's;
    what happened in a branch that was merged is of the one that took it in.
    """
    rostered = aliases_of(inputs.roster)
    names = {**(recorded or {}), **rostered}
    if not names:
        return inputs, []
    table = inputs.scores
    of_scores = {alias: name for alias, name in names.items() if alias in rostered or alias not in absent}
    notices = [
        _renamed(branch, of_scores[branch], table.place(row), by_roster=branch in rostered)
        for row, branch in enumerate(table.branch)
        if branch in of_scores
    ]
    notices += [
        _renamed(incident.branch, names[incident.branch], incident.place(), by_roster=incident.branch in rostered)
        for incident in inputs.incidents
        if incident.branch in names
    ]
    scores = replace(table, branch=[of_scores.get(branch, branch) for branch in table.branch])
    incidents = tuple(
        replace(incident, branch=names.get(incident.branch, incident.branch)) for incident in inputs.incidents
    )
    opinions = tuple(
        {**opinion, "branch": names.get(opinion["branch"], opinion["branch"])} for opinion in inputs.opinions
    )
    return replace(inputs, scores=scores, incidents=incidents, opinions=opinions), notices


def agrees_with_roster(inputs: Inputs, _: RuleSet) -> Iterator[Problem]:
    """See that every branch of the roster has scores, and that every scored branch is on the roster."""
    if not inputs.roster:
        return
    rostered, scored = [entry.branch for entry in inputs.roster], set(inputs.scores.branch)
    for branch in rostered:
        if branch not in scored:
            message = text("%(branch)s is on the roster but has no scores.", branch=branch)
            hint = text("Add its row to the score sheet, or take it off the roster.")
            yield Problem("error", "branch-missing", None, message, hint)
    known = set(rostered)
    for row, branch in enumerate(inputs.scores.branch):
        if branch not in known:
            near = likely(branch, rostered)
            message = text("%(branch)s is not on the roster.", branch=branch)
            hint = text("Nearest names: %(names)s. Add an alias to the roster if it is the same.", names=listed(near))
            yield Problem("error", "not-on-roster", inputs.scores.place(row), message, hint)


def compared_with_last(inputs: Inputs, last: Collection[str], absent: Collection[str] = ()) -> Iterator[Problem]:
    """Name branches that were rated the last time and are not now, and new ones; a roster says so by itself.

    One that is missing while its name with other blanks is there would lose its stars: that is refused, roster or none.
    Of those that are `absent`, or have ended within the period, more is said elsewhere.
    """
    now = dict.fromkeys(inputs.scores.branch)
    gone = [branch for branch in last if branch not in now]
    respaced = _by_blanks(inputs, gone, {*last, *absent})
    for row, branch in respaced.items():
        yield _respaced(inputs.scores.branch[row], branch, inputs.scores.place(row))
    if inputs.roster or not last:
        return
    for branch in [branch for branch in gone if branch not in respaced.values()]:
        message = text("%(branch)s was rated in the period before, and is not in these workbooks.", branch=branch)
        hint = text("Add its row; if it was renamed, merged or closed, record that first: starrating roster --help")
        yield Problem("warning", "branch-gone", None, message, hint)
    before = {*last, *absent}
    for row, branch in enumerate(inputs.scores.branch):
        if branch not in before and row not in respaced:
            message = text("%(branch)s was not rated in the period before.", branch=branch)
            near = likely(branch, gone)
            renamed = f"starrating roster rename {as_typed(near[0])} {as_typed(branch)} --date" if near else ""
            hint = text("If it is %(names)s under another name: %(rename)s", names=listed(near), rename=renamed)
            place = inputs.scores.place(row)
            yield Problem("notice", "branch-first-rated", place, message, hint if near else None)


def _by_blanks(inputs: Inputs, gone: Collection[str], before: Collection[str]) -> dict[int, str]:
    """Find the rows of new branches whose name is that of one that is gone but for its blanks, with that one."""
    names = {"".join(branch.split()): branch for branch in gone}
    rows = enumerate(inputs.scores.branch) if names else ()
    return {
        row: names[plain]
        for row, branch in rows
        if branch not in before and (plain := "".join(branch.split())) in names
    }


def _respaced(branch: str, before: str, place: CellRef) -> Problem:
    message = text(
        "“%(branch)s” is “%(before)s” of the period before but for its blanks; as another branch it would lose its "
        "stars.",
        branch=branch,
        before=before,
    )
    named = [as_typed(before), as_typed(branch)]
    hint = text(
        "Correct the cell; if it is called so now: %(rename)s; if it is another one, and the first is "
        "no more: %(close)s",
        rename=f"starrating roster rename {' '.join(named)} --date",
        close=f"starrating roster close {named[0]} --date",
    )
    return Problem("error", "branch-gone", place, message, hint)


def none_is_absent(inputs: Inputs, absent: Mapping[str, UnitChange]) -> Iterator[Problem]:
    """Refuse branches that are none in the period; `absent` has the changes that say so."""
    assert inputs.period is not None
    for row, branch in enumerate(inputs.scores.branch):
        if branch in absent:
            yield _absent(branch, absent[branch], inputs.period, inputs.scores.place(row))


def ended_are_named(inputs: Inputs, ended: Mapping[str, UnitChange]) -> Iterator[Problem]:
    """Name the branches that are rated although they were closed or divided within the period; `ended` says when."""
    for row, branch in enumerate(inputs.scores.branch):
        if branch in ended:
            day = ended[branch].day.isoformat()
            message = text(
                "%(branch)s was closed or divided on %(day)s, within this period, and is rated.", branch=branch, day=day
            )
            hint = text("If it is not to have a star any more, leave out its row.")
            yield Problem("notice", "branch-ended-within", inputs.scores.place(row), message, hint)


def _absent(branch: str, change: UnitChange, period: Period, place: CellRef) -> Problem:
    fields = {"branch": branch, "day": change.day.isoformat(), "others": listed(change.after)}
    if change.day > period.last_day:
        message = text("%(branch)s is a branch from %(day)s on only, after this period.", **fields)
        hint = text("Leave out its row, or look the day up: starrating roster list")
        return Problem("error", "branch-not-yet", place, message, hint)
    if change.kind == "closed":
        message = text("%(branch)s was closed on %(day)s, before this period.", **fields)
        hint = text("Leave out its row; if there is such a branch again, record that first: starrating roster new")
        return Problem("error", "branch-closed", place, message, hint)
    if change.kind == "split":
        message = text("%(branch)s was divided into %(others)s on %(day)s, before this period.", **fields)
    else:
        message = text("%(branch)s was merged into %(others)s on %(day)s.", **fields)
    hint = text("Leave out its row: %(others)s is rated in its place.", others=fields["others"])
    return Problem("error", "branch-merged", place, message, hint)


def names_are_told_apart(inputs: Inputs, _: RuleSet) -> Iterator[Problem]:
    """Warn of branches that may be one, written in two ways; with a roster, nobody can be on it by mistake."""
    branches = list(inputs.scores.branch)
    if inputs.roster:
        return
    forms = normal_forms(branches)
    if len(set(forms)) == len(set(branches)):
        return
    first: dict[str, int] = {}
    for row, form in enumerate(forms):
        other = branches[first.setdefault(form, row)]
        if other != branches[row]:
            message = text(
                "%(branch)s may be the same branch as %(other)s in %(place)s; both are rated.",
                branch=branches[row],
                other=other,
                place=inputs.scores.place(first[form]),
            )
            hint = text("If they are one, delete one of the rows; if not, a sheet roster that lists both says so.")
            yield Problem("warning", "names-alike", inputs.scores.place(row), message, hint)


def _renamed(alias: str, branch: str, place: CellRef, *, by_roster: bool) -> Problem:
    if by_roster:
        message = text("%(alias)s was read as %(branch)s, by the roster's aliases.", alias=alias, branch=branch)
    else:
        message = text("%(alias)s was read as %(branch)s, by a name that is recorded.", alias=alias, branch=branch)
    return Problem("notice", "alias", place, message)
