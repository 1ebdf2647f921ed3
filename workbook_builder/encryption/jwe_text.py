"""Finds a compact JWE (RFC 7516) in the text of a file, whatever a mail program has done to it.

It is five parts in base64url with periods between them: header, encrypted key, initialization
vector, ciphertext, and tag. Nothing here knows a key, or decrypts anything.
"""

import json
import re
from base64 import urlsafe_b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_MOST_BEFORE = 64_000  # bytes of other text that may come before it
_LONGEST_HEADER = 1024  # characters; that of a client has about 350

_LETTER = "[A-Za-z0-9_-]"
_BEGIN = "eyJ"  # `{"` in base64
_RUN = re.compile(rf"(?<!{_LETTER}){_LETTER}++(?=\.)")
_REST = re.compile(rf"\.({_LETTER}*+)\.({_LETTER}*+)\.({_LETTER}*+)(?:\.({_LETTER}*+))?")
_ALIKE = re.compile(rf"{_BEGIN}{_LETTER}{{40}}")
_OTHER_FILES = ("{", "[", "<!", "<?", "<html", "%pdf")

# A line that was too long for a mail ends with a sign: `=` of quoted-printable, or `!` of Sendmail.
_BROKEN_LINE = re.compile(r"[=!][ \t]*\r?\n")
_QUOTED_LINE = re.compile(r"^[ \t>|]+", re.MULTILINE)
_SPACE = re.compile("[\\s\u00ad\u200b-\u200f\u2060\ufeff]+")  # with what is not seen at all
_CODED = {"=2E": ".", "=2D": "-", "=5F": "_"}  # in quoted-printable


@dataclass(frozen=True)
class JweText:
    """A JWE that was found in a text. All parts after the header are empty if they are missing.

    Attributes:
        header: What its header says.
        parts: Its five parts, as they are written.
    """

    header: Mapping[str, Any]
    parts: tuple[str, str, str, str, str]


def is_encrypted(content: bytes) -> bool:
    """Whether a file holds a JWE, though it may be damaged. Looks only at its beginning."""
    text = _text(content[:_MOST_BEFORE])
    if text[:10].lower().startswith(_OTHER_FILES):
        return False
    return _header(text) is not None or _ALIKE.search(text) is not None


def find_jwe(content: bytes) -> JweText | None:
    """The JWE in a file, or None if there is none whose header can be read.

    White space, line ends, and signs of quoting can be anywhere in it. Other text can come before
    and after it; then the last part has letters too many.
    """
    text = _text(content)
    if not (found := _header(text)):
        return None
    start, end, header = found
    rest = _REST.match(text, end)
    first, second, third, last = rest.groups("") if rest else ("", "", "", "")
    return JweText(header, (text[start:end], first, second, third, last))


def jwe_header(part: str) -> Mapping[str, Any] | None:
    """What the first part of a JWE says, or None if it is no header."""
    try:
        header = json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (ValueError, RecursionError):
        return None
    return header if isinstance(header, dict) and "enc" in header else None


def _text(content: bytes) -> str:
    """The text of a file, without white space and other things that mail programs add."""
    text = content.decode(json.detect_encoding(content), "replace")
    text = _QUOTED_LINE.sub("", _BROKEN_LINE.sub("", text))
    text = _SPACE.sub("", text)
    for code, letter in _CODED.items():
        text = text.replace(code, letter)
    return text


def _header(text: str) -> tuple[int, int, Mapping[str, Any]] | None:
    """The first header in a text without spaces: where it begins, where it ends, what it says.

    A word before it may have become one with it, as in ``HeyJaneeyJhbGciOi…``.
    """
    for run in _RUN.finditer(text, 0, _MOST_BEFORE):
        start = text.find(_BEGIN, max(run.start(), run.end() - _LONGEST_HEADER), run.end())
        while start >= 0:
            if header := jwe_header(text[start : run.end()]):
                return start, run.end(), header
            start = text.find(_BEGIN, start + 1, run.end())
    return None
