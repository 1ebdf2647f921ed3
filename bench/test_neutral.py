"""Measures neutral work: from the text of a worksheet to its PDF, each tool in its own process.

A sheet has 8 scales, 4 long answers, 6 lines, a table, and 6 ticks. `make rivals` compares with
further libraries, which it installs.
"""

from limits import Limits
from neutral.comparison import OURS, compare, made
from sizes import Sizes


def test_a_sheet_more(limits: Limits, sizes: Sizes) -> None:
    """Compare with the library that sets our pages."""
    compare(limits, sizes, "typst_plain", "Typst, plain layout, no form", 2.0)


def test_a_sheet_in_a_new_process(limits: Limits, sizes: Sizes) -> None:
    """Make a single sheet, with all that has to be loaded for it."""
    first = min((made(OURS, 1) for _ in range(sizes.repeats)), key=lambda each: each.seconds)
    limits.note("a sheet in a new process", first.seconds, 0.25, unit="s")
    limits.note("its size in kB", first.size / 1000, 45)
    limits.note("its pages", first.pages, 2)
