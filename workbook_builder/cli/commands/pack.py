"""The command ``workbook pack``, which makes what a coach sends to clients."""

import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbook_builder.cli.console import counted, examples, progress, short_path
from workbook_builder.cli.practice_folder import configuration

if TYPE_CHECKING:  # commands import lazily, so that --help is fast
    from workbook_builder.clients.client import Client
    from workbook_builder.model.workbook import Workbook


@click.command(
    "pack",
    epilog=examples(
        "workbook pack",
        "workbook pack ana-ruiz",
        "workbook pack --cluster tcp://10.0.0.1:8786",
    ),
)
@click.argument("clients", metavar="[CLIENT]...", nargs=-1)
@configuration
@click.option(
    "--cluster",
    metavar="ADDRESS",
    help="Make the blank sheets on a Dask cluster. What has a client's name is made here.",
)
def command(clients: tuple[str, ...], config_file: Path, cluster: str | None) -> None:
    """Make a pack for each client: worksheets with their name, a letter, the days, and a link.

    CLIENT is the name of a file in clients/, without `.yml`; by default, all packs are made. A
    pack is the folder clients/CLIENT/pack/, with a ZIP file of everything in it. An earlier pack
    is replaced when the new one is complete. Only you can read it, and nothing in it is ever
    published or cached.
    """
    from datetime import UTC, datetime

    from workbook_builder.clients.client_files import FOLDER
    from workbook_builder.packs.packing import Packing
    from workbook_builder.print.dask_cluster import cluster as connected
    from workbook_builder.publish.mkdocs_site import load_site

    started = time.monotonic()
    folder = config_file.absolute().parent / FOLDER
    with ExitStack() as stack:
        config, plugin = load_site(config_file)
        practice = plugin.open(config)
        chosen = _clients(clients, folder, practice.workbook)
        packing = Packing(practice, chosen, folder)
        remote = stack.enter_context(connected(cluster)) if cluster else None
        step = stack.enter_context(progress("Packing", packing.steps))
        made = sorted(packing.run(datetime.now(UTC), step, remote), key=lambda each: each.client.id)
    for each in made:
        click.echo(f"{each.client.name}: {short_path(each.archive)}")
        if each.link:
            click.echo(f"  {each.link}")
    if practice.on_web is None:
        click.echo(
            "The packs have no personal links: write the address of your site in mkdocs.yml, as in"
            " `site_url: https://…/`.",
            err=True,
        )
    click.echo(f"{counted(len(made), 'pack')}, {time.monotonic() - started:.1f} s.")


def _clients(names: tuple[str, ...], folder: Path, workbook: "Workbook") -> "tuple[Client, ...]":
    """The clients of some names, or all of them."""
    from workbook_builder.clients.client_files import client_files, load_client, load_clients
    from workbook_builder.content.error_messages import suggestion

    files = {path.stem: path for path in client_files(folder)}
    if not files:
        hint = 'describe one first: workbook client new "Ana Ruiz" --program TRACK/PROGRAM'
        raise click.UsageError(f"there are no clients in {short_path(folder)}; {hint}")
    for name in names:
        if name not in files:
            raise click.UsageError(f"there is no client `{name}`; {suggestion(name, files)}")
    if not names:
        return load_clients(folder, workbook)
    return tuple(load_client(files[name], workbook) for name in dict.fromkeys(names))
