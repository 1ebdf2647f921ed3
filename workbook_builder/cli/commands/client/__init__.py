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
    ),
)
def command() -> None:
    """Describe your clients, and see who they are.

    Each client has a file in clients/, beside mkdocs.yml. It is for you alone: nothing of it is
    ever published, and git leaves it out.
    """
