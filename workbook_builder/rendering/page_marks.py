"""Marks that templates put into a page: where the heading belongs, and what need not be searched.

They are control characters, which no author can write.
"""

import re

from markupsafe import Markup

HEADING = Markup("\x01")
_BEGIN, _END = "\x02", "\x03"
_EITHER = re.compile(f"[{_BEGIN}{_END}]")


def unsearched(html: str) -> Markup:
    """Mark a part of a page that the search and other plugins need not read."""
    return Markup(f"{_BEGIN}\n{_EITHER.sub('', html)}\n{_END}")


def split(html: str) -> tuple[list[str], list[str]]:
    """Split a page at the marks of `unsearched`.

    Returns:
        The pieces that are searched, and the parts between them: one fewer.
    """
    pieces = _EITHER.split(html)
    return pieces[::2], pieces[1::2]
