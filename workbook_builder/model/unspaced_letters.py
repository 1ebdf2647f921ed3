"""Letters and marks of Chinese and Japanese, which have no spaces between words."""

import re

# Ideographs, kana, bopomofo, their marks, and full-width forms. Korean has spaces.
_UNSPACED = re.compile(
    "[\u2e80-\u2fdf\u3000-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f"
    "\uff01-\uff9f\uffe0-\uffe6\U00020000-\U0003ffff]"
)
_OF_ALL_SCRIPTS = "“”‘’…—"


def is_unspaced(character: str) -> bool:
    """Whether a character is one of these."""
    return bool(_UNSPACED.fullmatch(character))


def between_lines(before: str, after: str) -> str:
    """What a line break in a paragraph stands for: a space, or nothing beside such a letter.

    Args:
        before: The text before it.
        after: The text after it.
    """
    last, first = before.rstrip(_OF_ALL_SCRIPTS)[-1:], after.lstrip(_OF_ALL_SCRIPTS)[:1]
    return "" if is_unspaced(last) or is_unspaced(first) else " "
