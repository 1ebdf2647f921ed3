r"""Regular expressions of the models, as JSON Schemas need them: the same in every language.

Pydantic's `\w` is any letter. In JavaScript, which editors run on, it is one of the English
alphabet, and a text that the program accepts would be underlined.
"""

import re

_CLASS = re.compile(r"\[(?:\\.|[^\]\\])+\]|\\w")
_BLANK = r"\t-\r "


def padded(pattern: str, least: int, most: int | None) -> str:
    """What a text matches whose ends are stripped before its pattern and length are checked."""
    inner = pattern.removeprefix("^").removesuffix("$")
    first = rf"[^{_BLANK}]" if least else ""
    rest = f"{{0,{most - bool(least)}}}" if most else "*"
    length = rf"\s*{first}[\s\S]{rest}\s*$"
    return rf"^(?={length})\s*{inner}\s*$" if inner else f"^{length}"


def portable(pattern: str) -> str:
    r"""The same pattern with sets of ASCII signs only, instead of `\w` and what is made of it."""
    return _CLASS.sub(lambda found: _portable(found[0]), pattern)


def _portable(signs: str) -> str:
    if not re.search(r"\\[wWsS\"]", signs) or not re.match(signs, "é"):
        return signs
    refused = [code for code in range(128) if not re.match(signs, chr(code))]
    if not refused:
        return signs
    starts = [code for code in refused if code - 1 not in refused]
    ends = [code for code in refused if code + 1 not in refused]
    ranges = (
        rf"\x{a:02x}" + (rf"-\x{b:02x}" if b > a else "") for a, b in zip(starts, ends, strict=True)
    )
    return f"[^{''.join(ranges)}]"
