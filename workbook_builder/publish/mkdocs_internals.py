"""All that we use of MkDocs and its plugins beyond what they promise to keep.

`mkdocs build` sets up files and navigation, reads all pages, and writes them all. A preview does
the last two for one page at a time, and a large site must know the size of its search index
before that is written. `tests/publish/test_mkdocs_internals.py` fails when any of this changes.
"""

import json
import logging
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from jinja2 import Environment
from mkdocs.commands import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler


def read_page(page: Page, config: MkDocsConfig, files: Files) -> None:
    """Read a page, and turn its Markdown into HTML."""
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
    """Draw the frame around a page that was read, and write it."""
    build._build_page(page, config, pages, nav, env, excluded=draft)


def write_extra_template(name: str, files: Files, config: MkDocsConfig, nav: Navigation) -> None:
    """Render a template of the author's folder of pages, and write it."""
    build._build_extra_template(name, files, config, nav)


def write_theme_template(
    name: str, env: Environment, files: Files, config: MkDocsConfig, nav: Navigation
) -> None:
    """Render a template of the theme that is no page, such as ``404.html``, and write it."""
    build._build_theme_template(name, env, files, config, nav)


def has_warned() -> bool:
    """Whether a strict build is about to be refused because of warnings."""
    handlers = logging.getLogger("mkdocs").handlers
    return any(isinstance(each, CountHandler) and each.get_counts() for each in handlers)


def index_sizes(search: Any, pages: Iterable[Page]) -> Iterator[int]:
    """Measure the index that Material's search would write.

    Args:
        search: The plugin.
        pages: What it indexes, already read.

    Yields:
        The bytes of an empty index, then those that each page adds.
    """
    index = type(search.search_index)(**search.config)
    yield len(index.generate_search_index(None)) - 1  # there is one comma less than entries
    for page in pages:
        index.entries = []
        index.add_entry_from_context(page)
        written = (json.dumps(e, separators=(",", ":"), default=str) for e in index.entries)
        yield sum(len(entry) + 1 for entry in written)
