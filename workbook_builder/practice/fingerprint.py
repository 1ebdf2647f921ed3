"""What a practice is made of, as one short text: the same text, the same pages and documents."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from workbook_builder.rendering.environments import package_folders
from workbook_builder.storage.code_version import code_version
from workbook_builder.storage.packaged_data import packaged_folder
from workbook_builder.typesetting import typefaces

_OWN_PAGES = "pages"  # a folder of content that MkDocs reads, and not we


def practice_fingerprint(content: Path, templates: Path | None, *settings: object) -> str:
    """Read every file that pages and documents depend on, our own code among them.

    ``settings`` are what else they depend on.
    """
    made_with = [*settings, code_version(), typefaces.installed_fonts()]
    digest = hashlib.sha256(repr(made_with).encode())
    own = [templates] if templates else []
    for folder in (packaged_folder("templates"), *package_folders(), *own, content):
        for path in sorted(_files(folder)):
            text = path.read_bytes()
            digest.update(f"{path.relative_to(folder)} {len(text)}\n".encode() + text)
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.is_dir() and path.name not in ("__pycache__", "_data", _OWN_PAGES):
            yield from _files(path)
        elif path.is_file() and path.name[0] != ".":
            yield path
