"""Understands e-mail addresses and phone numbers: whether a text is one, and its plain form."""

import re

from workbook_builder.answers.written_words import plain

_EMAIL = re.compile(r"[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>.]+")
_PHONE = re.compile(r"[0-9+()/.\s–-]+")
_FEWEST_DIGITS = 3  # as in 112


def email(text: str) -> str:
    """The address without spaces around it, or an empty text if it is none."""
    address = text.strip()
    return address if _EMAIL.fullmatch(address) else ""


def phone(text: str) -> str:
    """The number with the digits 0 to 9, or an empty text if it is none."""
    number = re.sub(r"\s+", " ", plain(text))
    has_digits = len(re.findall("[0-9]", number)) >= _FEWEST_DIGITS
    return number if has_digits and _PHONE.fullmatch(number) else ""
