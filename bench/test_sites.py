"""Whole builds, as ratios to MkDocs with the same pages written by hand: `make bench`."""

import shutil
import statistics
from functools import partial
from pathlib import Path

import pytest
from builds import Built, by_hand, measured, plain, run, workbook
from limits import Limits
from made_up import site
from pairs import Benchmark, interleaved
from sizes import Sizes

PAGE = 1.1  # times as much for a page of 1,000 as of 100
PAGES = 1 / 6  # of the time that MkDocs takes for 1,000 pages by hand
COLD, WARM = 2, 0.5  # times as long as MkDocs takes for the library's pages by hand
OURS = 0.15  # of a build of the site
CHECK, HELP = 1, 0.15  # seconds


def test_a_large_site(benchmark: Benchmark, limits: Limits, sizes: Sizes, tmp_path: Path) -> None:
    """About 1,000 pages without PDFs, and what a page costs in a site with a tenth of them."""
    few, many = (site(tmp_path / str(number), number) for number in (sizes.few, sizes.many))
    hand = by_hand(many, tmp_path / "by-hand")
    found: dict[Path, list[Built]] = {few: [], many: []}
    times = interleaved(
        benchmark,
        {
            "ours": lambda _: found[many].append(measured("site", many)),
            "by hand": lambda _: plain(hand),
            "few": lambda _: found[few].append(measured("site", few)),
        },
        sizes.rounds,
    )
    pages = {folder: found[folder][0]["things"] for folder in found}
    small, large = (min(b["seconds"] / b["things"] for b in found[f]) for f in (few, many))
    of = f"{1000 * large:.1f} ms : {1000 * small:.1f} ms, {found[many][0]['memory']:.0f} MB"
    limits.note(f"a page of {pages[many]} : of {pages[few]}", large / small, PAGE, made_of=of)
    ratio, of = times.of_best("ours", "by hand"), times.best("ours", "by hand")
    limits.note(f"a site of {pages[many]} pages : by hand", ratio, PAGES, made_of=of)


@pytest.fixture(scope="module")
def library(sizes: Sizes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library in a folder of its own, and `by-hand` beside it."""
    folder = tmp_path_factory.mktemp("library") / "ours"
    folder.mkdir()
    for each in ("content", "mkdocs.yml"):
        (folder / each).symlink_to(sizes.library / each)
    by_hand(folder, folder.parent / "by-hand")
    return folder


def test_the_library_cold(
    benchmark: Benchmark, limits: Limits, sizes: Sizes, library: Path
) -> None:
    """Site, PDFs on all papers, workbooks and the coach's edition, with nothing remembered."""

    def build(number: int) -> None:
        for made in ("site", "coach"):
            shutil.rmtree(library / made, ignore_errors=True)
        workbook(library, "build", cache=library.parent / f"cache-{number}")

    ways = {"ours": build, "by hand": lambda _: plain(library.parent / "by-hand")}
    times = interleaved(benchmark, ways, sizes.rounds)
    ratio, of = times.of_best("ours", "by hand"), times.best("ours", "by hand")
    limits.note("the library, nothing remembered : its pages by hand", ratio, COLD, made_of=of)


@pytest.fixture(scope="module")
def remembered(library: Path) -> Path:
    """The cache of a build of the library."""
    cache = library.parent / "cache"
    workbook(library, "build", cache=cache)
    return cache


def test_the_library_warm(
    benchmark: Benchmark, limits: Limits, sizes: Sizes, library: Path, remembered: Path
) -> None:
    """The same again, with nothing changed."""
    ways = {
        "ours": lambda _: workbook(library, "build", cache=remembered),
        "by hand": lambda _: plain(library.parent / "by-hand"),
    }
    times = interleaved(benchmark, ways, sizes.rounds + 1)
    ratio, of = times.of_best("ours", "by hand"), times.best("ours", "by hand")
    limits.note("the library, nothing changed : its pages by hand", ratio, WARM, made_of=of)


def test_our_share(
    benchmark: Benchmark, limits: Limits, sizes: Sizes, library: Path, remembered: Path
) -> None:
    """All that is neither MkDocs nor Material in a build of the site without PDFs."""
    found: dict[str, list[float]] = {"cold": [], "warm": []}

    def build(kind: str, number: int) -> None:
        cache = remembered if kind == "warm" else library.parent / f"pages-{number}"
        built = measured("site", library, cache)
        found[kind].append(built["ours"] / built["seconds"])

    ways = {kind: partial(build, kind) for kind in ("warm", "cold")}
    interleaved(benchmark, ways, sizes.rounds + 1)
    share = {kind: statistics.median(shares) for kind, shares in found.items()}
    limits.note("our share of a site, nothing changed", share["warm"], OURS, unit="%")
    limits.note("our share of a site, nothing remembered", share["cold"], unit="%")


def test_check(
    benchmark: Benchmark, limits: Limits, sizes: Sizes, library: Path, remembered: Path
) -> None:
    """`workbook check` of the library, nothing changed."""
    workbook(library, "check", cache=remembered)
    ways = {"check": lambda _: workbook(library, "check", cache=remembered)}
    times = interleaved(benchmark, ways, sizes.repeats)
    limits.note("workbook check, nothing changed", min(times["check"]), CHECK, unit="s")


def test_help(benchmark: Benchmark, limits: Limits, sizes: Sizes, tmp_path: Path) -> None:
    """`workbook --help` beside Python that does nothing."""
    ways = {
        "help": lambda _: workbook(tmp_path, "--help"),
        "Python": lambda _: run(tmp_path, "-c", "pass"),
    }
    times = interleaved(benchmark, ways, 2 * sizes.repeats)
    more, of = min(times["help"]) - min(times["Python"]), times.best("help", "Python")
    limits.note("workbook --help, more than Python", more, HELP, unit="s", made_of=of)
