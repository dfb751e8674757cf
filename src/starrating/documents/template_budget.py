"""What a template may cost: steps of its loops and macros, and characters that it makes, each with a limit.

A template is somebody else's program. Its loops, macros and joined texts are counted while they run, by filters that
are put around them when the template is compiled; operations that make much out of little are looked at before.
"""

from collections.abc import Iterable, Iterator
from itertools import chain

from jinja2 import nodes
from jinja2.environment import Environment
from jinja2.exceptions import SecurityError

from starrating.i18n import Text, text

STEPS = 1_000_000
"""Turns of loops and calls of macros: a document of 100,000 branches takes a third of them."""
CHARACTERS = 50_000_000
LONGEST = 1_000
"""Binary digits of a number."""
COSTLY_METHODS = frozenset(
    {"center", "expandtabs", "format", "format_map", "join", "ljust", "replace", "rjust", "translate", "zfill"}
)
"""Methods of texts that make much out of little; none of them is a field of a document."""
FILTERS = frozenset({
    "abs", "capitalize", "count", "d", "default", "dictsort", "e", "escape", "first", "float",
    "groupby", "int", "items", "join", "last", "length", "list", "lower", "map", "max", "min",
    "reject", "rejectattr", "reverse", "safe", "select", "selectattr", "sort", "string", "sum",
    "title", "trim", "truncate", "unique", "upper", "wordcount",
})  # fmt: skip
"""What a template may do with values: nothing that makes much out of little, but for `join`, which is counted."""
COSTLY_GLOBALS = ("lipsum", "namespace", "cycler", "joiner")


class NotAllowedError(SecurityError):
    """A template does what none may, or passes a limit; `reason` says so."""

    def __init__(self, reason: Text) -> None:
        super().__init__(str(reason))
        self.reason = reason


class Budget:
    """How much of its limits a rendering has used; `NotAllowedError` names the limit that is passed."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Start a rendering."""
        self._steps, self._characters = 0, 0

    def steps(self, things: Iterable[object], characters: int = 0) -> Iterator[object]:
        """Let things through one by one; each costs a step and the fixed characters of the loop's body."""
        for thing in things:
            self.step("", characters)
            yield thing

    def step(self, nothing: str, characters: int = 0) -> str:
        """Count a step, and the characters that it writes whatever its values are."""
        self._count(1)
        self.spend(characters)
        return nothing

    def sized(self, things: object) -> object:
        """Count what is looked at, written or copied at once, with all that is in it."""
        if isinstance(things, str):
            self.spend(len(things))
        elif isinstance(things, range):
            self._count(len(things))
        elif isinstance(things, list | tuple | dict):
            self._count(len(things))
            for thing in chain.from_iterable(things.items()) if isinstance(things, dict) else things:
                self.sized(thing)
        return things

    def join(self, things: Iterable[object], between: str = "") -> str:
        """Join texts, within the budget."""
        texts = [str(self.sized(thing)) for thing in things]
        self.spend(sum(map(len, texts)) + len(between) * len(texts))
        return between.join(texts)

    def range(self, *ends: int) -> range:
        """Return a range, and count its numbers."""
        numbers = range(*ends)
        self._count(max(0, (numbers.stop - numbers.start) // numbers.step))  # (no list is so long that len knows it)
        return numbers

    def _count(self, steps: int) -> None:
        self._steps += steps
        if self._steps > STEPS:
            raise NotAllowedError(text("it takes more than %(most)s steps", most=STEPS))

    def spend(self, characters: int) -> None:
        """Count characters."""
        self._characters += characters
        if self._characters > CHARACTERS:
            raise NotAllowedError(text("it makes more than %(most)s characters", most=CHARACTERS))

    def joined(self, made: object) -> object:
        """Count a text that was joined of others."""
        if isinstance(made, str):
            self.spend(len(made))
        return made

    def refuse_power(self, operator: str, left: object, right: object) -> None:
        """Refuse an operation whose result would be out of all proportion, before it is done."""
        if operator == "%" and isinstance(left, str):
            raise NotAllowedError(text("it formats texts by %%"))
        if (
            operator == "**"
            and isinstance(left, int)
            and isinstance(right, int)
            and left.bit_length() * right > LONGEST
        ):
            raise NotAllowedError(text("it makes a number of more than %(most)s binary digits", most=LONGEST))
        if operator == "*":
            for many, thing in ((left, right), (right, left)):
                if isinstance(many, int) and isinstance(thing, str | list | tuple):
                    self.spend(max(0, many) * len(thing))


def counted(tree: nodes.Template, environment: Environment) -> nodes.Template:
    """Put the filters of a budget around what a template repeats or joins."""
    _count_inputs(tree, environment)
    for loop in list(tree.find_all(nodes.For)):
        loop.iter = _filtered(loop.iter, "counted_steps", environment, _fixed_characters(loop.body))
    for macro in list(tree.find_all(nodes.Macro)):
        step = _filtered(nodes.Const(""), "counted_step", environment, _fixed_characters(macro.body))
        macro.body.insert(0, nodes.Output([step], environment=environment, lineno=macro.lineno))
    for parent in list(tree.find_all(nodes.Node)):
        for name, value in list(parent.iter_fields()):
            if isinstance(value, nodes.Concat):
                setattr(parent, name, _filtered(value, "counted_text", environment))
            elif isinstance(value, list):
                joined = [isinstance(each, nodes.Concat) for each in value]
                value[:] = [
                    _filtered(each, "counted_text", environment) if is_joined else each
                    for each, is_joined in zip(value, joined, strict=True)
                ]
    return tree


def _count_inputs(tree: nodes.Template, environment: Environment) -> None:
    """Count what filters, slices and joined texts are made of."""
    for applied in list(tree.find_all(nodes.Filter)):
        if applied.node is not None:
            applied.node = _filtered(applied.node, "counted_input", environment)
    for part in list(tree.find_all(nodes.Getitem)):
        if isinstance(part.arg, nodes.Slice):
            part.node = _filtered(part.node, "counted_input", environment)
    for concat in list(tree.find_all(nodes.Concat)):
        concat.nodes = [_filtered(part, "counted_input", environment) for part in concat.nodes]


def _filtered(node: object, name: str, environment: Environment, *values: object) -> nodes.Filter:
    given: list[nodes.Expr] = [nodes.Const(value, environment=environment) for value in values]
    line = getattr(node, "lineno", None) or 1
    return nodes.Filter(node, name, given, [], None, None, environment=environment, lineno=line)


def _fixed_characters(body: Iterable[nodes.Node]) -> int:
    texts = (each for node in body for each in (node, *node.find_all(nodes.TemplateData)))
    return sum(len(node.data) for node in texts if isinstance(node, nodes.TemplateData))
