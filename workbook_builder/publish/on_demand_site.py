"""A MkDocs site for the preview, which builds each file only when it is requested.

`mkdocs build` sets up files and navigation, reads all pages, and then writes all of them. Here
only the setup covers the whole site.
"""

import hashlib
from collections.abc import Iterator, MutableMapping
from functools import cache
from importlib import resources
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jinja2
from mkdocs.config.base import ValidationError
from mkdocs.config.config_options import IpAddress
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.yaml import yaml_load

from workbook_builder.practice.practice import Practice
from workbook_builder.publish.generated_files import GeneratedPage
from workbook_builder.publish.mkdocs_config import load_configuration
from workbook_builder.publish.mkdocs_internals import (
    read_page,
    write_extra_template,
    write_page,
    write_theme_template,
)
from workbook_builder.publish.mkdocs_plugin import WorkbookPlugin, find_plugin
from workbook_builder.rendering import output_paths
from workbook_builder.storage.output_tree import KeptLazyFiles
from workbook_builder.storage.template_cache import TemplateCache

_INSTALLED = [Path(str(resources.files(package))) for package in ("material", "mkdocs")]


@cache
def _installed_files(folder: Path) -> frozenset[str]:
    """The files of an installed theme, without its 10,000 hidden icons, which no site contains."""
    visible = (each for each in folder.iterdir() if each.name[0] != ".")
    paths = (path for each in visible for path in ([each] if each.is_file() else each.rglob("*")))
    return frozenset(path.relative_to(folder).as_posix() for path in paths if path.is_file())


class ThemeLoader(jinja2.FileSystemLoader):
    """Loads the templates of a theme. Installed ones are listed only once, as they never change."""

    def list_templates(self) -> list[str]:
        """The names of all templates and other files."""
        found: set[str] = set()
        for folder in map(Path, self.searchpath):
            installed = any(folder.is_relative_to(each) for each in _INSTALLED)
            found |= (
                _installed_files(folder)
                if installed
                else set(jinja2.FileSystemLoader(folder).list_templates())
            )
        return sorted(found)


def wanted_address(config_file: Path, given: str | None) -> tuple[str, int]:
    """The address that the preview should listen on.

    Args:
        config_file: The path of mkdocs.yml.
        given: The author's choice, as ``host:port``; by default, the one in the configuration.

    Returns:
        Host and port.

    Raises:
        ValueError: The author's choice is not an address.
    """
    if given is None:
        try:
            return load_configuration(config_file.absolute()).dev_addr
        except Exception:  # the browser will show what is wrong in the configuration
            return "127.0.0.1", 8000
    try:
        host, port = IpAddress().run_validation(given)
    except ValidationError as error:
        raise ValueError(
            f"`{given}` is not an address; write host:port, as in 127.0.0.1:8000 ({error})"
        ) from None
    return host, port


def preview_configuration(
    config_file: Path, folder: Path, address: str
) -> tuple[MkDocsConfig, WorkbookPlugin]:
    """Load the configuration for a preview, and find our plugin in it.

    Args:
        config_file: The path of mkdocs.yml.
        folder: The folder to build the site in.
        address: The host and port of the preview. They replace those of the site's own address,
            as in `mkdocs serve`.
    """
    config = load_configuration(config_file.absolute(), site_dir=str(folder))
    plugin = find_plugin(config, config_file)
    plugin.preview()
    path = urlsplit(config.site_url or "/").path.strip("/")
    config.site_url = f"http://{address}/{path}/" if path else f"http://{address}/"
    return config, plugin


def watched_places(config: MkDocsConfig, plugin: WorkbookPlugin) -> set[Path]:
    """The files and folders that a site depends on."""
    custom = config.theme.custom_dir
    places = [plugin.config.content, plugin.config.templates, config.docs_dir, *config.watch]
    places += [str(path) for path in _config_files(Path(config.config_file_path))]
    places += [custom] if custom else []
    return {Path(path).absolute() for path in places}


def _config_files(config_file: Path) -> Iterator[Path]:
    """A configuration file, and those that it inherits from."""
    yield config_file
    # `yaml_load` resolves INHERIT only if it is given an open file, not a text.
    parent = yaml_load(config_file.read_text(encoding="utf-8")).get("INHERIT")
    if parent:
        yield from _config_files(config_file.parent / parent)


class RunningPlugins:
    """The plugins of MkDocs, which keep running while a preview replaces its site.

    Attributes:
        places: The files and folders that plugins want to be watched.
    """

    def __init__(self, config: MkDocsConfig) -> None:
        """Start the plugins, and let them add files and folders to watch."""
        self.places: set[Path] = set()
        self._plugins = config.plugins
        config.plugins.on_startup(command="serve", dirty=False)
        server: Any = self
        config.plugins.on_serve(server, config=config, builder=lambda *_: None)

    def watch(self, path: str, func: None = None, *, recursive: bool = True) -> None:
        """Watch a file or folder. Plugins call this method as they would on MkDocs' server."""
        self.places.add(Path(path).absolute())

    def unwatch(self, path: str) -> None:
        """Stop watching a file or folder."""
        self.places.discard(Path(path).absolute())

    def shut_down(self) -> None:
        """Shut down the plugins."""
        self._plugins.on_shutdown()


class OnDemandSite:
    """A site whose files are built when they are requested. It is not thread-safe.

    Attributes:
        folder: The folder that files are built in.
        mount: The path of the site's address, such as ``/`` or ``/workbook/``.
        documents: The documents for clients by their path, rendered when they are requested.
    """

    def __init__(
        self, config: MkDocsConfig, practice: Practice, compiled: MutableMapping[str, bytes]
    ) -> None:
        """Set up the site.

        Args:
            config: The configuration of the site.
            practice: The practice.
            compiled: Where to keep compiled templates.
        """
        self.folder = Path(config.site_dir).resolve()
        self.mount = urlsplit(config.site_url or "/").path
        self.documents = KeptLazyFiles(practice.sheets())
        self._practice = practice
        self._built: set[str] = set()  # paths of files
        self._read: set[str] = set()  # source paths of pages
        self._finished = False
        try:
            self._set_up(config, compiled)
        except Exception as error:
            config.plugins.on_build_error(error=error)
            raise

    def _set_up(self, config: MkDocsConfig, compiled: MutableMapping[str, bytes]) -> None:
        """Do what MkDocs does before it writes files, but read only the author's own pages."""
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
        in_menu = set(map(id, self._nav.pages))
        for file in self._pages:
            page = file.page or Page(None, file, config)
            # The menu needs a title, which may only be known once the page has been read.
            if not isinstance(file, GeneratedPage) or (id(page) in in_menu and page.title is None):
                self._read_page(file)
        self._env = config.plugins.on_env(env, config=config, files=files)
        self._by_path = {
            file.dest_uri: file
            for file in files
            if file.inclusion.value >= InclusionLevel.DRAFT.value
        }

    def __contains__(self, path: str) -> bool:
        """Whether the site has a page or file at a path, whether or not it has been built."""
        return path in self._by_path or path in self._config.theme.static_templates

    def file(self, path: str) -> Path | None:
        """Build a file, if that has not been done yet. Raises what templates and plugins raise.

        Args:
            path: The path of the file relative to the site.

        Returns:
            The file on the disk, or None if the site has no such file.
        """
        file = self._by_path.get(path)
        if file and file.is_media_file() and file.abs_src_path:
            return Path(file.abs_src_path)
        if path not in self._built:
            self._build(path)
        try:
            place = (self.folder / path).resolve()
            return place if place.is_relative_to(self.folder) and place.is_file() else None
        except (OSError, ValueError):  # such a file name is impossible
            return None

    def look(self) -> str:
        """A digest of all files that pages use: styles, scripts, fonts, and pictures."""
        digest = hashlib.sha256()
        for path, file in sorted(self._by_path.items()):
            if not file.is_documentation_page():
                digest.update(path.encode() + file.content_bytes)
        return digest.hexdigest()

    def samples(self) -> Iterator[str]:
        """Yield the paths of pages and documents that together use every template."""
        book, seen = self._practice.workbook, set[str]()
        pages = [output_paths.HOME, output_paths.WORKSHEETS, output_paths.HOW_TO_USE]
        pages += [output_paths.ABOUT_COACHING, output_paths.LICENSES]
        pages += map(output_paths.track_page, book.tracks[:1])
        if book.toolbox:
            pages.append(output_paths.track_page(book.toolbox))
        for track, program in islice(book.programs(), 1):
            pages.append(output_paths.program_page(track, program))
            pages += [output_paths.phase_page(track, program, each) for each in program.phases]
            yield output_paths.workbook_pdf(track, program, book.papers[0])
        for section, collection in book.collections():
            for sheet in collection.worksheets:
                if not seen >= (types := {field.type for field in sheet.fields}):
                    seen |= types
                    pages.append(output_paths.worksheet_page(section, collection, sheet))
                    yield output_paths.worksheet_pdf(section, collection, sheet, book.papers[0])
        yield "404.html"
        files = (self._files.get_file_from_path(page) for page in pages)
        yield from (file.dest_uri for file in files if file)

    # -- Building files -----------------------------------------------------------------------

    def _build(self, path: str) -> None:
        file, config = self._by_path.get(path), self._config
        if file and file.is_documentation_page():
            self._build_page(file)
        elif file and file.src_uri in config.extra_templates:
            write_extra_template(file.src_uri, self._files, config, self._nav)
        elif path in config.theme.static_templates:
            write_theme_template(path, self._env, self._files, config, self._nav)
        elif file:
            file.copy_file()
        else:
            self._finish()
            return
        self._built.add(path)

    def _read_page(self, file: File) -> None:
        assert file.page
        if file.src_uri not in self._read:
            read_page(file.page, self._config, self._files)
            self._read.add(file.src_uri)

    def _build_page(self, file: File) -> None:
        self._read_page(file)
        assert file.page
        draft = file.inclusion == InclusionLevel.DRAFT
        write_page(file.page, self._config, self._pages, self._nav, self._env, draft=draft)
        self._finished = False

    def _finish(self) -> None:
        """Let plugins write files that depend on all pages, like the search index.

        They only see the pages that have been built so far.
        """
        if not self._finished:
            self._config.plugins.on_post_build(config=self._config)
            self._finished = True
