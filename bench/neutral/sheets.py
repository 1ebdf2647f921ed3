"""The worksheets of the neutral work, as plain data that no tool is made for."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

LONG_MM = 30  # the height of a box for a long answer
LOW, HIGH = 1, 10  # the ends of a scale
ROWS = 6  # of the table


@dataclass(frozen=True)
class Scale:
    """A question that is answered with a number from `LOW` to `HIGH`."""

    label: str
    low: str  # what the lowest number means
    high: str


@dataclass(frozen=True)
class Sheet:
    """A worksheet: scales, long answers, lines, a table, and ticks, in this order.

    Attributes:
        id: Its id, of lowercase letters and hyphens.
        title: Its title.
        purpose: One sentence.
        scales: Eight questions that are answered with a number.
        long: Four questions with a box of `LONG_MM`.
        lines: Six questions with one line.
        table: The question above a table.
        columns: The heads of its four columns. It has `ROWS` rows, all of them to fill in.
        ticks: The question above a list of boxes to tick.
        items: What six boxes stand for.
    """

    id: str
    title: str
    purpose: str
    scales: tuple[Scale, ...]
    long: tuple[str, ...]
    lines: tuple[str, ...]
    table: str
    columns: tuple[str, ...]
    ticks: str
    items: tuple[str, ...]


def sheets(number: int, seed: int = 1) -> Iterator[Sheet]:
    """Some worksheets that have no text in common, so that nothing can be made only once."""
    rng = random.Random(seed)

    def words(count: int) -> str:
        syllables = ["ka", "lo", "mi", "ren", "tu", "sa", "ve", "no", "pil", "da"]
        return " ".join("".join(rng.choices(syllables, k=3)) for _ in range(count)).capitalize()

    def several(count: int, length: int) -> tuple[str, ...]:
        return tuple(words(length) for _ in range(count))

    for _ in range(number):
        yield Sheet(
            id=words(2).lower().replace(" ", "-"),
            title=words(3),
            purpose=words(9) + ".",
            scales=tuple(Scale(words(6), words(2), words(2)) for _ in range(8)),
            long=several(4, 7),
            lines=several(6, 4),
            table=words(5),
            columns=several(4, 2),
            ticks=words(4),
            items=several(6, 3),
        )
