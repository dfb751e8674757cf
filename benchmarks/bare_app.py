"""Print the source of a Typer app that has the commands and options of `starrating`, and does nothing.

Its `--help` costs what any Typer app of that size costs: the measure for our own start-up.
"""

from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from starrating.cli.app import app

HEAD = """from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, help="A bare app.")
"""


def source_of(group: TyperGroup, name: str) -> str:
    """Write out a group: its callback with the group's options, its commands with theirs, its own groups."""
    parts = [f"\n\n@{name}.callback()\ndef {name}_common({parameters(group)}) -> None:\n    pass\n"]
    for command_name, command in group.commands.items():
        own = f"{name}_{command_name}".replace("-", "_")
        shown = f"help={command.help!r}, rich_help_panel={panel(command)!r}"
        if hasattr(command, "commands"):
            parts.append(f'\n\n{own} = typer.Typer()\n{name}.add_typer({own}, name="{command_name}", {shown})\n')
            parts.append(source_of(command, own))
        else:
            parts.append(f'\n\n@{name}.command("{command_name}", {shown})\n')
            parts.append(f"def {own}({parameters(command)}) -> None:\n    pass\n")
    return "".join(parts)


def panel(command: TyperGroup | TyperCommand) -> str | None:
    value = getattr(command, "rich_help_panel", None)
    return value if isinstance(value, str) else None


def parameters(command: TyperGroup | TyperCommand) -> str:
    """Write each parameter as an option of text; what it would do does not matter to the help."""
    own = [each for each in command.params if each.name not in {"help", "install_completion", "show_completion"}]
    return ", ".join(parameter(each.name.strip("_"), getattr(each, "help", None)) for each in own)


def parameter(name: str, shown: str | None) -> str:
    option = f'typer.Option("--{name.replace("_", "-")}", help={shown!r})'
    return f'{name}: Annotated[str, {option}] = ""'


print(HEAD + source_of(get_command(app), "app"))
