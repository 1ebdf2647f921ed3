"""Hints of fonts: programs that fit letters to coarse screens, half of a font's size in a PDF.

Paper and today's screens do without, so that what we hand out has none.
"""

import hashlib
from io import BytesIO
from typing import Any

from workbook_builder.storage.code_version import code_version
from workbook_builder.storage.disk_cache import DiskCache, cache_folder

_TABLES = {"fpgm", "prep", "cvt ", "cvar", "gasp", "hdmx", "VDMX", "LTSH"}
_DIRECTORY = 1024  # bytes at the start of a file, which name its tables


def remove(font: Any) -> None:
    """Remove the hints of a font that fontTools has opened."""
    for table in _TABLES & set(font.keys()):
        del font[table]
    if "glyf" in font:
        font["glyf"].removeHinting()


def is_hinted(content: bytes) -> bool:
    """Whether a font file has programs to remove."""
    return b"fpgm" in content[:_DIRECTORY]


def unhinted(content: bytes) -> bytes:
    """The same font file without hints; it is kept in the cache of this machine."""
    if not is_hinted(content):
        return content
    cache = DiskCache(cache_folder())
    name = hashlib.sha256(f"unhinted {code_version()} ".encode() + content).hexdigest()
    found = cache.get(name)
    if found is None:
        # Imported here: fontTools takes 0.1 s.
        from fontTools.ttLib import TTFont

        font = TTFont(BytesIO(content), lazy=True, recalcTimestamp=False, recalcBBoxes=False)
        remove(font)
        saved = BytesIO()
        font.save(saved)
        found = cache[name] = saved.getvalue()
    return found
