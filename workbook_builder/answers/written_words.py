"""Reads the words of what clients write, in any script."""

import re
import unicodedata

from babel import Locale, UnknownLocaleError

_WORD = re.compile(r"[^\W\d_][^\W\d_.’'׳״]*(?:[.’'׳״]+[^\W\d_.’'׳״]+)*")


def locale_of(language: str) -> Locale:
    """What is known of a language, or of English if nothing is."""
    for name in (language, language.partition("-")[0]):
        try:
            return Locale.parse(name, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")


def plain(text: str) -> str:
    """A text in lower case, with the digits 0 to 9, and without marks of direction."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return "".join(_letter(letter) for letter in folded).strip()


def _letter(letter: str) -> str:
    match unicodedata.category(letter):
        case "Cf":
            return ""
        case "Nd":
            return str(unicodedata.decimal(letter))
    return letter


def words(text: str) -> list[str]:
    """The words of a text. Their combining marks belong to them."""
    composed = "".join("x" if unicodedata.category(c)[0] == "M" else c for c in text)
    found = (text[each.start() : each.end()] for each in _WORD.finditer(composed))
    return [re.sub("[.’'׳״]", "", word) for word in found]
