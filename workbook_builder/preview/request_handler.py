"""Answers the requests of browsers for files of a preview, and for its news."""

import re
from http import HTTPStatus
from urllib.parse import parse_qs, unquote, urlsplit

from workbook_builder.preview.local_server import LocalRequestHandler, LocalServer
from workbook_builder.preview.preview import Preview
from workbook_builder.preview.responses import OWN_FOLDER

_BEAT = 10.0  # seconds between messages that find out whether an open page is still there


class PreviewServer(LocalServer):
    """A server that shows a preview."""

    preview: Preview


class RequestHandler(LocalRequestHandler):
    """Answers the requests of one connection."""

    server: PreviewServer

    def do_GET(self) -> None:
        """Send a file, or the stream of news."""
        if self.headers.get("Content-Length", "0") != "0" or "Transfer-Encoding" in self.headers:
            self.close_connection = True  # what follows is not read, and is no further request
        if not self.is_allowed(
            f"This preview has another address: http://{self.server.address}. To use another name,"
            " start the preview with it: workbook serve --address NAME:PORT"
        ):
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
