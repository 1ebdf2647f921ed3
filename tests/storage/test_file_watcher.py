"""Each change of a watched file is reported once, when the file is complete."""

import threading
import time
from pathlib import Path

import pytest

from workbook_builder.storage.file_watcher import FileWatcher


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/one.yml").write_text("1")
    return tmp_path


def test_new_deleted_and_changed_files_are_reported_once(folder: Path) -> None:
    watched = FileWatcher({folder})
    assert not watched.changed()
    (folder / "a/one.yml").write_text("22")
    (folder / "a/b/c").mkdir(parents=True)
    (folder / "a/b/c/two.yml").write_text("2")
    assert watched.changed() == {folder / "a/one.yml", folder / "a/b/c/two.yml"}
    assert not watched.changed()
    (folder / "a/one.yml").unlink()
    assert watched.changed() == {folder / "a/one.yml"}


def test_a_file_that_an_editor_replaces_is_reported(folder: Path) -> None:
    watched = FileWatcher({folder})
    new = folder / "a/.one.yml.swp"
    new.write_text("9")
    assert not watched.changed(), "hidden files are no content"
    new.replace(folder / "a/one.yml")
    assert watched.changed() == {folder / "a/one.yml"}


def test_a_watched_path_can_be_a_file_or_not_exist_yet(folder: Path) -> None:
    watched = FileWatcher({folder / "a/one.yml", folder / "later"})
    (folder / "a/two.yml").write_text("2")
    assert not watched.changed()
    (folder / "later").mkdir()
    (folder / "later/x.j2").write_text("x")
    (folder / "a/one.yml").write_text("33")
    assert watched.changed() == {folder / "later/x.j2", folder / "a/one.yml"}


def test_changes_made_before_the_watched_folders_change_are_reported(folder: Path) -> None:
    (folder / "b").mkdir()
    (folder / "b/old.yml").write_text("1")
    (folder / "c").mkdir()
    (folder / "c/old.yml").write_text("1")
    watched = FileWatcher({folder / "a", folder / "b"})
    (folder / "a/one.yml").write_text("22")
    watched.move({folder / "a", folder / "c"})
    assert watched.changed() == {folder / "a/one.yml"}
    (folder / "b/old.yml").write_text("22")
    (folder / "c/old.yml").write_text("22")
    assert watched.changed() == {folder / "c/old.yml"}


def test_circular_links_are_followed_once(folder: Path) -> None:
    (folder / "a/ring").symlink_to(folder)
    (folder / "a/broken").symlink_to(folder / "nowhere")
    watched = FileWatcher({folder})
    (folder / "a/one.yml").write_text("22")
    assert [path.name for path in watched.changed()] == ["one.yml"]


def test_the_watcher_waits_for_a_file_that_is_still_being_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched = FileWatcher({folder})
    path = folder / "a/one.yml"
    path.write_text("be")
    rest = iter(["begun", "begun and done"])
    monkeypatch.setattr(time, "sleep", lambda _: path.write_text(next(rest, "at rest")))
    assert not watched.changed()
    assert not watched.changed()
    path.write_text("at rest")
    monkeypatch.setattr(time, "sleep", lambda _: None)
    assert watched.changed() == {path}


def test_a_waiting_thread_is_told_of_a_change(folder: Path) -> None:
    watched = FileWatcher({folder})
    threading.Timer(0.2, (folder / "a/one.yml").write_text, ["22"]).start()
    assert watched.wait() == {folder / "a/one.yml"}
