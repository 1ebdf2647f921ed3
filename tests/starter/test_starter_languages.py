"""New files are written in the language of the practice, with the ids of the English ones."""

from pathlib import Path

import pytest
from support.command_line import run
from support.places import ROOT

from workbook_builder.content import missing_glyphs
from workbook_builder.content.loader import load
from workbook_builder.model.placed_texts import placed_texts
from workbook_builder.model.workbook import Workbook

FOLDER = ROOT / "templates/new/languages"
LANGUAGES = sorted(path.name for path in FOLDER.iterdir())
ENGLISH = ROOT / "templates/new"
_FROM_ID = "tracks.family.programs.family-first-steps.title"  # a title that is made of the id


def made(folder: Path, language: str) -> Workbook:
    """A new practice in a language, with a further track, program, and worksheet."""
    options = ["--name", "Alba", "--coach", "Inés", "--language", language, "--host", "none", "-y"]
    result = run("new", "practice", str(folder), *options)
    assert result.exit_code == 0, result.output
    assert "are in English" not in result.output
    for command in (["track", "family"], ["program", "personal/alba"], ["worksheet", "walk"]):
        result = run("new", *command, at=folder)
        assert result.exit_code == 0, result.output
    return load(folder / "content")


def texts(workbook: Workbook) -> dict[str, str]:
    """The texts of a practice by their place, without those that are the same everywhere."""
    found = {each.place: each.text for each in placed_texts(workbook)}
    return {
        place: text
        for place, text in found.items()
        if not place.startswith(("themes.", "practice", "tracks.family.title", _FROM_ID))
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_practice_is_in_its_language_with_the_same_ids(
    language: str, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if language in ("ja", "zh"):  # no package brings a font for them, which is said elsewhere
        monkeypatch.setattr(missing_glyphs, "missing_graphemes", lambda *_: set())
    english, own = texts(made(here / "english", "en")), texts(made(here / "own", language))
    assert own.keys() == english.keys()
    assert len(own) > 100
    same = {place for place in own if own[place] == english[place] and "alba" not in place}
    assert same == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_has_been_translated(language: str) -> None:
    files = {
        *(path.relative_to(ENGLISH) for path in ENGLISH.glob("*.yml.j2")),
        Path("practice/workbook.yml.j2"),
        Path("practice/about-me.md.j2"),
        Path("practice/mkdocs.yml.j2"),
    }
    folder = FOLDER / language
    there = {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}
    assert there == {*files, Path("texts.yml"), Path("weekly-check-in.yml.j2")}
    for path in files:
        english = (ENGLISH / path).read_text(encoding="utf-8").split("\n")
        own = (folder / path).read_text(encoding="utf-8")
        comments = [
            line.strip() for line in english if line.strip().startswith("# ") and ": " not in line
        ]
        assert not [line for line in comments if len(line) > 30 and line in own], path


def test_a_track_and_a_program_can_have_any_name(here: Path) -> None:
    assert run("new", "practice", "mine", "--language", "es", "-y").exit_code == 0
    for command in (["track", "crisis"], ["program", "crisis/disclaimer"]):
        result = run("new", *command, at=here / "mine")
        assert result.exit_code == 0, result.output
    workbook = load(here / "mine/content")
    assert {"Crisis"} < {track.title for track in workbook.tracks}
    assert "Disclaimer" in {program.title for _, program in workbook.programs()}


def test_a_practice_in_another_language_starts_in_english(here: Path) -> None:
    result = run("new", "practice", "mine", "--language", "fi", "-y")
    assert (
        "The texts in content/ are in English, for you to translate into Finnish." in result.output
    )
    assert load(here / "mine/content").language == "fi"
