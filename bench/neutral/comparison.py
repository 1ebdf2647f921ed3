"""Compares tools by the processor time that they take for one more worksheet."""

import statistics
from pathlib import Path
from typing import NamedTuple

from builds import run
from limits import Limits
from sizes import Sizes

OURS = "workbook_yaml"
_ROUNDS = 7


class Made(NamedTuple):
    """What a process made: its processor time in seconds, and the last PDF."""

    seconds: float
    size: int  # bytes
    pages: int


def made(tool: str, number: int) -> Made:
    """Let a tool make some sheets in a process of its own, which keeps nothing on the disk."""
    output = run(Path(__file__).parents[1], "-m", "neutral", tool, str(number))
    seconds, size, pages = output.split()
    return Made(float(seconds), int(size), int(pages))


def compare(limits: Limits, sizes: Sizes, tool: str, name: str, limit: float) -> None:
    """Note the ratio of our time to that of a tool: the median of the ratios of all rounds.

    Both take turns. The time is that of a process that makes some sheets, minus that of one that
    makes only the first.

    Args:
        limits: Where the ratio is noted.
        sizes: How much is made.
        tool: The module of the tool.
        name: Its name, for people.
        limit: The highest ratio.
    """
    number = sizes.sheets // 2

    def more(each: str) -> float:
        return (made(each, number + 1).seconds - made(each, 1).seconds) / number

    rounds = [(more(OURS), more(tool)) for _ in range(min(_ROUNDS, sizes.sheets))]
    ratio = statistics.median(ours / theirs for ours, theirs in rounds)
    of = " : ".join(
        f"{1000 * statistics.median(each):.1f} ms" for each in zip(*rounds, strict=True)
    )
    limits.note(f"a sheet of neutral work : {name}", ratio, limit, made_of=of)
