"""The plugin for MkDocs: hands pages and PDFs over; a site appears only when it is whole."""

import logging
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config import base, config_options
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler
from mkdocs.utils.templates import TemplateContext
from mkdocs.utils.yaml import yaml_load

from workbook_builder.practice.practice import Practice
from workbook_builder.print.press import Press
from workbook_builder.problems.problem import Problem, Rule, WorkbookError
from workbook_builder.publish import search_size, split_search
from workbook_builder.publish.generated_files import (
    GeneratedFile,
    GeneratedPage,
    anchors,
    as_plugin_error,
    joined,
)
from workbook_builder.publish.split_search import SearchParts
from workbook_builder.rendering import site_paths
from workbook_builder.storage import disk_cache
from workbook_builder.storage.memo import Memo
from workbook_builder.storage.output_tree import FolderReplacement, KeptLazyFiles, write_tree
from workbook_builder.web import theme

_I18N = "i18n"


class PluginConfig(base.Config):  # type: ignore[no-untyped-call]
    """The options of the plugin."""

    content = config_options.Dir(default="content", exists=True)
    templates = config_options.Dir(default="templates")


class WorkbookPlugin(BasePlugin[PluginConfig]):  # type: ignore[no-untyped-call]
    """Adds every page and PDF of the workbook in the content folder to the site."""

    def __init__(self) -> None:
        """Wait for a command.

        ``step`` is called after each page; ``press`` prints, else the plugin has one of its own.
        For a preview, ``on_demand`` leaves pages to whoever reads them, and prints nothing.
        """
        self.on_demand = False
        self.step: Callable[[], None] = lambda: None
        self.press: Press | None = None
        self.practice: Practice
        self._opened: Practice | None = None
        self._press: Press | None = None
        self._site: FolderReplacement | None = None
        self._parts: SearchParts | None = None
        self._serving = False
        self._menu_is_ours = True
        self._builds = 0

    def open(
        self, config: MkDocsConfig, only: str | None = None, memo: Memo | None = None
    ) -> Practice:
        """Load the practice, or one track or program of it, for the next build.

        ``memo`` is kept by whoever opens it again. Raises WorkbookError.
        """
        self._opened = Practice.open(
            Path(self.config.content),
            Path(self.config.templates),
            # While a site is previewed, MkDocs has the address of the preview here.
            site_url=_config_data(config).get("site_url") if self._serving else config.site_url,
            directory_urls=config.use_directory_urls,
            only=only,
            memo=memo,
            remember=memo is None,
        )
        return self._opened

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Note what is run; MkDocs keeps a plugin that listens to this over all its builds."""
        self._serving = command == "serve"
        self.on_demand = self.on_demand and self._serving

    def on_shutdown(self) -> None:
        """End a preview: the next build in this process is a whole one."""
        self.on_demand = False

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Load the practice, set up its theme, and begin to print.

        A plugin for languages builds its others while ours is not yet finished: they get the same.
        """
        self._builds += not self.on_demand
        if self._builds > 1:
            return config
        with as_plugin_error():
            self.practice, self._opened = self._opened or self.open(config), None
        workbook, html = self.practice.workbook, self.practice.html
        self._menu_is_ours = not config.nav
        _apply(theme.settings(workbook, html, directory_urls=config.use_directory_urls), config)
        config.theme.dirs[:0] = [str(folder / "theme") for folder in self.practice.templates]
        if self.on_demand:
            return config
        self._press = self.press or Press(made_of=self.practice.made_of)
        self._press.begin(self.practice.sheets())
        if not self._serving:
            self._site = FolderReplacement(Path(config.site_dir))
            config.site_dir = str(self._site.new)
        return config

    def on_serve(self, server: LiveReloadServer, **_: Any) -> LiveReloadServer:
        """Build again when content or templates change."""
        for folder in (self.config.content, self.config.templates):
            if Path(folder).is_dir():
                server.watch(folder)
        return server

    def _early(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add files where other plugins see them."""
        return files if _I18N in config.plugins else self._added(files, config)

    @event_priority(-200)
    def _late(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add files after a plugin that knows none but those on the disk."""
        return self._added(files, config) if _I18N in config.plugins else files

    on_files = CombinedEvent(_early, _late)

    def _added(self, files: Files, config: MkDocsConfig) -> Files:
        """Add each generated file that the author has no own one for."""
        pages: Mapping[str, bytes] = self.practice.packed_pages(
            directory_urls=config.use_directory_urls
        )
        if self.on_demand:
            pages = KeptLazyFiles(pages)
        made: dict[str, Any] = {path: partial(pages.__getitem__, path) for path in pages}
        with as_plugin_error():
            made |= self.practice.assets()
        if self._menu_is_ours:
            own = (file for file in files if file.is_documentation_page() and _listed(file))
            config.nav = [*(config.nav or ()), *(f.src_uri for f in own if f.src_uri not in made)]
        for path, content in made.items():
            if path not in files.src_uris:
                level = InclusionLevel.NOT_IN_NAV
                kind = GeneratedPage if path in pages else GeneratedFile
                files.append(kind.generated(config, path, content=content, inclusion=level))
        return files

    @event_priority(-100)  # after plugins that still write pages
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Take the templates of the theme as they were compiled before; see how much there is."""
        if not self.on_demand:
            env.bytecode_cache = disk_cache.template_bytecode_cache()
        if self._site and self._builds == 1:
            pages = [file.page for file in files.documentation_pages() if file.page]
            if self._is_large(pages) and search_size.too_large(config.plugins, config.extra, pages):
                self._parts = SearchParts.of(self.practice.workbook)
        return env

    def _is_large(self, pages: Iterable[Page]) -> bool:
        """Whether the index of some pages may be too large; what is known of ours is remembered."""
        find_plugin = [page for page in pages if isinstance(page.file, GeneratedPage)]
        own = [page for page in pages if not isinstance(page.file, GeneratedPage)]
        known = self.practice.once("index", lambda: sum(map(search_size.at_most, find_plugin)))
        # Other plugins may add to our pages, but hardly as much as there is.
        return 2 * known + sum(map(search_size.at_most, own)) > search_size.LIMIT

    @event_priority(100)
    def on_post_template(self, output: str, *, template_name: str, **_: Any) -> str:
        """Let the page for addresses that do not exist search what other pages do."""
        return self._parts.page(output, "") if self._parts else output

    @event_priority(100)  # before plugins that read the text
    def on_page_markdown(self, markdown: str, *, page: Page, **_: Any) -> str:
        """Say what other plugins shall not do with a page of ours."""
        if isinstance(page.file, GeneratedPage):
            page.meta["render_macros"] = False  # braces of an author are no commands
            if self._builds > 1:
                page.meta["search"] = {"exclude": True}
        return markdown

    @event_priority(100)
    def on_page_content(self, html: str, *, page: Page, **_: Any) -> str:
        """Put what Markdown did not read around the title of a page of ours."""
        if isinstance(page.file, GeneratedPage):
            html = page.file.around(html)
            page.present_anchor_ids = anchors(html)
        return html

    @event_priority(-100)  # after the search
    def on_page_context(self, context: TemplateContext, *, page: Page, **_: Any) -> TemplateContext:
        """Put into a page of ours what others need not read, and hand the theme its frame."""
        if isinstance(page.file, GeneratedPage):
            page.meta["workbook"], apart = page.file.frame()
            page.content = joined(page.content or "", apart, page.file.src_uri)
        return context

    @event_priority(100)  # before plugins that pack it
    def on_post_page(self, output: str, *, page: Page, **_: Any) -> str:
        """Count the page; one in another language's frame must not replace it."""
        if isinstance(page.file, GeneratedPage):
            del page.meta["workbook"]
            if self._builds > 1:
                return ""
        self.step()
        return self._parts.page(output, page.url) if self._parts else output

    @event_priority(-100)  # after all others, which still write into the folder of the site
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Put the PDFs and the parts of the search into the site, and the site into its place."""
        if self._press is None:
            return
        self._builds -= 1
        if self._builds:
            return
        folder = Path(config.site_dir)
        with as_plugin_error():
            write_tree(self._press.finish(), folder)
        if self._parts:
            index, sitemap = (
                _read_text(folder / name) for name in (split_search.INDEX, split_search.MAP)
            )
            write_tree(self._parts.files(index, sitemap, config.site_url or ""), folder)
        if self._site and not (config.strict and _warned()):
            self._site.commit()
            config.site_dir = str(self._site.folder)
        self.close()

    def on_build_error(self, *, error: Exception) -> None:
        """Leave the old site as it was."""
        self.close()

    def close(self) -> None:
        """Stop printing, and delete a site that is not whole."""
        if self._press and self._press is not self.press:
            self._press.close()
        if self._site:
            self._site.discard()
        self._press = self._site = self._parts = None
        self._builds = 0


def find_plugin(config: MkDocsConfig, file: Path) -> WorkbookPlugin:
    """Our plugin in the configuration of a file. Raises WorkbookError where it is not used."""
    for plugin in config.plugins.values():
        if isinstance(plugin, WorkbookPlugin):
            return plugin
    hint = "add the line `- workbook` under `plugins:`"
    message = "the plugin `workbook` is not used here"
    raise WorkbookError([Problem(str(file), 0, 0, Rule.NO_PLUGIN, message, hint)])


def _listed(file: File) -> bool:
    """Whether the menu names a page unless it is told otherwise."""
    return file.inclusion is InclusionLevel.INCLUDED and site_paths.in_menu(file.src_uri)


def _read_text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _warned() -> bool:
    """Whether a strict build is about to be refused for its warnings."""
    handlers = logging.getLogger("mkdocs").handlers
    return any(isinstance(each, CountHandler) and each.get_counts() for each in handlers)


def _config_data(config: MkDocsConfig) -> dict[str, Any]:
    """What the configuration file itself says."""
    with Path(config.config_file_path).open("rb") as file:
        return yaml_load(file)


def _apply(settings: dict[str, Any], config: MkDocsConfig) -> None:
    """Set what the configuration file leaves open; the practice's own words always."""
    chosen = _config_data(config).get("theme") or {}
    if config.theme.name != "material":
        raise PluginError("the site needs the theme Material: add `theme: {name: material}`")
    for name, value in settings["theme"].items():
        if name not in chosen:
            config.theme[name] = value
    config.site_name = settings["site_name"]
    config.site_description = settings["site_description"]
    config.nav = config.nav or settings["nav"]
    config.extra |= settings["extra"]
    config.extra_css[:0] = settings["extra_css"]
    script = config_options.ExtraScript()  # type: ignore[no-untyped-call]
    config.extra_javascript[:0] = [script.validate(s) for s in settings["extra_javascript"]]
