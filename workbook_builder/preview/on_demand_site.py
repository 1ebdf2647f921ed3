"""A site that is set up as MkDocs does it, with each file made when it is asked for.

`mkdocs build` sets up files and navigation, reads all pages, and writes them all. Here only the
first is done for the whole site.
"""

import hashlib
from collections.abc import Iterator, MutableMapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jinja2
from mkdocs.config import load_config
from mkdocs.config.base import ValidationError
from mkdocs.config.config_options import IpAddress
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.yaml import yaml_load

from workbook_builder.practice.practice import Practice
from workbook_builder.publish.generated_files import GeneratedPage
from workbook_builder.publish.mkdocs_internals import (
    read_page,
    write_extra_template,
    write_page,
    write_theme_template,
)
from workbook_builder.publish.mkdocs_plugin import WorkbookPlugin, find_plugin
from workbook_builder.rendering import site_paths
from workbook_builder.storage.output_tree import KeptLazyFiles
from workbook_builder.storage.template_cache import TemplateCache

_INSTALLED = [Path(str(resources.files(package))) for package in ("material", "mkdocs")]


@cache
def _listed(folder: Path) -> frozenset[str]:
    """The files of an installed theme, less its ten thousand hidden icons, which no site copies."""
    shown = (each for each in folder.iterdir() if each.name[0] != ".")
    found = (path for each in shown for path in ([each] if each.is_file() else each.rglob("*")))
    return frozenset(path.relative_to(folder).as_posix() for path in found if path.is_file())


class ThemeLoader(jinja2.FileSystemLoader):
    """The templates of a theme; those that are installed are listed once, for they stay."""

    def list_templates(self) -> list[str]:
        """The names of all templates and other files."""
        found: set[str] = set()
        for folder in map(Path, self.searchpath):
            installed = any(folder.is_relative_to(each) for each in _INSTALLED)
            found |= (
                _listed(folder)
                if installed
                else set(jinja2.FileSystemLoader(folder).list_templates())
            )
        return sorted(found)


def wanted_address(config_file: Path, given: str | None) -> tuple[str, int]:
    """Host and port: those given, else those of the configuration. Raises ValueError."""
    if given is None:
        try:
            return load_config(str(config_file.absolute())).dev_addr
        except Exception:  # what is wrong in the configuration is shown in the browser
            return "127.0.0.1", 8000
    try:
        host, port = IpAddress().run_validation(given)
    except ValidationError as error:
        raise ValueError(f"{given} is no address: {error}") from None
    return host, port


def preview_configuration(
    config_file: Path, folder: Path, address: str
) -> tuple[MkDocsConfig, WorkbookPlugin]:
    """The configuration of a site that is made in a folder, and our plugin in it.

    As for MkDocs, the site is at ``address`` then, and not where it will be published.
    """
    config = load_config(str(config_file.absolute()), site_dir=str(folder))
    plugin = find_plugin(config, config_file)
    plugin.preview()
    path = urlsplit(config.site_url or "/").path.strip("/")
    config.site_url = f"http://{address}/{path}/" if path else f"http://{address}/"
    return config, plugin


def watched_places(config: MkDocsConfig, plugin: WorkbookPlugin) -> set[Path]:
    """The files and folders that a site depends on."""
    custom = config.theme.custom_dir
    found = [plugin.config.content, plugin.config.templates, config.docs_dir, *config.watch]
    found += [str(path) for path in _config_files(Path(config.config_file_path))]
    found += [custom] if custom else []
    return {Path(path).absolute() for path in found}


def _config_files(config_file: Path) -> Iterator[Path]:
    """A configuration file, and those that it builds on."""
    yield config_file
    # MkDocs reads the others only for a file; of a text it leaves their name.
    parent = yaml_load(config_file.read_text(encoding="utf-8")).get("INHERIT")
    if parent:
        yield from _config_files(config_file.parent / parent)


class RunningPlugins:
    """The plugins of MkDocs as they live through all the sites of a preview."""

    def __init__(self, config: MkDocsConfig) -> None:
        """Start them, and ask what more they want to be watched."""
        self.places: set[Path] = set()
        self._plugins = config.plugins
        config.plugins.on_startup(command="serve", dirty=False)
        server: Any = self
        config.plugins.on_serve(server, config=config, builder=lambda *_: None)

    def watch(self, path: str, func: None = None, *, recursive: bool = True) -> None:
        """Note a place, as the server of MkDocs would."""
        self.places.add(Path(path).absolute())

    def unwatch(self, path: str) -> None:
        """Forget a place."""
        self.places.discard(Path(path).absolute())

    def shut_down(self) -> None:
        """Let them end what they have begun."""
        self._plugins.on_shutdown()


class OnDemandSite:
    """A site in a folder that fills as its files are asked for; for one thread at a time."""

    def __init__(
        self, config: MkDocsConfig, practice: Practice, compiled: MutableMapping[str, bytes]
    ) -> None:
        """Set up the site; ``compiled`` keeps compiled templates from one site to the next."""
        self.folder = Path(config.site_dir).resolve()
        self.mount = urlsplit(config.site_url or "/").path
        self.documents = KeptLazyFiles(practice.sheets())
        self._practice = practice
        self._made: set[str] = set()
        self._read: set[str] = set()
        self._finished = False
        try:
            self._set_up(config, compiled)
        except Exception as error:
            config.plugins.on_build_error(error=error)
            raise

    def _set_up(self, config: MkDocsConfig, compiled: MutableMapping[str, bytes]) -> None:
        """Do what MkDocs does before it writes; read the author's own pages, which are few."""
        config = config.plugins.on_config(config)
        self._config = config
        config.plugins.on_pre_build(config=config)
        files = get_files(config)
        env = config.theme.get_env()
        env.loader = ThemeLoader(config.theme.dirs)
        env.bytecode_cache = TemplateCache(compiled, "theme")
        files.add_files_from_theme(env, config)
        self._files = files = config.plugins.on_files(files, config=config)
        set_exclusions(files, config)
        nav = get_navigation(files, config)
        self._nav = config.plugins.on_nav(nav, config=config, files=files)
        self._pages = files.documentation_pages(inclusion=InclusionLevel.is_in_serve)
        listed = set(map(id, self._nav.pages))
        for file in self._pages:
            page = file.page or Page(None, file, config)
            # The menu wants a title, which a page may keep in its text.
            if not isinstance(file, GeneratedPage) or (id(page) in listed and page.title is None):
                self._read_page(file)
        self._env = config.plugins.on_env(env, config=config, files=files)
        self._by_path = {
            file.dest_uri: file
            for file in files
            if file.inclusion.value >= InclusionLevel.DRAFT.value
        }

    def __contains__(self, path: str) -> bool:
        """Whether there is a page or file at a path, made or not."""
        return path in self._by_path or path in self._config.theme.static_templates

    def file(self, path: str) -> Path | None:
        """The file at a path below the site, which is made if need be; None where there is none.

        Raises whatever a template or a plugin does.
        """
        file = self._by_path.get(path)
        if file and file.is_media_file() and file.abs_src_path:
            return Path(file.abs_src_path)
        if path not in self._made:
            self._make(path)
        try:
            place = (self.folder / path).resolve()
            return place if place.is_relative_to(self.folder) and place.is_file() else None
        except (OSError, ValueError):  # no file can have such a name
            return None

    def look(self) -> str:
        """What changes when any file does that pages use: styles, scripts, fonts, pictures."""
        digest = hashlib.sha256()
        for path, file in sorted(self._by_path.items()):
            if not file.is_documentation_page():
                digest.update(path.encode() + file.content_bytes)
        return digest.hexdigest()

    def samples(self) -> Iterator[str]:
        """Paths of pages and documents that together use every template."""
        book, seen = self._practice.workbook, set[str]()
        pages = [site_paths.HOME, site_paths.WORKSHEETS, site_paths.HOW_TO_USE]
        pages += [site_paths.ABOUT_COACHING, *map(site_paths.track_page, book.tracks[:1])]
        for number, (track, program) in enumerate(book.programs()):
            if number == 0:
                pages.append(site_paths.program_page(track, program))
                pages += [site_paths.phase_page(track, program, each) for each in program.phases]
                yield site_paths.workbook_pdf(track, program, book.papers[0])
            for sheet in program.worksheets:
                if not seen >= (types := {field.type for field in sheet.fields}):
                    seen |= types
                    pages.append(site_paths.worksheet_page(track, program, sheet))
                    yield site_paths.worksheet_pdf(track, program, sheet, book.papers[0])
        yield "404.html"
        found = (self._files.get_file_from_path(page) for page in pages)
        yield from (file.dest_uri for file in found if file)

    # -- making -------------------------------------------------------------------------------

    def _make(self, path: str) -> None:
        file, config = self._by_path.get(path), self._config
        if file and file.is_documentation_page():
            self._build(file)
        elif file and file.src_uri in config.extra_templates:
            write_extra_template(file.src_uri, self._files, config, self._nav)
        elif path in config.theme.static_templates:
            write_theme_template(path, self._env, self._files, config, self._nav)
        elif file:
            file.copy_file()
        else:
            self._finish()
            return
        self._made.add(path)

    def _read_page(self, file: File) -> None:
        assert file.page
        if file.src_uri not in self._read:
            read_page(file.page, self._config, self._files)
            self._read.add(file.src_uri)

    def _build(self, file: File) -> None:
        self._read_page(file)
        assert file.page
        draft = file.inclusion == InclusionLevel.DRAFT
        write_page(file.page, self._config, self._pages, self._nav, self._env, draft=draft)
        self._finished = False

    def _finish(self) -> None:
        """Let plugins write what they make of all pages, like the search, of those made so far."""
        if not self._finished:
            self._config.plugins.on_post_build(config=self._config)
            self._finished = True
