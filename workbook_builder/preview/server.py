"""Serves a preview over HTTP, and notifies open pages of changes."""

import errno
import gc
import threading
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from workbook_builder.preview.preview import Preview
from workbook_builder.preview.request_handler import PreviewServer, RequestHandler
from workbook_builder.publish.on_demand_site import wanted_address


class NoAddress(Exception):
    """The given address is not valid."""


class AddressTaken(Exception):
    """The address cannot be used. The message says why, and what to do."""


def serve(
    config_file: Path,
    address: str | None,
    say: Callable[[str], None],
    ready: Callable[[str], None],
) -> None:
    """Serve the site until the author presses Ctrl-C.

    Args:
        config_file: The configuration of MkDocs.
        address: Host and port; None for those in the configuration.
        say: Prints a message to the author.
        ready: Called with the URL of the site when the server listens.

    Raises:
        NoAddress: The address is not valid.
        AddressTaken: The address cannot be used.
    """
    try:
        host, port = wanted_address(config_file, address)
    except ValueError as error:
        raise NoAddress(str(error)) from None
    with (
        TemporaryDirectory(prefix="workbook-preview-", ignore_cleanup_errors=True) as folder,
        _server(host, port) as server,
    ):
        preview = Preview(config_file, Path(folder), server.address, say)
        try:
            preview.update()
            gc.freeze()  # these objects stay, so garbage collection need not scan them each time
            server.start(preview)
            ready(f"http://{server.address}{preview.mount}")
            while True:
                preview.update(preview.watch.wait())
        except KeyboardInterrupt:
            say("The preview has stopped.")
        finally:
            preview.close()


def _server(host: str, port: int) -> "_Server":
    try:
        return _Server(host, port)
    except (OSError, OverflowError) as error:
        used = isinstance(error, OSError) and error.errno == errno.EADDRINUSE
        reason = "is in use" if used else f"cannot be used ({error})"
        other = port + 1 if port < 65535 else 8000
        hint = f"choose another: workbook serve --address 127.0.0.1:{other}"
        raise AddressTaken(f"{host}:{port} {reason}; {hint}") from None


class _Server(PreviewServer):
    def __init__(self, host: str, port: int) -> None:
        super().__init__(host, port, RequestHandler)

    def start(self, preview: Preview) -> None:
        """Serve a preview in a thread of its own."""
        self.preview = preview
        threading.Thread(target=self.serve_forever, daemon=True).start()
