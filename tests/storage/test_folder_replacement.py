"""A folder is replaced in one stroke, or not at all."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support.command_line import contents

from workbook_builder.storage import folder_replacement
from workbook_builder.storage.folder_replacement import replacing_folder
from workbook_builder.storage.output_tree import write_tree


def test_the_new_folder_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    write_tree({"old.txt": "old"}, tmp_path / "site")
    with replacing_folder(tmp_path / "site") as new:
        write_tree({"new.txt": "new"}, new)
        assert contents(tmp_path / "site") == {"old.txt": b"old"}
    assert contents(tmp_path) == {"site/new.txt": b"new"}


def test_there_need_be_no_old_folder(tmp_path: Path) -> None:
    with replacing_folder(tmp_path / "deep" / "site") as new:
        write_tree({"new.txt": "new"}, new)
    assert contents(tmp_path) == {"deep/site/new.txt": b"new"}


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_whatever_goes_wrong_the_old_folder_stays(
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


def test_a_killed_process_leaves_the_old_folder_and_its_traces_are_swept_away(
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
    site = tmp_path / "site"
    write_tree({"page.txt": "0"}, site)
    child = os.fork()
    if child == 0:  # pragma: no cover
        for number in range(200):
            with replacing_folder(site) as new:
                write_tree({"page.txt": str(number)}, new)
        os._exit(0)
    missing = reads = 0
    while os.waitpid(child, os.WNOHANG) == (0, 0):
        reads += 1
        missing += not site.is_dir()
        time.sleep(0)
    assert reads > 100
    assert missing == 0
