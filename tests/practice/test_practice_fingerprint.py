"""The fingerprint of a practice changes with everything its pages and documents depend on."""

from pathlib import Path

import fontpkg
import pytest

from workbook_builder.practice.practice_fingerprint import practice_fingerprint


def test_the_same_content_and_settings_have_the_same_fingerprint(practice: Path) -> None:
    content = practice / "content"
    first = practice_fingerprint(content, None, "https://example.org")
    assert practice_fingerprint(content, None, "https://example.org") == first
    assert practice_fingerprint(content, None, "https://example.com") != first


@pytest.mark.parametrize(
    "name", ["workbook.yml", "tracks/wellness/better-sleep.yml", "pictures/evening.svg", "new.yml"]
)
def test_a_changed_or_new_file_changes_it(practice: Path, name: str) -> None:
    content = practice / "content"
    before = practice_fingerprint(content, None)
    with (content / name).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert practice_fingerprint(content, None) != before


def test_a_renamed_file_changes_it(practice: Path) -> None:
    content = practice / "content"
    before = practice_fingerprint(content, None)
    (content / "pictures/evening.svg").rename(content / "pictures/morning.svg")
    assert practice_fingerprint(content, None) != before


@pytest.mark.parametrize("name", ["pages/index.md", "__pycache__/a.pyc", ".notes", "_data/a.yml"])
def test_files_that_are_not_used_do_not_change_it(practice: Path, name: str) -> None:
    content = practice / "content"
    before = practice_fingerprint(content, None)
    (content / name).parent.mkdir(exist_ok=True)
    (content / name).write_text("new", encoding="utf-8")
    assert practice_fingerprint(content, None) == before


def test_own_templates_change_it(practice: Path) -> None:
    content, templates = practice / "content", practice / "templates"
    without = practice_fingerprint(content, None)
    (templates / "site").mkdir(parents=True)
    (templates / "site/track.md.j2").write_text("one", encoding="utf-8")
    first = practice_fingerprint(content, templates)
    (templates / "site/track.md.j2").write_text("two", encoding="utf-8")
    assert len({without, first, practice_fingerprint(content, templates)}) == 3


def test_installed_fonts_change_it(practice: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = practice_fingerprint(practice / "content", None)
    families = dict(fontpkg.families())
    families.popitem()
    assert families
    monkeypatch.setattr(fontpkg, "families", lambda: families)
    assert practice_fingerprint(practice / "content", None) != before
