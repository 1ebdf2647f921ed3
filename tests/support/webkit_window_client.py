"""The client of `webkit_window`, for tests."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from support.engines import until


class WebKitWindow:
    """A window of WebKit; see `webkit_window` for what it does."""

    def __init__(self, process: "subprocess.Popen[str]", folder: Path) -> None:
        self.process = process
        self.folder = folder

    def visit(self, url: str) -> None:
        """Open an address, and wait until answers in its form are shown and kept."""
        self._ask(visit=url)
        self.until(
            "return !document.querySelector('[data-wb-form]') ||"
            " !!document.querySelector('[data-wb-status]').dataset.wbStatus"
        )

    def script(self, code: str) -> Any:
        """Run the body of an async function, and return what it returns."""
        return self._ask(script=code)

    def until(self, code: str) -> Any:
        """Wait until a script returns something true, and return it."""
        return until(lambda: self.script(code), code)

    def print(self) -> bytes:
        """Print the page as Ctrl+P does, and return the PDF."""
        path = self.folder / "printed.pdf"
        self._ask(print=str(path))
        return path.read_bytes()

    def kill(self) -> None:
        """End it as a crash does: without a word to the page."""
        self.process.kill()
        self.process.wait()

    def _ask(self, **command: str) -> Any:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps(command) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, f"The window of WebKit has ended at {command}."
        answer = json.loads(line)
        assert "error" not in answer, answer["error"]
        return answer["value"]


@contextmanager
def webkit_window(profile: Path) -> Iterator[WebKitWindow]:
    """A window of WebKit on the current display, which keeps what pages store in a folder.

    A later one with the same folder finds it there, even if this one was killed.
    """
    python = shutil.which("python3", path="/usr/bin")
    assert python, "The browser tests need the Python of the system: install `python3`."
    there = [python, "-c", "import gi; gi.require_version('WebKit2', '4.1')"]
    assert subprocess.run(there, capture_output=True).returncode == 0, (
        "The tests of printing need WebKit for Python: install the packages `python3-gi` and"
        " `gir1.2-webkit2-4.1`."
    )
    command = [python, str(Path(__file__).with_name("webkit_window.py")), str(profile)]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        window = WebKitWindow(process, profile)
        try:
            yield window
        finally:
            window.kill()
