"""The fingerprints of documents, which name their files in the cache."""

import hashlib
import json
from collections.abc import MutableMapping
from functools import cache

from workbook_builder.print.document import Document
from workbook_builder.storage.code_version import code_version
from workbook_builder.typesetting import typefaces


class FingerprintIndex(dict[str, str]):
    """The fingerprints of a practice's documents by path, kept in a cache.

    While the fingerprint of the practice stays the same, its documents have the same fingerprints
    as before, so PDFs can be found in the cache without rendering the documents.
    """

    def __init__(self, cache: MutableMapping[str, bytes], fingerprint: str | None) -> None:
        """Load the index for the fingerprint of a practice; without one, begin empty."""
        self._cache = cache
        name = (
            hashlib.sha256(printing_version() + fingerprint.encode()).hexdigest()
            if fingerprint
            else None
        )
        self._name = f"{name}-prints" if name else None
        super().__init__(json.loads(cache.get(self._name, b"{}")) if self._name else {})
        self._before = len(self)

    def keep(self) -> None:
        """Store the index in the cache if it has grown and the practice has a fingerprint."""
        if self._name and len(self) > self._before:
            self._cache[self._name] = json.dumps(self).encode()


def document_fingerprint(document: Document) -> str:
    """Compute a digest of everything that a file depends on, except its path.

    Returns:
        64 hexadecimal digits.
    """
    digest = hashlib.sha256(printing_version())
    parts = [document.source, repr(list(document.answers.values())), repr(document.given)]
    for part in parts:
        digest.update(f"{len(part)} {part}\n".encode())
    for name, content in document.files.items():
        digest.update(f"{name} {len(content)}\n".encode() + content)
    for font in document.fonts:
        digest.update(_font_digest(font))
    return digest.hexdigest()


@cache
def printing_version() -> bytes:
    """A digest of the code, libraries, and installed fonts, which all files depend on."""
    return hashlib.sha256(f"{code_version()} {typefaces.installed_fonts()}".encode()).digest()


@cache
def _font_digest(font: bytes) -> bytes:
    """The digest of a font, cached because fonts are large and all documents share them."""
    return hashlib.sha256(font).digest()
