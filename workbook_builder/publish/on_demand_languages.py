"""The site of a preview in all languages: the first one, and in its folders the others."""

from collections.abc import Iterator, MutableMapping
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from workbook_builder.practice.language_folders import in_all_languages
from workbook_builder.practice.practice import Practice
from workbook_builder.publish.mkdocs_plugin import further_site
from workbook_builder.publish.on_demand_site import OnDemandSite
from workbook_builder.storage.output_tree import KeptLazyFiles

_LOST = "404.html"


class OnDemandLanguages:
    """A site in all languages. Those of further languages are set up when somebody opens them.

    It is not thread-safe.

    Attributes:
        folder: The folder that files are built in.
        mount: The path of the site's address, such as ``/`` or ``/workbook/``.
        documents: The documents for clients by their path, rendered when they are requested.
        first: The site in the first language.
    """

    def __init__(
        self, config: MkDocsConfig, practice: Practice, compiled: MutableMapping[str, bytes]
    ) -> None:
        """Set up the site in the first language.

        Args:
            config: The configuration of the site.
            practice: The practice in its first language.
            compiled: Where to keep compiled templates.
        """
        self._config = config
        self._compiled = compiled
        self.first = OnDemandSite(config, practice, compiled)
        further = practice.in_further_languages()
        self._further = {each.workbook.folder: each for each in further}
        self._opened: dict[str, OnDemandSite] = {}
        self.folder, self.mount = self.first.folder, self.first.mount
        self.documents = KeptLazyFiles(in_all_languages([practice, *further], Practice.sheets))

    def __contains__(self, path: str) -> bool:
        """Whether the site has a page or file at a path, whether or not it has been built."""
        site, own = self._place(path)
        return own in site

    def file(self, path: str) -> Path | None:
        """Build a file, as `OnDemandSite.file` does."""
        site, own = self._place(path)
        return site.file(own)

    def lost(self, path: str) -> Path | None:
        """The page that says that there is nothing at a path, in the language of the path."""
        site, _ = self._place(path)
        return site.file(_LOST)

    def look(self) -> str:
        """A digest of all files that pages use: styles, scripts, fonts, and pictures."""
        return self.first.look()

    def samples(self) -> Iterator[str]:
        """Yield the paths of pages and documents that together use every template."""
        return self.first.samples()

    def _place(self, path: str) -> tuple[OnDemandSite, str]:
        """The site that has a path, and the path in it."""
        folder, _, own = path.partition("/")
        if not own or folder not in self._further:
            return self.first, path
        if folder not in self._opened:
            practice = self._further[folder]
            config, plugin = further_site(self._config, practice, "serve", lambda: None)
            plugin.preview()
            self._opened[folder] = OnDemandSite(config, practice, self._compiled)
        return self._opened[folder], own
