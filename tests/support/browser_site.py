"""A built site, served over HTTP."""

import re
import threading
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from support.command_line import run
from support.places import ROOT


class _Server(ThreadingHTTPServer):
    """A server that ignores errors, such as a page that is closed during a response."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        pass


class Site:
    """A folder that is served as a site.

    Attributes:
        folder: The folder, which may be replaced by another build.
        headers: More headers of each answer.
        failing: A pattern of paths that are answered with status 503.
        silent: Whether requests wait for their answers until this is False again.
        asked: The paths that browsers have asked for.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.headers: dict[str, str] = {}
        self.failing = "(?!)"
        self.silent = False
        self.asked: list[str] = []
        self.server = self._started(0)
        self.origin = f"http://127.0.0.1:{self.server.server_port}"
        self.url = f"{self.origin}/workbook/"

    def _started(self, port: int) -> _Server:
        server = _Server(("127.0.0.1", port), partial(_Handler, self))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return server

    @contextmanager
    def unreachable(self) -> Iterator[None]:
        """Refuse all connections, as a device without a network does."""
        self.server.shutdown()
        self.server.server_close()
        yield
        self.server = self._started(self.server.server_port)

    def close(self) -> None:
        """Stop serving, as a network that is gone."""
        self.server.shutdown()
        self.server.server_close()

    def file(self, url: str) -> Path:
        """The file that an address leads to."""
        return self.folder / url.removeprefix(self.origin).removeprefix("/workbook").lstrip("/")


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, site: Site, *arguments: Any) -> None:
        self.site = site
        super().__init__(*arguments)

    def do_GET(self) -> None:
        self.site.asked.append(self.path.removeprefix("/workbook/"))
        while self.site.silent:
            time.sleep(0.05)
        if re.search(self.site.failing, self.path):
            self.send_error(503)
        elif self.path.endswith("/sitemap.xml"):
            self._send_map()
        else:
            super().do_GET()

    def _send_map(self) -> None:
        """The map of pages, as if built for this address: other links are followed with a load."""
        text = self.site.file(self.path).read_text(encoding="utf-8")
        content = re.sub("<loc>.*?/workbook/", f"<loc>{self.site.url}", text).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/xml")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def translate_path(self, path: str) -> str:
        path = path.split("?")[0].split("#")[0]
        return f"{self.site.file(path)}{'/' if path.endswith('/') else ''}"

    def end_headers(self) -> None:
        for name, value in self.site.headers.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *arguments: Any) -> None:
        pass


@contextmanager
def built(practice: Path, *options: str) -> Iterator[Site]:
    """The site of a practice, built for the address where it is served until the block ends."""
    site = Site(practice / "site")
    settings = practice / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8").replace("https://example.org/workbook/", site.url)
    assert site.url in text
    settings.write_text(text, encoding="utf-8")
    result = run("build", "-f", str(settings), "--strict", *options)
    assert result.exit_code == 0, result.output
    yield site
    site.close()


def policy(site: Site) -> str:
    """The policy in docs/browser.md, with the hashes of the inline scripts of this site."""
    text = (ROOT / "docs/browser.md").read_text(encoding="utf-8")
    found = re.search(r"^Content-Security-Policy: (.*)$", text, re.MULTILINE)
    assert found
    hashes = set()
    for page in site.folder.rglob("*.html"):
        scripts = re.findall(
            r"<script(?![^>]*(?:src=|json))[^>]*>(.*?)</script>", page.read_text(), re.DOTALL
        )
        hashes |= {b64encode(sha256(each.encode()).digest()).decode() for each in scripts}
    assert hashes
    return found[1].replace("<hashes>", " ".join(f"'sha256-{each}'" for each in sorted(hashes)))
