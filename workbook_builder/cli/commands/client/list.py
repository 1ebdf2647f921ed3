"""The command ``workbook client list``, which lists the clients of a practice."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbook_builder.cli.console import counted, examples, short_path
from workbook_builder.cli.practice_folder import configuration

if TYPE_CHECKING:  # commands import lazily, so that --help is fast
    from workbook_builder.clients.client import Client
    from workbook_builder.practice.practice import Practice


@click.command("list", epilog=examples("workbook client list"))
@configuration
def command(config_file: Path) -> None:
    """List your clients, one per line.

    Each line has the client's id and name, their programs with the day on which each begins, the
    next session, and whether there is a pack.
    """
    from workbook_builder.clients.client_files import FOLDER, load_clients
    from workbook_builder.publish.mkdocs_site import load_site

    folder = config_file.absolute().parent / FOLDER
    config, plugin = load_site(config_file)
    practice = plugin.open(config)
    clients = load_clients(folder, practice.workbook)
    if not clients:
        click.echo(
            f"There are no clients in {short_path(folder)}. Describe one:"
            ' workbook client new "Ana Ruiz" --program TRACK/PROGRAM'
        )
        return
    today = date.today()
    rows = [_row(each, practice, folder, today) for each in clients]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        click.echo(line.rstrip())


def _row(client: "Client", practice: "Practice", folder: Path, today: date) -> tuple[str, ...]:
    """What the list says of a client."""
    from workbook_builder.packs.client_days import session_days
    from workbook_builder.packs.pack_files import pack_archive

    archive = pack_archive(folder, client.id)
    programs = ", ".join(
        f"{each.id} from {each.begins}" if each.begins else each.id for each in client.programs
    )
    return (
        client.id,
        client.name,
        programs,
        _next_session(session_days(client, practice.workbook), today),
        _pack(archive) if archive else "no pack",
    )


def _pack(archive: Path) -> str:
    """What is said of a pack: how many files it has, and the day on which it was made."""
    made = date.fromtimestamp(archive.stat().st_mtime)
    files = sum(each.is_file() and each.name[0] != "." for each in archive.parent.rglob("*")) - 1
    return f"pack of {made} with {counted(files, 'file')}"


def _next_session(days: Sequence[date], today: date) -> str:
    """When the next of some sessions is, seen from today."""
    following = [day for day in days if day >= today]
    if not following:
        return "no session planned"
    left = (following[0] - today).days
    when = "today" if left == 0 else "tomorrow" if left == 1 else f"in {counted(left, 'day')}"
    return f"session {when} ({following[0]})"
