"""The group ``workbook client``, whose commands are the modules of this package."""

import click

from workbook_builder.cli.command_group import CommandGroup
from workbook_builder.cli.console import examples


@click.group(
    "client",
    cls=CommandGroup,
    package=__name__,
    epilog=examples(
        'workbook client new "Ana Ruiz" --program wellness/better-sleep --begins 2026-12-07',
        "workbook client list",
        "workbook client erase ana-ruiz",
    ),
)
def command() -> None:
    """Describe your clients, see who they are, and erase what you hold of them.

    Each client has a file in clients/, beside mkdocs.yml. It is for you alone: nothing of it is
    ever published, and git leaves it out.
    """
