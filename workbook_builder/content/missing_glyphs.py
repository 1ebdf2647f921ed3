"""Reports texts with characters that no font of the practice can draw."""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import partial

from workbook_builder.content.yaml_source import Node, YamlSource
from workbook_builder.problems.problem import Problem, Rule
from workbook_builder.storage.memo import Memo
from workbook_builder.typesetting.glyph_coverage import graphemes, is_letter, missing_graphemes
from workbook_builder.typesetting.typefaces import Typeface

# By the first word of the Unicode name of a character, which is its script.
_PACKAGES = {
    "ARABIC": "fontpkg-almarai",
    "DEVANAGARI": "fontpkg-noto-sans-devanagari",
    "HEBREW": "fontpkg-heebo",
    "KHMER": "fontpkg-noto-sans-khmer",
    "TAMIL": "fontpkg-noto-sans-tamil",
    "TELUGU": "fontpkg-noto-sans-telugu",
    "THAI": "fontpkg-noto-sans-thai",
}
# The ending of the name of a family in the package fonts-noto-cjk of Debian.
_CJK = {"BOPOMOFO": "TC", "CJK": "SC", "HANGUL": "KR", "HIRAGANA": "JP", "KATAKANA": "JP"}
# A letter of each script beyond Latin, Greek, and Cyrillic that a language is written in.
_LETTERS = {
    "ar": "ع", "bn": "ক", "dv": "ހ", "fa": "ع", "gu": "ક", "he": "א", "hi": "क", "hy": "Ք",
    "ja": "あ漢", "ka": "ა", "km": "ក", "kn": "ಕ", "ko": "한", "lo": "ກ", "ml": "ക", "mr": "क",
    "my": "က", "ne": "क", "pa": "ਕ", "ps": "ع", "sd": "ع", "si": "ක", "ta": "க", "te": "క",
    "th": "ก", "ug": "ع", "ur": "ع", "yi": "א", "zh": "汉",
}  # fmt: skip
_MOST_TEXTS = 5  # up to this many texts per file get a problem each
_MOST_CHARACTERS = 12  # that one message lists


def glyph_problems(
    sources: Iterable[YamlSource], typeface: Typeface, memo: Memo | None = None
) -> list[Problem]:
    """A problem for each text with characters that cannot be drawn, or one for a whole file.

    Args:
        sources: The files to check.
        typeface: The fonts of the practice.
        memo: Keeps results for the next call.
    """
    memo = memo or Memo()
    used = [(each, memo(("glyphs", each.text), partial(graphemes, each.text))) for each in sources]
    wanted = frozenset().union(*(found for _, found in used))
    unknown = memo(("missing", wanted, typeface), partial(missing_graphemes, wanted, typeface))
    return [
        problem
        for source, found in used
        if found & unknown
        for problem in _of_file(source, found & unknown)
    ]


def language_problem(
    language: str, source: YamlSource, typeface: Typeface, memo: Memo
) -> Problem | None:
    """A problem if no font has the letters that a language is written in.

    Args:
        language: The code of the language, whose texts of the interface need these letters too.
        source: The file ``workbook.yml``, which names it.
        typeface: The fonts of the practice.
        memo: Keeps results for the next call.
    """
    letters = frozenset(_LETTERS.get(language.partition("-")[0], ""))
    unknown = memo(("missing", letters, typeface), partial(missing_graphemes, letters, typeface))
    if not unknown:
        return None
    message = f"no available font has the letters of the language `{language}`"
    listed = source.data.get("languages", ())
    at = ("languages", listed.index(language)) if language in listed else ("language",)
    return source.problem(at, Rule.NO_LETTER, message, _hint(sorted(unknown), "them"))


def _of_file(source: YamlSource, unknown: set[str]) -> list[Problem]:
    places = list(_places(source, unknown))
    shown = places if len(places) <= _MOST_TEXTS else places[:1]
    if len(places) > len(shown):
        names = sorted({each for _, _, found in places for each in found})
        line, column, _ = places[0]
        shown = [(line, column, names)]
    more = f" (and {len(places) - 1} more texts in this file)" if len(places) > len(shown) else ""
    return [
        source.problem_at(line, column, Rule.NO_LETTER, _message(found) + more, _hint(found))
        for line, column, found in shown
    ]


def _places(source: YamlSource, unknown: set[str]) -> Iterator[tuple[int, int, list[str]]]:
    """The line and column of the first unknown character in each text, and all unknown ones."""
    texts = {node.at: node.value for node in _nodes(source.root) if isinstance(node.value, str)}
    starts = sorted(texts)
    for start, end in zip(starts, [*starts[1:], len(source.text)], strict=True):
        text = texts[start]
        if found := sorted(graphemes(text) & unknown, key=text.index):
            at = source.text.find(found[0], start, end)
            # If it is not there, it is written as an escape sequence.
            yield *source.place(at if at >= 0 else start), found


def _nodes(root: Node) -> Iterator[Node]:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node.value, dict):
            waiting.extend(node.value.values())
        elif isinstance(node.value, list):
            waiting.extend(node.value)


def _message(characters: list[str]) -> str:
    what = "letter" if all(map(is_letter, characters)) else "character"
    named = " ".join(characters[:_MOST_CHARACTERS]) + (
        " …" if len(characters) > _MOST_CHARACTERS else ""
    )
    return f"no available font has the {what}{'s' if len(characters) > 1 else ''} {named}"


def _hint(characters: list[str], it: str = "") -> str:
    it = it or ("it" if len(characters) == 1 else "them")
    scripts = [unicodedata.name(each[0], "").partition(" ")[0] for each in characters]
    for script in scripts:
        if package := _PACKAGES.get(script):
            return f"pip install {package}, or add a font that has {it} to content/fonts"
        if ending := _CJK.get(script):
            return (
                f"add Noto Sans {ending} to content/fonts; or install it (Debian and Ubuntu:"
                " `sudo apt install fonts-noto-cjk`), and write"
                f" `font: Noto Sans CJK {ending}` below `brand:`"
            )
    return f"delete {it}, or add a font that has {it} to content/fonts"
