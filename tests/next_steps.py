"""The next steps that the program prints, typed: what each leaves to its user is filled in as a person would.

A step may say only in part what is to be typed: a date, a number, a reason, a workbook. Of each the few values are
tried that a person would think of who reads the message; the clock goes on to the day that is typed.
"""

import datetime as dt
import re
import shlex
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice, product
from pathlib import Path
from typing import Any

from commands import run
from starrating.cli.command_table import COMMANDS, RECORDING
from starrating.cli.shared.asking import lacking, without_value
from starrating.cli.shared.groups import Command, LazyCommand
from starrating.commands.status import status
from starrating.model import Period
from starrating.procedure.review_state import status_notes
from starrating.workspace import open_workspace

NEXT_STEP = re.compile(r"starrating [a-z]+(?: [^\s,;()\"“”，。；：（）、]+)*")
DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
FIRST = re.compile("(?:Do first|请先执行)[:：].*")
HOPS = 3
WORDS = {
    "NO": ["党发〔2015〕9号"],
    "NAME": ["新名党支部"],
    "SOURCE": ["抽查"],
    "N": ["1", "2"],
    "YEAR": ["2013", "2014"],
    "PERIOD": ["2013H1", "2013H2", "2013", "2014H1"],
}
"""What a person would write for a value of a command."""
MOST = 32
"""How many ways of filling in one step are tried."""


class Clock(dt.datetime):
    """The clock of the office; it stands still until it is put on."""

    day = dt.date(2013, 7, 1)
    looks = 0

    @classmethod
    def now(cls, tz: dt.tzinfo | None = None) -> "Clock":
        """Return a moment of the day, later at each look."""
        cls.looks += 1
        moment = dt.datetime.combine(cls.day, dt.time(8)) + dt.timedelta(seconds=cls.looks)
        return cls(moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second, tzinfo=tz)


@dataclass(repr=False)
class Done:
    """What came of a call: whether it was accepted, and what it printed."""

    call: tuple[str, ...]
    accepted: bool
    said: str

    def __repr__(self) -> str:
        return f"\n{'accepted' if self.accepted else 'refused'}: {shlex.join(self.call)}\n{self.said}"


@dataclass(repr=False)
class Steps:
    """A folder in which steps are typed; `books` returns the workbooks that a person could hand in for an argument."""

    folder: Path
    books: Callable[[str, Sequence[str]], Sequence[str]]
    commands: dict[str, Command] = field(
        default_factory=lambda: {row.name: LazyCommand(row, None).load() for row in COMMANDS}
    )

    def type(self, *call: str, on: dt.date | None = None) -> Done:
        """Type a call on a day."""
        Clock.day = max(Clock.day, on or Clock.day)
        done = run(self.folder, *call)
        return Done(call, done.exit_code == 0, done.output)

    def status_steps(self) -> set[str]:
        """Return what `status` says comes next."""
        found = status(open_workspace(self.folder), None, Clock.day)
        words = [each.next_command or "" for each in found]
        words += [str(note) for each in found for note in status_notes(each)]
        return {step for each in words for step in printed(each)}

    @contextmanager
    def copied(self) -> Iterator["Steps"]:
        """Give a copy of the folder, in which nothing that is done stays; nor do the days that go by."""
        copy, day = self.folder.with_name(f"{self.folder.name}-copy"), Clock.day
        shutil.copytree(self.folder, copy)
        try:
            yield Steps(copy, self.books, self.commands)
        finally:
            Clock.day = day
            shutil.rmtree(copy)

    def in_vain(self, said: str, steps: set[str]) -> Iterator[tuple[str, list[Done]]]:
        """Yield each step of a message that leads nowhere, with what came of it."""
        for step in sorted(steps):
            with self.copied() as there:
                tried = list(there.followed(step, said))
            if not tried[-1].accepted:
                yield step, tried

    def circle(self, refused: Done) -> list[Done]:
        """Do first what a refusal says to do first, until the call is accepted or nothing is to be done first any more.

        Where the same would have to be done twice, it helps nothing: what was done is returned.
        """
        with self.copied() as there:
            done, before = [refused], set()
            while not done[-1].accepted and (steps := printed("\n".join(FIRST.findall(done[-1].said)))):
                first = list(there.followed(min(steps), done[-1].said))[-1]
                if (done[-1].said, first.call) in before:
                    return [*done, first]
                before.add((done[-1].said, first.call))
                today = (Clock.day.isoformat() if DAY.fullmatch(word) else word for word in refused.call)
                done += [first, there.type(*today)]
        return []

    def followed(self, step: str, said: str, hops: int = HOPS) -> Iterator[Done]:
        """Type a step; where it is refused in all ways, the steps of its refusals, until one is accepted."""
        refused: list[Done] = []
        for call, day in islice(self.filled(step, said), MOST):
            before = Clock.day
            done = self.type(*call, on=day)
            if done.accepted:
                yield done
                return
            Clock.day = before
            refused.append(done)
        yield from refused
        if hops == 1:
            return
        for done in refused:
            for after in sorted(printed(done.said) - {step}):
                tried = list(self.followed(after, done.said, hops - 1))
                yield from tried
                if tried and tried[-1].accepted:
                    return

    def filled(self, step: str, said: str) -> Iterator[tuple[tuple[str, ...], dt.date]]:
        """Return the calls that a person would make of a step, each with the day on which it is typed."""
        words = shlex.split(step)[1:]
        name = next((name for name in (" ".join(words[:2]), words[0]) if name in self.commands), None)
        if name is None:  # a group alone, or its help
            yield tuple(words), Clock.day
            return
        command, rest = self.commands[name], words[len(name.split()) :]
        context = command.make_context(name, [], resilient_parsing=True)
        typed, bare = without_value(context, rest)
        records = name in RECORDING and not {"--list", "--planned"} & set(rest)
        lacks = [] if "--help" in rest else lacking(context, typed, records=records)
        lacks = [each for each in lacks if each not in bare]
        days = self.days(f"{said} {step}")
        blanks = [*bare, *lacks]
        if not any(each.metavar == "DATE" for each in blanks):
            days = days[:1]
        for day in days:
            choices = [self.values(name, each, day, rest) for each in blanks]
            for values in product(*choices):
                made = [word for each, value in zip(blanks, values, strict=True) for word in as_typed(each, value)]
                extra = ["--format", "md"] if name == "announce" and "--format" not in rest else []
                yield (*name.split(), *typed, *made, *extra), day

    def days(self, said: str) -> list[dt.date]:
        """Return the days that a message leads to: today, those that it names, and the days after them."""
        named = [dt.date.fromisoformat(each) for each in DAY.findall(said)]
        named += [day + dt.timedelta(1) for day in named]
        named += [Period.parse(each).first_day for each in re.findall(r"\b20\d\dH[12]\b", said)]
        return [Clock.day, *sorted({day for day in named if day != Clock.day})]

    def values(self, name: str, parameter: Any, day: dt.date, rest: Sequence[str]) -> Sequence[str]:
        """Return what a person would write for a parameter."""
        metavar = str(parameter.metavar or "").strip("[].")
        if getattr(parameter, "is_flag", False):
            return [parameter.opts[-1], *parameter.secondary_opts]
        if metavar == "DATE":
            return [day.isoformat()]
        if metavar in {"FILE", "BRANCH"}:
            return self.books("branch" if metavar == "BRANCH" else name, rest)
        if metavar == "BRANCH=STAR":
            return [f"{branch}={star}" for branch in self.books("branch", rest) for star in (4, 5)]
        return WORDS.get(metavar, ["情况属实"])


def as_typed(parameter: Any, value: str) -> list[str]:
    """Write a value for a parameter as it is typed."""
    if parameter.param_type_name != "option":
        return [value]
    return [value] if getattr(parameter, "is_flag", False) else [max(parameter.opts, key=len), value]


def printed(said: str) -> set[str]:
    """Return the commands that a message prints."""
    return {found.rstrip(".,:") for found in NEXT_STEP.findall(said)}
