"""The code blocks in a document."""

import re
from dataclasses import dataclass
from pathlib import Path

_BLOCK = re.compile(
    r'^(?P<dent> *)```(?P<language>\w+)(?: title="(?P<title>[^"]+)")?\n(?P<text>.*?)^(?P=dent)```$',
    re.MULTILINE | re.DOTALL,
)
_MARK = re.compile(r"\s+# (new|changed)$")


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


def edited(text: str, shown: str) -> str:
    """A text with the marked lines of a block inserted; its other lines show where."""
    lines, at = text.splitlines(), 0
    for line in shown.splitlines():
        mark, plain = _MARK.search(line), _MARK.sub("", line)
        if mark is None or mark[1] == "changed":
            same = (lambda other: other) if mark is None else _key
            places = range(at, len(lines))
            at = next((i for i in places if same(_bare(lines[i])) == same(_bare(plain))), -1)
            assert at >= 0, f"{plain!r} is not in the file"
            lines[at] = plain if mark else lines[at]
        else:
            lines.insert(at, plain)
        at += 1
    return "\n".join(lines) + "\n"


def _bare(line: str) -> str:
    """A line without its comment."""
    return re.sub(r"\s+# .*$", "", line)


def _key(line: str) -> str:
    """The key of a line."""
    return line.partition(":")[0]
