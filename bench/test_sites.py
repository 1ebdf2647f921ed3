"""Measures whole builds, as ratios to MkDocs with the same pages written by hand: `make bench`."""

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

# The highest ratios:
PAGE = 1.1  # of the time for one of 1,000 pages to that for one of 100 pages
PAGES = 1 / 6  # of our time for 1,000 pages to that of MkDocs with pages written by hand
COLD, WARM = 2, 0.5  # the same for the library, without and with a cache
OURS = 0.15  # of the time of our own code to that of a build of the site
# The longest times:
CHECK, HELP = 1, 0.15  # seconds


def test_a_large_site(benchmark: Benchmark, limits: Limits, sizes: Sizes, tmp_path: Path) -> None:
    """Build about 1,000 pages without PDFs, and a tenth of them to compare the time for a page."""
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
    """A folder with the library, next to its pages written by hand in `by-hand`."""
    folder = tmp_path_factory.mktemp("library") / "ours"
    folder.mkdir()
    for each in ("content", "mkdocs.yml"):
        (folder / each).symlink_to(sizes.library / each)
    by_hand(folder, folder.parent / "by-hand")
    return folder


def test_the_library_cold(
    benchmark: Benchmark, limits: Limits, sizes: Sizes, library: Path
) -> None:
    """Build the site, all PDFs, and the coach's edition without a cache."""

    def build(number: int) -> None:
        for output in ("site", "coach"):
            shutil.rmtree(library / output, ignore_errors=True)
        workbook(library, "build", cache=library.parent / f"cache-{number}")

    ways = {"ours": build, "by hand": lambda _: plain(library.parent / "by-hand")}
    times = interleaved(benchmark, ways, sizes.rounds)
    ratio, of = times.of_best("ours", "by hand"), times.best("ours", "by hand")
    limits.note("the library, nothing remembered : its pages by hand", ratio, COLD, made_of=of)


@pytest.fixture(scope="module")
def remembered(library: Path) -> Path:
    """The cache that a build of the library has filled."""
    cache = library.parent / "cache"
    workbook(library, "build", cache=cache)
    return cache


def test_the_library_warm(
    benchmark: Benchmark, limits: Limits, sizes: Sizes, library: Path, remembered: Path
) -> None:
    """Build the library again without changes."""
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
    """Measure the share of our own code in a build of the site without PDFs."""
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
    """Run `workbook check` on the library without changes."""
    workbook(library, "check", cache=remembered)
    ways = {"check": lambda _: workbook(library, "check", cache=remembered)}
    times = interleaved(benchmark, ways, sizes.repeats)
    limits.note("workbook check, nothing changed", min(times["check"]), CHECK, unit="s")


def test_help(benchmark: Benchmark, limits: Limits, sizes: Sizes, tmp_path: Path) -> None:
    """Compare `workbook --help` with a Python process that does nothing."""
    ways = {
        "help": lambda _: workbook(tmp_path, "--help"),
        "Python": lambda _: run(tmp_path, "-c", "pass"),
    }
    times = interleaved(benchmark, ways, 2 * sizes.repeats)
    more, of = min(times["help"]) - min(times["Python"]), times.best("help", "Python")
    limits.note("workbook --help, more than Python", more, HELP, unit="s", made_of=of)
