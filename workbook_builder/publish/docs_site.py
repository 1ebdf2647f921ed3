"""The documents of Workbook Builder as a site, which needs no network.

They come with the package as Markdown, and are built when somebody first wants to read them.
"""

import hashlib
import os
import re
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from workbook_builder.storage.code_version import code_version
from workbook_builder.storage.disk_cache import cache_folder
from workbook_builder.storage.folder_replacement import replacing_folder
from workbook_builder.storage.output_tree import Tree, write_tree
from workbook_builder.storage.packaged_data import packaged_folder

AT_THE_TOP = ("CONTRIBUTING.md", "CHANGELOG.md")  # of the repository, beside the folder `docs`
_CONFIGURATION = "site/mkdocs.yml"
_MARK = ".made-from"
_LICENSE = "https://creativecommons.org/licenses/by/4.0/"


def titles() -> Mapping[str, str]:
    """The title of each document by the name of its file, without `.md`."""
    found = {}
    for name, content in sorted(documents().items()):
        if name.endswith(".md"):
            heading = re.search(r"^# (.+)$", _text(content), re.MULTILINE)
            found[name.removesuffix(".md")] = heading[1] if heading else name
    return found


def documents() -> Tree:
    """The documents with their pictures and styles, by path in the site."""
    docs = packaged_folder("docs")
    files = [*docs.glob("*.md"), *docs.glob("gallery/*.webp"), *docs.glob("assets/*.css")]
    found = {path.relative_to(docs).as_posix(): path.read_bytes() for path in files}
    return found | {name.lower(): (docs.parent / name).read_bytes() for name in AT_THE_TOP}


def with_links_of_the_site(markdown: str) -> str:
    """Change the links of a document, which work in the repository, so that they work on a site."""
    for name in AT_THE_TOP:
        markdown = re.sub(rf"\]\((\.\./)?{name}", f"]({name.lower()}", markdown)
    return markdown.replace("](docs/", "](").replace("](content/LICENSE.md", f"]({_LICENSE}")


def docs_site() -> Path:
    """The folder of the site, which is built unless it is there already."""
    tree = {
        path: with_links_of_the_site(_text(content)) if path.endswith(".md") else content
        for path, content in documents().items()
    }
    made_from = _digest(tree)
    cache = cache_folder() or Path(tempfile.mkdtemp(prefix="workbook-"))
    folder = cache / "docs"
    mark = folder / _MARK
    if not (mark.is_file() and mark.read_text(encoding="utf-8") == made_from):
        with replacing_folder(folder) as new, tempfile.TemporaryDirectory() as source:
            write_tree(tree, Path(source))
            _build(Path(source), new)
            (new / _MARK).write_text(made_from, encoding="utf-8")
    return folder


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder to this machine only, and yield its address."""
    handler = partial(_QuietHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()


class _QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: Any) -> None:
        """Do not print requests."""


def _build(source: Path, site: Path) -> None:
    """Build the site with MkDocs, with files that can be opened one by one as well."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # Material prints it for maintainers of sites
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    config = load_config(
        str(packaged_folder("docs") / _CONFIGURATION),
        docs_dir=str(source),
        site_dir=str(site),
        hooks=[],
        extra_css=["assets/docs.css"],
        use_directory_urls=False,
    )
    config.plugins.on_startup(command="build", dirty=False)
    build(config)


def _digest(tree: Tree) -> str:
    digest = hashlib.sha256(code_version().encode())
    for path, content in sorted(tree.items()):
        data = content.encode() if isinstance(content, str) else content
        digest.update(f"{path} {len(data)}\n".encode() + data)
    return digest.hexdigest()


def _text(content: str | bytes) -> str:
    return content if isinstance(content, str) else content.decode()
