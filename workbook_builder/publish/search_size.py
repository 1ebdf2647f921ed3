"""How large the index of a site's search is, before it is written."""

import json
import re
from collections.abc import Iterable, Mapping
from itertools import accumulate
from typing import Any

from workbook_builder.publish.mkdocs_internals import index_sizes

LIMIT = 1_000_000  # bytes of an index that stays whole

_EXCLUDED = re.compile(r"<(\w+)\b[^>]*\bdata-search-exclude\b.*?</\1>", re.S)
_HEADING = re.compile(r'<h[1-6]\b[^>]*?\bid="([^"]*)"')
# An index keeps these tags, without their attributes.
_DROPPED = re.compile(r"<(?!/?(?:p|li|ol|ul|code|pre|sub|sup)\b)[^>]*>")
_ATTRIBUTES = re.compile(r"<(\w+) [^>]*>")


def too_large(plugins: Mapping[str, Any], extra: Mapping[str, Any], pages: Iterable[Any]) -> bool:
    """Whether the index of the pages of a site should be split, and may be.

    The plugin ``offline`` hands the index to a script, and what chooses among versions of a site
    knows them by the base of a page: these need it whole.
    """
    search, offline = (plugins.get(f"material/{name}") for name in ("search", "offline"))
    if not (search and search.config.enabled) or extra.get("version"):
        return False
    if offline and offline.config.enabled:
        return False
    pages = [page for page in pages if page.content and not _left_out(page)]
    # To ask the search takes some time, and most sites are far from large.
    if all(size <= LIMIT for size in accumulate(map(at_most, pages))):
        return False
    return any(size > LIMIT for size in accumulate(index_sizes(search, pages)))


def _left_out(page: Any) -> bool:
    return bool((page.meta.get("search") or {}).get("exclude"))


def at_most(page: Any) -> int:
    """About as many bytes as a page has in an index, rather more than less."""
    content = _EXCLUDED.sub("", page.content or "")
    text = _ATTRIBUTES.sub(r"<\1>", _DROPPED.sub("", content))
    sections = [str(page.title), *_HEADING.findall(content)]
    about = len(f"{page.url}{page.meta.get('tags') or ''}") + 50
    return len(json.dumps(text)) + sum(len(each) + about for each in sections)
