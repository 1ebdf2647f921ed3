"""Files of a MkDocs site that are not on the disk, but generated when MkDocs reads them."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel

from workbook_builder.problems.problem import WorkbookError
from workbook_builder.storage.pickled_objects import unpacked
from workbook_builder.web.page import LostPartError, Page

# A pattern that begins with literal characters is twenty times as fast as one that begins with a
# class or group.
_ID = re.compile(r'id="([^"]*)"')


@contextmanager
def as_plugin_error() -> Iterator[None]:
    """Turn a WorkbookError into a PluginError, which MkDocs shows before it ends the build."""
    try:
        yield
    except WorkbookError as error:
        raise PluginError(str(error)) from error


class GeneratedFile(File):
    """A file whose content is generated each time that MkDocs reads it."""

    def __init__(
        self,
        path: str,
        make: Callable[[], str | bytes],
        config: MkDocsConfig,
        inclusion: InclusionLevel = InclusionLevel.NOT_IN_NAV,
    ) -> None:
        """Set up a file of a site.

        Args:
            path: Its path relative to the folder of pages, such as ``assets/logo.svg``.
            make: Returns its content. May raise WorkbookError.
            config: The configuration of the site.
            inclusion: Whether a menu that is made of all pages has the page.
        """
        super().__init__(
            path,
            src_dir=None,
            dest_dir=config.site_dir,
            use_directory_urls=config.use_directory_urls,
            inclusion=inclusion,
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
        """Write the file to the folder of the site."""
        path = Path(self.abs_dest_path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(self.content_bytes)

    def is_modified(self) -> bool:
        """Always true, since there is no file on the disk whose age MkDocs could compare."""
        return True

    def _current(self) -> str | bytes:
        """The generated content, unless another plugin has replaced it."""
        if self._replaced is not None:
            return self._replaced
        with as_plugin_error():
            return self._generate()

    def _generate(self) -> str | bytes:
        return self._make()


class GeneratedPage(GeneratedFile):
    """A page of the workbook, of which MkDocs and other plugins only see the parts they need.

    MkDocs reads all pages before it renders the first, so a page is kept compressed until then.
    """

    def __init__(
        self,
        path: str,
        make: Callable[[], bytes],
        config: MkDocsConfig,
        inclusion: InclusionLevel = InclusionLevel.NOT_IN_NAV,
    ) -> None:
        """Set up a page of a site.

        Args:
            path: Its path relative to the folder of pages, such as ``personal/index.md``.
            make: Returns its `Page`, packed. May raise WorkbookError.
            config: The configuration of the site.
            inclusion: Whether a menu that is made of all pages has the page.
        """
        super().__init__(path, make, config, inclusion)
        self._packed = b""

    def _generate(self) -> str:
        """The Markdown that MkDocs reads."""
        packed = self._make()
        assert isinstance(packed, bytes)
        self._packed = packed
        return self.page_value.markdown()

    @property
    def page_value(self) -> Page:
        """The page. MkDocs must have read the file before."""
        page = unpacked(self._packed)
        assert isinstance(page, Page)
        return page

    def complete(self, html: str) -> str:
        """Insert the parts of the page that were hidden from other plugins.

        Raises:
            PluginError: Another plugin has removed the placeholders.
        """
        try:
            return self.page_value.complete(html)
        except LostPartError:
            raise PluginError(
                f"{self.src_uri}: another plugin has removed the HTML comments that mark where "
                "parts of the page belong; remove that plugin, or configure it to keep comments"
            ) from None


def with_translated(files: Files, config: MkDocsConfig, folder: Path) -> Files:
    """Put the files of a folder in place of those of a site that have the same path.

    Args:
        files: The files of the site.
        config: The configuration of the site.
        folder: The folder with translations of the practice's own pages, which need not exist.
    """
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not any(part.startswith(".") for part in name.split("/")):
            if known := files.src_uris.get(name):
                files.remove(known)
            files.append(File(name, str(folder), config.site_dir, config.use_directory_urls))
    return files


def anchors(html: str) -> set[str]:
    """The ids in the HTML of a page, which links can point to."""
    return set(_ID.findall(html))


def with_generated(
    files: Files,
    config: MkDocsConfig,
    pages: Mapping[str, bytes],
    assets: Mapping[str, str | bytes],
    menu: Collection[str],
) -> Files:
    """Add generated files to those of a site, except where the author has a file of that path.

    Args:
        files: The files of the site.
        config: The configuration of the site.
        pages: Packed pages by path.
        assets: Other files by path.
        menu: The paths of pages for a menu that is made of all pages.
    """
    for path in pages:
        if path not in files.src_uris:
            level = InclusionLevel.INCLUDED if path in menu else InclusionLevel.NOT_IN_NAV
            files.append(GeneratedPage(path, partial(pages.__getitem__, path), config, level))
    for path in assets:
        if path not in files.src_uris:
            files.append(GeneratedFile(path, partial(assets.__getitem__, path), config))
    return files
