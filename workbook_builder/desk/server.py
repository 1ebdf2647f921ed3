"""Serves the desk to the browser of the coach."""

import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from workbook_builder.desk.desk import Desk
from workbook_builder.desk.request_handler import DeskServer, RequestHandler

HOST = "127.0.0.1"


@contextmanager
def serving(
    desk: Desk,
    port: int,
    token: Callable[[], str] = secrets.token_urlsafe,
    opened: Callable[[str], object] | None = None,
) -> Iterator[str]:
    """Serve a desk in a thread of its own.

    Args:
        desk: The desk.
        port: The port; 0 for any that is free.
        token: Makes what a browser must know.
        opened: Opens a browser with an address that works once, if one is to be opened.

    Yields:
        The address, with the token.

    Raises:
        OSError: The port cannot be used.
        OverflowError: There is no such port.
    """
    with DeskServer(HOST, port, RequestHandler) as server:
        server.desk = desk
        server.token = token()
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            if opened:
                server.code = secrets.token_urlsafe()
                opened(f"http://{server.address}/?code={server.code}")
            yield f"http://{server.address}/?token={server.token}"
        finally:
            server.shutdown()
