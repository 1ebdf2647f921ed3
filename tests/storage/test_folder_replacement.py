"""A folder is replaced in one step, or not at all."""

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support.command_line import contents

from workbook_builder.problems.problem import WorkbookError
from workbook_builder.storage import folder_replacement
from workbook_builder.storage.folder_replacement import FolderReplacement, replacing_folder
from workbook_builder.storage.output_tree import write_tree


def test_the_new_folder_replaces_the_old_one(tmp_path: Path) -> None:
    write_tree({"old.txt": "old"}, tmp_path / "site")
    with replacing_folder(tmp_path / "site") as new:
        write_tree({"new.txt": "new"}, new)
        assert contents(tmp_path / "site") == {"old.txt": b"old"}
    assert contents(tmp_path) == {"site/new.txt": b"new"}


def test_the_old_folder_need_not_exist(tmp_path: Path) -> None:
    with replacing_folder(tmp_path / "deep" / "site") as new:
        write_tree({"new.txt": "new"}, new)
    assert contents(tmp_path) == {"deep/site/new.txt": b"new"}


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_the_old_folder_stays_whatever_goes_wrong(
    tmp_path: Path, error: type[BaseException]
) -> None:
    write_tree({"old.txt": "old"}, tmp_path / "site")
    with pytest.raises(error), replacing_folder(tmp_path / "site") as new:
        write_tree({"new.txt": "new"}, new)
        raise error
    assert contents(tmp_path) == {"site/old.txt": b"old"}


def test_where_folders_cannot_be_exchanged_they_are_renamed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_replacement, "_renameat2", lambda new, old: False)
    write_tree({"old.txt": "old"}, tmp_path / "site")
    with replacing_folder(tmp_path / "site") as new:
        write_tree({"new.txt": "new"}, new)
    assert contents(tmp_path) == {"site/new.txt": b"new"}


def test_a_killed_process_leaves_the_old_folder_and_its_temporary_folders_are_deleted(
    tmp_path: Path,
) -> None:
    write_tree({"old.txt": "old"}, tmp_path / "site")
    script = (
        "import sys, time; from pathlib import Path\n"
        "from workbook_builder.storage.folder_replacement import replacing_folder\n"
        "with replacing_folder(Path(sys.argv[1])) as new:\n"
        "    (new / 'half.txt').write_text('half'); print('ready', flush=True); time.sleep(60)"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path / "site")], stdout=subprocess.PIPE
    )
    assert process.stdout and process.stdout.readline() == b"ready\n"
    with replacing_folder(tmp_path / "site"):
        assert len(list(tmp_path.iterdir())) == 3, "the folder of a living process stays"
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
    assert contents(tmp_path).keys() & {"site/half.txt", "site/old.txt"} == set()
    with replacing_folder(tmp_path / "site") as new:
        write_tree({"new.txt": "new"}, new)
    assert contents(tmp_path) == {"site/new.txt": b"new"}


def test_a_reader_never_sees_a_folder_that_is_not_there(tmp_path: Path) -> None:
    site, enough = tmp_path / "site", tmp_path / "enough"
    write_tree({"page.txt": "0"}, site)
    child = os.fork()
    if child == 0:  # pragma: no cover
        number = 0
        while number < 200 or not enough.exists():
            number += 1
            with replacing_folder(site) as new:
                write_tree({"page.txt": str(number)}, new)
        os._exit(0)
    missing = reads = 0
    while os.waitpid(child, os.WNOHANG) == (0, 0):
        reads += 1
        missing += not site.is_dir()
        if reads > 100:
            enough.touch()
        time.sleep(0)
    assert reads > 100
    assert missing == 0


def test_everyone_can_read_the_new_folder(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir(mode=0o700)
    for folder in (tmp_path / "site", tmp_path / "other"):
        with replacing_folder(folder) as new:
            write_tree({"new.txt": "new"}, new)
        assert folder.stat().st_mode & 0o777 == 0o755


def test_a_folder_that_cannot_be_put_in_place_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if target.name == "site" and not self.name.endswith("-old"):
            raise OSError("the disk is full")
        return rename(self, target)

    monkeypatch.setattr("ctypes.CDLL", lambda _: object())  # a system without renameat2
    monkeypatch.setattr(Path, "rename", refuse)
    write_tree({"old.txt": "old"}, tmp_path / "site")
    with (
        pytest.raises(WorkbookError, match=r"WB509 .*: the disk is full"),
        replacing_folder(tmp_path / "site"),
    ):
        pass
    assert contents(tmp_path) == {"site/old.txt": b"old"}


@pytest.mark.parametrize(
    ("error", "stays"), [(None, True), (PermissionError, True), (ProcessLookupError, False)]
)
def test_only_temporary_folders_of_dead_processes_are_deleted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[OSError] | None, stays: bool
) -> None:
    left = tmp_path / ".site-new-4711-abc"
    unknown = tmp_path / ".site-new-abc"  # nothing that we would make
    left.mkdir()
    unknown.mkdir()
    asked = []

    def kill(process: int, signal: int) -> None:
        asked.append((process, signal))
        if error:
            raise error

    monkeypatch.setattr(os, "kill", kill)
    with replacing_folder(tmp_path / "site"):
        pass
    assert asked == [(4711, 0)]
    assert left.exists() == stays
    assert unknown.exists()


def test_a_folder_whose_exchange_was_cut_short_gets_its_name_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_replacement, "_is_running", lambda _: False)
    write_tree({".site-new-4711-abc-old/old.txt": "old", ".site-new-4711-abc/x.txt": ""}, tmp_path)
    with pytest.raises(ValueError), replacing_folder(tmp_path / "site"):
        raise ValueError
    assert contents(tmp_path) == {"site/old.txt": b"old"}


def test_a_file_is_never_replaced_with_a_folder(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("mine")
    with pytest.raises(WorkbookError, match="site: WB509 this is a file, not a folder"):
        FolderReplacement(tmp_path / "site")
    assert contents(tmp_path) == {"site": b"mine"}


def test_a_mounted_folder_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os.path, "ismount", lambda path: Path(path).name == "site")
    (tmp_path / "site").mkdir()
    with pytest.raises(WorkbookError, match="WB509 this folder is mounted") as caught:
        FolderReplacement(tmp_path / "site")
    assert "site/public" in caught.value.problems[0].hint


@pytest.mark.parametrize(
    ("number", "message"),
    [(errno.EBUSY, "this folder is mounted"), (errno.EACCES, "cannot be replaced: Permission")],
)
def test_a_folder_that_cannot_be_made_is_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, message: str
) -> None:
    def refuse(**_: object) -> str:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("tempfile.mkdtemp", refuse)
    with pytest.raises(WorkbookError, match=f"site: WB509 .*{message}"):
        FolderReplacement(tmp_path / "site")
