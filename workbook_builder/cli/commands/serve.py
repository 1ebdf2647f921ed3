"""The command ``workbook serve``, which previews the site while it is written."""

import signal
import webbrowser
from functools import partial
from pathlib import Path

import click

from workbook_builder.cli.console import examples
from workbook_builder.cli.practice_folder import configuration


@click.command(
    "serve", epilog=examples("workbook serve", "workbook serve --open --address localhost:9000")
)
@configuration
@click.option(
    "-a",
    "--address",
    metavar="HOST:PORT",
    help="The address to serve the site at; by default the one in mkdocs.yml.",
)
@click.option("-o", "--open", "open_", is_flag=True, help="Open the site in the browser.")
def command(config_file: Path, address: str | None, open_: bool) -> None:
    """Preview the site while you write.

    Open pages update when content, templates, styles, or mkdocs.yml change. Problems are shown on
    the page and in the terminal, and the last good site stays up. A PDF is made when you open it.
    """
    # Imported here, so that --help is fast.
    from workbook_builder.preview import server

    def ready(url: str) -> None:
        click.echo(f"Preview: {url}  (press Ctrl-C to stop)")
        if open_:
            webbrowser.open(url)

    # A server that is terminated cleans up as well.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    say = partial(click.echo, err=True)
    try:
        server.serve(config_file, address, say, ready)
    except server.NoAddress as error:
        raise click.UsageError(str(error)) from None
    except server.AddressTaken as error:
        raise click.ClickException(str(error)) from None
