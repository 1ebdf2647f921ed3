"""The code blocks in a document."""

import re
from dataclasses import dataclass
from pathlib import Path

_BLOCK = re.compile(
    r'^(?P<dent> *)```(?P<language>\w+)(?: title="(?P<title>[^"]+)")?\n(?P<text>.*?)^(?P=dent)```$',
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Block:
    """A code block: its language, the file that it belongs to, and its text."""

    language: str
    title: str | None
    text: str


def blocks(path: Path, *languages: str) -> list[Block]:
    """The blocks of a document that are in one of the given languages."""
    found = [
        Block(match["language"], match["title"], match["text"])
        for match in _BLOCK.finditer(path.read_text(encoding="utf-8"))
        if match["language"] in languages
    ]
    assert found, f"{path.name} has no block of {languages}"
    return found
