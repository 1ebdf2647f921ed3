"""What a client fills in in Word, of any field type, is what is read back."""

import datetime
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from babel.dates import format_date
from hypothesis import given, settings
from hypothesis import strategies as st
from support.one_field import practice_with
from support.places import DATA
from support.word_forms import (
    PLACEHOLDER,
    TAG,
    TITLE,
    changed,
    filled,
    sheet_document,
    without_names,
)

from workbook_builder.answers.answer import Answer, AnswerKind
from workbook_builder.answers.contract import TICKED
from workbook_builder.answers.printed_answer import printed_answer
from workbook_builder.print.document import Document
from workbook_builder.print.word_documents import make_docx
from workbook_builder.word.answer_map import ControlEntry
from workbook_builder.word.content_controls import option_names
from workbook_builder.word.filled_document import read_word

CASES = sorted(path.stem for path in (DATA / "fields").glob("*.yml"))
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), min_size=1
).filter(str.strip)
LINES = st.lists(WORDS, min_size=1, max_size=3).map("\n".join)
GIVEN = {AnswerKind.CHECK: TICKED, AnswerKind.DATE: "2026-03-14", AnswerKind.TIME: "19:05"}
DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1))


@cache
def document_of(case: str) -> Document:
    """The document of a sheet with the field of a case."""
    text = (DATA / "fields" / f"{case}.yml").read_text(encoding="utf-8")
    with TemporaryDirectory() as folder:
        workbook = practice_with(yaml.safe_load(text)["given"], Path(folder))
        return sheet_document(workbook, "try")


@cache
def blank(case: str) -> tuple[bytes, tuple[Answer, ...]]:
    """The document of a case as a file, and the answers that it asks for."""
    document = document_of(case)
    return make_docx(document), tuple(document.answers.values())


def tag(answer: Answer) -> str:
    return ControlEntry(answer.key, answer.kind, "").tag


@st.composite
def shown_and_meant(draw: st.DrawFn, answer: Answer) -> tuple[str, str]:
    """What Word shows in a control, and the value that it means."""
    match answer.kind:
        case AnswerKind.CHECK:
            return TICKED, TICKED
        case AnswerKind.CHOICE:
            id, shown = draw(st.sampled_from(list(option_names(answer.options).items())))
            return shown, id
        case AnswerKind.DATE:
            day = draw(DAYS)
            return format_date(day, "M/d/yyyy", locale="en"), day.isoformat()
        case AnswerKind.NUMBER:
            number = draw(st.integers(-9999, 9999))
            return f"{number:,}", str(number)
        case AnswerKind.TIME:
            return "7:05 pm", "19:05"
        case AnswerKind.EMAIL:
            return " ana@example.org", "ana@example.org"
        case AnswerKind.PHONE:
            return " +49 (30) 123456", "+49 (30) 123456"
    words = LINES if answer.kind is AnswerKind.LINES else WORDS
    text = draw(words.filter(lambda text: text.strip() != "…"))  # which stands in empty controls
    return text, text


@pytest.mark.parametrize("case", CASES)
def test_every_answer_has_one_control(case: str) -> None:
    docx, answers = blank(case)
    assert read_word(docx).values == {}
    every = {tag(each): TICKED if each.kind is AnswerKind.CHECK else "7" for each in answers}
    assert set(read_word(filled(docx, every)).values) == {each.key for each in answers}


@pytest.mark.parametrize("case", CASES)
@settings(max_examples=25)
@given(data=st.data())
def test_what_is_filled_in_is_read_back(case: str, data: st.DataObject) -> None:
    docx, answers = blank(case)
    chosen = data.draw(st.lists(st.sampled_from(answers), unique_by=tag, max_size=8))
    drawn = {each: data.draw(shown_and_meant(each)) for each in chosen}
    form = read_word(filled(docx, {tag(each): shown for each, (shown, _) in drawn.items()}))
    assert form.values == {each.key: value for each, (_, value) in drawn.items()}
    assert (form.others, form.nameless, form.placed) == ({}, 0, ())


@pytest.mark.parametrize("case", CASES)
def test_answers_are_found_by_their_place_when_all_names_are_lost(case: str) -> None:
    docx, answers = blank(case)
    every = {tag(each): TICKED if each.kind is AnswerKind.CHECK else "7" for each in answers}
    sent = filled(docx, every)
    lost = changed(sent, lambda document: without_names(document, TAG, TITLE, PLACEHOLDER))
    form = read_word(lost)
    assert form.values == read_word(sent).values
    assert set(form.placed) == set(form.values)
    assert form.nameless == 0


@pytest.mark.parametrize("case", CASES)
def test_answers_that_a_file_has_stand_in_the_controls(case: str) -> None:
    document = document_of(case)
    given = {}
    for each in document.answers.values():
        value = GIVEN.get(each.kind, "7")
        if each.kind is AnswerKind.CHOICE:
            value = each.options[-1].id
        given[each.key] = printed_answer(each, value, "en")
    read = read_word(make_docx(replace(document, given=given))).values
    assert read == {key: each.value for key, each in given.items()}
