"""A wheel of Workbook Builder: the file that installs it."""

import zipfile
from dataclasses import dataclass
from email.parser import HeaderParser
from pathlib import Path

_LARGEST_TEXT = 10_000_000  # bytes


class UnreadableWheel(Exception):
    """A file is not a wheel of Workbook Builder. The message says why, and what to do."""


@dataclass(frozen=True)
class Wheel:
    """A wheel of Workbook Builder.

    Attributes:
        name: The name that its file has to have for an installer.
        version: Its version.
        changelog: The text of its changelog; empty if it brings none.
        data: The content of the file.
    """

    name: str
    version: str
    changelog: str
    data: bytes


def read_wheel(path: Path) -> Wheel:
    """Read a wheel.

    Raises:
        UnreadableWheel: It is damaged, or something else.
        OSError: It cannot be read.
    """
    data = path.read_bytes()
    try:
        with zipfile.ZipFile(path) as file:
            names = set(file.namelist())
            folder = next(name.partition("/")[0] for name in sorted(names) if ".dist-info/" in name)
            metadata = HeaderParser().parsestr(_text(file, f"{folder}/METADATA"))
            tag = HeaderParser().parsestr(_text(file, f"{folder}/WHEEL"))["Tag"]
            changelog = "workbook_builder/_data/CHANGELOG.md"
            news = _text(file, changelog) if changelog in names else ""
    except (zipfile.BadZipFile, KeyError, StopIteration, UnicodeDecodeError, ValueError) as error:
        raise UnreadableWheel(
            "this is not a wheel, or it is damaged; get it again, or make it with `make wheel`"
        ) from error
    if metadata["Name"] != "workbook-builder" or not metadata["Version"] or not tag:
        found = metadata["Name"] or "another package"
        raise UnreadableWheel(f"this is a wheel of {found}, and not of workbook-builder")
    version = metadata["Version"]
    return Wheel(f"workbook_builder-{version}-{tag}.whl", version, news, data)


def _text(file: zipfile.ZipFile, name: str) -> str:
    """The text of a file in a wheel."""
    if file.getinfo(name).file_size > _LARGEST_TEXT:
        raise ValueError(name)
    return file.read(name).decode()
