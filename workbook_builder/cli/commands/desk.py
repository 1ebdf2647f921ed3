"""The command ``workbook desk``, which opens a page with all clients."""

import signal
import threading
import webbrowser
from pathlib import Path

import click

from workbook_builder.cli import clock
from workbook_builder.cli.console import examples
from workbook_builder.cli.practice_folder import configuration


@click.command("desk", epilog=examples("workbook desk", "workbook desk --no-open --port 8020"))
@configuration
@click.option(
    "-p",
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    help="The port; by default, a free one.",
)
@click.option("--open/--no-open", "open_", default=True, help="Open the page in the browser.")
def command(config_file: Path, port: int, open_: bool) -> None:
    """Open a page with your clients: what is due, what came in, and each client's progress.

    Only the browser on this computer can open it, with the address that is printed. Drop files on
    the page to collect them. Everything that the page does is a command as well.
    """
    from workbook_builder.desk.desk import Desk
    from workbook_builder.desk.server import serving

    signal.signal(signal.SIGTERM, signal.default_int_handler)
    desk = Desk(config_file, clock.today, clock.now)
    desk.clients  # noqa: B018  # so that problems are told at once
    try:
        with serving(desk, port, opened=webbrowser.open if open_ else None) as address:
            click.echo(f"Your desk: {address}  (press Ctrl-C to close it)")
            threading.Event().wait()
    except KeyboardInterrupt:
        click.echo("The desk is closed.", err=True)
    except OSError as error:
        message = f"port {port} cannot be used ({error.strerror}); choose another with --port"
        raise click.ClickException(message) from None
