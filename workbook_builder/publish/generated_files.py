"""Files of ours as MkDocs reads them: each is made when it is asked for."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import chain
from typing import Any

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File

from workbook_builder.problems.problem import WorkbookError
from workbook_builder.storage.disk_cache import unpacked_text

# Before a heading it keeps that from being the page's name in menus.
_NO_NAME = "<!-- no name -->"
_FRAME = "\nworkbook: "
# What search and other plugins need not read: a form, and what looks alike on many pages.
_APART, _APART_END = "<!-- apart -->", "<!-- /apart -->\n"
# A pattern that begins with plain letters is found in a twentieth of the time.
_ID = re.compile(r'id="([^"]*)"')


@contextmanager
def as_plugin_error() -> Iterator[None]:
    """Let MkDocs say what is wrong, and end its build."""
    try:
        yield
    except WorkbookError as error:
        raise PluginError(str(error)) from error


class GeneratedFile(File):
    """A file that is made when MkDocs reads it."""

    _source: str | bytes | Callable[[], str | bytes] | None

    @property
    def _content(self) -> str | bytes | None:
        with as_plugin_error():
            return self._made()

    @_content.setter
    def _content(self, source: str | bytes | Callable[[], str | bytes] | None) -> None:
        self._source = source

    def _made(self) -> str | bytes | None:
        return self._source() if callable(self._source) else self._source


class GeneratedPage(GeneratedFile):
    """A page whose title MkDocs reads as Markdown; the rest is HTML, which it need not read.

    Parts of it are set apart until all plugins have read the page. Its source comes in few bytes,
    and waits in them: MkDocs reads all pages before it draws the first.
    """

    _before = _after = ""
    _packed = b""

    def _made(self) -> str:
        """What search and other plugins may know of the page, and its title."""
        self._packed = super()._made()  # type: ignore[assignment]  # pages are handed over packed
        head, body = _halves(self._packed)
        known = head.partition(_FRAME)[0]
        self._before, _, body = f"{_APART}\n".join(_parted(body)[0]).partition("\n\n# ")
        title, _, self._after = body.partition("\n")
        heading = f"# {title}\n" if title else ""
        before = "" if "\ntitle: " in known else f"{_NO_NAME}\n\n"
        return f"{known}\n---\n\n{before}{heading}"

    def around(self, title: str) -> str:
        """The HTML of the page around that of its title, once; for what is apart it has places."""
        html = f"{self._before}\n{title.removeprefix(_NO_NAME)}\n{self._after}"
        self._before = self._after = ""
        return html

    def frame(self) -> tuple[dict[str, Any], list[str]]:
        """What the theme draws around the page, and the parts that were set apart."""
        head, body = _halves(self._packed)
        return json.loads(head.partition(_FRAME)[2]), _parted(body)[1]


@lru_cache(512)  # in a site with fewer pages none is unpacked twice
def _halves(page: bytes) -> tuple[str, str]:
    """The front matter of the source of a page, and what follows."""
    head, _, body = unpacked_text(page).partition("\n---\n")
    return head, body


def _parted(body: str) -> tuple[list[str], list[str]]:
    """What is read of the HTML of a page, piece by piece, and what is set apart between these."""
    first, *others = body.split(f"{_APART}\n")
    halves = [each.partition(_APART_END) for each in others]
    return [first, *(read for _, _, read in halves)], [apart for apart, _, _ in halves]


def joined(html: str, apart: Sequence[str], path: str) -> str:
    """The HTML of a page with the parts that were set apart in their places."""
    first, *rest = html.split(_APART)
    if len(apart) != len(rest):
        raise PluginError(
            f"{path} has lost the comments that keep the place of its form: "
            "let no plugin remove comments before pages are drawn"
        )
    return "".join(chain((first,), *zip(apart, rest, strict=True)))


def anchors(html: str) -> set[str]:
    """The places of a page that links may lead to."""
    return set(_ID.findall(html))
