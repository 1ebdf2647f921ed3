"""Builds the practice of the current folder, and prints as JSON what that took: see `builds.py`."""

import json
import re
import resource
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from workbook_builder.publish.mkdocs_plugin import WorkbookPlugin


class NoPress:
    """Prints nothing: what remains is the site."""

    def begin(self, documents: Mapping[str, object]) -> None:
        """Leave the documents."""

    def finish(self) -> dict[str, bytes]:
        """No PDF."""
        return {}

    def close(self) -> None:
        """There is nothing to stop."""


class Watch:
    """Sums up the seconds of calls."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def on(self, call: Callable[..., object]) -> Callable[..., object]:
        """The same call, with its time counted."""

        def timed(*arguments: object, **more: object) -> object:
            begun = time.perf_counter()
            try:
                return call(*arguments, **more)
            finally:
                self.seconds += time.perf_counter() - begun

        return timed


def watch(plugin: WorkbookPlugin, events: Mapping[str, list[Callable[..., object]]]) -> Watch:
    """Count what is ours: the plugin's events, and pages where MkDocs reads them.

    The frame that Material draws around a page is not.
    """
    from workbook_builder.publish.generated_files import GeneratedFile

    ours = Watch()
    for called in events.values():
        called[:] = [
            ours.on(each) if getattr(each, "__self__", None) is plugin else each for each in called
        ]
    GeneratedFile._current = ours.on(GeneratedFile._current)  # type: ignore[method-assign, assignment]
    return ours


def site() -> tuple[float, float]:
    """Build the site without PDFs: the seconds that it took, and our part of them."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    from workbook_builder.publish.mkdocs_plugin import find_plugin

    config = load_config("mkdocs.yml")
    plugin = find_plugin(config, Path("mkdocs.yml"))
    plugin.print_with(NoPress(), lambda: None)  # type: ignore[arg-type]
    ours = watch(plugin, config.plugins.events)
    started = time.perf_counter()
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    return time.perf_counter() - started, ours.seconds


def whole() -> tuple[float, float]:
    """Build everything with our command: the seconds that it took, all of them ours."""
    from click.testing import CliRunner

    from workbook_builder.cli.main import main as workbook

    started = time.perf_counter()
    result = CliRunner().invoke(workbook, ["build"])
    assert result.exit_code == 0, result.output
    seconds = time.perf_counter() - started
    return seconds, seconds


def memory() -> float:
    """The most MB that this process has had; `getrusage` begins with those of its parent."""
    status = Path("/proc/self/status")
    if status.exists():
        found = re.search(r"^VmHWM:\s*(\d+) kB", status.read_text(encoding="utf-8"), re.M)
        if found:
            return int(found[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(kind: str) -> None:
    """Build, and print."""
    seconds, ours = {"site": site, "all": whole}[kind]()
    things = sum(1 for name in ("*.html", "*.pdf") for _ in Path("site").rglob(name))
    print(json.dumps({"seconds": seconds, "ours": ours, "things": things, "memory": memory()}))


if __name__ == "__main__":
    main(sys.argv[1])
