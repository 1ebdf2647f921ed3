"""`workbook add` copies a program of the library with everything that it uses."""

import re
from pathlib import Path

import pytest
from support.command_line import output_of, usage_error
from support.listening import CAPTIONS, FILM, SOUND, add_listening
from support.places import PRACTICE, ROOT

from workbook_builder.content.loader import load
from workbook_builder.starter import library, scaffold
from workbook_builder.storage.new_files import write_new_files


def test_the_library_is_listed_a_line_for_each_program(here: Path) -> None:
    lines = output_of("add").splitlines()
    assert len(lines) == len(library.programs())
    assert "wellness/stress-management         Steadier days (8 weeks)" in lines


def test_a_program_is_copied_with_everything_it_uses(mine: Path) -> None:
    own = mine / "content/worksheets/weekly-check-in.yml"
    own.write_text(own.read_text().replace("My weekly check-in", "My own check-in"))
    said = output_of("add", "personal/life-transitions").splitlines()
    library_file = ROOT / "content/tracks/personal/life-transitions.yml"
    used = set(re.findall(r"- use: (\S+)", library_file.read_text(encoding="utf-8")))
    assert "weekly-check-in" in used
    written = {f"  content/worksheets/{id}.yml" for id in used - {"weekly-check-in"}}
    written.add("  content/tracks/personal/life-transitions.yml")
    assert said[0] == f"Wrote {len(written)} files:"
    assert set(said[1:]) == written | {
        "  content/tracks/personal/track.yml exists already and was not changed",
        "  content/worksheets/weekly-check-in.yml exists already and was not changed",
    }
    assert "title: My own check-in" in own.read_text()
    text = (mine / "content/tracks/personal/life-transitions.yml").read_text()
    assert "\n# From the library of Workbook Builder, CC BY 4.0: " in text
    assert "there is already a program `life-transitions`" in usage_error(
        "add", "personal/life-transitions"
    )
    assert "did you mean `wellness/stress-management`?" in usage_error(
        "add", "welness/stres-management"
    )


def test_every_program_of_the_library_is_copied_completely(tmp_path: Path) -> None:
    made = scaffold.practice(scaffold.Identity("P", "C"), "none")
    for name in library.programs():
        made |= scaffold.copied(name)
    write_new_files(made, tmp_path)
    found = {f"{track.id}/{program.id}" for track, program in load(tmp_path / "content").programs()}
    assert found == set(library.programs())


def test_pictures_are_copied_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "packaged_folder", lambda name: PRACTICE / name)
    made = library.program("wellness/better-sleep")
    assert set(made.new) == {"content/tracks/wellness/better-sleep.yml"}
    assert set(made.common) == {
        "content/pictures/evening.svg",
        "content/tracks/wellness/track.yml",
        "content/worksheets/weekly-check-in.yml",
    }
    picture = (PRACTICE / "content/pictures/evening.svg").read_bytes()
    assert made.common["content/pictures/evening.svg"] == picture


def test_recordings_are_copied_too(practice: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = add_listening(practice)
    monkeypatch.setattr(library, "packaged_folder", lambda name: practice / name)
    made = library.program("wellness/better-sleep").common
    for name in (SOUND, FILM, CAPTIONS):
        assert made[f"content/{name}"] == (content / name).read_bytes()


def test_translations_into_further_languages_are_copied(mine: Path) -> None:
    head = mine / "content/workbook.yml"
    text = head.read_text("utf-8").replace("language: en", "languages: [en, es, fi]")
    head.write_text(text, encoding="utf-8")
    said = output_of("add", "wellness/stress-management")
    assert "  content/translations/es/stress-management.po\n" in said
    assert "  content/translations/es/worksheets/goal-sheet.po\n" in said
    assert "translations/fi" not in said
    workbook = load(mine / "content", language="es")
    program = next(each for _, each in workbook.programs() if each.id == "stress-management")
    assert program.title == "Días con más calma"
    assert not [gap for gap in workbook.gaps if "stress-management" in gap.file]
