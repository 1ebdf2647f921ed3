"""One build of a site by MkDocs, from its configuration until the site stands in its place."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from workbook_builder.practice.practice import Practice
from workbook_builder.print.press import Press
from workbook_builder.publish import split_search
from workbook_builder.publish.generated_files import as_plugin_error
from workbook_builder.publish.split_search import SearchParts
from workbook_builder.storage.folder_replacement import FolderReplacement
from workbook_builder.storage.output_tree import write_tree


class SiteBuild:
    """Prints while MkDocs renders pages, and puts the whole site into its place at the end.

    Attributes:
        practice: What is built.
        search: What the pages of a large site search; None where all search the same.
        depth: How many builds go on: a plugin for languages runs one inside another.
    """

    def __init__(
        self, practice: Practice, config: MkDocsConfig, press: Press | None, *, replace: bool
    ) -> None:
        """Begin to print.

        Args:
            practice: What is built.
            config: The configuration of the site. With ``replace``, its folder becomes a new one.
            press: What prints; without one, the build has its own.
            replace: Whether the site is built beside the old one, whose place it takes at the end.
        """
        self.practice = practice
        self.search: SearchParts | None = None
        self.depth = 1
        self._own_press = None if press else Press(fingerprint=practice.fingerprint)
        self._press = press or self._own_press
        self._replacement: FolderReplacement | None = None
        assert self._press
        self._press.begin(practice.sheets())
        if replace:
            self._replacement = FolderReplacement(Path(config.site_dir))
            config.site_dir = str(self._replacement.new)

    @property
    def is_replacement(self) -> bool:
        """Whether the site is built beside the old one."""
        return self._replacement is not None

    def finish(self, config: MkDocsConfig, *, commit: bool) -> None:
        """Add PDFs and the parts of the search, and put the site into its place if it is sound."""
        folder = Path(config.site_dir)
        assert self._press
        with as_plugin_error():
            write_tree(self._press.finish(), folder)
        if self.search:
            index, sitemap = (
                (folder / name).read_text(encoding="utf-8")
                for name in (split_search.INDEX, split_search.MAP)
            )
            write_tree(self.search.files(index, sitemap, config.site_url or ""), folder)
        if self._replacement and commit:
            self._replacement.commit()
            config.site_dir = str(self._replacement.folder)
        self.close()

    def close(self) -> None:
        """Stop printing, and delete a site that is not whole."""
        if self._own_press:
            self._own_press.close()
        if self._replacement:
            self._replacement.discard()
