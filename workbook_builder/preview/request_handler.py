"""Answers the requests of browsers on this machine, and of nobody else.

A website can make its own name stand for this machine, and then read what a browser gets from here
(DNS rebinding). So requests must name this machine in their ``Host``.
"""

import io
import re
import socket
import time
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_address
from typing import Any, Protocol
from urllib.parse import parse_qs, unquote, urlsplit

from workbook_builder.preview.preview import Preview
from workbook_builder.preview.responses import OWN_FOLDER

_BEAT = 10.0  # seconds between messages that find out whether an open page is still there
_PATIENCE = 10.0  # seconds in which a request must be complete, and a browser must take a response


class _Server(Protocol):
    host: str
    preview: Preview

    @property
    def address(self) -> str: ...


class RequestHandler(BaseHTTPRequestHandler):
    """Answers the requests of one connection."""

    server: _Server  # type: ignore[assignment]  # the base class knows only the type of its own
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = _PATIENCE

    def setup(self) -> None:
        """Read requests with a limit of time, which a client that sends single bytes meets, too."""
        super().setup()
        self._incoming = _TimedReader(self.connection)
        self.rfile = io.BufferedReader(self._incoming)

    def handle_one_request(self) -> None:
        """Answer a request. The connection ends if it is too slow, or is not HTTP."""
        self._incoming.deadline = time.monotonic() + _PATIENCE
        super().handle_one_request()

    def do_GET(self) -> None:
        """Send a file, or the stream of news."""
        if self.headers.get("Content-Length", "0") != "0" or "Transfer-Encoding" in self.headers:
            self.close_connection = True  # what follows is not read, and is no further request
        if not is_ours(self.headers.get("Host", ""), self.server.host):
            self.send_error(
                HTTPStatus.MISDIRECTED_REQUEST,
                explain=f"This preview has another address: http://{self.server.address}. To use "
                "another name, start the preview with it: workbook serve --address NAME:PORT",
            )
            return
        try:
            url = urlsplit(self.path)
        except ValueError:
            self.send_error(HTTPStatus.BAD_REQUEST)
            return
        path = unquote(url.path)
        if path == f"{OWN_FOLDER}news":
            self._news({name: values[-1] for name, values in parse_qs(url.query).items()})
            return
        answer = self.server.preview.response(path)
        tag = f'"{answer.mark}"'
        known = answer.mark and tag in self.headers.get("If-None-Match", "")
        body, status = answer.body, HTTPStatus.NOT_MODIFIED if known else answer.status
        part = asked_part(self.headers.get("Range", ""), len(body))
        if part and status == HTTPStatus.OK and self.headers.get("If-Range", tag) == tag:
            body, status = body[part.start : part.stop], HTTPStatus.PARTIAL_CONTENT
        self.send_response(status)
        self.send_header("Cache-Control", "no-cache")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        if self.close_connection:
            self.send_header("Connection", "close")
        if answer.mark:
            self.send_header("ETag", tag)
        if answer.location:
            query = f"?{url.query}" if url.query else ""
            self.send_header("Location", f"{answer.location}{query}")
        if part and status == HTTPStatus.PARTIAL_CONTENT:
            place = f"bytes {part.start}-{part.stop - 1}/{len(answer.body)}"
            self.send_header("Content-Range", place)
        if not known:
            self.send_header("Accept-Ranges", "bytes")
            self.send_header("Content-Type", answer.kind)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if not known and self.command != "HEAD":
            self.wfile.write(body)

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


class _TimedReader(io.RawIOBase):
    """Reads from a connection until a deadline."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self.deadline = 0.0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        """Read what has arrived.

        Raises:
            TimeoutError: Nothing arrives before the deadline.
        """
        remaining = self.deadline - time.monotonic()
        if remaining <= 0:
            raise TimeoutError
        self._connection.settimeout(remaining)
        try:
            return self._connection.recv_into(buffer)
        finally:
            self._connection.settimeout(_PATIENCE)


def asked_part(header: str, size: int) -> range | None:
    """The part of a file that a request is for. Safari plays nothing that it cannot get in parts.

    Args:
        header: Its header ``Range``.
        size: The bytes of the file.

    Returns:
        The places of the bytes; None if the request is for the whole file, or cannot be met.
    """
    found = re.fullmatch(r"bytes=(\d{0,18})-(\d{0,18})", header)
    if not found or not (found[1] or found[2]):
        return None
    if not found[1]:
        return range(max(0, size - int(found[2])), size) if int(found[2]) and size else None
    end = min(int(found[2]) + 1, size) if found[2] else size
    return range(int(found[1]), end) if int(found[1]) < end else None


def is_ours(host: str, own: str) -> bool:
    """Whether a request is meant for this preview.

    Args:
        host: Its header ``Host``.
        own: The name or number that the preview listens on.

    Returns:
        True for numbers, ``localhost``, the name that the preview listens on, and the name of this
        machine: no website can make these stand for another machine.
    """
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    machine = socket.gethostname().lower()
    if name in {"localhost", own.lower(), machine, f"{machine}.local"}:
        return True
    try:
        ip_address(name)
    except ValueError:
        return name.endswith(".localhost")
    return True
