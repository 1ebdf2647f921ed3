"""The sizes of benchmarks."""

from dataclasses import dataclass
from pathlib import Path

from made_up import ROOT


@dataclass(frozen=True)
class Sizes:
    """The numbers that determine how long a run takes."""

    sheets: int = 60  # dense worksheets for each way to make PDFs
    book: int = 40  # worksheets in a workbook
    few: int = 8  # programs with about 100 pages
    many: int = 77  # programs with about 1,000 pages
    growth: tuple[int, ...] = (16, 160, 1600)  # programs
    rounds: int = 2  # for benchmarks that take long
    repeats: int = 5  # for benchmarks that take a second or less
    library: Path = ROOT  # a folder with mkdocs.yml and content/


TINY = Sizes(
    sheets=2, book=20, few=1, many=2, growth=(1, 2), rounds=1, repeats=1,
    library=ROOT / "tests/data/practice",
)  # fmt: skip
