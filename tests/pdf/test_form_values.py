"""Answers that different libraries have filled in are read correctly."""

import io
from collections.abc import Callable

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Name, Pdf
from support.one_form import (
    DASH,
    HEAD,
    TYPED,
    fields,
    filled_by_pikepdf,
    filled_by_pypdf,
    form,
    name_only,
    saved,
)

from workbook_builder.answers.answer import Answer, AnswerKind, Option
from workbook_builder.pdf.acroform import make_fillable
from workbook_builder.pdf.form_values import read_values
from workbook_builder.typesetting.typst_compiler import typeset

ANSWERED = {**TYPED, "p/w/commit": "yes", "p/w/feeling": "unsure", "p/w/mood": "calm"}


def test_an_empty_form_has_no_values(sheet: bytes) -> None:
    assert read_values(sheet) == {}


def test_answers_come_back_from_pikepdf(sheet: bytes) -> None:
    assert read_values(filled_by_pikepdf(sheet, ANSWERED)) == ANSWERED


def test_answers_come_back_from_pypdf(sheet: bytes) -> None:
    typed = {**ANSWERED, "p/w/commit": "/yes", "p/w/feeling": "/unsure"}
    assert read_values(filled_by_pypdf(sheet, typed)) == ANSWERED


@pytest.mark.parametrize("filled", [filled_by_pikepdf, filled_by_pypdf])
def test_an_answer_of_a_drop_down_can_be_taken_back(
    sheet: bytes, filled: Callable[[bytes, dict[str, str]], bytes]
) -> None:
    chosen = filled(sheet, {"p/w/mood": "calm"})
    assert read_values(chosen) == {"p/w/mood": "calm"}
    assert read_values(filled(chosen, {"p/w/mood": DASH})) == {}


@pytest.mark.parametrize("nothing", ["", DASH])
def test_a_drop_down_without_a_choice_is_not_answered(sheet: bytes, nothing: str) -> None:
    with Pdf.open(io.BytesIO(sheet)) as pdf:
        fields(pdf)["p/w/mood"].V = pikepdf.String(nothing)
        assert read_values(saved(pdf)) == {}


def test_a_dash_on_a_line_is_an_answer(sheet: bytes) -> None:
    assert read_values(filled_by_pikepdf(sheet, {"p/w/name": DASH})) == {"p/w/name": DASH}


@pytest.mark.parametrize(
    "value", [Name.unsure, pikepdf.String("unsure"), pikepdf.String("/unsure")]
)
def test_the_value_of_radio_buttons_is_read_as_name_or_string(
    sheet: bytes, value: pikepdf.Object
) -> None:
    with Pdf.open(io.BytesIO(sheet)) as pdf:
        fields(pdf)["p/w/feeling"].V = value
        assert read_values(saved(pdf)) == {"p/w/feeling": "unsure"}


def test_line_ends_of_all_viewers_are_read_alike(sheet: bytes) -> None:
    with Pdf.open(io.BytesIO(sheet)) as pdf:
        fields(pdf)["p/w/change"].V = pikepdf.String("a\rb\r\nc\nd")
        assert read_values(saved(pdf)) == {"p/w/change": "a\nb\nc\nd"}


def test_an_option_in_decomposed_form_is_read_as_its_id(sheet: bytes) -> None:
    with Pdf.open(io.BytesIO(sheet)) as pdf:
        fields(pdf)["p/w/mood"].V = pikepdf.String("e\u0301")
        assert read_values(saved(pdf)) == {"p/w/mood": "\u00e9"}


@pytest.mark.parametrize(
    ("form", "values"),
    [
        ("5", {}),
        ("<< /Fields 5 >>", {}),
        ("<< /Fields [5 null (text) << /V (no name) >>] >>", {}),
        ("<< /Fields [<< /T (a) /FT /Btn /Ff /Radio /V /yes >>] >>", {"a": "yes"}),
        ("<< /Fields [<< /T (a) /FT /Btn /Ff 32768 /V /xn--ib9b >>] >>", {"a": "xn--ib9b"}),
        ("<< /Fields [<< /T (a) /FT /Tx /V 5 >> << /T (b) /FT /Tx /V (b) >>] >>", {"b": "b"}),
        ("<< /Fields [<< /T (a) /FT /Tx /V <EFBBBFC361> >>] >>", {"a": "\ufffda"}),
        ("<< /Fields [<< /T 5 /FT 5 /V [(a)] >>] >>", {}),
    ],
)
def test_damaged_forms_give_what_can_be_read(form: str, values: dict[str, str]) -> None:
    with Pdf.new() as pdf:
        pdf.Root.AcroForm = pikepdf.Object.parse(form.encode())
        assert read_values(saved(pdf)) == values


def test_a_text_can_be_a_stream(sheet: bytes) -> None:
    with Pdf.open(io.BytesIO(sheet)) as pdf:
        fields(pdf)["p/w/change"].V = pdf.make_stream(b"a long text")
        assert read_values(saved(pdf)) == {"p/w/change": "a long text"}


LINES_ONLY = form('#field("p/w/change", height: 24mm)')
LETTERS = st.text(st.characters(blacklist_categories=["Cc", "Cs"]), min_size=1, max_size=40)


@given(text=LETTERS)
def test_any_text_comes_back(text: str) -> None:
    for filled in (filled_by_pikepdf, filled_by_pypdf):
        assert read_values(filled(LINES_ONLY, {"p/w/change": text})) == {"p/w/change": text}


@given(label=LETTERS, option=LETTERS)
def test_any_label_is_shown_as_it_is(label: str, option: str) -> None:
    answer = Answer("p/w/name", AnswerKind.CHOICE, label, (Option("a", option),))
    pdf = make_fillable(name_only(), {"p/w/name": answer})
    with Pdf.open(io.BytesIO(pdf)) as document:
        field = fields(document)["p/w/name"]
        assert str(field.TU) == label
        assert str(field.Opt[1][1]) == option


def test_options_in_any_script_have_states_in_ascii_and_are_read_back() -> None:
    options = (Option("هذا", "هذا"), Option("größe-2", "Größe"), Option("plain", "Plain"))
    answers = {"p/w/wahl": Answer("p/w/wahl", AnswerKind.CHOICE, "Which?", options)}
    boxes = " ".join(
        f'#field("p/w/wahl#{option.id}", width: 5mm, height: 5mm)' for option in options
    )
    pdf = make_fillable(typeset(HEAD + boxes), answers)
    with Pdf.open(io.BytesIO(pdf)) as file:
        (field,) = file.Root.AcroForm.Fields
        states = [name for kid in field.Kids for name, _ in kid.AP.N.items() if name != "/Off"]
        assert len(states) == 3
        assert all(name.isascii() for name in states)
        for option, name in zip(options, states, strict=True):
            field.V = Name(name)
            written = io.BytesIO()
            file.save(written)
            assert read_values(written.getvalue()) == {"p/w/wahl": option.id}
