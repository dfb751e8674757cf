"""Acts of the office around reviews, for the state machine: targets, forms, days, postings, findings, plaques."""

import datetime as dt
import re
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from procedure_model import Case, OfficeRecords
from starrating.commands import announce, award, declare
from starrating.commands.collect import CollectResult, record_forms
from starrating.commands.rectify import add_finding, update_finding
from starrating.commands.shared import preparation
from starrating.documents import output
from starrating.errors import CellRef
from starrating.ledger import open_ledger
from starrating.model import Period
from starrating.model.acts import Finding, Progress
from starrating.model.preparation_acts import Declaration, ReviewSchedule, TargetsDeclared
from starrating.procedure.declarations import declarations_of
from starrating.procedure.plaques import not_returned
from starrating.procedure.preparation import schedule_of
from starrating.procedure.rectification import rectifications

HALVES = [Period(year, half) for year in (2013, 2014) for half in ("H1", "H2")]
YEARS = [Period(2013), Period(2014)]
NOBODY = "戊党支部"
OFFICE_ACTS = (
    *("declare", "post", "schedule", "forms", "remind", "circular", "correct days", "plan", "award notice"),
    *("give back", "find", "find major", "mend"),
)
halves, years = st.sampled_from(HALVES), st.sampled_from(YEARS)


class OfficeActs:
    """What the office does beside assessing, deciding and publishing."""

    cases: dict[Period, Case]
    office: OfficeRecords

    @rule(year=years, at=st.integers(0, 4), star=st.sampled_from([4, 5]))
    def declare(self, year: Period, at: int, star: int) -> None:
        """Record the target of a branch for a year, one time in five of a branch that there is not."""
        known = sorted(self.in_use()) or [*self.names]
        branch = [*known, *[NOBODY] * 5][at]
        row = Declaration(branch, star), CellRef("targets.xlsx", "Sheet1", "A2")
        declare.read_declarations = lambda *_: ([row], [])

        case, known_so = self.cases[year], self.office.declared.get(year.year, {}).get(branch) == star

        def then(_: object) -> None:
            self.office.declared.setdefault(year.year, {})[branch] = star

        self.act(
            "declare",
            lambda: declare.declare(self.workspace, Path("targets.xlsx"), year, self.today, self.moment),
            then,
            may=(not self.in_use() or branch in self.in_use()) and (not case.decided or bool(case.due) or known_so),
        )

    @rule(half=halves, days=st.integers(1, 30))
    def schedule(self, half: Period, days: int) -> None:
        """Say by when forms are due, by the opening notice."""
        by = self.today + dt.timedelta(days)
        wanted = announce.AnnounceRequest(half, ["md"], "opening", schedule=ReviewSchedule(half, self.today, by))
        self.act(
            "schedule",
            lambda: announce.announce(self.workspace, wanted, self.moment),
            lambda _: self.office.forms_by.update({half: by}),
            may=not self.cases[half].decided,
        )

    @precondition(lambda self: self.in_use())
    @rule(half=halves, at=st.integers(0, 3))
    def forms(self, half: Period, at: int) -> None:
        """Take the form of a branch."""
        came = sorted(self.in_use())[at % len(self.in_use())]
        done = CollectResult(half, Path("forms.xlsx"), (came,), (), ())
        self.act(
            "forms",
            lambda: record_forms(self.workspace, done, self.moment),
            lambda _: self.office.forms.setdefault(half, set()).add(came),
            may=True,
        )

    @rule(half=halves)
    def remind(self, half: Period) -> None:
        """Remind of what is outstanding, before a decision."""
        case, at = self.cases[half], HALVES.index(half)
        if any(self.cases[later].recorded for later in HALVES[at + 1 :]):
            return
        if not case.recorded and not any(self.cases[each].recorded for each in HALVES[:at]):
            return
        came = self.office.forms.get(half, set())
        asked = half in self.office.forms_by or came
        forms = set(self.names_in(half)) - came if asked and not case.recorded else set()
        opinions = {"纪检", "生产经营", "安全", "技术", "治保"} if case.recorded and not case.answers else set()

        def then(_: object) -> None:
            with open_ledger(self.workspace.ledger) as ledger:
                owed = preparation.owed(self.workspace, ledger, self.rules, half)
            assert {each.who for each in owed} == forms | opinions
            assert {each.due for each in owed if each.owed == "form"} <= {self.office.forms_by.get(half)}

        wanted = announce.AnnounceRequest(half, ["md"], "reminder")
        self.act(
            "remind",
            lambda: announce.announce(self.workspace, wanted, self.moment),
            then,
            may=not case.decided and bool(forms | opinions),
        )

    @precondition(lambda self: any(case.recorded for case in self.cases.values()))
    @rule(at=st.integers(0, 5), place=st.sampled_from(["网站", "公开栏"]), noticed=st.sampled_from([True, True, False]))
    def post(self, at: int, place: str, *, noticed: bool) -> None:
        """Record where a notice hangs."""
        period = self.some_period(at, noticed=noticed)
        case = self.cases[period]
        self.act(
            "post",
            lambda: announce.post(self.workspace, period, [place], self.today, self.moment),
            lambda _: case.posted.add(place),
            may=case.noticed and self.today >= self.begins[period],
        )

    @precondition(lambda self: any(case.recorded for case in self.cases.values()))
    @rule(at=st.integers(0, 5), noticed=st.sampled_from([True, True, False]))
    def circular(self, at: int, *, noticed: bool) -> None:
        """Write the circular; it says where the notice hung, and of objections what is so."""
        period = self.some_period(at, noticed=noticed)
        case = self.cases[period]
        over = case.noticed and self.today > case.last_day
        objected = sum(each == period for each in self.objections.values())
        written = []
        output.RENDERED["md"] = lambda made, *_: written.append(output.markdown(made)) or b""

        def then(done: announce.AnnounceResult) -> None:
            assert (done.draft is None) == over
            [said] = written
            for place in ("网站", "公开栏"):
                hung = place in case.posted_before or (over and place in case.posted)
                assert (place in said) == hung, (place, said)
            told = sum(int(count) for count in re.findall(r"(?:收到异议|对收到的)(\d+)件", said))  # each notice its own
            assert told == objected if over else told <= objected, (objected, said)
            assert "公示期间未收到异议" in said or objected or not over, said

        wanted = announce.AnnounceRequest(period, ["md"], "circular", day=self.today, document="党办〔2015〕1号")
        self.act(
            "circular",
            lambda: announce.announce(self.workspace, wanted, self.moment),
            then,
            may=case.recorded and case.settled and self.is_current(period) and self.looks_back_at_settled(period),
        )
        output.RENDERED["md"] = lambda *_: b""

    @precondition(lambda self: any(case.noticed for case in self.cases.values()))
    @rule(at=st.integers(0, 5), noticed=st.sampled_from([True, True, False]))
    def correct_days(self, at: int, *, noticed: bool) -> None:
        """Correct the days of a notice: it was posted today only."""
        period = self.some_period(at, noticed=noticed)
        case = self.cases[period]
        if case.noticed:  # not before it has begun: on a day off it would begin on the same day as before
            self.today = max(self.today, self.begins[period] + dt.timedelta(days=int(noticed)))
        first = self.today
        wanted = announce.AnnounceRequest(period, ["md"], first=first, correct_days="今日才张贴")

        def then(done: announce.AnnounceResult) -> None:
            case.last_day, self.begins[period] = done.notice.last, done.notice.day

        self.act(
            "correct days",
            lambda: announce.announce(self.workspace, wanted, self.moment),
            then,
            may=case.noticed and not case.awarded and first != self.begins[period] and first >= case.decided_on,
        )

    def may_award(self, year: Period, day: dt.date) -> bool:
        """Tell whether plaques may be handed over on a day, by the notice that is over then without objection."""
        case = self.cases[year]
        published = case.settled and case.last_day is not None and day > case.last_day
        later = any(each > year for each in self.awarded_once)
        told = not any(self.cases[half].owes_correction for half in self.halves_of(year))
        return published and told and self.is_current(year) and self.looks_back_at_settled(year) and not later

    def looks_back_at_settled(self, period: Period) -> bool:
        """Tell whether no recorded year before a year is open: what is told of it looks back at them."""
        before = [self.cases[each] for each in YEARS if each < period and period in YEARS]
        return all(case.settled or not case.recorded for case in before)

    @rule(year=years, days=st.integers(0, 9))
    def plan(self, year: Period, days: int) -> None:
        """Plan the ceremony of a year."""
        case, day = self.cases[year], self.today + dt.timedelta(days)
        self.act(
            "plan",
            lambda: award.plan(self.workspace, year, day, "礼堂", self.moment),
            lambda _: setattr(case, "planned", day),
            may=not case.awarded and self.may_award(year, day),
        )

    @rule(year=years)
    def award_notice(self, year: Period) -> None:
        """Write the notice of a ceremony that is planned, or was held."""
        case = self.cases[year]
        over = case.settled and case.noticed and self.today > case.last_day
        wanted = announce.AnnounceRequest(year, ["md"], "award")
        self.act(
            "award notice",
            lambda: announce.announce(self.workspace, wanted, self.moment),
            may=bool(
                over and self.is_current(year) and (case.awarded or (case.planned and self.may_award(year, self.today)))
            ),
        )

    @precondition(lambda self: self.awarded_once)
    @rule(at=st.integers(0, 5), owing=st.sampled_from([True, True, True, False]))
    def give_back(self, at: int, *, owing: bool) -> None:
        """Take back an old plaque, mostly of a branch that owes one."""
        owed = [branch for branch, _ in self.office.owed]
        branch = owed[at % len(owed)] if owing and owed else self.names[at % len(self.names)]

        def then(_: object) -> None:
            self.office.owed.remove(next(each for each in self.office.owed if each[0] == branch))

        self.act(
            "give back",
            lambda: award.take_back(self.workspace, [branch], self.today, self.moment),
            then,
            may=branch in owed,
        )

    @precondition(lambda self: self.in_use())
    @rule(at=st.integers(0, 4), major=st.booleans(), meeting=st.sampled_from(["支委会", "支委会", ""]))
    def find(self, at: int, meeting: str, *, major: bool) -> None:
        """Enter what was found between two reviews; a major one needs the meeting that looked into it."""
        branch = [*sorted(self.in_use()), *[NOBODY] * 5][at]
        found = Finding(
            0, branch, "记录不全", "抽查", responsible="支委", due="2015-06-30", major=major, meeting=meeting
        )
        self.act(
            "find major" if major else "find",
            lambda: add_finding(self.workspace, found, self.today, self.moment),
            lambda _: self.office.findings.append("未启动"),
            may=branch in self.in_use() and bool(meeting or not major),
        )

    @precondition(lambda self: self.office.findings)
    @rule(number=st.integers(1, 3), status=st.sampled_from(["进行中", "进行中", "已完成", "差不多"]))
    def mend(self, number: int, status: str) -> None:
        """Record how far a finding has come."""
        said = Progress(self.today, number, status)

        def then(_: object) -> None:
            self.office.findings[number - 1] = status

        self.act(
            "mend",
            lambda: update_finding(self.workspace, said, self.moment),
            then,
            may=number <= len(self.office.findings) and status != "差不多",
        )

    # --- the company

    def some_period(self, at: int, *, noticed: bool) -> Period:
        """Choose a period, mostly one that is on notice or was."""
        every = [*HALVES, *YEARS]
        among = [period for period in every if self.cases[period].noticed] if noticed else every
        return (among or every)[at % len(among or every)]

    def in_use(self) -> set[str]:
        """Return the names that branches have now: those ever rated or founded, without those given up."""
        rated = {branch for case in self.cases.values() for branch in case.result[0]}
        taken = {name for change in self.changes for name in change.after}
        return (rated | taken) - {name for each in self.changes for name in each.before if name not in each.after}

    def merged(self) -> set[str]:
        """Return the branches that came out of a merger: what they have from before is not the model's to say."""
        came = {name for change in self.changes if change.kind == "merged" for name in change.after}
        return came | {new for old, new in self.renamings().items() if old in came}  # by whichever name

    def the_office_says_so(self, acts, lineage, names) -> None:
        """Compare what the office keeps with the ledger."""
        renamed = self.renamings()
        for year in YEARS:
            declared = [act for act in acts if isinstance(act, TargetsDeclared) and act.period == year]
            told = {name: each.declaration.target for name, each in declarations_of(declared, lineage, names).items()}
            known = self.in_use() - self.merged()
            mine = self.office.declared.get(year.year, {})
            assert {name: told.get(name) for name in known} == {name: mine.get(name) for name in known}
        for half in HALVES:
            fixed = schedule_of(half, acts)
            assert (fixed.forms_by if fixed else None) == self.office.forms_by.get(half)
        assert [each.finding.status for each in rectifications(acts, lineage, names)] == self.office.findings
        owed = sorted((renamed.get(each.branch, each.branch), each.star) for each in not_returned(acts, lineage))
        assert owed == sorted(self.office.owed)
