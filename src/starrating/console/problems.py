"""Problems, as people read them: where, what, and what to do next."""

from collections import Counter
from collections.abc import Iterable, Mapping

from starrating.console.screen import err, line
from starrating.errors import Problem
from starrating.i18n import text
from starrating.model.problem_kinds import SEVERITIES
from starrating.outcome import Outcome

STYLES: Mapping[str, str] = {"error": "bold red", "warning": "yellow", "notice": "cyan"}
"""How the severities are shown, the worst first."""
_NOTICES_OF_A_KIND = 3


def show_problems(problems: Iterable[Problem]) -> None:
    """Write problems to stderr: all errors and warnings, and the first few notices of each kind."""
    seen: Counter[str] = Counter()
    for problem in problems:
        seen[problem.code] += 1
        if problem.severity != "notice" or seen[problem.code] <= _NOTICES_OF_A_KIND:
            _show(problem)
    for code, number in seen.items():
        if number > _NOTICES_OF_A_KIND and _is_notice(code, problems):
            more = text(
                "… and %(number)s more notices of this kind (%(code)s).", number=number - _NOTICES_OF_A_KIND, code=code
            )
            err().print(line(more, "dim"))


def show_refusal(problems: Iterable[Problem]) -> None:
    """Write the problems that ended a command, and that nothing was written."""
    problems = list(problems)
    show_problems(problems)
    errors = sum(problem.severity == "error" for problem in problems)
    if errors > 1:
        err().print(line(text("Errors: %(number)s. Nothing was written.", number=errors), "bold"))


def show_outcome(outcome: Outcome) -> None:
    """Write what a run that failed has recorded and written, and what not."""
    err().print(line(" ".join(map(str, outcome.sentences())), "bold"))


def _show(problem: Problem) -> None:
    said = line(SEVERITIES[problem.severity], STYLES[problem.severity])
    if problem.place:
        said.append(f" {problem.place}", style="bold")
    said.append(f" {problem.message}", style="default not bold")
    err().print(said)
    if problem.source:
        err().print(line(f"    | {problem.source}", "dim"))
    if problem.hint:
        err().print(line(f"    → {problem.hint}", "dim"))


def _is_notice(code: str, problems: Iterable[Problem]) -> bool:
    return any(problem.code == code and problem.severity == "notice" for problem in problems)
