"""The walk: a company of 24 branches through four reviews and two years, by commands only, day by day.

`walk.txt` has what the clerk types. The clock is that of the walk, so that notices run and end, and deadlines pass, as
they did for the clerk.
"""

import datetime as dt
import json
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from walk_company import HERE, write_workbooks

from commands import data, run
from starrating.cli.shared import options

SETTINGS = """
organisation = "星光公司"
committee = "中共星光公司委员会"
section = "组织科"
ledger = "{ledger}"
"""


@dataclass
class Walked:
    """What came of the walk.

    `told` has what acts said with --json; `refused` every act out of order with the right command that it should name,
    what it said, and the command that was typed next; `stages` each change of a period's stage, as `day period stage`;
    `unsound` the acts after which the ledger no longer verified; `printed` all that the acts and refusals said.
    """

    folder: Path
    told: dict[str, Any] = field(default_factory=dict)
    refused: list[tuple[str, str, str, str]] = field(default_factory=list)
    stages: list[str] = field(default_factory=list)
    unsound: list[str] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)

    def ask(self, *words: str) -> Any:
        """Return what a command says with --json."""
        return data(self.folder, *words)


class Clock(dt.datetime):
    """The clock on the clerk's desk: each look at it is a minute later."""

    looks: "Clock"

    @classmethod
    def now(cls, tz: dt.tzinfo | None = None) -> "Clock":
        """Return the moment of the walk."""
        cls.looks += dt.timedelta(minutes=1)
        return cls.looks.replace(tzinfo=tz)


def walk(walked: Walked) -> None:
    """Type the commands of the walk; after each, see where the periods stand and that the ledger verifies."""
    lines = [line for line in (HERE / "walk.txt").read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if line.startswith("@"):
            Clock.looks = Clock.fromisoformat(f"{line[1:]}T08:00")
            see_stages(walked, line[1:])
        elif line.startswith("✗ "):
            act, right = line[2:].split(" → ")
            walked.refused.append((act, right, refusal(walked.folder, act), following))
            walked.printed.append(walked.refused[-1][2])
        else:
            name, equals, act = line.rpartition(" = ")
            said = succeeded(walked, act, *(["--json"] if equals else []))
            if equals:
                walked.told[name] = json.loads(said)
            see_stages(walked, Clock.looks.date().isoformat())
            if not is_sound(walked.folder):
                walked.unsound.append(act)


def succeeded(walked: Walked, act: str, *more: str) -> str:
    """Type a command that must succeed; return what it printed."""
    done = run(walked.folder, *shlex.split(act), *more)
    assert done.exit_code == 0, (act, done.output)
    walked.printed.append(done.output)
    return done.stdout


def refusal(folder: Path, act: str) -> str:
    """Type a command that the procedure must refuse and that must record nothing; return the refusal on one line."""
    before = recorded(folder)
    done = run(folder, *shlex.split(act))
    assert (done.exit_code, recorded(folder)) == (3, before), (act, done.output)
    return " ".join(done.stderr.split())


def recorded(folder: Path) -> tuple[int, int]:
    """Count the results and the acts in the ledger."""
    history = json.loads(run(folder, "history", "--json").stdout)
    return len(history["versions"]), len(history["acts"])


def is_sound(folder: Path) -> bool:
    """Tell whether everything is as recorded, and every result the same when computed again."""
    found = json.loads(run(folder, "verify", "--json").stdout)
    return found["sound"] and all(each["outcome"] == "same" for each in found["versions"])


def see_stages(walked: Walked, day: str) -> None:
    """Note the stage of each period where it has changed, and what is recommended."""
    walked.printed.append(run(walked.folder, "status").output)
    last = {line.split()[1]: line.split()[2] for line in walked.stages}
    for each in json.loads(run(walked.folder, "status", "--json").stdout)["periods"]:
        if last.get(each["period"], "not-assessed") != each["stage"]:
            walked.stages.append(f"{day} {each['period']} {each['stage']}")


@pytest.fixture(scope="module")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give the address of an empty ledger in a file."""
    return f"sqlite:///{tmp_path_factory.mktemp('ledger')}/walk.db"


@pytest.fixture(scope="module")
def postgresql(postgresql_server: str) -> Iterator[str]:
    """Give the address of an empty ledger on a server."""
    import psycopg

    yield postgresql_server
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        connection.execute("DROP SCHEMA IF EXISTS starrating CASCADE")


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def walked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walked]:
    """Walk once; the tests look at what came of it."""
    folder = tmp_path_factory.mktemp("company")
    settings = SETTINGS.format(ledger=request.getfixturevalue(request.param))
    (folder / "starrating.toml").write_text(settings, encoding="utf-8")
    write_workbooks(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STARRATING_LANG", "en")
        patch.chdir(folder)
        patch.setattr(options, "dt", SimpleNamespace(datetime=Clock))
        walked = Walked(folder)
        walk(walked)
        yield walked
