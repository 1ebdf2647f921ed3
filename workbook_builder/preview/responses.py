"""HTTP responses of the preview: files, and pages with a script that keeps them up to date."""

import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from workbook_builder.storage.packaged_data import packaged_folder

OWN_FOLDER = "/.preview/"  # URL path of the preview's own files

_FOLDER = packaged_folder("templates") / "preview"
_OWN_FILES = {"preview.css", "preview.js"}
# What the system knows of these differs from machine to machine.
_KINDS = {
    ".js": "text/javascript",
    ".m4a": "audio/mp4",
    ".mjs": "text/javascript",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".vtt": "text/vtt",
    ".woff2": "font/woff2",
}


@dataclass(frozen=True)
class Response:
    """An HTTP response.

    Attributes:
        status: The status code.
        kind: The content type.
        body: The content.
        mark: The entity tag, which changes with the content or the look of a page.
        location: The target of a redirect.
    """

    status: int
    kind: str = "text/plain; charset=utf-8"
    body: bytes = b""
    mark: str = ""
    location: str = ""


def missing() -> Response:
    """The response if there is nothing at an address."""
    return Response(404, body=b"There is nothing here.\n")


def moved(location: str) -> Response:
    """A redirect."""
    return Response(302, location=location)


def page(status: int, html: bytes, look: str = "") -> Response:
    """A page, with the preview's script added.

    Args:
        status: The status code.
        html: The page.
        look: A text that changes with the styles, scripts, and pictures of the site.
    """
    mark = _mark(html + look.encode())
    head, middle, rest = html.partition(b"</head>")
    head += f'<meta name="workbook-preview" content="{mark}">\n'.encode()
    html = head + middle + rest
    end = html.rfind(b"</body>") if b"</body>" in html else len(html)
    script = f'<script type="module" src="{OWN_FOLDER}preview.js"></script>\n'.encode()
    return Response(status, "text/html; charset=utf-8", html[:end] + script + html[end:], mark)


def document(path: str, content: bytes) -> Response:
    """A PDF or a Word document."""
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    return Response(200, kind, content, _mark(content))


def file(path: Path) -> Response:
    """Any other file."""
    content = path.read_bytes()
    kind = _KINDS.get(path.suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"
    if kind.startswith("text/"):
        kind = f"{kind}; charset=utf-8"
    return Response(200, kind, content, _mark(content))


def own(name: str) -> Response:
    """A file of the preview itself."""
    return (
        file(packaged_folder("templates") / "preview" / name) if name in _OWN_FILES else missing()
    )


def worker() -> Response:
    """A replacement for the site's service worker, which would serve outdated pages."""
    return file(_FOLDER / "service-worker.js")


def _mark(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
