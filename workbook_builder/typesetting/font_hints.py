"""Removes the hinting from fonts: programs that fit letters to the pixels of coarse screens.

Neither print nor current screens need it, and it is half of a font's size in a PDF. So the fonts
in PDFs and on the site have none.
"""

import hashlib
from io import BytesIO
from typing import Any

from workbook_builder.storage.code_version import code_version
from workbook_builder.storage.disk_cache import DiskCache, cache_folder

_TABLES = {"fpgm", "prep", "cvt ", "cvar", "gasp", "hdmx", "VDMX", "LTSH"}
_DIRECTORY = 1024  # bytes at the start of a font file that hold its table directory


def remove(font: Any) -> None:
    """Remove the hinting from a ``fontTools.ttLib.TTFont``, in place."""
    for table in _TABLES & set(font.keys()):
        del font[table]
    if "glyf" in font:
        font["glyf"].removeHinting()


def is_hinted(content: bytes) -> bool:
    """Whether a font file has hinting, judged by its table directory."""
    return b"fpgm" in content[:_DIRECTORY]


def unhinted(content: bytes) -> bytes:
    """The same font file without hinting. The result is kept in the disk cache."""
    if not is_hinted(content):
        return content
    cache = DiskCache(cache_folder())
    name = hashlib.sha256(f"unhinted {code_version()} ".encode() + content).hexdigest()
    found = cache.get(name)
    if found is None:
        # Imported here because importing fontTools takes 0.1 s.
        from fontTools.ttLib import TTFont

        font = TTFont(BytesIO(content), lazy=True, recalcTimestamp=False, recalcBBoxes=False)
        remove(font)
        saved = BytesIO()
        font.save(saved)
        found = cache[name] = saved.getvalue()
    return found
