"""Serves a preview to browsers on this machine, and tells open pages what is new."""

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

from workbook_builder.preview.on_demand_site import wanted_address
from workbook_builder.preview.preview import Preview
from workbook_builder.preview.responses import OWN_FOLDER

_BEAT = 10.0  # seconds after which an open page is asked whether it is still there


class NoAddress(Exception):
    """What was given as an address is none."""


class AddressTaken(Exception):
    """Nothing can be served at an address; says why, and the way out."""


def serve(
    config_file: Path,
    address: str | None,
    say: Callable[[str], None],
    ready: Callable[[str], None],
) -> None:
    """Serve until somebody presses Ctrl-C, at an address or where the configuration says.

    ``ready`` is called with the address of the site once it is set up.

    Raises NoAddress or AddressTaken.
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
        server.preview = preview = Preview(config_file, Path(folder), shown, say)
        try:
            preview.update()
            gc.freeze()  # what is there stays: to look through it again and again takes its time
            threading.Thread(target=server.serve_forever, daemon=True).start()
            ready(f"http://{shown}{preview.mount}")
            while True:
                preview.update(preview.watch.wait())
        except KeyboardInterrupt:
            say("The preview is closed.")
        finally:
            preview.close()


def _server(host: str, port: int) -> "_Server":
    try:
        return _Server(host, port)
    except (OSError, OverflowError) as error:
        used = isinstance(error, OSError) and error.errno == errno.EADDRINUSE
        reason = "is in use" if used else f"cannot be used ({error})"
        other = port + 1 if port < 65535 else 8000
        way_out = f"take another: workbook serve --address 127.0.0.1:{other}"
        raise AddressTaken(f"{host}:{port} {reason}; {way_out}") from None


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64
    allow_reuse_address = os.name != "nt"  # there it would let two servers share a port

    preview: Preview

    def __init__(self, host: str, port: int) -> None:
        if ":" in host:
            self.address_family = socket.AF_INET6
        super().__init__((host, port), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of browsers that have gone."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        """Answer with a file, or keep on telling what is new."""
        url = urlsplit(self.path)
        path = unquote(url.path)
        if path == f"{OWN_FOLDER}news":
            self._news({name: values[-1] for name, values in parse_qs(url.query).items()})
            return
        answer = self.server.preview.answer(path)
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
        """Tell a page what is wrong, and that it must reload once it is another."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        if self.command == "HEAD":
            return
        preview, page = self.server.preview, unquote(query.get("page", "/"))
        mark = query.get("mark") or preview.answer(page).mark
        version, told = -1, ""
        with preview.opened(page):
            while True:
                version = preview.wait(version, _BEAT)
                if (news := preview.news()) != told:
                    self._send("problems", news)
                    told = news
                if preview.answer(page).mark != mark:
                    self._send("reload", "")
                    return
                self.wfile.write(b": here\n\n")

    def _send(self, event: str, data: str) -> None:
        self.wfile.write(f"event: {event}\ndata: {data}\n\n".encode())

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing of single requests."""
