"""Opening a practice, and caching what was loaded."""

import shutil
from pathlib import Path

import pytest

from workbook_builder.content.loader import load
from workbook_builder.model.workbook import Workbook
from workbook_builder.practice.practice import Practice


def title(practice: Practice) -> str:
    return practice.workbook.tracks[0].programs[0].title


def test_content_that_changes_while_it_is_read_is_not_cached(
    practice: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBOOK_CACHE", str(tmp_path / "cache"))
    program = practice / "content/tracks/wellness/better-sleep.yml"
    text = program.read_text(encoding="utf-8")
    changed = text.replace("Better nights", "Calm nights", 1)

    def load_while_it_changes(content: Path, *rest: object) -> Workbook:
        program.write_text(changed, encoding="utf-8")
        return load(content)

    def opened() -> Practice:
        return Practice.open(practice / "content", remember=True)

    with monkeypatch.context() as changing:
        changing.setattr("workbook_builder.practice.practice.load", load_while_it_changes)
        first = opened()
    assert title(first) == "Calm nights"
    assert first.fingerprint is None
    program.write_text(text, encoding="utf-8")
    assert title(opened()) == "Better nights"


def test_every_option_of_a_practice_has_a_cache_of_its_own(
    practice: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBOOK_CACHE", str(tmp_path / "cache"))
    site = "https://example.org"
    content = practice / "content"
    shutil.copytree(content / "tracks/wellness", content / "tracks/other")
    program = content / "tracks/other/better-sleep.yml"
    program.rename(program.with_name("calm-days.yml"))
    opened = [
        Practice.open(content, remember=True, only="wellness"),
        Practice.open(content, remember=True, only="other/calm-days"),
        Practice.open(content, remember=True),
        Practice.open(content, remember=True, site_url=site),
        Practice.open(content, remember=True, site_url=site, directory_urls=False),
    ]
    assert len({each.fingerprint for each in opened}) == len(opened)
    tracks = [[track.id for track in each.workbook.tracks] for each in opened[:3]]
    assert tracks == [["wellness"], ["other"], ["other", "wellness"]]
