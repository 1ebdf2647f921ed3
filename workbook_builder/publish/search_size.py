"""Measures the search index of a site before it is written."""

import json
import re
from collections.abc import Iterable, Mapping
from itertools import accumulate
from typing import Any

from mkdocs.structure.pages import Page

from workbook_builder.practice.practice import Practice
from workbook_builder.publish.generated_files import GeneratedPage
from workbook_builder.publish.mkdocs_internals import index_sizes

LIMIT = 1_000_000  # bytes; a larger index is split

_EXCLUDED = re.compile(r"<(\w+)\b[^>]*\bdata-search-exclude\b.*?</\1>", re.S)
_HEADING = re.compile(r'<h[1-6]\b[^>]*?\bid="([^"]*)"')
# The index keeps the tags that are listed here, without their attributes.
_DROPPED = re.compile(r"<(?!/?(?:p|li|ol|ul|code|pre|sub|sup)\b)[^>]*>")
_ATTRIBUTES = re.compile(r"<(\w+) [^>]*>")


def too_large(plugins: Mapping[str, Any], extra: Mapping[str, Any], pages: Iterable[Any]) -> bool:
    """Whether the search index of a site is too large, and can be split.

    It cannot be split for the plugin ``offline``, which embeds the index in a script, or for a
    site with several versions, which Material tells apart by the base address of a page.

    Args:
        plugins: The plugins of the site by name.
        extra: The setting ``extra`` of the site.
        pages: All pages of the site, which MkDocs must have read.
    """
    search, offline = (plugins.get(f"material/{name}") for name in ("search", "offline"))
    if not (search and search.config.enabled) or extra.get("version"):
        return False
    if offline and offline.config.enabled:
        return False
    pages = [page for page in pages if page.content and not _is_excluded(page)]
    # Measuring exactly is slow, and most sites are far from large.
    if all(size <= LIMIT for size in accumulate(map(estimated_size, pages))):
        return False
    return any(size > LIMIT for size in accumulate(index_sizes(search, pages)))


def may_be_large(practice: Practice, pages: Iterable[Page]) -> bool:
    """Quickly estimate whether the search index could be too large."""
    generated = [page for page in pages if isinstance(page.file, GeneratedPage)]
    own = [page for page in pages if not isinstance(page.file, GeneratedPage)]
    size = practice.remembered("index", lambda: sum(map(estimated_size, generated)))
    # Other plugins may add text to generated pages, but hardly more than doubles them.
    return 2 * size + sum(map(estimated_size, own)) > LIMIT


def _is_excluded(page: Any) -> bool:
    return bool((page.meta.get("search") or {}).get("exclude"))


def estimated_size(page: Any) -> int:
    """Estimate how many bytes a page adds to the index; rarely too low."""
    content = _EXCLUDED.sub("", page.content or "")
    text = _ATTRIBUTES.sub(r"<\1>", _DROPPED.sub("", content))
    sections = [str(page.title), *_HEADING.findall(content)]
    about = len(f"{page.url}{page.meta.get('tags') or ''}") + 50
    return len(json.dumps(text)) + sum(len(each) + about for each in sections)
