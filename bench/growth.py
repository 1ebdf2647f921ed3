"""Whole builds of larger and larger practices: `make growth` (twenty minutes).

A thing is a page or a PDF. Every program has thirteen pages and eighteen PDFs, in two papers.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sites import practice

SIZES = (16, 160, 1600)  # programs
SLOWER, MEMORY = 1.2, 1500  # a thing at the largest : at the smallest; MB


def build() -> None:
    """Build the practice of the current folder, with nothing remembered, and print what it took."""
    from click.testing import CliRunner

    from workbook_builder.cli import main as workbook

    started = time.perf_counter()
    result = CliRunner().invoke(workbook, ["build"])
    assert result.exit_code == 0, result.output
    seconds = time.perf_counter() - started
    found = [path for name in ("*.html", "*.pdf") for path in Path("site").rglob(name)]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "things": len(found), "memory": memory}))


def main() -> int:
    """Measure, print, and say with the exit code whether the limits are kept."""
    costs, memory = [], 0.0
    for size in SIZES:
        with tempfile.TemporaryDirectory() as name:
            folder = practice(Path(name) / "practice", size)
            result = subprocess.run(
                [sys.executable, __file__, "build"],
                cwd=folder,
                env={"PATH": "", "WORKBOOK_CACHE": f"{name}/cache", "NO_MKDOCS_2_WARNING": "1"},
                check=True,
                capture_output=True,
                text=True,
            )
        found = json.loads(result.stdout.splitlines()[-1])
        costs.append(found["seconds"] / found["things"])
        memory = found["memory"]
        print(
            f"{size} programs, {found['things']} pages and PDFs: {found['seconds']:.0f} s,"
            f" {1000 * costs[-1]:.1f} ms each, {memory:.0f} MB"
        )
    late = costs[-1] > SLOWER * costs[0] or memory > MEMORY
    print(f"limits: {SLOWER} times, {MEMORY} MB: {'missed' if late else 'kept'}")
    return int(late)


if __name__ == "__main__":
    sys.exit(build() if sys.argv[1:] == ["build"] else main())
