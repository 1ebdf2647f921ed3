"""A preview in a process of its own, as `workbook serve` starts it."""

import http.client
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from email.message import Message
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

PATIENCE = 60  # seconds


class Got(NamedTuple):
    """A response, as a browser gets it."""

    status: int
    headers: Message
    body: bytes


class Served:
    """A practice that is served by `workbook serve` in a process of its own."""

    def __init__(self, practice: Path, process: "subprocess.Popen[str]", log: Path) -> None:
        self.practice = practice
        self.process = process
        self.log = log
        assert process.stdout
        line = process.stdout.readline()
        assert "press Ctrl-C to stop" in line, line + log.read_text(encoding="utf-8")
        self.url = line.split()[1]
        self.host = urlsplit(self.url).netloc

    def get(self, path: str, method: str = "GET", **headers: str) -> Got:
        with closing(http.client.HTTPConnection(self.host, timeout=PATIENCE)) as connection:
            connection.request(method, path, headers=headers)
            answer = connection.getresponse()
            return Got(answer.status, answer.headers, answer.read())

    def text(self, path: str) -> str:
        return self.get(urlsplit(self.url).path + path).body.decode()

    def changes(self, name: str, before: str, after: str) -> None:
        path = self.practice / name
        text = path.read_text(encoding="utf-8")
        assert before in text
        path.write_text(text.replace(before, after), encoding="utf-8")


@contextmanager
def serving(practice: Path, *arguments: str) -> Iterator[Served]:
    command = [sys.executable, "-m", "workbook_builder", "serve", "-a", "127.0.0.1:0", *arguments]
    log = practice.parent / "log.txt"
    with (
        log.open("w", encoding="utf-8") as errors,
        subprocess.Popen(
            command, cwd=practice, stdout=subprocess.PIPE, stderr=errors, text=True
        ) as process,
    ):
        try:
            yield Served(practice, process, log)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(PATIENCE)
    text = log.read_text(encoding="utf-8")
    assert "Traceback" not in text, text


def wait_for(condition: Callable[[], Any]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.02)


def wait_for_text(served: Served, path: str, text: str) -> None:
    wait_for(lambda: text in served.text(path))
