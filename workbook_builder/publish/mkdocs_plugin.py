"""The plugin for MkDocs, which adds pages and PDFs.

It replaces the old site only with a complete new one.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment
from mkdocs.commands.build import build as run_build
from mkdocs.config import base, config_options
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel

from workbook_builder.content.content_reader import OWN_PAGES
from workbook_builder.content.translations import FOLDER
from workbook_builder.practice.practice import Practice
from workbook_builder.print.press import Press
from workbook_builder.problems.problem import Problem, Rule, WorkbookError
from workbook_builder.publish import search_size
from workbook_builder.publish.custom_theme import (
    FramingLoader,
    custom_folder,
    not_shown,
    theme_folders,
)
from workbook_builder.publish.generated_files import (
    as_plugin_error,
    with_generated,
    with_translated,
)
from workbook_builder.publish.mkdocs_config import (
    LANGUAGE_PLUGIN,
    apply_settings,
    check_plugins,
    language_configuration,
    menu_is_made_of_files,
    page_policy,
    scripts_from_elsewhere,
    site_root,
)
from workbook_builder.publish.mkdocs_internals import has_warned
from workbook_builder.publish.page_events import PageEvents
from workbook_builder.publish.site_build import PagesBuild, SiteBuild
from workbook_builder.publish.site_practice import open_practice
from workbook_builder.rendering import output_paths
from workbook_builder.rendering.template_limits import LimitedTemplate
from workbook_builder.storage.disk_cache import DiskCache, cache_folder
from workbook_builder.storage.memo import Memo
from workbook_builder.storage.output_tree import KeptLazyFiles
from workbook_builder.storage.template_cache import TemplateCache
from workbook_builder.web.assets import SiteAssets, moved_scripts
from workbook_builder.web.site_settings import site_settings

Command = Literal["build", "serve"]
_log = logging.getLogger("mkdocs.plugins.workbook")


class PluginConfig(base.Config):  # type: ignore[no-untyped-call]
    """The options of the plugin."""

    content = config_options.Dir(default="content", exists=True)
    templates = config_options.Dir(default="templates")


class WorkbookPlugin(PageEvents, BasePlugin[PluginConfig]):  # type: ignore[no-untyped-call]
    """Adds every page and PDF of the workbook in the content folder to the site."""

    def __init__(self) -> None:
        """Set up the state; MkDocs or one of our commands then calls the plugin."""
        super().__init__()
        self._serving = False
        self._previewing = False
        self._is_beside = False
        self._press: Press | None = None
        self._opened: Practice | None = None
        self._practice: Practice | None = None
        self._assets: SiteAssets | None = None
        self._menu_is_ours = True
        self._menu_pages: frozenset[str] = frozenset()

    # -- Called by our commands ---------------------------------------------------------------

    def open(
        self,
        config: MkDocsConfig,
        only: str | None = None,
        memo: Memo | None = None,
        compiled: MutableMapping[str, bytes] | None = None,
    ) -> Practice:
        """Load the practice for the next build.

        Args:
            config: The configuration of the site.
            only: Load only this track or program, as in `Practice.open`.
            memo: Remembers parsed files between calls, for callers that load a practice often.
                The disk cache is not used for the practice then.
            compiled: Where to keep compiled templates; by default, in the disk cache.

        Raises:
            WorkbookError: The content has problems, or the site would publish or replace it; or
                a file of the practice itself has the address of another one.
            PluginError: The configuration has settings that cannot be used with the plugin.
        """
        check_plugins(config, WorkbookPlugin)
        self._opened = open_practice(
            config,
            Path(self.config.content),
            Path(self.config.templates),
            serving=self._serving,
            only=only,
            memo=memo,
            compiled=compiled,
        )
        return self._opened

    def in_language(self, practice: Practice, step: Callable[[], None]) -> None:
        """Build only the pages of a further language, beside a site that is complete otherwise.

        Args:
            practice: The practice in that language.
            step: Called after each page.
        """
        self._opened, self._step, self._is_beside = practice, step, True

    def own_pages(self, config: MkDocsConfig, practice: Practice) -> list[Path]:
        """The folders of the practice's own pages in its language, of which the last one counts.

        A page without a translation is shown in the first language.
        """
        pages, folder = [Path(config.docs_dir)], practice.workbook.folder
        if folder:
            pages.append(Path(self.config.content) / FOLDER / folder / OWN_PAGES)
        return pages

    def print_with(self, press: Press, step: Callable[[], None]) -> None:
        """Use a press that the caller closes, and call ``step`` after each page."""
        self._press, self._step = press, step

    def preview(self) -> None:
        """Prepare for a preview, which renders single pages and makes no PDFs by itself."""
        self.on_startup(command="serve", dirty=False)
        self._previewing = True

    def close(self) -> None:
        """Stop making PDFs, and delete an incomplete site."""
        if self._build:
            self._build.close()
        self._build = None

    # -- Events of MkDocs ---------------------------------------------------------------------

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Note the command. MkDocs reuses plugins that handle this event in all of its builds."""
        self._serving = command == "serve"
        self._previewing = self._previewing and self._serving

    def on_shutdown(self) -> None:
        """End the preview, so that the next build in this process builds everything."""
        self._previewing = False

    @event_priority(100)  # before plugins that read the language, the name or the theme of the site
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Load the practice, set up its theme, and start making PDFs.

        A plugin for languages starts further builds before the first one has finished. These use
        the same practice.
        """
        if self._build:
            self._build.enter()
            return config
        with as_plugin_error():
            practice, self._opened = self._opened or self.open(config), None
            self._assets = practice.assets()
        self._practice = practice
        own_menu = config.nav
        settings = site_settings(
            practice.workbook,
            practice.html,
            self._assets,
            directory_urls=config.use_directory_urls,
        )
        settings["extra"]["workbook"]["root"] = site_root(config, practice.workbook.folder)
        # The script that `mkdocs serve` adds to each page has no hash.
        off = self._serving and not self._previewing
        self._policy = page_policy(config, off=off)
        apply_settings(settings, config)
        makes_menu = menu_is_made_of_files(config)
        self._menu_is_ours = not own_menu and not makes_menu
        menu = {path for item in settings["nav"] for path in item.values()}
        self._menu_pages = frozenset(menu if makes_menu else ())
        custom = custom_folder(config)
        config.theme.dirs[:] = theme_folders(config.theme.dirs, custom, self._theme(practice))
        if custom:
            _warn(not_shown(custom))
        if self._is_beside:
            self._build = PagesBuild(practice)
        elif not self._previewing:
            with as_plugin_error():
                self._build = SiteBuild(
                    practice,
                    config,
                    self._press,
                    further=practice.in_further_languages(),
                    replace=not self._serving,
                )
        return config

    def on_serve(self, server: LiveReloadServer, **_: Any) -> LiveReloadServer:
        """Build again when content or templates change."""
        for folder in (self.config.content, self.config.templates):
            if Path(folder).is_dir():
                server.watch(folder)
        return server

    @event_priority(100)
    def _add_files_early(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add files before other plugins run, so that they see them."""
        return files if LANGUAGE_PLUGIN in config.plugins else self._add_files(files, config)

    @event_priority(-200)
    def _add_files_late(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add files after the i18n plugin, which only supports files on the disk."""
        return self._add_files(files, config) if LANGUAGE_PLUGIN in config.plugins else files

    on_files = CombinedEvent(_add_files_early, _add_files_late)

    def _add_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add the generated files, except those that the author has replaced."""
        assert self._practice
        assert self._assets
        pages: Mapping[str, bytes] = self._practice.packed_pages(
            directory_urls=config.use_directory_urls
        )
        if self._previewing:
            pages = KeptLazyFiles(pages)
        for path in moved_scripts():
            file = files.src_uris.get(path)
            if file and file.src_dir in self._theme(self._practice):
                files.remove(file)
        for folder in self.own_pages(config, self._practice)[1:]:
            files = with_translated(files, config, folder)
        if self._menu_is_ours:
            own = [f.src_uri for f in files if f.is_documentation_page() and _is_in_menu(f)]
            config.nav = [*(config.nav or ()), *(path for path in own if path not in pages)]
        return with_generated(files, config, pages, self._assets.tree(), self._menu_pages)

    @event_priority(-100)  # after plugins that still change pages
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Limit the theme's templates, and split the search index if it is too large.

        Compiled templates come from the cache.
        """
        env.template_class = LimitedTemplate
        if not self._previewing:
            env.bytecode_cache = TemplateCache(DiskCache(cache_folder()), "theme")
        self._policy.install(env)
        if (custom := custom_folder(config)) and env.loader:
            env.loader = FramingLoader(env.loader, custom)
        build = self._build
        if not self._is_further_language:
            _warn(scripts_from_elsewhere(config))
        if build and build.is_complete and not build.has_nested:
            pages = [file.page for file in files.documentation_pages() if file.page]
            if search_size.may_be_large(build.practice, pages) and search_size.too_large(
                config.plugins, config.extra, pages
            ):
                build.split_search()
        return env

    @event_priority(-100)  # after other plugins, which still write files to the site
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Finish the build, unless a strict build has warnings or a nested one has ended."""
        build = self._build
        if build is None:
            return
        if build.leave():
            _warn(self._policy.warnings())
            with as_plugin_error():
                build.finish(config)
            if isinstance(build, SiteBuild):
                folders = [self._unchanging, *self._build_further_languages(config, build)]
                headers = self._policy.headers(folders)
                build.complete(config, headers, commit=not (config.strict and has_warned()))
            self._build = None

    def _build_further_languages(self, config: MkDocsConfig, build: SiteBuild) -> Iterator[str]:
        """Build the pages of each further language; yields folders of files that never change."""
        for practice in build.further:
            command: Command = "serve" if self._serving else "build"
            own, plugin = further_site(config, practice, command, self._step)
            run_build(own)
            self._policy.add(plugin._policy)
            yield f"{practice.workbook.folder}/{plugin._unchanging}"

    @property
    def _unchanging(self) -> str:
        """The folder of the site whose files never change."""
        assert self._assets
        return f"assets/{self._assets.build}"

    def on_build_error(self, *, error: Exception) -> None:
        """Leave the old site unchanged."""
        self.close()

    @staticmethod
    def _theme(practice: Practice) -> list[str]:
        """Our folders of theme templates."""
        return [str(folder / "theme") for folder in practice.templates]


def find_plugin(config: MkDocsConfig, file: Path) -> WorkbookPlugin:
    """Find our plugin in a configuration.

    Args:
        config: The configuration.
        file: Its file, for problems.

    Raises:
        WorkbookError: The configuration does not use the plugin.
    """
    for plugin in config.plugins.values():
        if isinstance(plugin, WorkbookPlugin):
            return plugin
    hint = "add the line `- workbook` under `plugins:`"
    message = "the plugin `workbook` is not used here"
    raise WorkbookError([Problem(str(file), 0, 0, Rule.NO_PLUGIN, message, hint)])


def further_site(
    config: MkDocsConfig, practice: Practice, command: Command, step: Callable[[], None]
) -> tuple[MkDocsConfig, WorkbookPlugin]:
    """The configuration of the pages in a further language, and our plugin in it.

    Args:
        config: The configuration of the site. Its folder is complete except for that language.
        practice: The practice in that language.
        command: The command of MkDocs that builds them.
        step: Called after each page.
    """
    own = language_configuration(config, practice.workbook.folder)
    plugin = find_plugin(own, Path(config.config_file_path))
    own.plugins.on_startup(command=command, dirty=False)
    plugin.in_language(practice, step)
    return own, plugin


def _warn(texts: Iterable[str]) -> None:
    """Show warnings, which end a strict build."""
    for text in texts:
        _log.warning("%s", text)


def _is_in_menu(file: File) -> bool:
    """Whether the default menu contains a page."""
    return file.inclusion is InclusionLevel.INCLUDED and output_paths.in_menu(file.src_uri)
