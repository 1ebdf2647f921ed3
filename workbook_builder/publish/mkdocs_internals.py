"""Wraps everything that we use of MkDocs and its plugins that is not public API.

`mkdocs build` sets up files and navigation, reads all pages, and then writes all of them. A
preview reads and writes single pages, and a large site needs to know the size of its search index
before it is written. `tests/publish/test_mkdocs_internals.py` fails if MkDocs changes any of this.
"""

import json
import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from jinja2 import Environment
from mkdocs.commands import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler


@contextmanager
def new_plugins() -> Iterator[None]:
    """Let configurations that are loaded in the block have plugins of their own.

    MkDocs keeps plugins with an event for the start of its command, and gives them to every
    configuration that it loads.
    """
    option = dict(MkDocsConfig._schema)["plugins"]
    kept, option.plugin_cache = option.plugin_cache, {}  # type: ignore[attr-defined]
    try:
        yield
    finally:
        option.plugin_cache = kept  # type: ignore[attr-defined]


def read_page(page: Page, config: MkDocsConfig, files: Files) -> None:
    """Read a page, and convert its Markdown to HTML."""
    build._populate_page(page, config, files)


def write_page(
    page: Page,
    config: MkDocsConfig,
    pages: Sequence[File],
    nav: Navigation,
    env: Environment,
    *,
    draft: bool,
) -> None:
    """Render a page that has been read with its template, and write it."""
    build._build_page(page, config, pages, nav, env, excluded=draft)


def write_extra_template(name: str, files: Files, config: MkDocsConfig, nav: Navigation) -> None:
    """Render a template from the author's folder of pages, and write it."""
    build._build_extra_template(name, files, config, nav)


def write_theme_template(
    name: str, env: Environment, files: Files, config: MkDocsConfig, nav: Navigation
) -> None:
    """Render a static template of the theme, such as ``404.html``, and write it."""
    build._build_theme_template(name, env, files, config, nav)


def engine_logger() -> logging.Logger:
    """The logger of MkDocs, or of ProperDocs if that builds the site under MkDocs' name."""
    return logging.getLogger(build.__name__.partition(".")[0])


def has_warned() -> bool:
    """Whether MkDocs has counted warnings, because of which a strict build fails."""
    handlers = engine_logger().handlers
    return any(isinstance(each, CountHandler) and each.get_counts() for each in handlers)


def index_sizes(search: Any, pages: Iterable[Page]) -> Iterator[int]:
    """Measure the search index that Material's plugin would write.

    Args:
        search: The plugin.
        pages: The pages to index, which MkDocs must have read.

    Yields:
        The size of an empty index in bytes, then the bytes that each page adds.
    """
    index = type(search.search_index)(**search.config)
    yield len(index.generate_search_index(None)) - 1  # the last entry has no comma after it
    for page in pages:
        index.entries = []
        index.add_entry_from_context(page)
        entries = (json.dumps(e, separators=(",", ":"), default=str) for e in index.entries)
        yield sum(len(entry) + 1 for entry in entries)
