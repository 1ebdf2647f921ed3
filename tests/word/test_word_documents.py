"""Word documents hold what the pages on paper hold, are valid, and can be read by everybody."""

import io
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from docx import Document as read_docx
from openxml_audit import FileFormat, OpenXmlValidator
from support.one_field import practice_with
from support.places import DATA, ROOT
from support.word_forms import (
    CONTROL,
    PROPERTIES,
    TAG,
    VAL,
    filled,
    part,
    root,
    sheet_document,
    word_documents,
)

from workbook_builder.answers.answer import AnswerKind
from workbook_builder.answers.understood import meant
from workbook_builder.content.loader import load
from workbook_builder.model.workbook import Workbook
from workbook_builder.print.document import Document
from workbook_builder.print.word_documents import make_docx
from workbook_builder.word.block_place import BlockError
from workbook_builder.word.day_pattern import day_pattern, written_day
from workbook_builder.word.elements import name
from workbook_builder.word.filled_document import read_word
from workbook_builder.word.word_file import make_word

CASES = sorted(path.stem for path in (DATA / "fields").glob("*.yml"))
RTL = f"{name('w:rPr')}/{name('w:rtl')}"
LETTERS = 64  # of a tag or title, in Word


def mistakes(docx: bytes, folder: Path) -> list[str]:
    """What is wrong with a document, according to the schemas and rules of the format."""
    path = folder / "document.docx"
    path.write_bytes(docx)
    found = OpenXmlValidator(FileFormat.MICROSOFT_365).validate(path)
    return [each.description for each in found.errors]


def settings(workbook: Workbook, **changes: Any) -> Workbook:
    return workbook.model_copy(update=changes)


def documents(workbook: Workbook) -> dict[str, Document]:
    """Every document of the first program by its path."""
    made = word_documents(workbook)
    return {path: make() for path, make in {**made.clients(), **made.guides()}.items()}


def texts(docx: bytes) -> str:
    return " ".join(each.text or "" for each in root(docx).iter(name("w:t")))


# -- Valid ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES)
def test_a_document_with_any_field_is_valid(case: str, tmp_path: Path) -> None:
    field = yaml.safe_load((DATA / "fields" / f"{case}.yml").read_text(encoding="utf-8"))["given"]
    docx = make_docx(sheet_document(practice_with(field, tmp_path / "practice"), "try"))
    assert mistakes(docx, tmp_path) == []


def test_workbook_and_guide_are_valid_and_are_read_by_python_docx(
    practice: Path, tmp_path: Path
) -> None:
    for path, document in documents(load(practice / "content")).items():
        docx = make_docx(document)
        assert mistakes(docx, tmp_path) == [], path
        assert read_docx(io.BytesIO(docx)).core_properties.title


@pytest.mark.slow
def test_workbooks_and_guides_of_the_library_are_valid(tmp_path: Path) -> None:
    """A workbook has all worksheets of its program."""
    library = load(ROOT / "content")
    checked = 0
    for _, program in library.collections():
        made = word_documents(library, program=program)
        books = {path: make for path, make in made.clients().items() if "-workbook" in path}
        for path, make in {**books, **made.guides()}.items():
            assert mistakes(make_docx(make()), tmp_path) == [], path
            checked += 1
    assert checked > 30


def test_the_same_document_always_has_the_same_bytes(practice: Path) -> None:
    document = sheet_document(load(practice / "content"), "goal")
    assert make_docx(document) == make_docx(document)


# -- For everybody -------------------------------------------------------------------------------


def test_titles_and_questions_are_headings_without_gaps(practice: Path) -> None:
    workbook = next(
        make_docx(document)
        for path, document in documents(load(practice / "content")).items()
        if path.endswith("-workbook.docx")
    )
    styles = root(workbook, "word/styles.xml")
    levels = {
        style.get(name("w:styleId")): int(level.get(VAL))
        for style in styles.iter(name("w:style"))
        if (level := style.find(f"{name('w:pPr')}/{name('w:outlineLvl')}")) is not None
    }
    levels |= {f"Question{level}": levels[f"Heading{level}"] for level in range(2, 6)}
    used = [each.get(VAL) for each in root(workbook).iter(name("w:pStyle"))]
    outline = [levels[each] for each in used if each in levels]
    assert {0, 1, 2} <= set(outline)
    assert all(after <= before + 1 for before, after in pairwise(outline))


def test_a_table_says_what_it_is_and_repeats_its_header(tmp_path: Path) -> None:
    field = "type: table\nid: t\nlabel: What helps?\ncolumns: [What, When]\nrows: 20"
    document = root(make_docx(sheet_document(practice_with(field, tmp_path), "try")))
    (table,) = document.iter(name("w:tbl"))
    assert next(table.iter(name("w:tblCaption"))).get(VAL) == "What helps?"
    heads = [
        row for row in table if row.find(f"{name('w:trPr')}/{name('w:tblHeader')}") is not None
    ]
    assert [each.text for each in heads[0].iter(name("w:t"))] == ["What", "When"]
    assert len(heads) == 1


def test_a_picture_has_its_alternative_text(tmp_path: Path) -> None:
    field = "type: image\nfile: pictures/evening.svg\nalt: The sun sets & sinks\nwidth: 50"
    docx = make_docx(sheet_document(practice_with(field, tmp_path), "try"))
    assert 'descr="The sun sets &amp; sinks"' in part(docx)


def test_a_document_says_its_language_and_direction(practice: Path, tmp_path: Path) -> None:
    workbook = load(practice / "content")
    german = make_docx(sheet_document(settings(workbook, language="de"), "goal"))
    assert 'w:lang w:val="de-DE"' in part(german, "word/styles.xml")
    assert "w:bidi/" not in part(german)
    hebrew = make_docx(sheet_document(settings(workbook, language="he"), "steps"))
    assert mistakes(hebrew, tmp_path) == []
    assert all(each.find(RTL) is not None for each in root(hebrew).iter(name("w:r")))
    assert 'w:bidi="he-IL"' in part(hebrew, "word/styles.xml")
    assert "<w:bidi/>" in part(hebrew, "word/styles.xml").replace(" />", "/>")
    assert "<w:bidi/>" in part(hebrew)
    assert all(
        table.find(f"{name('w:tblPr')}/{name('w:bidiVisual')}") is not None
        for table in root(hebrew).iter(name("w:tbl"))
    )


def test_large_print_has_no_small_letters(practice: Path) -> None:
    workbook = load(practice / "content")
    large = settings(workbook, print=workbook.print.model_copy(update={"large_print": True}))
    styles = part(make_docx(sheet_document(large, "goal")), "word/styles.xml")
    sizes = [int(each) for each in re.findall(r'w:szC?s? w:val="(\d+)"', styles)]
    assert min(sizes) == 28  # half points
    assert 36 in sizes


# -- Forms ---------------------------------------------------------------------------------------


def test_only_the_controls_can_be_filled_in_until_a_coach_says_otherwise(practice: Path) -> None:
    made = documents(load(practice / "content"))
    for path, document in made.items():
        protection = root(make_docx(document), "word/settings.xml").find(
            name("w:documentProtection")
        )
        if path.endswith("-coach.docx"):
            assert protection is None
            continue
        assert dict(protection.attrib) == {name("w:edit"): "forms", name("w:enforcement"): "1"}


def test_a_guide_has_nothing_to_fill_in(practice: Path) -> None:
    (guide,) = (each for each in documents(load(practice / "content")).values() if each.coach)
    assert list(root(make_docx(guide)).iter(CONTROL)) == []


def test_guidance_is_in_the_guide_and_in_no_document_for_clients(practice: Path) -> None:
    for path, document in documents(load(practice / "content")).items():
        found = "GUIDANCE" in texts(make_docx(document))
        assert found == document.coach == path.endswith("-coach.docx"), path


def test_a_key_that_is_too_long_for_a_tag_is_found_in_the_map(tmp_path: Path) -> None:
    long = "a-very-long-name-of-a-question-that-goes-on"
    field = f"{{type: text, id: {long}, label: {'Why and how so? ' * 9}}}"
    docx = make_docx(sheet_document(practice_with(field, tmp_path), "try"))
    controls = [each.find(PROPERTIES) for each in root(docx).iter(CONTROL)]
    for each in controls:
        assert len(each.find(name("w:alias")).get(VAL)) <= LETTERS
        assert len(each.find(TAG).get(VAL)) <= LETTERS
    key = f"better-sleep/try/{long}"
    tag = controls[-1].find(TAG).get(VAL)
    assert tag == key if len(key) <= LETTERS else tag != key
    assert read_word(filled(docx, {tag: "So"})).values == {key: "So"}


def test_every_control_has_an_id_of_its_own(practice: Path) -> None:
    for document in documents(load(practice / "content")).values():
        ids = [
            each.find(f"{PROPERTIES}/{name('w:id')}").get(VAL)
            for each in root(make_docx(document)).iter(CONTROL)
        ]
        assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    "language", ["en", "de", "fr", "pt-BR", "hu", "fa", "ar", "he", "ja", "th"]
)
def test_days_that_word_writes_are_understood(language: str) -> None:
    for day in "2026-03-04", "2031-12-31":
        assert meant(AnswerKind.DATE, written_day(day, language), language) == day
    assert "yyyy" in day_pattern(language)


# -- Templates -----------------------------------------------------------------------------------

HEAD = (
    '<document language="en" paper="a4" primary="#1f5f5b" accent="#b4511f" font="Any" footer=""'
    ' fillable="yes" large-print="no" ink-saver="no" binding-margin="0" double-sided="no">'
)


@pytest.mark.parametrize(
    ("blocks", "problem"),
    [
        ("<marquee>a</marquee>", "line 1: there is no block `marquee`"),
        ('<p class="loud">a</p>', "line 1: there is no class `loud`"),
        ('<callout color="pink">a</callout>', "line 1: there is no color `pink`"),
        ("<p><table/></p>", "line 1: `table` cannot be within a paragraph"),
        ('<answer key="none/such"/>', "there is no answer or picture 'none/such'"),
        ("<answer/>", "line 1: `answer` needs a `key`"),
        ('<table columns="1"><tr><td/><td/></tr></table>', "line 1: a row has 2 cells"),
        ("<p>", "this is not well-formed XML"),
    ],
)
def test_a_mistake_in_a_template_is_explained(blocks: str, problem: str) -> None:
    with pytest.raises(BlockError, match=re.escape(problem)):
        make_word(f"{HEAD}{blocks}</document>", {}, {}, {})


def test_blocks_of_html_become_those_of_word(tmp_path: Path) -> None:
    blocks = (
        "<h1>One</h1><p>a <strong>b <em>c</em></strong> <a href='https://example.org/'>d</a></p>"
        "<ul><li>e<ol start='3'><li>f</li><li>g</li></ol></li></ul>"
        "<blockquote><p>h</p></blockquote>"
        "<table><thead><tr><th>i</th></tr></thead><tbody><tr><td>j<br/>k</td></tr></tbody></table>"
        "<table><tr><td>l</td></tr></table><callout title='m'><p>n</p></callout>"
    )
    docx = make_word(f"{HEAD}{blocks}</document>", {}, {}, {})
    assert mistakes(docx, tmp_path) == []
    found = read_docx(io.BytesIO(docx))
    styles = {each.text: each.style.name for each in found.paragraphs if each.style}
    assert styles["One"] == "Heading 1"
    assert styles["a b c d"] == "Normal"
    assert styles["h"] == "Quote"
    assert [[cell.text for row in table.rows for cell in row.cells] for table in found.tables] == [
        ["i", "j\nk"],
        ["l"],
    ]
    bold = [each.text for each in found.paragraphs[1].runs if each.bold]
    assert bold == ["b ", "c"]
