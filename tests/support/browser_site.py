"""A built site, served over HTTP."""

import re
import threading
from base64 import b64encode
from functools import partial
from hashlib import sha256
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from support.places import ROOT


class _Server(ThreadingHTTPServer):
    """A server that ignores errors, such as a page that is closed during a response."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        pass


class Site:
    """A folder that is served as a site."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.headers: dict[str, str] = {}
        handler = partial(_Handler, self)
        self.server = _Server(("127.0.0.1", 0), handler)
        self.origin = f"http://127.0.0.1:{self.server.server_port}"
        self.url = f"{self.origin}/workbook/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

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

    def translate_path(self, path: str) -> str:
        path = path.split("?")[0].split("#")[0]
        return f"{self.site.file(path)}{'/' if path.endswith('/') else ''}"

    def end_headers(self) -> None:
        for name, value in self.site.headers.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *arguments: Any) -> None:
        pass


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
