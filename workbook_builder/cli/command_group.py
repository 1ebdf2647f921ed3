"""A group of commands that are modules of a package."""

import importlib
import pkgutil
from typing import Any

import click


class CommandGroup(click.Group):
    """A group that imports a command when it is asked for, as ``command`` of its module.

    A new module in the package is a new command.
    """

    def __init__(self, *args: Any, package: str, **options: Any) -> None:
        """Take the name of the package, and what other groups take."""
        super().__init__(*args, **options)
        self._package = package

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, in the order of the alphabet."""
        folder = importlib.import_module(self._package).__path__
        return sorted(module.name for module in pkgutil.iter_modules(folder))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command; nothing where there is none of this name."""
        if cmd_name not in self.list_commands(ctx):
            return None
        found = importlib.import_module(f"{self._package}.{cmd_name}").command
        assert isinstance(found, click.Command)
        return found
