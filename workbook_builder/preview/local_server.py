"""Answers the requests of browsers on this machine, and of nobody else.

A website can make its own name stand for this machine, and then read what a browser gets from here
(DNS rebinding). So requests must name this machine in their ``Host``.
"""

import io
import os
import socket
import sys
import time
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

PATIENCE = 10.0  # seconds in which a request must be complete, and a browser must take a response


class LocalServer(ThreadingHTTPServer):
    """A server for browsers on this machine.

    Attributes:
        host: The name or number that it listens on.
    """

    daemon_threads = True
    request_queue_size = 64
    allow_reuse_address = os.name != "nt"  # on Windows, two servers could share a port

    def __init__(self, host: str, port: int, handler: "type[LocalRequestHandler]") -> None:
        """Listen on a host and port.

        Raises:
            OSError: The address cannot be used.
            OverflowError: There is no such port.
        """
        self.host = host
        if ":" in host:
            self.address_family = socket.AF_INET6
        super().__init__((host, port), handler)

    @property
    def address(self) -> str:
        """Host and port, as in a URL."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.server_port}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore browsers that have closed the connection."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class LocalRequestHandler(BaseHTTPRequestHandler):
    """Answers the requests of one connection. Subclasses answer those that `is_allowed`."""

    server: LocalServer
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = PATIENCE

    def setup(self) -> None:
        """Read requests with a limit of time, which a client that sends single bytes meets, too."""
        super().setup()
        self._incoming = _TimedReader(self.connection)
        self.rfile = io.BufferedReader(self._incoming)

    def handle_one_request(self) -> None:
        """Answer a request. The connection ends if it is too slow, or is not HTTP."""
        self._incoming.deadline = time.monotonic() + PATIENCE
        super().handle_one_request()

    def is_allowed(self, explanation: str) -> bool:
        """Whether a request is meant for this machine. If it is not, it is answered.

        Args:
            explanation: What somebody reads who has used another name.
        """
        if is_ours(self.headers.get("Host", ""), self.server.host):
            return True
        self.send_error(HTTPStatus.MISDIRECTED_REQUEST, explain=explanation)
        return False

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
            self._connection.settimeout(PATIENCE)


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
