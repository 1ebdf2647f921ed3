"""The group ``workbook key``, whose commands are the modules of this package."""

import click

from workbook_builder.cli.command_group import CommandGroup
from workbook_builder.cli.console import examples


@click.group(
    "key",
    cls=CommandGroup,
    package=__name__,
    epilog=examples(
        "workbook key new   makes a key",
        "workbook key show  says which key the practice has, and where its private part is",
    ),
)
def command() -> None:
    """Make the key with which only you can read what clients send.

    Its public part stands in content/workbook.yml, and the site encrypts with it what clients
    send. Its private part is a file on your computer, which your passphrase opens.
    """
