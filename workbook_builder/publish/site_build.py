"""One build of a site by MkDocs, from its configuration to the finished site.

The pages in each further language are a site of their own, in a folder of the first one. MkDocs
builds them once the first one is written.
"""

from collections.abc import Sequence
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from workbook_builder.practice.language_folders import in_all_languages
from workbook_builder.practice.practice import Practice
from workbook_builder.print.press import Press
from workbook_builder.publish import split_search
from workbook_builder.publish.generated_files import as_plugin_error
from workbook_builder.publish.offline_lists import offline_lists
from workbook_builder.publish.split_search import SearchParts
from workbook_builder.storage.built_folder import BuiltFolder
from workbook_builder.storage.output_tree import Tree, write_tree


class PagesBuild:
    """The pages of a site in one language, while MkDocs renders them.

    Attributes:
        practice: The practice that is built.
        search: The parts of the search index of a large site; None if the index is not split.
    """

    def __init__(self, practice: Practice) -> None:
        """Begin to build the pages of a practice."""
        self.practice = practice
        self.search: SearchParts | None = None
        self._depth = 1

    @property
    def is_complete(self) -> bool:
        """Whether all pages are built, so that the search index can be split."""
        return True

    @property
    def has_nested(self) -> bool:
        """Whether a build runs inside this one, as when a plugin for languages starts one."""
        return self._depth > 1

    def enter(self) -> None:
        """Note that a further build begins inside this one."""
        self._depth += 1

    def leave(self) -> bool:
        """Note that a build has ended; returns whether it was the outermost one."""
        self._depth -= 1
        return self._depth == 0

    def split_search(self) -> None:
        """Split the search index into a part for each program, and one for all other pages."""
        self.search = SearchParts.of(self.practice.workbook)

    def finish(self, config: MkDocsConfig) -> None:
        """Write the parts of the search index, if it is split."""
        folder = Path(config.site_dir)
        if self.search:
            index, sitemap = (
                (folder / name).read_text(encoding="utf-8")
                for name in (split_search.INDEX, split_search.MAP)
            )
            write_tree(self.search.files(index, sitemap, config.site_url or ""), folder)

    def close(self) -> None:
        """End the build, complete or not."""


class SiteBuild(PagesBuild):
    """Makes PDFs while MkDocs renders pages, and replaces the old site at the end.

    Attributes:
        further: The practice in its further languages.
    """

    def __init__(
        self,
        practice: Practice,
        config: MkDocsConfig,
        press: Press | None,
        *,
        further: Sequence[Practice] = (),
        replace: bool,
    ) -> None:
        """Start making PDFs, in all languages.

        Args:
            practice: The practice to build, in its first language.
            config: The configuration of the site. With ``replace``, its folder is changed to a
                new one.
            press: The press to use; by default, the build has its own.
            further: The practice in its further languages.
            replace: Whether to build the site in a new folder that replaces the old one at the
                end.

        Raises:
            WorkbookError: The old site cannot be replaced.
        """
        super().__init__(practice)
        self.further = further
        self._replacement = BuiltFolder(Path(config.site_dir)) if replace else None
        self._owns_press = press is None
        self._press = press or Press(fingerprint=practice.fingerprint)
        self._press.begin(in_all_languages([practice, *further], Practice.sheets))
        if self._replacement:
            config.site_dir = str(self._replacement.new)

    @property
    def is_complete(self) -> bool:
        """Whether all pages are built: a site that is served may build only what has changed."""
        return self._replacement is not None

    def complete(self, config: MkDocsConfig, headers: Tree, *, commit: bool) -> None:
        """Add the PDFs, and lists for offline use; end the build.

        Args:
            config: The configuration of the site.
            headers: Files for the headers of hosts. Those of the practice itself win.
            commit: Whether to replace the old site. Otherwise the new one is deleted.
        """
        folder = Path(config.site_dir)
        with as_plugin_error():
            write_tree(self._press.finish(), folder)
        for practice in (self.practice, *self.further):
            own = folder / practice.workbook.folder
            lists = offline_lists(practice, own, directory_urls=config.use_directory_urls)
            write_tree(lists, own)
        write_tree({n: text for n, text in headers.items() if not (folder / n).exists()}, folder)
        if self._replacement and commit:
            with as_plugin_error():
                self._replacement.commit()
            config.site_dir = str(self._replacement.folder)
        self.close()

    def close(self) -> None:
        """Stop making PDFs, and delete the new site if it is incomplete."""
        if self._owns_press:
            self._press.close()
        if self._replacement:
            self._replacement.discard()
