"""Finds the files that an author's YAML names in the content folder."""

import unicodedata
from dataclasses import dataclass
from pathlib import Path

from workbook_builder.content.error_messages import suggestion
from workbook_builder.content.named_files import NamedFile, is_named, nearest_name


@dataclass(frozen=True)
class ContentFiles:
    """The files of a practice that its YAML names by their path.

    Attributes:
        content: The content folder.
        translated: A folder with files that take the place of those with the same path, if the
            content is translated.
    """

    content: Path
    translated: Path | None = None

    def find(self, name: str) -> Path | None:
        """The file of a name, or None if there is none."""
        own = _find(self.translated, name) if self.translated else None
        return own or _find(self.content, name)

    def missing_hint(self, name: str, kind: NamedFile) -> str:
        """What to do about a file that the content folder does not have."""
        paths = (path for path in self.content.rglob("*") if path.suffix.lower() in kind.endings)
        files = sorted(path.relative_to(self.content).as_posix() for path in paths)
        if nearest := nearest_name(name, files, kind):
            return f"rename the file `{nearest}` to `{name}`"
        return suggestion(name, [each for each in files if is_named(each, kind)])


def _find(folder: Path, name: str) -> Path | None:
    """The file of a name in a folder.

    A Mac may write the accents of its name in another form than the author.
    """
    path = folder / name
    if not path.is_file() and not name.isascii() and path.parent.is_dir():
        for each in path.parent.iterdir():
            if unicodedata.normalize("NFC", each.name) == unicodedata.normalize("NFC", path.name):
                path = each
                break
    inside = path.is_file() and path.resolve().is_relative_to(folder.resolve())
    return path if inside else None
