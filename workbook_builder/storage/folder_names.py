"""Turns any text into the name of a folder that every file system accepts."""

import os
import unicodedata

_LONGEST = 60  # characters; with four bytes each they stay below the limit of 255
_KEPT = " -_'\u2019"
_RESERVED = {"con", "prn", "aux", "nul"} | {
    f"{device}{number}" for device in ("com", "lpt") for number in "0123456789¹²³"
}  # on Windows


def folder_name(text: str) -> str:
    """The letters, digits, and spaces of a text, in any script.

    Returns:
        A name without slashes, periods, and control characters; empty if nothing is left.
    """
    name = _plain(unicodedata.normalize("NFC", text))
    try:
        os.fsencode(name)
    except UnicodeEncodeError:  # the locale knows only ASCII
        name = _plain(unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode())
    return f"{name}_" if name.lower() in _RESERVED else name


def _plain(text: str) -> str:
    words = "".join(each if _is_kept(each) else " " for each in text).split()
    return " ".join(words)[:_LONGEST].strip(" -")


def _is_kept(character: str) -> bool:
    return character in _KEPT or unicodedata.category(character)[0] in "LMN"
