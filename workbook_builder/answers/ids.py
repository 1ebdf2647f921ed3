"""Ids and the keys that are made of them, in letters of any script.

An id is made of letters and digits with their combining marks, and single hyphens between. It is
in Unicode's composed form (NFC), so that the same word is the same id whoever typed it.
"""

import re
import unicodedata
from collections.abc import Iterator

from workbook_builder.answers.contract import (
    ENCODED,
    ID_BEGINS_WITH,
    ID_GOES_ON_WITH,
    LONGEST_ID,
    NORMALIZATION,
)

_LONGEST_SLUG = 40  # characters, after which no further word is added
_APOSTROPHES = re.compile("['\u2019\u02bc]")
_JOINERS = re.compile("[\u200c\u200d]")  # they change how letters join, and not which they are
# Accents are left out where readers do without them; elsewhere a mark makes another letter.
_ACCENTS_LEFT_OUT = ("LATIN", "GREEK")


def normalized(text: str) -> str:
    """An id or a key in the form in which it is compared and kept."""
    return unicodedata.normalize(NORMALIZATION, text)


def is_id(text: str) -> bool:
    """Whether a text can be an id."""
    return (
        0 < len(text) <= LONGEST_ID
        and text == normalized(text)
        and all(map(_is_word, text.split("-")))
    )


def is_key(text: str) -> bool:
    """Whether a text can be the key of an answer: at least two ids with slashes between."""
    ids = text.split("/")
    return len(ids) > 1 and all(map(is_id, ids))


def join_key(key: str, *ids: str) -> str:
    """The key of a part of an answer."""
    return "/".join((key, *ids))


def slug(text: str) -> str:
    """The id that a text gets when its author gives none: its words in lower case with hyphens.

    Latin and Greek letters lose their accents. All other letters keep their marks, which are part
    of a word in many scripts. A text without letters or digits gives an empty id.
    """
    plain = _JOINERS.sub("", _APOSTROPHES.sub("", "".join(_without_accents(text.casefold()))))
    kept = ""
    for word in _words(normalized(plain)):
        if kept and len(kept) + len(word) > _LONGEST_SLUG:
            break
        kept += f"-{word}" if kept else word
    return kept[:LONGEST_ID].rstrip("-")


def to_pdf_name(option: str) -> str:
    """The name in a PDF form of the state in which a radio button stands for an option.

    PDFium and pdf.js read only names in ASCII, so others are written in Punycode (RFC 3492).
    """
    return option if option.isascii() else f"{ENCODED}{option.encode('punycode').decode()}"


def from_pdf_name(name: str) -> str:
    """The option that a name in a PDF form stands for; what is no Punycode stays as it is."""
    if not name.startswith(ENCODED):
        return name
    try:
        option = name.removeprefix(ENCODED).encode("ascii").decode("punycode")
    except UnicodeError:
        return name
    return normalized(option) or name


def _is_word(text: str) -> bool:
    return (
        bool(text)
        and unicodedata.category(text[0])[0] in ID_BEGINS_WITH
        and all(unicodedata.category(each)[0] in ID_GOES_ON_WITH for each in text)
    )


def _without_accents(text: str) -> Iterator[str]:
    drop = False
    for each in unicodedata.normalize("NFKD", text):
        if not unicodedata.category(each).startswith("M"):
            drop = unicodedata.name(each, "").startswith(_ACCENTS_LEFT_OUT)
            yield each
        elif not drop:
            yield each


def _words(text: str) -> Iterator[str]:
    """The runs of characters that an id can hold, each without marks at its beginning."""
    word = ""
    for each in f"{text} ":
        category = unicodedata.category(each)[0]
        if category in (ID_GOES_ON_WITH if word else ID_BEGINS_WITH):
            word += each
        elif word:
            yield word
            word = ""
