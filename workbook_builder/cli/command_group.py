"""A click group whose commands are the modules of a package."""

import importlib
import pkgutil
from typing import Any

import click


class CommandGroup(click.Group):
    """A group that imports each command only when it is needed.

    Every module in the package is a command of the same name, and defines it as ``command``.
    """

    def __init__(self, *args: Any, package: str, **options: Any) -> None:
        """Take the name of the package, and the arguments of ``click.Group``."""
        super().__init__(*args, **options)
        self._package = package

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, sorted."""
        folder = importlib.import_module(self._package).__path__
        return sorted(module.name for module in pkgutil.iter_modules(folder))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command. Returns None if there is no such command."""
        if cmd_name not in self.list_commands(ctx):
            return None
        found = importlib.import_module(f"{self._package}.{cmd_name}").command
        assert isinstance(found, click.Command)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List all commands with their whole summaries, where click would cut them off."""
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary(command)) for name, command in commands if command])


def summary(command: click.Command) -> str:
    """The first paragraph of a command's help, on one line."""
    return " ".join((command.help or "").partition("\n\n")[0].split())
