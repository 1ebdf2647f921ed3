"""Where a block of a document is."""

from dataclasses import dataclass


class BlockError(ValueError):
    """A template has written something that is no block."""


@dataclass(frozen=True)
class Place:
    """Where a block is.

    Attributes:
        width: The width that it has, in twentieths of a point.
        level: The level of the heading above it; questions and headings are one below.
        in_cell: Whether it is in the cell of a table.
        brief: Whether the cell is too narrow for words where nothing is filled in.
        style: The style of plain paragraphs.
        callout: The color of the callout that it is in, and that of its ground, as RRGGBB.
        depth: How many lists it is in.
        side: On which side its text stands: ``start``, ``center``, or ``end``.
    """

    width: int
    level: int = 0
    in_cell: bool = False
    brief: bool = False
    style: str = "Normal"
    callout: tuple[str, str] | None = None
    depth: int = 0
    side: str = "start"
