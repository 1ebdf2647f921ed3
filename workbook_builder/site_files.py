"""Files of ours as MkDocs reads them: each is made when it is asked for."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File

from workbook_builder.cache import unpacked
from workbook_builder.problems import WorkbookError

# Before a heading it keeps that from being the page's name in menus.
_NO_NAME = "<!-- no name -->"
_FRAME, _FORM, _FORM_END = "\nworkbook: ", "<!-- form -->\n", "<!-- /form -->\n"
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

    _source: str | bytes | Callable[[], str | bytes] | None

    @property
    def _content(self) -> str | bytes | None:
        with refusing():
            return self._made()

    @_content.setter
    def _content(self, source: str | bytes | Callable[[], str | bytes] | None) -> None:
        self._source = source

    def _made(self) -> str | bytes | None:
        return self._source() if callable(self._source) else self._source


class LaterPage(Later):
    """A page whose title MkDocs reads as Markdown; the rest is HTML, which it need not read.

    Its source comes in few bytes, and waits in them: MkDocs reads all pages before it draws the
    first.
    """

    _before = _after = ""
    _packed = b""

    def _made(self) -> str:
        """What search and other plugins may know of the page, and its title."""
        self._packed = super()._made()  # type: ignore[assignment]  # pages are handed over packed
        head, body = self._halves()
        known = head.partition(_FRAME)[0]
        self._before, _, body = body.partition("\n\n# ")
        title, _, body = body.partition("\n")
        above, _, body = body.partition(_FORM)
        self._after = above + body.partition(_FORM_END)[2]
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
        head, body = self._halves()
        form = body.partition(_FORM)[2].partition(_FORM_END)[0]
        return {**json.loads(head.partition(_FRAME)[2]), "form": form}

    def _halves(self) -> tuple[str, str]:
        """The front matter of the source, and what follows."""
        head, _, body = unpacked(self._packed).partition("\n---\n")
        return head, body


def anchors(html: str) -> set[str]:
    """The places of a page that links may lead to."""
    return set(_ID.findall(html))
