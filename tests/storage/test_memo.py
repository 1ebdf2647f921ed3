"""When content is loaded again, exactly what has changed is made again."""

import shutil
from pathlib import Path

import pytest
from support.calls import with_spy

from workbook_builder.content import (
    content_reader,
    loader,
    missing_glyphs,
    pictures,
    program_assembly,
    themes,
    yaml_parsing,
)
from workbook_builder.model.program import Program
from workbook_builder.problems.problem import WorkbookError
from workbook_builder.storage import memo
from workbook_builder.storage.memo import Memo

PROGRAM = Path("content/tracks/wellness/better-sleep.yml")


@pytest.fixture
def two(practice: Path) -> Path:
    """The small practice with a second program, which uses no shared worksheet."""
    text = (practice / PROGRAM).read_text(encoding="utf-8")
    own = text.replace("- use: weekly-check-in\n", OWN)
    assert own != text
    (practice / PROGRAM).with_name("other.yml").write_text(own, encoding="utf-8")
    return practice


OWN = """- id: weekly-check-in
        title: Weekly check-in
        kind: check-in
        purpose: Look at the last step.
        minutes: 5
        fields:
          - {type: text, id: last-step, label: What became of the last step?}
"""


def programs(practice: Path, memo: Memo) -> dict[str, Program]:
    workbook = loader.load(practice / "content", memo)
    return {program.id: program for _, program in workbook.programs()}


def change(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def test_a_program_that_has_not_changed_is_the_same_object(two: Path) -> None:
    kept = Memo()
    first = programs(two, kept)
    change(two / PROGRAM, "title: Better nights", "title: Calmer nights")
    second = programs(two, kept)
    assert second["better-sleep"].title == "Calmer nights"
    assert second["other"] is first["other"]


def test_a_shared_worksheet_changes_the_programs_that_use_it(two: Path) -> None:
    kept = Memo()
    first = programs(two, kept)
    change(two / "content/worksheets/weekly-check-in.yml", "Weekly check-in", "My week")
    second = programs(two, kept)
    assert "My week" in [sheet.title for sheet in second["better-sleep"].worksheets]
    assert second["other"] is first["other"]


def test_a_reload_gives_the_same_as_a_first_load(two: Path) -> None:
    kept = Memo()
    loader.load(two / "content", kept)
    head = two / "content/workbook.yml"
    for path, before, after in [
        (head, "tagline:", "language: de\ntagline:"),  # changes the quotes in every text
        (two / PROGRAM, "title: Better nights", 'title: "Better \\"nights\\""'),
        (two / PROGRAM, "How rested", "Just how rested"),
    ]:
        change(path, before, after)
        assert loader.load(two / "content", kept) == loader.load(two / "content")


def test_problems_are_found_again_until_they_are_fixed(two: Path) -> None:
    kept = Memo()
    before = programs(two, kept)
    sheet = two / "content/worksheets/weekly-check-in.yml"
    sheet.rename(sheet.with_name("weekly-chat.yml"))
    change(two / PROGRAM, "topic: Sleep", "topik: Sleep")
    for _ in range(2):
        with pytest.raises(WorkbookError) as found:
            loader.load(two / "content", kept)
        assert [each.rule for each in found.value.problems] == ["WB101"]
    change(two / PROGRAM, "topik: Sleep", "topic: Sleep")
    with pytest.raises(WorkbookError, match="did you mean `weekly-chat`"):
        loader.load(two / "content", kept)
    sheet.with_name("weekly-chat.yml").rename(sheet.with_name("weekly-visit.yml"))
    with pytest.raises(WorkbookError, match="`weekly-visit`"):
        loader.load(two / "content", kept)
    sheet.with_name("weekly-visit.yml").rename(sheet)
    assert programs(two, kept)["better-sleep"] is before["better-sleep"]


def test_no_slow_step_is_repeated(two: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    picture = two / "content/pictures/evening.svg"
    assert picture.is_file()
    done: list[str] = []

    def counted(module: object, name: str) -> None:
        watched = with_spy(getattr(module, name), lambda *given: done.append(name))
        monkeypatch.setattr(module, name, watched)

    for module, name in [
        (yaml_parsing, "parse_yaml"), (content_reader, "validate_file"),
        (loader, "assemble_program"), (missing_glyphs, "missing_graphemes"),
        (missing_glyphs, "graphemes"), (pictures, "_drawing_error"), (themes, "find_typeface"),
    ]:  # fmt: skip
        counted(module, name)
    kept = Memo()
    programs(two, kept)
    assert set(done) == {
        "parse_yaml", "validate_file", "assemble_program", "missing_graphemes", "graphemes",
        "_drawing_error", "find_typeface",
    }  # fmt: skip
    done.clear()
    programs(two, kept)
    assert not done
    change(two / PROGRAM, "title: Better nights", "title: Calmer nights")
    programs(two, kept)
    assert sorted(done) == ["assemble_program", "graphemes", "parse_yaml", "validate_file"]
    done.clear()
    shutil.copy(picture, picture.with_name("spare.svg"))
    picture.write_text(picture.read_text(encoding="utf-8").replace("<svg", "<svg "))
    programs(two, kept)
    assert done == ["_drawing_error"]


def test_results_that_are_not_used_are_forgotten_after_some_rounds() -> None:
    kept, made = Memo(), []

    def make() -> str:
        made.append("once more")
        return "made"

    for _ in range(3):
        kept.begin()
        assert kept("key", make) == "made"
    assert len(made) == 1
    for _ in range(memo._ROUNDS + 1):
        kept.begin()
    kept("key", make)
    assert len(made) == 2


def test_loader_and_assembly_share_the_reserved_ids_of_worksheets() -> None:
    assert loader.RESERVED_WORKSHEETS is program_assembly.RESERVED_WORKSHEETS
