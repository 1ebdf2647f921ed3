"""The disk cache stores complete entries, limits its size, and saves work."""

import os
import time
from pathlib import Path

import pytest
from jinja2 import Template
from support.calls import with_spy
from support.command_line import run

from workbook_builder.content.loader import load
from workbook_builder.model.workbook import Workbook
from workbook_builder.practice.practice import Practice
from workbook_builder.print import document_fingerprints, press
from workbook_builder.print.document_fingerprints import document_fingerprint
from workbook_builder.print.press import Press, page_counts
from workbook_builder.storage.disk_cache import DiskCache, cache_folder
from workbook_builder.storage.pickled_objects import load_or_make
from workbook_builder.typesetting.typst_compiler import typeset


@pytest.fixture
def cache(tmp_path: Path) -> DiskCache:
    return DiskCache(tmp_path / "cache")


def test_an_entry_is_read_back(cache: DiskCache, tmp_path: Path) -> None:
    cache["abcd"] = b"one\ntwo"
    assert DiskCache(tmp_path / "cache")["abcd"] == b"one\ntwo"
    assert list(cache) == ["abcd"]
    assert len(cache) == 1
    assert cache.get("abce") is None
    del cache["abcd"]
    assert not cache


def test_without_a_folder_nothing_is_cached() -> None:
    cache = DiskCache(None)
    cache["abcd"] = b"one"
    assert cache.get("abcd") is None
    cache.sweep()


def test_a_folder_that_cannot_be_written_to_causes_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = DiskCache(tmp_path / "file")
    cache["abcd"] = b"one"
    assert cache.get("abcd") is None


@pytest.mark.parametrize("damage", ["cut off", "one bit", "empty", "too long"])
def test_an_entry_that_was_damaged_is_deleted(
    cache: DiskCache, tmp_path: Path, damage: str
) -> None:
    cache["abcd"] = b"one and two"
    path = tmp_path / "cache/ab/cd"
    entry = path.read_bytes()
    changed = {
        "cut off": entry[:-3],
        "one bit": entry[:-1] + bytes([entry[-1] ^ 1]),
        "empty": b"",
        "too long": entry + b"!",
    }
    path.write_bytes(changed[damage])
    assert cache.get("abcd") is None
    assert not path.exists()
    cache["abcd"] = b"anew"
    assert cache["abcd"] == b"anew"


def test_an_entry_in_the_place_of_another_is_not_believed(cache: DiskCache, tmp_path: Path) -> None:
    cache["abcd"] = b"one"
    cache["abce"] = b"two"
    (tmp_path / "cache/ab/cd").replace(tmp_path / "cache/ab/ce")
    assert cache.get("abce") is None
    assert "abce" not in cache


def test_what_cannot_be_read_or_deleted_causes_no_error(
    cache: DiskCache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    cache["abcd"] = b"one"
    (tmp_path / "cache/ab/folder").mkdir()
    cache.sweep(max_size=-1, now=True)
    assert list(cache) == ["abfolder"]
    cache["abcd"] = b"one"
    assert "abcd" in cache
    assert None not in cache
    with monkeypatch.context() as context:
        context.setattr(Path, "stat", refuse)
        assert "abcd" not in cache
    with monkeypatch.context() as context:
        context.setattr(Path, "unlink", refuse)
        cache.sweep(max_size=0, now=True)
    assert cache["abcd"] == b"one"


def test_old_entries_are_deleted_and_used_ones_are_kept(cache: DiskCache, tmp_path: Path) -> None:
    for name in ("aa-old", "aa-used", "aa-new"):
        cache[name] = b"x"
    left = tmp_path / "cache/aa/.left-by-a-kill"
    left.write_bytes(b"x")
    before = time.time() - 1000
    for path in (tmp_path / "cache/aa").iterdir():
        os.utime(path, (before, before))
    assert cache["aa-used"] == b"x"
    cache["aa-new"] = b"y"
    cache.sweep(max_age=500)
    assert sorted(cache) == ["aa-new", "aa-used"]
    assert not left.exists()


def test_the_oldest_entries_are_deleted_if_there_are_too_many(
    cache: DiskCache, tmp_path: Path
) -> None:
    for age, name in enumerate(("aa-1", "aa-2", "aa-3")):
        cache[name] = b"x" * 100
        then = time.time() - 10 * age
        os.utime(tmp_path / f"cache/aa/{name[2:]}", (then, then))
    cache.sweep(max_size=300)
    assert sorted(cache) == ["aa-1", "aa-2"]


def test_the_folder_is_swept_once_a_day(cache: DiskCache) -> None:
    cache["aa-1"] = b"x"
    cache.sweep()
    cache.sweep(max_size=0)
    assert list(cache) == ["aa-1"]
    cache.sweep(max_size=0, now=True)
    assert not cache


def test_the_environment_names_the_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("WORKBOOK_CACHE", "")
    assert cache_folder() is None
    monkeypatch.setenv("WORKBOOK_CACHE", str(tmp_path))
    assert cache_folder() == tmp_path
    monkeypatch.delenv("WORKBOOK_CACHE")
    assert cache_folder()


def test_no_document_is_compiled_twice(
    practice: Path, cache: DiskCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_anew: list[str] = []
    watched = with_spy(typeset, lambda source, *_: set_anew.append(source))
    monkeypatch.setattr(press, "typeset", watched)

    def printed() -> dict[str, bytes]:
        set_anew.clear()
        opened = Practice.open(practice / "content")
        documents = {**opened.sheets(), **opened.guides()}
        assert page_counts(documents, cache)
        with Press(cache=cache) as pressing:
            pressing.begin(documents)
            return dict(pressing.finish())

    first = printed()
    assert len(set_anew) == 2 * len(first)
    assert printed() == first
    assert not set_anew
    path = practice / "content/tracks/wellness/better-sleep.yml"
    path.write_text(path.read_text().replace("My steps", "My next steps"))
    second = printed()
    changed = {name for name in first if first[name] != second[name]}
    # the sheet, the workbook, and the coach's guide in each paper size
    assert len(changed) == 6
    assert len(set_anew) == 2 * 6


def test_nothing_is_rendered_if_nothing_has_changed(
    practice: Path, cache: DiskCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBOOK_CACHE", str(cache._folder))

    def made() -> tuple[dict[str, str], dict[str, bytes], dict[str, int]]:
        opened = Practice.open(practice / "content", practice / "templates", remember=True)
        assert opened.fingerprint
        pages = {path: page.source() for path, page in opened.pages().items()}
        with Press(fingerprint=opened.fingerprint) as pressing:
            pressing.begin(opened.sheets())
            pressing.begin(opened.guides())
            pdfs = dict(pressing.finish())
        return pages, pdfs, page_counts(opened.sheets(), fingerprint=opened.fingerprint)

    first = made()
    rendered: list[str] = []
    real = Template.render

    def watched(self: Template, *given: object, **named: object) -> str:
        rendered.append(self.name or "")
        return real(self, *given, **named)

    monkeypatch.setattr(Template, "render", watched)
    assert made() == first
    assert not rendered
    (practice / "templates/site").mkdir(parents=True)
    (practice / "templates/site/track.md.j2").write_text("{{ heading }}\n<p>Only this</p>\n")
    assert "Only this" in made()[0]["wellness/index.md"]
    path = practice / "content/tracks/wellness/better-sleep.yml"
    path.write_text(path.read_text().replace("My steps", "My next steps"))
    pages, pdfs, _ = made()
    assert "My next steps" in pages["wellness/better-sleep/steps.md"]
    assert sum(pdfs[name] != first[1][name] for name in pdfs) == 6


def test_pdfs_that_another_build_has_deleted_are_made_again(
    practice: Path, cache: DiskCache
) -> None:
    opened = Practice.open(practice / "content")
    with Press(cache=cache) as pressing:
        pressing.begin(opened.sheets())
        made = pressing.finish()
        first = dict(made)
        cache.sweep(max_age=-1, now=True)
        assert len(cache) == 0
        assert dict(made) == first


def test_without_a_cache_pdfs_are_compiled_once(
    practice: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder can be made in here")
    monkeypatch.setenv("WORKBOOK_CACHE", str(tmp_path / "file/cache"))
    set_anew: list[str] = []
    watched = with_spy(typeset, lambda source, *_: set_anew.append(source))
    monkeypatch.setattr(press, "typeset", watched)
    opened = Practice.open(practice / "content", remember=True)
    with Press(fingerprint=opened.fingerprint) as pressing:
        pressing.begin(opened.sheets())
        pdfs = dict(pressing.finish())
    assert len(set_anew) == len(pdfs) > 10


def test_the_fingerprint_depends_on_the_version_of_printing(
    practice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (document, *_) = Practice.open(practice / "content").documents
    before = document_fingerprint(document)
    monkeypatch.setattr(document_fingerprints, "printing_version", lambda: b"another Typst")
    assert document_fingerprint(document) != before


def test_a_practice_that_did_not_change_is_not_loaded_again(
    practice: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBOOK_CACHE", str(tmp_path / "cache"))
    loaded: list[Path] = []

    def counted(content: Path, *rest: object) -> Workbook:
        loaded.append(content)
        return load(content)

    monkeypatch.setattr("workbook_builder.practice.practice.load", counted)

    def opened() -> Practice:
        return Practice.open(practice / "content", practice / "templates", remember=True)

    first, again = opened(), opened()
    assert len(loaded) == 1
    assert again.workbook == first.workbook
    assert again.fingerprint == first.fingerprint
    assert again.assets() == first.assets()
    program = practice / "content/tracks/wellness/better-sleep.yml"
    program.write_text(program.read_text().replace("Better nights", "Calm nights", 1))
    changed = opened()
    assert len(loaded) == 2
    assert changed.workbook.tracks[0].programs[0].title == "Calm nights"
    opened()
    assert len(loaded) == 2


def test_an_unreadable_entry_is_made_again(cache: DiskCache) -> None:
    assert load_or_make("aa-thing", lambda: [1, 2], cache) == [1, 2]
    assert load_or_make("aa-thing", lambda: [3], cache) == [1, 2]
    cache["aa-thing"] = b"no Python objects"
    assert load_or_make("aa-thing", lambda: [3], cache) == [3]


def test_an_object_that_cannot_be_pickled_is_made_each_time(cache: DiskCache) -> None:
    def one() -> int:
        return 1

    made = load_or_make("aa-thing", lambda: one, cache)
    assert made() == 1
    assert not cache


def test_a_check_without_changes_reports_the_same(
    practice: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBOOK_CACHE", str(tmp_path / "cache"))
    program = practice / "content/tracks/wellness/better-sleep.yml"
    long = (
        "This is a sentence of a very considerable length, notwithstanding the circumstance that "
    )
    program.write_text(program.read_text().replace("purpose: ", f"purpose: {long * 3}", 1))
    first, again = (run("check", str(practice / "content"), "--format", "json") for _ in range(2))
    assert first.output == again.output
    assert "WB9" in first.output
