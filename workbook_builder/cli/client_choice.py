"""The clients that a command is for."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:  # commands import lazily, so that --help is fast
    from workbook_builder.clients.client import Client
    from workbook_builder.practice.practice import Practice


def load_practice(config_file: Path) -> "tuple[Practice, tuple[Client, ...], Path]":
    """Load a practice and its clients.

    Args:
        config_file: The configuration of MkDocs.

    Returns:
        The practice, its clients, and their folder.

    Raises:
        WorkbookError: The content, or the file of a client, has problems.
    """
    from workbook_builder.clients.client_files import FOLDER, load_clients
    from workbook_builder.publish.mkdocs_site import load_site

    config, plugin = load_site(config_file)
    practice = plugin.open(config)
    folder = config_file.absolute().parent / FOLDER
    return practice, load_clients(folder, practice.workbook), folder


def client_of(id: str, clients: "Sequence[Client]") -> "Client":
    """The client with an id, or with a name.

    Raises:
        click.UsageError: There is none.
    """
    from workbook_builder.content.error_messages import suggestion

    found = [each for each in clients if id == each.id or id.casefold() == each.name.casefold()]
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(each.id for each in found)
        raise click.UsageError(f"several clients are called “{id}”; name one by its id: {ids}")
    hint = suggestion(id, [each.id for each in clients])
    raise click.UsageError(f"there is no client `{id}`; {hint}" if hint else f"no client `{id}`")
