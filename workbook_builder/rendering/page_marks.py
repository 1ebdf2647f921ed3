"""Marks in rendered pages: for the place of the heading, and for parts that are not searched.

They are control characters, which cannot occur in the texts of authors.
"""

import re

from markupsafe import Markup

HEADING = Markup("\x01")
_BEGIN, _END = "\x02", "\x03"
_EITHER = re.compile(f"[{_BEGIN}{_END}]")


def unsearched(html: str) -> Markup:
    """Mark a part of a page that the search and other plugins do not have to read."""
    return Markup(f"{_BEGIN}\n{_EITHER.sub('', html)}\n{_END}")


def without(html: str) -> str:
    """A page without the marks of `unsearched`."""
    return _EITHER.sub("", html)


def split(html: str) -> tuple[list[str], list[str]]:
    """Split a page at the marks of `unsearched`.

    Returns:
        The pieces that are searched, and the marked parts between them, of which there is one
        fewer.
    """
    pieces = _EITHER.split(html)
    return pieces[::2], pieces[1::2]
