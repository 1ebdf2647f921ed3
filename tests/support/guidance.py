"""What is said to coaches alone, and whether a text has any of it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2


def guidance(node: object, inside: bool = False) -> Iterator[str]:
    """Every sentence below a key `coach` or `prepare` in the content files."""
    for text in texts(node, inside, secret=True):
        for sentence in re.split(r"(?<=[.?!:])\s+", letters_and_spaces(text)):
            if len(sentence) > 20:
                yield plain(sentence)


def texts(node: object, inside: bool = False, *, secret: bool) -> Iterator[str]:
    """The texts below the keys `coach` and `prepare` in the content files, or all others."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from texts(value, inside or key in ("coach", "prepare"), secret=secret)
    elif isinstance(node, list):
        for value in node:
            yield from texts(value, inside, secret=secret)
    elif inside == secret and isinstance(node, str):
        yield node


def letters_and_spaces(text: str) -> str:
    return re.sub(r"[*_`>]|^\s*[-\d.]+\s", "", text, flags=re.MULTILINE)


def plain(text: str) -> str:
    """Only letters and digits, so that neither line breaks nor quotes can hide a sentence."""
    return re.sub(r"[^\w]+", "", text.casefold())


def pdf_text(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as pdf:
        return " ".join(page.get_textpage().get_text_bounded() for page in pdf)


def found_in(text: str, sentences: set[str]) -> set[str]:
    """The sentences that are in a text, which is searched only for what may be there.

    Wherever a sentence begins, the blocks into which the text is cut there are parts of it.
    """
    size = 8
    blocks = {text[at : at + size] for at in range(0, len(text), size)}

    def may_be_there(sentence: str) -> bool:
        return any(
            all(
                sentence[at : at + size] in blocks
                for at in range(start, len(sentence) - size + 1, size)
            )
            for start in range(size)
        )

    return {each for each in sentences if may_be_there(each) and each in text}
