"""One build of a site by MkDocs, from its configuration to the finished site."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from workbook_builder.practice.practice import Practice
from workbook_builder.print.press import Press
from workbook_builder.publish import split_search
from workbook_builder.publish.generated_files import as_plugin_error
from workbook_builder.publish.offline_lists import offline_lists
from workbook_builder.publish.split_search import SearchParts
from workbook_builder.storage.built_folder import BuiltFolder
from workbook_builder.storage.output_tree import Tree, write_tree


class SiteBuild:
    """Makes PDFs while MkDocs renders pages, and replaces the old site at the end.

    Attributes:
        practice: The practice that is built.
        search: The parts of the search index of a large site; None if the index is not split.
    """

    def __init__(
        self, practice: Practice, config: MkDocsConfig, press: Press | None, *, replace: bool
    ) -> None:
        """Start making PDFs.

        Args:
            practice: The practice to build.
            config: The configuration of the site. With ``replace``, its folder is changed to a
                new one.
            press: The press to use; by default, the build has its own.
            replace: Whether to build the site in a new folder that replaces the old one at the
                end.

        Raises:
            WorkbookError: The old site cannot be replaced.
        """
        self.practice = practice
        self.search: SearchParts | None = None
        self._depth = 1
        self._replacement = BuiltFolder(Path(config.site_dir)) if replace else None
        self._owns_press = press is None
        self._press = press or Press(fingerprint=practice.fingerprint)
        self._press.begin(practice.sheets())
        if self._replacement:
            config.site_dir = str(self._replacement.new)

    @property
    def is_replacement(self) -> bool:
        """Whether the site is built in a new folder that replaces the old one."""
        return self._replacement is not None

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

    def finish(self, config: MkDocsConfig, headers: Tree, *, commit: bool) -> None:
        """Add the PDFs, the parts of the search index, and lists for offline use; end the build.

        Args:
            config: The configuration of the site.
            headers: Files for the headers of hosts. Those of the practice itself win.
            commit: Whether to replace the old site. Otherwise the new one is deleted.
        """
        folder = Path(config.site_dir)
        with as_plugin_error():
            write_tree(self._press.finish(), folder)
        if self.search:
            index, sitemap = (
                (folder / name).read_text(encoding="utf-8")
                for name in (split_search.INDEX, split_search.MAP)
            )
            write_tree(self.search.files(index, sitemap, config.site_url or ""), folder)
        directory_urls = config.use_directory_urls
        lists = offline_lists(self.practice, folder, directory_urls=directory_urls)
        write_tree(lists, folder)
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
