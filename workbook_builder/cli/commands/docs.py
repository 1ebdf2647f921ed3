"""The command ``workbook docs``, which shows the documents."""

import signal
import time
import webbrowser

import click

from workbook_builder.cli.console import examples
from workbook_builder.cli.name_checks import one_of


@click.command(
    "docs",
    epilog=examples("workbook docs", "workbook docs tutorial", "workbook docs --list"),
)
@click.argument("page", required=False)
@click.option("-l", "--list", "listed", is_flag=True, help="List all pages instead.")
def command(page: str | None, listed: bool) -> None:
    """Open the documents of this version in the browser.

    PAGE is one of those that --list names. Without it, the first page opens. The documents come
    with Workbook Builder and need no network. They can be read until you press Ctrl-C.
    """
    # Imported here, so that --help is fast.
    from workbook_builder.publish import docs_site

    titles = docs_site.titles()
    if listed:
        width = max(map(len, titles))
        for name, title in titles.items():
            click.echo(f"{name:<{width}}  {title}")
        return
    name = one_of("page", titles, page or "index")
    folder = docs_site.docs_site()
    # A server that is terminated cleans up as well.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    # A browser that is confined to some folders may not open files of a cache, but any address.
    with docs_site.served(folder) as address:
        click.echo(f"Documents: {address}{name}.html  (press Ctrl-C to stop)")
        click.echo(f"The same as a file: {folder / name}.html")
        try:
            if not webbrowser.open(f"{address}{name}.html"):
                click.echo("There is no browser here. Open the address or the file in one.")
            wait()
        except KeyboardInterrupt:
            click.echo("")


def wait() -> None:
    """Wait for Ctrl-C, which interrupts a sleep on every system."""
    while True:
        time.sleep(3600)
