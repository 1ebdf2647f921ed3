"""Files of ours as MkDocs reads them: each is made when it is asked for."""

import json
import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File

from workbook_builder.problems import WorkbookError

# Before a heading it keeps that from being the page's name in menus.
_NO_NAME = "<!-- no name -->"
# A pattern that begins with plain letters is found in a twentieth of the time.
_ID = re.compile(r'id="([^"]*)"')


@contextmanager
def refusing() -> Iterator[None]:
    """Let MkDocs say what is wrong, and end its build."""
    try:
        yield
    except WorkbookError as error:
        raise PluginError(str(error)) from error


class Later(File):
    """A file that is made when MkDocs reads it."""

    _source: str | bytes | Callable[[], str] | None

    @property
    def _content(self) -> str | bytes | None:
        with refusing():
            return self._made()

    @_content.setter
    def _content(self, source: str | bytes | Callable[[], str] | None) -> None:
        self._source = source

    def _made(self) -> str | bytes | None:
        return self._source() if callable(self._source) else self._source


class LaterPage(Later):
    """A page whose title MkDocs reads as Markdown; the rest is HTML, which it need not read.

    MkDocs reads all pages before it draws the first. Until then, what only the theme needs waits
    in few bytes.
    """

    _before = _after = ""
    _packed = b""

    def _made(self) -> str:
        """What search and other plugins may know of the page, and its title."""
        head, _, body = str(super()._made()).partition("\n---\n")
        known, _, frame = head.partition("\nworkbook: ")
        self._before, _, body = body.partition("\n\n# ")
        title, _, body = body.partition("\n")
        above, _, body = body.partition("<!-- form -->\n")
        form, _, below = body.partition("<!-- /form -->\n")
        self._after = above + below
        self._packed = zlib.compress(f"{frame}\n{form}".encode(), 1)
        heading = f"# {title}\n" if title else ""
        before = "" if "\ntitle: " in known else f"{_NO_NAME}\n\n"
        return f"{known}\n---\n\n{before}{heading}"

    def around(self, title: str) -> str:
        """The HTML of the page around that of its title, once; its form is not part of it."""
        html = f"{self._before}\n{title.removeprefix(_NO_NAME)}\n{self._after}"
        self._before = self._after = ""
        return html

    def frame(self) -> dict[str, Any]:
        """What the theme draws around the page, and the form that it puts in."""
        frame, _, form = zlib.decompress(self._packed).decode().partition("\n")
        return {**json.loads(frame), "form": form}


def anchors(html: str) -> set[str]:
    """The places of a page that links may lead to."""
    return set(_ID.findall(html))
