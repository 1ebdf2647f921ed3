"""Ids, and the keys of answers that consist of them, in any script.

A key is ``program/worksheet/field``, with further parts if a field has several answers. The third
time that a worksheet is filled in has the key ``program/worksheet@3/field``. What somebody else
writes in a sheet for others has ``program/worksheet@others/field``, which is no key of a client's.

An id consists of words of letters and digits, with their combining marks, joined by single hyphens.
It is in Unicode's composed form (NFC), so that the same word always gives the same id, however it
was typed.
"""

import re
import unicodedata
from collections.abc import Iterator

from workbook_builder.answers.contract import (
    BEGINS,
    CLIENT_NAME,
    ENCODED,
    ID_BEGINS_WITH,
    ID_GOES_ON_WITH,
    LONGEST_ID,
    MOST_TIMES,
    NORMALIZATION,
    OTHERS,
    TIME_MARK,
)

# Characters, without the last hyphen; from the first word that does not fit, words are left out
# (the first word always stays).
_LONGEST_SLUG = 40
LONGEST_PDF_NAME = 127  # bytes, without the slash (ISO 32000-1, annex C)
_TIME = re.compile(rf"(?P<before>[^/]+/[^/]+){TIME_MARK}(?P<time>[1-9][0-9]*)(?P<after>(?:/.*)?)")
_OTHERS = re.compile(rf"(?P<before>[^/]+/[^/]+){TIME_MARK}{OTHERS}(?P<after>/.*)")
_APOSTROPHES = re.compile("['\u2019\u02bc]")
_JOINERS = re.compile("[\u200c\u200d]")  # these only change how the letters beside them are joined
# Words in these scripts can be read without accents. In others, a mark makes a different letter.
_SCRIPTS_WITHOUT_ACCENTS = ("LATIN", "GREEK")


def normalized(text: str) -> str:
    """An id or key in composed form (NFC), in which ids and keys are compared and stored."""
    return unicodedata.normalize(NORMALIZATION, text)


def is_id(text: str) -> bool:
    """Whether a text can be an id."""
    return (
        0 < len(text) <= LONGEST_ID
        and text == normalized(text)
        and all(map(_is_word, text.split("-")))
    )


def is_key(text: str) -> bool:
    """Whether a text can be the key of a client's answer: at least two ids, joined by slashes."""
    key, time = split_time(text)
    ids = key.split("/")
    return len(ids) > 1 and all(map(is_id, ids)) and (time is None or 0 < time <= MOST_TIMES)


def is_others_key(text: str) -> bool:
    """Whether a text can be the key of an answer that somebody else gave in a sheet for others."""
    found = _OTHERS.fullmatch(text)
    return found is not None and all(map(is_id, (found["before"] + found["after"]).split("/")))


def split_time(key: str) -> tuple[str, int | None]:
    """Take the time out of a key.

    Returns:
        The key as that of a worksheet that does not repeat, and the number of the time, which is
        None if the key has none.
    """
    found = _TIME.fullmatch(key)
    return (found["before"] + found["after"], int(found["time"])) if found else (key, None)


def with_time(key: str, time: int | str | None) -> str:
    """A key without a time, with a time after its worksheet; None for no time.

    Args:
        key: The key.
        time: The number of the time, or a word that stands for one.
    """
    if time is None:
        return key
    program, worksheet, *rest = key.split("/")
    return join_key(program, f"{worksheet}{TIME_MARK}{time}", *rest)


def join_key(key: str, *ids: str) -> str:
    """Join a key and further ids with slashes, for one of several answers of a field."""
    return "/".join((key, *ids))


def name_key(program: str) -> str:
    """The key of the client's name, which is one answer for a whole program."""
    return join_key(program, CLIENT_NAME)


def is_name_key(key: str) -> bool:
    """Whether a key is that of the client's name in a program."""
    program, _, rest = key.partition("/")
    return bool(program) and rest == CLIENT_NAME


def begins_key(program: str) -> str:
    """The key of the day on which a program begins for a client."""
    return join_key(program, BEGINS)


def is_about_client(key: str) -> bool:
    """Whether a key is that of the client's name, or of the day on which a program begins."""
    program, _, rest = key.partition("/")
    return bool(program) and rest in (CLIENT_NAME, BEGINS)


def slug(text: str) -> str:
    """Turn a label into an id: its words in lower case, joined by hyphens.

    Latin and Greek letters lose their accents. Other letters keep their marks, because these are
    part of the word in many scripts. The id of a text with neither letters nor digits is empty.
    """
    plain = _JOINERS.sub("", _APOSTROPHES.sub("", "".join(_without_accents(text.casefold()))))
    plain = plain.casefold()  # signs such as № and ™ are taken apart into capital letters
    id = ""
    for word in _words(normalized(plain)):
        if id and len(id) + len(word) > _LONGEST_SLUG:
            break
        id += f"-{word}" if id else word
    return id[:LONGEST_ID].rstrip("-")


def to_pdf_name(option: str) -> str:
    """Turn the id of an option into the name of a radio button's state in a PDF form.

    PDFium and pdf.js read only ASCII names, so other ids are encoded in Punycode (RFC 3492).
    """
    return option if option.isascii() else f"{ENCODED}{option.encode('punycode').decode()}"


def from_pdf_name(name: str) -> str:
    """Turn the name of a radio button's state back into the id of its option.

    A name that is not valid Punycode is returned unchanged.
    """
    if not name.startswith(ENCODED):
        return name
    try:
        option = name.removeprefix(ENCODED).encode("ascii").decode("punycode")
        option.encode()  # code points of surrogates stand for nothing
    except UnicodeError:
        return name
    return normalized(option) or name


def _is_word(text: str) -> bool:
    """Whether a text can be one of the words of an id."""
    return (
        bool(text)
        and unicodedata.category(text[0])[0] in ID_BEGINS_WITH
        and all(unicodedata.category(each)[0] in ID_GOES_ON_WITH for each in text)
    )


def _without_accents(text: str) -> Iterator[str]:
    """The decomposed characters of a text, without the accents of Latin and Greek letters."""
    drop = False
    for each in unicodedata.normalize("NFKD", text):
        if not unicodedata.category(each).startswith("M"):
            drop = unicodedata.name(each, "").startswith(_SCRIPTS_WITHOUT_ACCENTS)
            yield each
        elif not drop:
            yield each


def _words(text: str) -> Iterator[str]:
    """The words of a text that an id can contain."""
    word = ""
    for each in f"{text} ":
        category = unicodedata.category(each)[0]
        if category in (ID_GOES_ON_WITH if word else ID_BEGINS_WITH):
            word += each
        elif word:
            yield word
            word = ""
