"""Advice on what could be better is given at the worksheet that it is about."""

import re
import shutil
from pathlib import Path

import pytest
from click.testing import Result
from support.command_line import run

from workbook_builder.advice import readability
from workbook_builder.advice.workbook_checks import untranslated_texts
from workbook_builder.content.yaml_parsing import parse_yaml

PROGRAM = "content/tracks/wellness/better-sleep.yml"
STORY = "id: story\n            type: long-text\n"


def check(practice: Path, *arguments: str) -> Result:
    return run("check", *arguments, at=practice)


def add(practice: Path, fields: str) -> None:
    path = practice / PROGRAM
    text = path.read_text(encoding="utf-8")
    assert STORY in text
    path.write_text(text.replace(STORY, f"{fields}          - {STORY}", 1), encoding="utf-8")


def rows(count: int) -> str:
    return f"{{id: more, type: table, label: More, columns: [What], rows: {count}}}\n"


def rooms(count: int) -> str:
    each = "{id: room-%s, type: long-text, label: Room %s, lines: 20}\n"
    return "          - ".join(each % (number, number) for number in range(count))


LONG_WORDS = "Organisational accountability necessitates comprehensive consideration " * 6


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (
            rows(10),
            "32:13: WB901 the worksheet `evenings-now` asks for 20 things, but should",
        ),
        (
            rooms(4),
            "32:13: WB902 the worksheet `evenings-now` has 5 pages, but should have at most 3",
        ),
        (f"{{type: note, text: {LONG_WORDS}}}\n", "90:32: WB903 this text is at grade"),
        ("{id: more, type: text, label: Question 1}\n", "90:43: WB906 `Question 1` asks nothing"),
        (
            "{id: more, type: text, label: Since when has it been like this?}\n",
            "90:43: WB906 this worksheet asks “Since when has it been like this?” twice",
        ),
        (
            f"{{id: more, type: text, label: {'Why? ' * 40}}}\n",
            "90:43: WB906 this question has 199 characters, but should have at most 140",
        ),
        (
            "{type: image, file: pictures/evening.svg, alt: Picture}\n",
            "90:60: WB908 `Picture` does not say what the picture shows",
        ),
        (
            "{type: recording, file: recordings/stretching.mp4, title: Up, text: Stand up.}\n",
            "90:37: WB914 this film has no captions",
        ),
    ],
)
def test_advice_names_its_place(practice: Path, fields: str, said: str) -> None:
    add(practice, fields)
    result = check(practice)
    assert result.exit_code == 0
    assert f"{PROGRAM}:{said}" in result.output
    assert "No problems: 1 program with 8 worksheets, 1 piece of advice." in result.output


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("        source: Original to this workbook.\n", "WB905"),
        ("        coach: {introduce: GUIDANCE Wait for a second story.}\n", "WB904"),
    ],
)
def test_a_worksheet_says_where_it_comes_from_and_how_to_lead_it(
    practice: Path, line: str, code: str
) -> None:
    path = practice / PROGRAM
    before, strengths, after = path.read_text().partition("      - id: strengths\n")
    path.write_text(before + strengths + after.replace(line, "", 1))
    assert f": {code} the worksheet `strengths`" in check(practice).output


def test_a_copy_of_another_worksheet_is_named(practice: Path) -> None:
    shutil.copytree(practice / "content/tracks/wellness", practice / "content/tracks/other")
    copy = practice / "content/tracks/other/better-sleep.yml"
    copy.rename(copy.with_name("night-shift.yml"))
    result = check(practice)
    assert "WB907 the worksheet `evenings-now` asks the same questions as" in result.output


def test_a_text_about_a_crisis_without_a_number_is_named(practice: Path) -> None:
    path = practice / "content/workbook.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("112", "for help"), encoding="utf-8")
    said = check(practice).output
    assert "content/workbook.yml:8:9: WB910 this text about a crisis has no phone number" in said
    path.write_text(path.read_text(encoding="utf-8").replace("country.", "country. # ignore WB910"))
    assert check(practice).output == "No problems: 1 program with 8 worksheets.\n"


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (PROGRAM, "label: Where are you", "label: Where are **you**", "64:20: WB911 … **you**"),
        (PROGRAM, "[Music, Reading", "[Music, '`Reading`'", "70:30: WB911 … `Reading`"),
        (PROGRAM, "title: Better nights", "title: Better _nights_", "1:8: WB911 … _nights_"),
        (PROGRAM, "title: Where you stand", "title: '*Where* you stand'", "27:16: WB911 … *Where*"),
        (
            PROGRAM,
            "use: weekly-check-in",
            "{use: weekly-check-in, title: A **b**}",
            "WB911 … **b**",
        ),
        ("content/workbook.yml", "tagline: ", "tagline: __Always__ ", "WB911 … __Always__"),
        (
            "content/tracks/wellness/track.yml",
            "title: ",
            "title: '[a](b)' # ",
            "1:8: WB911 … [a](b)",
        ),
        ("content/worksheets/weekly-check-in.yml", "title: ", "title: '**a**' # ", "WB911 … **a**"),
    ],
)
def test_markdown_in_a_line_is_named(
    practice: Path, file: str, old: str, new: str, said: str
) -> None:
    path = practice / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    place, found = said.split(" … ")
    shown = check(practice).output
    assert f"{place} this text is shown as it is written, with all signs: {found}\n" in shown
    assert file in shown


@pytest.mark.parametrize(
    "text", ["2 * 3 * 4", "I feel ___ when ___", "a_b_c", "[x] (y)", "5 * or 4 *"]
)
def test_what_is_no_markup_may_stand_in_a_line(practice: Path, text: str) -> None:
    add(practice, f"{{id: more, type: text, label: 'What about {text}?'}}\n")
    assert check(practice).output == "No problems: 1 program with 8 worksheets.\n"


def test_a_page_that_waits_for_a_text_is_named(practice: Path) -> None:
    pages = practice / "content/pages"
    (pages / "deep").mkdir()
    (pages / "deep/me.md").write_text("# Me\n\n<!-- FILL IN: who you are -->\n", encoding="utf-8")
    (pages / "fill.txt").write_text("FILL IN")
    for _ in range(2):  # the second time, other advice comes from the cache
        said = check(practice).output
        assert "content/pages/deep/me.md:3:6: WB912 this page still waits for your own text" in said
    (pages / "deep/me.md").write_text("# Me\n", encoding="utf-8")
    assert check(practice).output == "No problems: 1 program with 8 worksheets.\n"


def test_below_the_limits_nothing_is_said(practice: Path) -> None:
    add(practice, rows(9))
    assert check(practice).output == "No problems: 1 program with 8 worksheets.\n"


def test_strict_treats_advice_as_problems(practice: Path) -> None:
    assert check(practice, "--strict").exit_code == 0
    add(practice, rows(10))
    result = check(practice, "--strict")
    assert result.exit_code == 1
    assert "1 problem in 1 file." in result.output


def test_a_shared_worksheet_is_named_in_its_file(practice: Path) -> None:
    path = practice / "content/worksheets/weekly-check-in.yml"
    path.write_text(path.read_text() + f"  - {rows(18)}")
    place = "content/worksheets/weekly-check-in.yml:1:8"
    assert f"{place}: WB901 the worksheet `weekly-check-in`" in check(practice).output


@pytest.mark.parametrize("comment", ["id: evenings-now # ignore WB901", "# ignore WB901\n"])
def test_advice_is_silenced_in_its_place(practice: Path, comment: str) -> None:
    add(practice, rows(10))
    path = practice / PROGRAM
    old = "      - id: evenings-now"
    new = f"      {comment}{old}" if comment.startswith("#") else f"      - {comment}"
    path.write_text(path.read_text().replace(old, new, 1))
    assert check(practice).output == "No problems: 1 program with 8 worksheets.\n"


def test_a_comment_that_silences_nothing_is_named(practice: Path) -> None:
    path = practice / PROGRAM
    old = "      - id: evenings-now"
    path.write_text(path.read_text().replace(old, f"{old} # ignore WB904", 1))
    said = f"{PROGRAM}:32:26: WB900 this comment silences nothing: there is no WB904 here"
    assert said in check(practice).output


@pytest.mark.parametrize(
    ("text", "grade"),
    [("Too short to say.", 0), ("We sat by the sea and ate. " * 6, -5), (LONG_WORDS, 56)],
)
def test_long_words_and_long_sentences_are_hard_to_read(text: str, grade: int) -> None:
    assert round(readability.grade([text])) == grade


def test_a_language_without_translations_is_named(practice: Path) -> None:
    path = practice / "content/workbook.yml"
    path.write_text("language: fi\n" + path.read_text())
    said = check(practice).output
    assert "content/workbook.yml:" in said
    assert (
        " texts on your pages and sheets have no translation into `fi` and stay in English" in said
    )
    assert "run `workbook new translation fi`, and translate them" in said


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (
            "A",
            "1 text on your pages and sheets has no translation into `fi` and stays in English:"
            " “A”",
        ),
        (
            "ABCD",
            "4 texts on your pages and sheets have no translation into `fi` and stay in English:"
            " “A”, “B”, “C”, …",
        ),
    ],
)
def test_texts_without_translation_are_counted(texts: str, said: str) -> None:
    head = parse_yaml("language: fi\n", "workbook.yml")
    (problem,) = untranslated_texts(head, "fi", list(texts))
    assert problem.message == said


def test_a_text_that_is_translated_is_not_counted(practice: Path) -> None:
    path = practice / "content/workbook.yml"
    path.write_text("language: fi\n" + path.read_text())

    def counted() -> int:
        found = re.search(r"WB909 (\d+) texts", check(practice).output)
        assert found
        return int(found[1])

    before = counted()
    catalog = practice / "templates/locale/fi.po"
    catalog.parent.mkdir(parents=True)
    catalog.write_text('msgid "Date"\nmsgstr "Päivä"\n', encoding="utf-8")
    assert counted() == before - 1
