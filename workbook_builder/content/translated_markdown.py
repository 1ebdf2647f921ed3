"""Finds translations in which Markdown fell apart: its signs are shown, or links lead elsewhere."""

from collections.abc import Iterator

from workbook_builder.model.markdown_text import parsed

_SIGNS = ("**", "__", "](")
_NAMES = {
    "strong_open": "bold text",
    "em_open": "text in italics",
    "link_open": "a link",
    "bullet_list_open": "a list",
    "ordered_list_open": "a numbered list",
    "table_open": "a table",
    "heading_open": "a heading",
}


def markdown_faults(original: str, translation: str) -> Iterator[tuple[str, str]]:
    """What is wrong with the Markdown of a translation: each time a message, and a hint.

    Args:
        original: The text in the first language.
        translation: Its translation.
    """
    known, found = parsed(original, rich=True), parsed(translation, rich=True)
    if missing := sorted(set(known.sheets) - set(found.sheets)):
        yield (
            f"the link to the worksheet `{missing[0]}` is missing",
            f"write it as in the original text: `[…]({missing[0]})`",
        )
    if added := sorted(set(found.sheets) - set(known.sheets)):
        yield (
            f"the original text has no link to a worksheet `{added[0]}`",
            "copy the links of the original text, and translate only what stands in brackets",
        )
    if set(found.unsafe) - set(known.unsafe):
        address = min(set(found.unsafe) - set(known.unsafe))
        yield f"a link cannot lead to `{address}`", "copy it from the original text"
    for name, shown in _NAMES.items():
        if name in known.parts and name not in found.parts:
            yield (
                f"the original text has {shown}, and the translation has none",
                "copy the signs around it from the original text, without spaces inside them",
            )
    for sign in _SIGNS:
        if sign in found.words and sign not in known.words:
            yield (
                f"clients would read the signs `{sign}`",
                "write them as in the original text: a pair, without spaces inside it",
            )
