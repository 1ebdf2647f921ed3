"""Files with answers are whole, and nobody but their owner can read them."""

import errno
import os
import stat
from pathlib import Path

import pytest
from support.command_line import contents

from workbook_builder.storage.private_files import (
    private_file_in_parts,
    write_private_file,
    write_private_tree,
)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_only_the_owner_can_read_what_is_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    write_private_tree({"a/b/c.pdf": b"%PDF", "d.json": "{}"}, tmp_path / "printed/Ana")
    assert mode(tmp_path) == 0o755, "folders that were there stay as they are"
    written = [path for path in tmp_path.rglob("*")]
    assert len(written) == 6
    for path in written:
        assert mode(path) == (0o700 if path.is_dir() else 0o600), path


def test_a_file_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("old")
    write_private_file(path, "nëw")
    assert contents(tmp_path) == {"a.json": "nëw".encode()}


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.json").write_text("old")
    (tmp_path / "link.json").symlink_to("real.json")
    write_private_file(tmp_path / "link.json", "new")
    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "real.json").read_text() == "new"


def test_a_device_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    write_private_file(Path(os.devnull), "{}")
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize("fails", ["fsync", "replace"])
def test_an_error_leaves_what_was_there_and_names_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    write_private_tree({"a.pdf": b"old a", "b.pdf": b"old b"}, tmp_path)
    before = contents(tmp_path)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os if fails == "fsync" else Path, fails, full)
    with pytest.raises(OSError, match=r"a\.pdf") as caught:
        write_private_tree({"a.pdf": b"new a", "b.pdf": b"new b"}, tmp_path)
    assert caught.value.errno == errno.ENOSPC
    assert caught.value.filename == str(tmp_path / "a.pdf")
    assert contents(tmp_path) == before


def test_all_files_are_written_before_the_first_is_replaced(tmp_path: Path) -> None:
    write_private_tree({"a.pdf": b"old"}, tmp_path)
    (tmp_path / "x").write_text("a file where a folder should be")
    with pytest.raises(FileExistsError, match="x"):
        write_private_tree({"a.pdf": b"new", "x/b.pdf": b"new"}, tmp_path)
    assert (tmp_path / "a.pdf").read_bytes() == b"old"
    assert {path.name for path in tmp_path.iterdir()} == {"a.pdf", "x"}


def test_a_large_file_is_written_in_parts_where_nobody_else_can_read(tmp_path: Path) -> None:
    path = tmp_path / "clients/report/a.csv"
    with private_file_in_parts(path) as folder:
        assert mode(folder) == 0o700
        (folder / "rest").write_text("in between")
        with (folder / "a.csv").open("w") as file:
            file.writelines(["one\n", "two\n"])
        assert not path.exists()
    assert contents(tmp_path) == {"clients/report/a.csv": b"one\ntwo\n"}
    assert mode(path) == 0o600


def test_a_large_file_that_is_not_finished_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old")
    with pytest.raises(KeyboardInterrupt), private_file_in_parts(path) as folder:
        (folder / "a.csv").write_text("half")
        raise KeyboardInterrupt
    assert contents(tmp_path) == {"a.csv": b"old"}


def test_a_large_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with pytest.raises(OSError) as error, private_file_in_parts(path) as folder:
        raise OSError(errno.ENOSPC, "full", str(folder / "a.csv"))
    assert error.value.filename == str(path)
