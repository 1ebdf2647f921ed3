"""Files that MkDocs reads without their lying on the disk: each is made when it is asked for."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, InclusionLevel

from workbook_builder.problems.problem import WorkbookError
from workbook_builder.storage.kept_objects import unpacked
from workbook_builder.web.page import LostPartError, Page

# A pattern that begins with plain letters is found in a twentieth of the time.
_ID = re.compile(r'id="([^"]*)"')


@contextmanager
def as_plugin_error() -> Iterator[None]:
    """Let MkDocs show problems of the content, and end its build."""
    try:
        yield
    except WorkbookError as error:
        raise PluginError(str(error)) from error


class GeneratedFile(File):
    """A file whose content is made each time that MkDocs reads it."""

    def __init__(self, path: str, make: Callable[[], str | bytes], config: MkDocsConfig) -> None:
        """Add a file to a site.

        Args:
            path: Its path below the folder of pages, as in ``assets/logo.svg``.
            make: Makes its content. May raise WorkbookError.
            config: The configuration of the site.
        """
        super().__init__(
            path,
            src_dir=None,
            dest_dir=config.site_dir,
            use_directory_urls=config.use_directory_urls,
            inclusion=InclusionLevel.NOT_IN_NAV,
        )
        self.generated_by = "workbook"
        self._make = make
        self._replaced: str | bytes | None = None

    @property
    def content_bytes(self) -> bytes:
        """The content as bytes."""
        content = self._current()
        return content.encode() if isinstance(content, str) else content

    @content_bytes.setter
    def content_bytes(self, value: bytes) -> None:
        self._replaced = value

    @property
    def content_string(self) -> str:
        """The content as text."""
        content = self._current()
        return content.decode() if isinstance(content, bytes) else content

    @content_string.setter
    def content_string(self, value: str) -> None:
        self._replaced = value

    def copy_file(self, dirty: bool = False) -> None:
        """Write the file into the site."""
        path = Path(self.abs_dest_path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(self.content_bytes)

    def is_modified(self) -> bool:
        """Whether it must be written: always, as nothing on the disk tells its age."""
        return True

    def _current(self) -> str | bytes:
        """What another plugin has put in our content's place, or else our content."""
        if self._replaced is not None:
            return self._replaced
        with as_plugin_error():
            return self._made()

    def _made(self) -> str | bytes:
        return self._make()


class GeneratedPage(GeneratedFile):
    """A page of the workbook, of which MkDocs and other plugins read what they need.

    It waits as a few bytes from when it is read until it is drawn: MkDocs reads all pages before
    it draws the first.
    """

    def __init__(self, path: str, make: Callable[[], bytes], config: MkDocsConfig) -> None:
        """Add a page to a site; ``make`` makes its `Page`, packed."""
        super().__init__(path, make, config)
        self._packed = b""

    def _made(self) -> str:
        """What MkDocs reads of the page."""
        packed = self._make()
        assert isinstance(packed, bytes)
        self._packed = packed
        return self.page_value.markdown()

    @property
    def page_value(self) -> Page:
        """The page itself, once it was read."""
        page = unpacked(self._packed)
        assert isinstance(page, Page)
        return page

    def complete(self, html: str) -> str:
        """The HTML of the page with the parts that other plugins did not read."""
        try:
            return self.page_value.complete(html)
        except LostPartError:
            raise PluginError(
                f"{self.src_uri} has lost the comments that keep the place of its form: "
                "let no plugin remove comments before pages are drawn"
            ) from None


def anchors(html: str) -> set[str]:
    """The ids in the HTML of a page, which links may lead to."""
    return set(_ID.findall(html))
