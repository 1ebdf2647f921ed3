"""Measures loading and page rendering without the rest of a build: `make bench`.

The time for one program must not grow with the number of programs.
"""

from pathlib import Path

import yaml
from limits import Limits
from made_up import site
from pairs import Benchmark, interleaved
from sizes import Sizes

from workbook_builder.content.loader import load
from workbook_builder.practice.practice import Practice

GROWTH = 1.2  # the highest ratio of the time for one program, with ten times as many programs


def test_load(benchmark: Benchmark, limits: Limits, sizes: Sizes, tmp_path: Path) -> None:
    """Load YAML into a model, with all checks."""
    few, many = (site(tmp_path / str(n), n) / "content" for n in (sizes.few, sizes.many))
    ways = {
        "many": lambda _: load(many),
        "few": lambda _: load(few),
        "YAML": lambda _: read(few),
    }
    times = interleaved(benchmark, ways, sizes.repeats)
    limits.note(
        f"loading a program of {sizes.many} : of {sizes.few}",
        times.of_pairs("many", "few") * sizes.few / sizes.many,
        GROWTH,
        made_of=times.medians("many", "few") + " for all",
    )
    ratio, of = times.of_pairs("few", "YAML"), times.medians("few", "YAML")
    limits.note("loading, with all checks : PyYAML alone", ratio, made_of=of)


def read(content: Path) -> list[object]:
    """Read the same files with PyYAML, without checks or line numbers."""
    files = sorted(content.rglob("*.yml"))
    return [yaml.safe_load(file.read_text(encoding="utf-8")) for file in files]


def test_pages(benchmark: Benchmark, limits: Limits, sizes: Sizes, tmp_path: Path) -> None:
    """Render all pages of a model, without a cache."""
    opened = [
        Practice.open(site(tmp_path / str(n), n) / "content") for n in (sizes.few, sizes.many)
    ]
    few, many = (practice.pages() for practice in opened)
    ways = {
        "many": lambda _: list(many.values()),
        "few": lambda _: list(few.values()),
    }
    for pages in (few, many):
        list(pages.values())  # reads templates
    times = interleaved(benchmark, ways, sizes.repeats)
    limits.note(
        f"rendering one of {len(many)} pages : of {len(few)}",
        times.of_pairs("many", "few") * len(few) / len(many),
        GROWTH,
        made_of=times.medians("many", "few") + " for all",
    )
