"""How long a site takes, as ratios that hold on any machine: `make bench`.

Made-up practices hold the program of the tests many times. Each measure runs in a process of its
own, so that none profits from what another one has loaded.
"""

import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import yaml
from limits import kept

ROOT = Path(__file__).parent.parent
PAGES_A_PROGRAM = 13
FEW, MANY = 8, 77  # programs with about 100 and 1,000 pages
LIMITS = {
    "page at 1,000 pages : at 100": 1.1,
    "our pages : plain MkDocs, all in the navigation, at 1,000 pages": 1 / 6,
    "whole library, nothing remembered : plain MkDocs of its pages": 2.0,
    "whole library, nothing changed : plain MkDocs of its pages": 0.5,
    "our share of the site build, nothing remembered": 0.15,
    "our share of the site build, nothing changed": 0.15,
    "workbook check of the library, nothing changed (s)": 1.0,
    "workbook --help beside bare Python (s)": 0.15,
}


def practice(folder: Path, programs: int) -> Path:
    """A practice with so many programs, twenty a track."""
    shutil.copytree(ROOT / "tests/practice", folder)
    tracks = folder / "content/tracks"
    text = (tracks / "wellness/better-sleep.yml").read_text(encoding="utf-8")
    for number in range(1, programs):
        track = tracks / (f"track-{number // 20}" if number >= 20 else "wellness")
        if not track.is_dir():
            track.mkdir()
            shutil.copy(tracks / "wellness/track.yml", track)
        own = re.sub(r"\btitle: ", f"title: {number} ", text)
        (track / f"program-{number}.yml").write_text(own, encoding="utf-8")
    return folder


def spent(folder: Path, *command: str, **environment: str) -> float:
    """Seconds that a command takes in a folder."""
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"} | environment,
        check=True,
        capture_output=True,
    )
    return time.perf_counter() - started


class NoPress:
    """Prints nothing: what remains is the site."""

    def begin(self, documents: Mapping[str, object]) -> None:
        """Leave the documents."""

    def finish(self) -> dict[str, bytes]:
        """No PDF."""
        return {}

    def close(self) -> None:
        """There is nothing to stop."""


def pages_alone() -> None:
    """Build the site of the current folder without PDFs, and print what that took."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    from workbook_builder.mkdocs_plugin import ours as ours_in
    from workbook_builder.site_files import Later

    config = load_config("mkdocs.yml")
    plugin = ours_in(config, Path("mkdocs.yml"))
    plugin.press = NoPress()  # type: ignore[assignment]
    # Ours is what the plugin's events take, and pages where MkDocs reads them; the frame of
    # Material around a page is not.
    ours = 0.0

    def timed(event: Callable[..., object]) -> Callable[..., object]:
        def run(*arguments: object, **more: object) -> object:
            nonlocal ours
            begun = time.perf_counter()
            try:
                return event(*arguments, **more)
            finally:
                ours += time.perf_counter() - begun

        return run

    for name, events in config.plugins.events.items():
        mine = [each for each in events if getattr(each, "__self__", None) is plugin]
        config.plugins.events[name] = [timed(e) if e in mine else e for e in events]
    source = Later._content
    assert source.fget and source.fset
    Later._content = property(timed(source.fget), source.fset)  # type: ignore[assignment]
    started = time.perf_counter()
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    seconds = time.perf_counter() - started
    found = sum(1 for _ in Path(config.site_dir).rglob("*.html"))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "pages": found, "ours": ours, "memory": memory}))


def measured(folder: Path, cache: str = "") -> Mapping[str, float]:
    """What `pages_alone` says of a practice."""
    result = subprocess.run(
        [sys.executable, __file__, "pages"],
        cwd=folder,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "WORKBOOK_CACHE": cache},
        check=True,
        capture_output=True,
        text=True,
    )
    found: dict[str, float] = json.loads(result.stdout.splitlines()[-1])
    return found


def plain(folder: Path, target: Path) -> float:
    """Seconds that MkDocs takes for the same pages, all in the navigation of Material's own theme.

    There are no PDFs, and nothing of ours but the text of the pages, with their forms.
    """
    spent(folder, "-m", "workbook_builder", "export", str(target))
    config = yaml.safe_load((target / "mkdocs.yml").read_text(encoding="utf-8"))
    for ours in ("nav", "extra_css", "extra_javascript", "extra"):
        del config[ours]
    del config["theme"]["custom_dir"]
    (target / "mkdocs.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    for downloads in (target / "docs").rglob("downloads"):
        shutil.rmtree(downloads)
    return spent(target, "-m", "mkdocs", "build", "-q")


def results() -> dict[str, float]:
    """Every measure by its name."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        few, many = (measured(practice(folder / str(n), n)) for n in (FEW, MANY))
        page = {key: each["seconds"] / each["pages"] for key, each in {0: few, 1: many}.items()}
        print(
            f"{few['pages']:.0f} pages: {1000 * page[0]:.1f} ms each;"
            f" {many['pages']:.0f} pages: {1000 * page[1]:.1f} ms each, {many['memory']:.0f} MB"
        )
        by_hand = plain(folder / str(MANY), folder / "by-hand")
        print(f"{many['pages']:.0f} pages by hand: {by_hand:.1f} s, ours {many['seconds']:.1f} s")

        library = folder / "library"
        library.mkdir()
        for each in ("content", "mkdocs.yml"):
            (library / each).symlink_to(ROOT / each)
        cache = {"WORKBOOK_CACHE": str(folder / "cache")}
        cold = spent(library, "-m", "workbook_builder", "build", **cache)
        warm = spent(library, "-m", "workbook_builder", "build", **cache)
        spent(library, "-m", "workbook_builder", "check", **cache)
        check = spent(library, "-m", "workbook_builder", "check", **cache)
        same = plain(library, folder / "library-by-hand")
        print(f"library: cold {cold:.1f} s, warm {warm:.1f} s, its pages by hand {same:.1f} s")
        first, again = (measured(library, str(folder / "pages")) for _ in range(2))
        helped = min(spent(library, "-m", "workbook_builder", "--help") for _ in range(5))
        bare = min(spent(library, "-c", "pass") for _ in range(5))
    values = (
        page[1] / page[0],
        many["seconds"] / by_hand,
        cold / same,
        warm / same,
        first["ours"] / first["seconds"],
        again["ours"] / again["seconds"],
        check,
        helped - bare,
    )
    return dict(zip(LIMITS, values, strict=True))


def main() -> int:
    """Measure, print, and say with the exit code whether the limits are kept."""
    return kept(results(), LIMITS)


if __name__ == "__main__":
    sys.exit(pages_alone() if sys.argv[1:] == ["pages"] else main())
