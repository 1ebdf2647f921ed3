"""The files for translators of the content have every text, and keep what was translated."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from support.languages import add_language

from workbook_builder.catalogs.po_file import PoFile
from workbook_builder.content.loader import load_files
from workbook_builder.model.placed_texts import placed_texts
from workbook_builder.problems.problem import WorkbookError
from workbook_builder.starter.content_catalogs import WrittenCatalog, write_catalogs

WHERE = "phases.assess.worksheets.evenings-now.fields.where.label"


def write(practice: Path) -> dict[str, WrittenCatalog]:
    content = practice / "content"
    folder = content / "translations/es"
    return {
        each.path.relative_to(folder).as_posix(): each for each in write_catalogs(content, "es")
    }


def catalog(practice: Path, name: str = "better-sleep") -> Catalog:
    with (practice / f"content/translations/es/{name}.po").open("rb") as file:
        return read_po(file, locale="es")


def entry(practice: Path, place: str = WHERE) -> Message:
    return next(each for each in catalog(practice) if each.context == place)


def change(practice: Path, old: str, new: str) -> None:
    path = practice / "content/tracks/wellness/better-sleep.yml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_every_file_of_the_content_has_one(practice: Path) -> None:
    found = write(practice)
    shared = {f"worksheets/{each.name}" for each in (practice / "content/worksheets").iterdir()}
    expected = {name.replace(".yml", ".po") for name in shared}
    assert found.keys() == {"workbook.po", "tracks/wellness.po", "better-sleep.po"} | expected
    assert all(each.missing == each.texts > 0 for each in found.values())
    for path, loaded in load_files(practice / "content"):
        name = path.stem if path.name != "track.yml" else f"tracks/{path.parent.name}"
        name = f"worksheets/{name}" if path.parent.name == "worksheets" else name
        asked = [(each.place, each.original) for each in placed_texts(loaded.model)]
        assert [(each.context, each.id) for each in catalog(practice, name) if each.id] == asked


def test_a_text_comes_with_its_place_and_its_meaning(practice: Path) -> None:
    write(practice)
    found = entry(practice)
    assert found.id == "Where are you in the last hour of the day?"
    assert found.auto_comments == ["The question or prompt."]
    ((file, line),) = found.locations
    text = (practice / file).read_text(encoding="utf-8").split("\n")[line - 1]
    assert found.id in text


def test_names_paths_and_ids_are_not_translated(practice: Path) -> None:
    write(practice)
    texts = {
        str(each.id) for name in ("workbook", "better-sleep") for each in catalog(practice, name)
    }
    assert "Ines Okafor" not in texts
    assert "ines@example.org" not in texts
    assert not [each for each in texts if each.startswith(("Locke, E. A.", "https://"))]
    assert not [each for each in texts if "/" in each and " " not in each]


def test_a_second_run_changes_nothing(practice: Path) -> None:
    add_language(practice)
    before = {path: path.read_bytes() for path in (practice / "content/translations").rglob("*.po")}
    write(practice)  # fills the lines as it does
    after = {path: path.read_bytes() for path in before}
    found = write(practice)
    assert not any(each.rewritten for each in found.values())
    assert after == {path: path.read_bytes() for path in before}
    assert not sum(each.missing + each.changed for each in found.values())


def test_a_text_that_has_changed_is_marked(practice: Path) -> None:
    add_language(practice)
    change(practice, "in the last hour of the day?", "at ten?")
    found = write(practice)["better-sleep.po"]
    assert (found.missing, found.changed, found.words) == (0, 1, 5)
    message = entry(practice)
    assert message.fuzzy
    assert message.string == "Where are you in the last hour of the day? ¡es!"
    path = practice / "content/translations/es/better-sleep.po"
    text = path.read_text(encoding="utf-8")
    assert '#| msgid "Where are you in the last hour of the day?"\n' in text
    assert write(practice)["better-sleep.po"].changed == 1
    assert path.read_text(encoding="utf-8") == text


def test_a_text_that_has_moved_takes_its_translation_along(practice: Path) -> None:
    add_language(practice)
    change(practice, "- id: where\n", "- id: place\n")
    found = write(practice)["better-sleep.po"]
    assert (found.missing, found.changed) == (0, 0)
    message = entry(practice, WHERE.replace("where", "place"))
    assert (message.string, message.fuzzy) == (
        "Where are you in the last hour of the day? ¡es!",
        False,
    )


def test_a_text_that_is_gone_stays_at_the_end_and_comes_back(practice: Path) -> None:
    add_language(practice)
    help_line = "            help: A room, a chair, a train.\n"
    change(practice, help_line, "")
    write(practice)
    assert [each.string for each in catalog(practice).obsolete.values()] == [
        "A room, a chair, a train. ¡es!"
    ]
    change(practice, "hour of the day?\n", f"hour of the day?\n{help_line}")
    assert write(practice)["better-sleep.po"].missing == 0


def test_a_translation_from_another_file_is_to_be_checked(practice: Path) -> None:
    add_language(practice)
    shared = practice / "content/worksheets/weekly-check-in.yml"
    text = shared.read_text(encoding="utf-8")
    title = next(line for line in text.split("\n") if line.startswith("title: "))
    shared.write_text(text.replace(title, "title: My evenings now"), encoding="utf-8")
    found = write(practice)["worksheets/weekly-check-in.po"]
    assert (found.missing, found.changed) == (0, 1)


def test_nothing_is_written_if_a_file_has_mistakes(practice: Path) -> None:
    add_language(practice)
    path = practice / "content/translations/es/better-sleep.po"
    path.write_text(path.read_text(encoding="utf-8") + "\nmsgid nonsense\n", encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(WorkbookError, match="WB507"):
        write(practice)
    assert path.read_bytes() == before


def test_what_was_written_is_a_sound_file(practice: Path) -> None:
    write(practice)
    for path in (practice / "content/translations").rglob("*.po"):
        assert not PoFile(path.read_bytes(), path.name).problems
