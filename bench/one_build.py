"""Builds the practice in the current folder, and prints its figures as JSON; see `builds.Built`."""

import json
import re
import resource
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from workbook_builder.publish.mkdocs_plugin import WorkbookPlugin


class NoPress:
    """A press that makes no PDFs, to measure the site alone."""

    def begin(self, documents: Mapping[str, object]) -> None:
        """Ignore the documents."""

    def finish(self) -> dict[str, bytes]:
        """Return no PDFs."""
        return {}

    def close(self) -> None:
        """Do nothing."""


class Watch:
    """Adds up the seconds that calls take."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def on(self, call: Callable[..., object]) -> Callable[..., object]:
        """Wrap a function, so that its time is added."""

        def timed(*arguments: object, **more: object) -> object:
            started = time.perf_counter()
            try:
                return call(*arguments, **more)
            finally:
                self.seconds += time.perf_counter() - started

        return timed


def watch(plugin: WorkbookPlugin, events: Mapping[str, list[Callable[..., object]]]) -> Watch:
    """Measure our own code: the plugin's events, and pages that MkDocs reads.

    The frame that Material adds to a page is not our code.
    """
    from workbook_builder.publish.generated_files import GeneratedFile

    ours = Watch()
    for handlers in events.values():
        handlers[:] = [
            ours.on(each) if getattr(each, "__self__", None) is plugin else each
            for each in handlers
        ]
    GeneratedFile._current = ours.on(GeneratedFile._current)  # type: ignore[method-assign, assignment]
    return ours


def site() -> tuple[float, float]:
    """Build the site without PDFs. Returns its seconds, and the part of them that is ours."""
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
    """Build everything with our command. Returns its seconds twice, since all of them are ours."""
    from click.testing import CliRunner

    from workbook_builder.cli.main import main as workbook

    started = time.perf_counter()
    result = CliRunner().invoke(workbook, ["build"])
    assert result.exit_code == 0, result.output
    seconds = time.perf_counter() - started
    return seconds, seconds


def memory() -> float:
    """The peak memory of this process in MB. `getrusage` may include that of its parent."""
    status = Path("/proc/self/status")
    if status.exists():
        found = re.search(r"^VmHWM:\s*(\d+) kB", status.read_text(encoding="utf-8"), re.M)
        if found:
            return int(found[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(kind: str) -> None:
    """Build the ``site`` or ``all``, and print the figures."""
    seconds, ours = {"site": site, "all": whole}[kind]()
    things = sum(1 for name in ("*.html", "*.pdf") for _ in Path("site").rglob(name))
    print(json.dumps({"seconds": seconds, "ours": ours, "things": things, "memory": memory()}))


if __name__ == "__main__":
    main(sys.argv[1])
