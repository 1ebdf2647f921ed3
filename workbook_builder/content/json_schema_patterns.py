r"""Rewrites the regular expressions of the models so that they mean the same in JavaScript.

In pydantic, `\w` matches letters of any alphabet. In JavaScript, which most editors use to check
JSON Schemas, it matches only ASCII letters, so editors would mark valid text as wrong.
"""

import re

_CLASS = re.compile(r"\[(?:\\.|[^\]\\])+\]|\\w")
_BLANK = r"\t-\r "  # white space, as the content of a character class


def padded(pattern: str, minimum: int, maximum: int | None) -> str:
    """Allow white space around a text, and check its length.

    Pydantic strips texts before it checks them, but a JSON Schema sees them as they are written.

    Args:
        pattern: The pattern for the stripped text; empty if there is none.
        minimum: The fewest characters of the stripped text: 0 or 1.
        maximum: The most characters of the stripped text, or None for no limit.
    """
    inner = pattern.removeprefix("^").removesuffix("$")
    first = rf"[^{_BLANK}]" if minimum else ""
    rest = f"{{0,{maximum - bool(minimum)}}}" if maximum else "*"
    length = rf"\s*{first}[\s\S]{rest}\s*$"
    return rf"^(?={length})\s*{inner}\s*$" if inner else f"^{length}"


def portable(pattern: str) -> str:
    r"""The same pattern without `\w`: classes list the ASCII characters that they exclude."""
    return _CLASS.sub(lambda match: _portable(match[0]), pattern)


def _portable(character_class: str) -> str:
    if not re.search(r"\\[wWsS\"]", character_class) or not re.match(character_class, "é"):
        return character_class
    excluded = [code for code in range(128) if not re.match(character_class, chr(code))]
    if not excluded:
        return character_class
    starts = [code for code in excluded if code - 1 not in excluded]
    ends = [code for code in excluded if code + 1 not in excluded]
    ranges = (
        rf"\x{a:02x}" + (rf"-\x{b:02x}" if b > a else "") for a, b in zip(starts, ends, strict=True)
    )
    return f"[^{''.join(ranges)}]"
