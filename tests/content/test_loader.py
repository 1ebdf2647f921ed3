"""A content folder becomes a complete Workbook, and no file can crash the loader."""

import shutil
import unicodedata
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.hostile_svgs import HOSTILE
from support.languages import add_language

from workbook_builder.content.loader import load
from workbook_builder.model.fields.scale import Scale
from workbook_builder.problems.problem import Rule, WorkbookError

PROGRAM = Path("content/tracks/wellness/better-sleep.yml")


def test_shared_worksheets_are_in_the_phases_that_use_them(practice: Path) -> None:
    (track,) = load(practice / "content").tracks
    act = track.programs[0].phases[2]
    assert [sheet.id for sheet in act.worksheets] == ["weekly-check-in"]
    assert act.worksheets[0].title == "Weekly check-in"


def test_texts_at_the_use_replace_those_of_the_shared_worksheet(practice: Path) -> None:
    path = practice / PROGRAM
    text = path.read_text()
    more = "- use: weekly-check-in\n      - {use: weekly-check-in, id: second, title: Week two}"
    path.write_text(text.replace("- use: weekly-check-in", more))
    (track,) = load(practice / "content").tracks
    first, second = track.programs[0].phases[2].worksheets
    assert (first.id, first.title) == ("weekly-check-in", "Weekly check-in")
    assert (second.id, second.title, second.purpose) == ("second", "Week two", first.purpose)
    assert second.answers("p")[0].key == "p/second/last-step"


def test_a_scale_takes_its_words_from_the_measure(practice: Path) -> None:
    (track,) = load(practice / "content").tracks
    rest = track.programs[0].phases[0].worksheets[0].fields[1]
    assert isinstance(rest, Scale)
    assert (rest.label, rest.low) == ("How rested do you feel in the morning?", "not at all")


def test_every_answer_of_a_program_has_a_key_of_its_own(practice: Path) -> None:
    (track,) = load(practice / "content").tracks
    program = track.programs[0]
    keys = [answer.key for sheet in program.worksheets for answer in sheet.answers(program.id)]
    assert len(keys) > 50
    assert len(set(keys)) == len(keys)
    assert not [key for key in keys if "." in key or key != key.lower()]


def test_tracks_and_programs_stand_by_order_then_title(practice: Path) -> None:
    other = practice / "content/tracks/other"
    other.mkdir()
    (other / "track.yml").write_text("{title: A, summary: A, order: 1}")
    text = (practice / PROGRAM).read_text()
    (other / "one.yml").write_text(text.replace("title: Better nights", "title: Zebra", 1))
    (other / "two.yml").write_text(text.replace("title: Better nights", "title: Ant", 1))
    workbook = load(practice / "content")
    assert [track.id for track in workbook.tracks] == ["wellness", "other"]
    assert [program.id for program in workbook.tracks[1].programs] == ["two", "one"]


def _damaged(text: str, data: st.DataObject) -> str:
    lines = text.split("\n")
    for _ in range(data.draw(st.integers(1, 4))):
        index = data.draw(st.integers(0, len(lines) - 1))
        line = lines[index]
        match data.draw(st.sampled_from(["drop", "double", "indent", "value", "cut", "swap"])):
            case "drop":
                lines[index] = ""
            case "double":
                lines.insert(index, line)
            case "indent":
                lines[index] = "  " + line if line[:1] != " " else line[1:]
            case "value":
                values = ["", "1", "true", "[]", "{}", "[[]]", "&a [*a]", "*a", "!!x y", '"', "- a"]
                noise = st.sampled_from(values) | st.text(max_size=8)
                lines[index] = line.partition(":")[0] + ": " + data.draw(noise)
            case "cut":
                lines[index] = line[: data.draw(st.integers(0, len(line)))]
            case "swap":
                other = data.draw(st.integers(0, len(lines) - 1))
                lines[index], lines[other] = lines[other], lines[index]
    return "\n".join(lines)


@settings(
    max_examples=300,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_a_damaged_file_is_loaded_or_explained_with_a_place(
    tmp_path_factory: pytest.TempPathFactory, practice: Path, data: st.DataObject
) -> None:
    name = data.draw(
        st.sampled_from(
            [PROGRAM, Path("content/workbook.yml"), Path("content/worksheets/weekly-check-in.yml")]
        )
    )
    folder = tmp_path_factory.mktemp("damaged")
    shutil.copytree(practice, folder, dirs_exist_ok=True)
    text = (practice / name).read_text()
    (folder / name).write_text(_damaged(text, data), encoding="utf-8", errors="replace")
    try:
        load(folder / "content")
    except WorkbookError as error:
        assert error.problems
        for problem in error.problems:
            assert problem.line > 0 and problem.column > 0, problem
    shutil.rmtree(folder)


@pytest.mark.parametrize(
    ("name", "content", "change", "message"),
    [
        ("pictures/evening.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>", None, "no picture"),
        ("worksheets/weekly-check-in.yml", "title: Secret", None, "links to a file outside"),
        ("fonts/own.ttf", "secret", None, "links to a file outside the content folder"),
        ("logo.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>", "logo.svg", "no picture"),
    ],
)
def test_a_link_to_a_file_outside_is_not_followed(
    practice: Path, tmp_path: Path, name: str, content: str, change: str | None, message: str
) -> None:
    secret = tmp_path / "secret"
    secret.write_text(content)
    link = practice / "content" / name
    link.parent.mkdir(exist_ok=True)
    link.unlink(missing_ok=True)
    link.symlink_to(secret)
    if change:
        head = practice / "content/workbook.yml"
        head.write_text(f"{head.read_text()}brand: {{logo: {change}}}\n")
    with pytest.raises(WorkbookError, match=message):
        load(practice / "content")


def test_an_option_needs_an_id_that_fits_into_a_pdf(practice: Path) -> None:
    words = "健康的生活方式和工作之间的平衡以及家庭朋友学习成长财务精神休闲环境贡献"
    path = practice / "content/tracks/wellness/better-sleep.yml"
    text = path.read_text(encoding="utf-8")
    assert "            type: checklist\n" in text
    kind = "type: choice\n            label: A\n            options: [B, {options}]\n"
    before = "          - id: choice-of-words\n            "
    field = before + kind.format(options=words * 2)
    at = text.index("          - id: room\n")
    path.write_text(text[:at] + field + text[at:], encoding="utf-8")
    with pytest.raises(WorkbookError) as caught:
        load(practice / "content")
    (found,) = (each for each in caught.value.problems if each.rule is not Rule.NO_LETTER)
    assert found.rule is Rule.WRONG_LENGTH
    assert "is too long for a form in a PDF" in found.message
    assert found.text.startswith("            options: [B, ")
    assert found.column == len("            options: [B, ") + 1


@pytest.mark.parametrize("place", ["picture", "logo"])
def test_a_picture_that_does_more_than_draw_is_a_problem(practice: Path, place: str) -> None:
    content = practice / "content"
    hostile = HOSTILE["onload"].encode()
    if place == "logo":
        (content / "mark.svg").write_bytes(hostile)
        head = content / "workbook.yml"
        text = head.read_text(encoding="utf-8")
        head.write_text(f"{text}brand: {{logo: mark.svg}}\n")
    else:
        (content / "pictures/evening.svg").write_bytes(hostile)
    with pytest.raises(WorkbookError) as caught:
        load(content)
    problem = caught.value.problems[0]
    assert problem.rule == "WB408"
    assert problem.file.endswith(".yml")
    assert "`onload`, which runs a script (line 1 of the picture)" in problem.message
    assert problem.hint == "delete the attribute"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_picture_may_have_capitals_and_accents(
    practice: Path, form: Literal["NFC", "NFD"]
) -> None:
    content = practice / "content"
    name = "pictures/Übung_ABC.svg"
    # A Mac writes accents as characters of their own.
    shutil.copy(content / "pictures/evening.svg", content / unicodedata.normalize("NFD", name))
    path = content / "workbook.yml"
    logo = f"brand: {{logo: {unicodedata.normalize(form, name)}}}\n"
    path.write_text(path.read_text(encoding="utf-8") + logo, encoding="utf-8")
    workbook = load(content)
    assert workbook.brand.logo == name
    assert workbook.logo == (content / "pictures/evening.svg").read_bytes()


def test_a_track_in_the_folder_of_a_language_is_refused(practice: Path) -> None:
    add_language(practice)
    (practice / "content/tracks/wellness").rename(practice / "content/tracks/es")
    with pytest.raises(WorkbookError) as error:
        load(practice / "content")
    (found,) = error.value.problems
    assert (found.file, found.rule) == ("content/tracks/es", "WB202")
    assert "`es` is the folder of the language `es` in the site" in found.message
