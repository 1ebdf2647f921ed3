"""Finds the files that an author's YAML names in the content folder."""

import unicodedata
from pathlib import Path

from workbook_builder.content.error_messages import suggestion
from workbook_builder.content.named_files import NamedFile, is_named, nearest_name


def find_file(content: Path, name: str) -> Path | None:
    """The file of a name, or None if the content folder has none.

    A Mac may write the accents of its name in another form than the author.
    """
    path = content / name
    if not path.is_file() and not name.isascii() and path.parent.is_dir():
        for each in path.parent.iterdir():
            if unicodedata.normalize("NFC", each.name) == unicodedata.normalize("NFC", path.name):
                path = each
                break
    inside = path.is_file() and path.resolve().is_relative_to(content.resolve())
    return path if inside else None


def missing_hint(content: Path, name: str, kind: NamedFile) -> str:
    """What to do about a file that the content folder does not have."""
    paths = (path for path in content.rglob("*") if path.suffix.lower() in kind.endings)
    files = sorted(path.relative_to(content).as_posix() for path in paths)
    if nearest := nearest_name(name, files, kind):
        return f"rename the file `{nearest}` to `{name}`"
    return suggestion(name, [each for each in files if is_named(each, kind)])
