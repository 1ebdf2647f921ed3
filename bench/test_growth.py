"""Builds larger and larger practices: `make growth`, which takes twenty minutes.

A thing is a page or a PDF. Each program has thirteen pages, and eighteen PDFs on two paper sizes.
"""

import shutil
from pathlib import Path

from builds import measured
from limits import Limits
from made_up import site
from pairs import Benchmark
from sizes import Sizes

SLOWER = 1.2  # the highest ratio of the time for a thing, at a hundred times the size
MEMORY = 1500  # MB


def test_growth(benchmark: Benchmark, limits: Limits, sizes: Sizes, tmp_path: Path) -> None:
    """Build everything without a cache; the smallest practice is built first and again last."""
    costs: dict[int, list[float]] = {}
    memory: list[float] = []

    def build(programs: int) -> None:
        folder = site(tmp_path / "practice", programs)
        built = measured("all", folder, tmp_path / "cache")
        for created in (folder, tmp_path / "cache"):
            shutil.rmtree(created)
        cost = built["seconds"] / built["things"]
        costs.setdefault(programs, []).append(cost)
        memory.append(built["memory"])
        limits.note(
            f"a page or PDF of {built['things']}, with {programs} programs",
            cost,
            unit="ms",
            made_of=f"{built['seconds']:.0f} s, {built['memory']:.0f} MB",
        )

    smallest, *_, largest = sizes.growth
    for programs in sizes.growth[:-1]:
        build(programs)
    benchmark.pedantic(build, (largest,))
    build(smallest)
    before, after = costs[smallest]
    ratio = costs[largest][0] / ((before + after) / 2)
    limits.note(f"a page or PDF with {largest} programs : with {smallest}", ratio, SLOWER)
    limits.note(f"memory with {largest} programs", max(memory), MEMORY, unit="MB")
