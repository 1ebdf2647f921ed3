"""What Windows does in another way than Linux, as far as Linux can play it."""

import ctypes
import os
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from support.command_line import contents

from workbook_builder.problems.problem import WorkbookError
from workbook_builder.storage.built_folder import building_folder
from workbook_builder.storage.folder_replacement import replacing_folder
from workbook_builder.storage.output_tree import write_tree

RUNNING = 4711


class Windows:
    """A Windows on which some processes run, and other programs hold folders for a while.

    Attributes:
        busy: How many more times renaming a folder is refused.
        waited: The seconds that were waited for it.
        handles: The processes that are asked for and not closed again.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.busy = 0
        self.waited: list[float] = []
        self.handles: list[int] = []
        self._rename = Path.rename
        kernel = SimpleNamespace(OpenProcess=self.open, CloseHandle=self.handles.remove)
        monkeypatch.setattr(sys, "platform", "win32")
        monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
        monkeypatch.setattr(ctypes, "CDLL", self.fail)  # no library without a name
        monkeypatch.setattr(os, "kill", self.fail)  # it would interrupt the process
        monkeypatch.setattr(os, "link", self.no_link)
        monkeypatch.setattr(time, "sleep", self.waited.append)
        monkeypatch.setattr(Path, "is_mount", self.fail)  # before Python 3.12
        monkeypatch.setattr(Path, "rename", lambda path, target: self.rename(path, target))

    def open(self, access: int, inherit: bool, process: int) -> int:
        if process != RUNNING:
            return 0
        self.handles.append(process)
        return process

    def rename(self, path: Path, target: Path) -> Path:
        if self.busy:
            self.busy -= 1
            raise PermissionError(13, "Access is denied", str(path))
        if target.exists():
            raise FileExistsError(17, "it is there", str(target))
        return self._rename(path, target)

    @staticmethod
    def fail(*arguments: object) -> Any:
        raise AssertionError("Windows has no such thing")

    @staticmethod
    def no_link(*arguments: object, **options: object) -> None:
        raise NotImplementedError("follow_symlinks unavailable on this platform")


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> Windows:
    return Windows(monkeypatch)


def test_a_folder_is_replaced(tmp_path: Path, windows: Windows) -> None:
    for content in ("first", "second"):
        with replacing_folder(tmp_path / "site") as new:
            write_tree({"page.html": content}, new)
    assert contents(tmp_path) == {"site/page.html": b"second"}
    assert windows.waited == []


def test_a_scanner_that_holds_a_folder_is_waited_for(tmp_path: Path, windows: Windows) -> None:
    write_tree({"page.html": "old"}, tmp_path / "site")
    windows.busy = 3
    with replacing_folder(tmp_path / "site") as new:
        write_tree({"page.html": "new"}, new)
    assert contents(tmp_path) == {"site/page.html": b"new"}
    assert len(windows.waited) == 3


def test_a_program_that_keeps_a_folder_open_is_explained(tmp_path: Path, windows: Windows) -> None:
    write_tree({"page.html": "old"}, tmp_path / "site")
    windows.busy = 100
    with (
        pytest.raises(WorkbookError, match=r"WB509 .*Access is denied"),
        replacing_folder(tmp_path / "site"),
    ):
        pass
    assert sum(windows.waited) < 3
    windows.busy = 0
    assert contents(tmp_path) == {"site/page.html": b"old"}


def test_what_a_running_process_is_making_stays(tmp_path: Path, windows: Windows) -> None:
    for process in (RUNNING, 4712):
        (tmp_path / f".site-new-{process}-abc").mkdir()
    with replacing_folder(tmp_path / "site"):
        pass
    assert sorted(path.name for path in tmp_path.iterdir()) == [".site-new-4711-abc", "site"]
    assert windows.handles == []


def test_hidden_files_from_elsewhere_are_kept(tmp_path: Path, windows: Windows) -> None:
    for content in ("first", "second"):
        with building_folder(tmp_path / "site") as new:
            write_tree({"page.html": content}, new)
        write_tree({".git/config": "mine"}, tmp_path / "site")
    with building_folder(tmp_path / "site") as new:
        write_tree({"page.html": "third"}, new)
    found = contents(tmp_path / "site")
    assert found[".git/config"] == b"mine"
    assert found["page.html"] == b"third"
