"""Which names of files mean the same, or cannot be used, on other systems."""

import os
import unicodedata
from pathlib import Path, PurePath

# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
_DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)))
)
_NOT_ON_WINDOWS = frozenset('<>:"|?*\\')


def is_device(name: str) -> bool:
    """Whether Windows takes a name for a device, whatever its suffix, such as ``aux.md``."""
    return name.partition(".")[0].rstrip(" ").casefold() in _DEVICES


def refused_by_windows(name: str) -> str:
    """Why Windows cannot have a file of a name, or an empty text if it can."""
    if is_device(name):
        return "Windows takes this name for a device"
    if name.endswith((".", " ")):
        return "Windows allows no name that ends in a dot or a space"
    if any(each in _NOT_ON_WINDOWS or each < " " for each in name):
        return "Windows does not allow one of the characters in this name"
    return ""


def same_name(path: str) -> str:
    """A text that is equal for two paths if some system takes them for the same file.

    Windows and Macs ignore case, and Macs the form in which Unicode writes an accent.
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def from_here(path: Path) -> str:
    """A path relative to the current folder if it is inside, as text that can be printed."""
    here = Path.cwd()
    return printable(path.relative_to(here) if path.is_relative_to(here) else path)


def printable(path: str | PurePath) -> str:
    """A path as text that can be printed; bytes that are not UTF-8 appear as digits."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
