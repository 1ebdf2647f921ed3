"""A digest of everything that the pages and documents of a practice depend on."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from workbook_builder.content.content_reader import OWN_PAGES
from workbook_builder.rendering.environments import package_folders
from workbook_builder.storage.code_version import code_version
from workbook_builder.storage.packaged_data import packaged_folder
from workbook_builder.typesetting import typefaces


def practice_fingerprint(content: Path, templates: Path | None, *settings: object) -> str:
    """Compute the fingerprint of a practice: if it is the same, so are all pages and documents.

    It covers all content and templates, this package and its libraries, and installed fonts. Files
    of the practice must have been looked through before, as `SourceFolder` does.

    Args:
        content: The practice's folder of content.
        templates: The practice's own folder of templates, if it has one.
        settings: Anything else that pages and documents depend on; must have a stable ``repr``.

    Returns:
        64 hexadecimal digits.
    """
    other_inputs = [*settings, code_version(), typefaces.installed_fonts()]
    digest = hashlib.sha256(repr(other_inputs).encode())
    own = [templates] if templates else []
    for folder in (packaged_folder("templates"), *package_folders(), *own, content):
        for path in sorted(_files(folder)):
            data = path.read_bytes()
            digest.update(f"{path.relative_to(folder)} {len(data)}\n".encode() + data)
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name[0] == ".":
            continue
        if path.is_dir() and path.name not in ("__pycache__", "_data", OWN_PAGES):
            yield from _files(path)
        elif path.is_file():
            yield path
