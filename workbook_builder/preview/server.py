"""Serves a preview over HTTP, and notifies open pages of changes."""

import errno
import gc
import os
import socket
import sys
import threading
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from workbook_builder.preview.preview import Preview
from workbook_builder.preview.responses import OWN_FOLDER
from workbook_builder.publish.on_demand_site import wanted_address

_BEAT = 10.0  # seconds between messages that find out whether an open page is still there


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
        shown = f"[{host}]:{server.server_port}" if ":" in host else f"{host}:{server.server_port}"
        preview = Preview(config_file, Path(folder), shown, say)
        try:
            preview.update()
            gc.freeze()  # these objects stay, so garbage collection need not scan them each time
            server.start(preview)
            ready(f"http://{shown}{preview.mount}")
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


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64
    allow_reuse_address = os.name != "nt"  # on Windows, two servers could share a port

    preview: Preview

    def __init__(self, host: str, port: int) -> None:
        if ":" in host:
            self.address_family = socket.AF_INET6
        super().__init__((host, port), _Handler)

    def start(self, preview: Preview) -> None:
        """Serve a preview in a thread of its own."""
        self.preview = preview
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore browsers that have closed the connection."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        """Send a file, or the stream of news."""
        url = urlsplit(self.path)
        path = unquote(url.path)
        if path == f"{OWN_FOLDER}news":
            self._news({name: values[-1] for name, values in parse_qs(url.query).items()})
            return
        answer = self.server.preview.response(path)
        tag = f'"{answer.mark}"'
        known = answer.mark and tag in self.headers.get("If-None-Match", "")
        self.send_response(HTTPStatus.NOT_MODIFIED if known else answer.status)
        self.send_header("Cache-Control", "no-cache")
        if answer.mark:
            self.send_header("ETag", tag)
        if answer.location:
            query = f"?{url.query}" if url.query else ""
            self.send_header("Location", f"{answer.location}{query}")
        if not known:
            self.send_header("Content-Type", answer.kind)
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if not known and self.command != "HEAD":
            self.wfile.write(answer.body)

    do_HEAD = do_GET

    def _news(self, query: dict[str, str]) -> None:
        """Send problems to a page as server-sent events, and tell it to reload when it has changed.

        The query holds the ``page``'s URL path and the ``mark`` of the version it shows.
        """
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        if self.command == "HEAD":
            return
        preview, page = self.server.preview, unquote(query.get("page", "/"))
        mark = query.get("mark") or preview.response(page).mark
        version, sent = -1, ""
        with preview.opened(page):
            while True:
                version = preview.wait(version, _BEAT)
                if (news := preview.news()) != sent:
                    self._send("problems", news)
                    sent = news
                if preview.response(page).mark != mark:
                    self._send("reload", "")
                    return
                self.wfile.write(b": here\n\n")

    def _send(self, event: str, data: str) -> None:
        self.wfile.write(f"event: {event}\ndata: {data}\n\n".encode())

    def log_message(self, format: str, *args: Any) -> None:
        """Do not log requests."""
