"""The files that an author's YAML names: what they may be called, and what to do about other names.

A name is a path in the content folder. It becomes an address, and has to work on every system.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePath


@dataclass(frozen=True)
class NamedFile:
    """A kind of file that an author's YAML can name.

    Attributes:
        what: What authors call such files.
        suffixes: How their names may end.
        usual: The ending to suggest where the name says nothing about the kind of the file.
        renamed: Endings that only need another spelling, and that spelling.
        converted: Other endings, and what to save such a file as.
        advice: What to do about a file of another kind.
        elsewhere: What else can be done about a file on the web.
    """

    what: str
    suffixes: tuple[str, ...]
    usual: str
    renamed: Mapping[str, str]
    converted: Mapping[str, str]
    advice: str
    elsewhere: str = ""

    @property
    def pattern(self) -> str:
        """The regular expression that a name has to match."""
        return rf"^[\w-]+(/[\w-]+)*\.({'|'.join(self.suffixes)})$"

    @property
    def endings(self) -> tuple[str, ...]:
        """The endings of files that are such a file, or become one by another name."""
        return tuple(f".{each}" for each in (*self.suffixes, *self.renamed))

    def better_name(self, name: str) -> str:
        """The name that a file needs to have, in place of another one."""
        path, _, suffix = name.replace("\\", "/").rpartition(".")
        path, suffix = (path, suffix.lower()) if path else (suffix, "")
        kept = [re.sub(r"[^\w-]+", "-", part).strip("-") for part in path.split("/")]
        parts = [part for part in kept if part] or [self.what]
        return f"{'/'.join(parts)}.{self._suffix(suffix)}"

    def hint(self, name: str) -> str:
        """What to do about a name that such a file cannot have."""
        better = self.better_name(unicodedata.normalize("NFC", name))
        if "://" in name:
            known = name.lower().endswith((*self.endings, *(f".{each}" for each in self.converted)))
            better = better.rpartition("/")[2] if known else f"{self.what}.{self.usual}"
            return (
                f"save the {self.what} in the content folder, and write the name of that file:"
                f" `{better}`{self.elsewhere}"
            )
        if ".." in name or ":" in name or name[:1] in "/\\":
            return f"copy the file into the content folder, and write its path in there: `{better}`"
        if name.lower().endswith(self.endings):
            return f"rename the file to `{better}`, and write that name here"
        return f"{self.advice} under a name such as `{better}`, and write that name here"

    def _suffix(self, suffix: str) -> str:
        """The ending that a file with another ending gets."""
        known = {**{each: each for each in self.suffixes}, **self.renamed, **self.converted}
        return known.get(suffix, self.usual)


PICTURE = NamedFile(
    "picture",
    ("svg", "png", "jpg"),
    "png",
    {"jpeg": "jpg", "jpe": "jpg"},
    {},
    "save it as png or jpg",
)
# What Chromium, Firefox, and Safari play on every system. Older Safaris play neither Ogg nor WebM.
RECORDING = NamedFile(
    "recording",
    ("mp3", "m4a", "mp4"),
    "mp3",
    {"m4v": "mp4"},
    dict.fromkeys(("3gp", "avi", "mkv", "mov", "mpeg", "mpg", "ogv", "webm", "wmv"), "mp4"),
    "not every browser plays it: save a sound as mp3, and a film as mp4,",
    ", or link to it in a `note`",
)
CAPTIONS = NamedFile("captions", ("vtt",), "vtt", {}, {}, "save them as WebVTT")


def nearest_name(name: str, files: Iterable[str], kind: NamedFile) -> str:
    """The file that only needs another name to be the one that an author names.

    Args:
        name: The name that the author wrote.
        files: The files that there are.
        kind: The kind of the file.

    Returns:
        Its name, or an empty text if there is no such file.
    """
    for each in files:
        if each.casefold() == name.casefold() or kind.better_name(each) == name:
            return each
    return ""


def is_named(file: str, kind: NamedFile) -> bool:
    """Whether a file can be named as it is called, going by its ending."""
    return PurePath(file).suffix[1:] in kind.suffixes
