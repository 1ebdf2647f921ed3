"""The command that shows a site while it is written: ``workbook serve``."""

import signal
import webbrowser
from functools import partial
from pathlib import Path

import click

from workbook_builder.cli.console import configuration, examples


@click.command(
    "serve", epilog=examples("workbook serve", "workbook serve --open --address localhost:9000")
)
@configuration
@click.option("-a", "--address", metavar="HOST:PORT", help="Where to serve.")
@click.option("-o", "--open", "open_", is_flag=True, help="Open it in the browser.")
def command(config_file: Path, address: str | None, open_: bool) -> None:
    """Show the site while you write.

    An open page follows every change of content, templates, styles and mkdocs.yml. Problems are
    shown over it and here, while the last good site stays up. A PDF is made when you open it.
    """
    # Imported here, so that --help answers at once.
    from workbook_builder.preview import server

    def ready(url: str) -> None:
        click.echo(f"Preview: {url}  (Ctrl-C ends it)")
        if open_:
            webbrowser.open(url)

    signal.signal(signal.SIGTERM, signal.default_int_handler)  # leaves nothing behind either
    say = partial(click.echo, err=True)
    try:
        server.serve(config_file, address, say, ready)
    except server.NoAddress as error:
        raise click.UsageError(str(error)) from None
    except server.AddressTaken as error:
        raise click.ClickException(str(error)) from None
