"""Makes the page of commands from the texts that `--help` prints."""

from collections.abc import Iterator

import click
from reference import MADE

from workbook_builder.cli.main import main

_HEAD = f"""\
# Commands

{MADE}

`workbook --help` and `workbook COMMAND --help` say the same in a terminal.
"""


def commands() -> str:
    """The page of all commands."""
    found = list(_all(click.Context(main, info_name="workbook")))
    rows = [_row(name, context.command) for name, context in found]
    parts = [part for name, context in found for part in _section(name, context)]
    head = [_HEAD, f"\n{_rest(main)}\n", "\n| command | what it does |\n|---|---|\n"]
    return "".join([*head, *rows, *parts])


def _row(name: str, command: click.Command) -> str:
    return f"| [`{name}`](#{name.replace(' ', '-')}) | {_first(command)} |\n"


def _all(context: click.Context) -> Iterator[tuple[str, click.Context]]:
    """The full name of every command below a group, with its context."""
    group = context.command
    if isinstance(group, click.Group):
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            if command and not command.hidden:
                inner = click.Context(command, info_name=name, parent=context)
                yield inner.command_path, inner
                yield from _all(inner)


def _section(name: str, context: click.Context) -> Iterator[str]:
    """The section of a command: what it does, its usage, its options, and examples."""
    command = context.command
    yield f"\n## {name}\n\n{_first(command)}\n"
    yield f"\n{_rest(command)}\n" if _rest(command) else ""
    options = [each for each in command.params if isinstance(each, click.Option)]
    shown = [_option(each) for each in options if not each.hidden]
    pieces = command.collect_usage_pieces(context)
    words = [name, *(each for each in pieces if shown or each != "[OPTIONS]")]
    yield f"\n```text\n{' '.join(words)}\n```\n"
    yield "\n| option | what it does |\n|---|---|\n" if shown else ""
    yield from shown
    if command.epilog:
        lines = [line.strip() for line in command.epilog.splitlines()[2:]]
        yield "\n```console\n" + "".join(f"$ {line}\n" for line in lines) + "```\n"


def _option(option: click.Option) -> str:
    """The table row of an option: its names, and what it does."""
    said = [option.help or ""]
    kind = option.metavar or option.type.name.upper()
    if isinstance(option.type, click.Choice):
        kind = option.human_readable_name.upper()
        said.append(f"One of {', '.join(f'`{each}`' for each in option.type.choices)}.")
    if option.show_default and option.default not in (None, ()):
        said.append(f"Without it: `{option.default}`.")
    value = "" if option.is_flag else f" {kind}"
    names = ", ".join(f"`{name}{value}`" for name in option.opts)
    return f"| {names} | {' '.join(said)} |\n"


def _paragraphs(command: click.Command) -> list[str]:
    return [" ".join(each.split()) for each in (command.help or "").split("\n\n")]


def _first(command: click.Command) -> str:
    return _paragraphs(command)[0]


def _rest(command: click.Command) -> str:
    return "\n\n".join(_paragraphs(command)[1:])
