"""The options of a command without what runs it: help and completion need nothing else, and start three times sooner.

A module of `cli` imports at its top all that its command runs with: reading, rating, writing. Of that module only the
function's signature is made here, with the statements that it is made of: its options, and the imports of those.
"""

import ast
from collections.abc import Callable, Iterable, Iterator
from importlib.util import find_spec

_BODY = "def body():\n    return __whole__()(**locals())"


def signature_only(module: str, function: str, whole: Callable[[], Callable[..., None]]) -> Callable[..., None]:
    """Return a function with the signature of one of a module; whoever calls it after all calls that of `whole`."""
    found = find_spec(module)
    source = found.loader.get_source(module) if found and found.loader and hasattr(found.loader, "get_source") else None
    if source is None:  # a program packed without its sources
        return whole()
    statements = ast.parse(source).body
    asked = next(
        statement for statement in statements if isinstance(statement, ast.FunctionDef) and statement.name == function
    )
    late = ast.parse(_BODY).body[0]
    assert isinstance(late, ast.FunctionDef)
    asked.body = late.body
    space: dict[str, Callable[..., None]] = {"__whole__": whole}  # type: ignore[dict-item]  # (only the body calls it)
    made = ast.Module(list(_needed(statements, asked)), type_ignores=[])
    exec(compile(made, str(found and found.origin), "exec"), space)  # noqa: S102 [a module of ours]
    return space[function]


def _needed(statements: Iterable[ast.stmt], asked: ast.FunctionDef) -> Iterator[ast.stmt]:
    """Yield, in their order, the statements that a function is made of, and itself."""
    owners = {name: statement for statement in statements for name in _bound(statement)}
    names, used = {"__whole__"}, [asked.name]
    while used:
        if (name := used.pop()) not in names and name in owners:
            names.add(name)
            used += [node.id for node in ast.walk(owners[name]) if isinstance(node, ast.Name)]
    for statement in statements:
        if isinstance(statement, ast.Import | ast.ImportFrom):
            statement.names = [name for name in statement.names if (name.asname or name.name) in names]
            if statement.names:
                yield statement
        elif names.intersection(_bound(statement)):
            yield statement


def _bound(statement: ast.stmt) -> Iterator[str]:
    """Yield the names that a statement at the top of a module gives a meaning to."""
    match statement:
        case ast.Import(names=names) | ast.ImportFrom(names=names):
            yield from (name.asname or name.name for name in names)
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.Assign(targets=targets):
            yield from (node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name))
        case ast.AnnAssign(target=ast.Name(id=name)):
            yield name
