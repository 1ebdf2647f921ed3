"""Answers that different libraries have filled in are read correctly."""

import io
import time
import warnings
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from random import Random

import pikepdf
import pypdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Name, Pdf
from support.one_form import (
    DASH,
    HEAD,
    SHEET,
    TYPED,
    fields,
    filled_by_pikepdf,
    filled_by_pypdf,
    form,
    name_only,
    opened,
    saved,
)

from workbook_builder.answers.answer import Answer, AnswerKind, Option
from workbook_builder.answers.filled_form import UnreadableForm
from workbook_builder.pdf.acroform import make_fillable
from workbook_builder.pdf.form_values import read_form, read_values
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
        shown = f"{option} (2)" if option == DASH else option
        assert str(field.Opt[1]) == shown
        assert str(field.WB_Ids[1]) == "a"


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


# -- What other programs save ---------------------------------------------------------------------


@pytest.mark.parametrize("label", ["Calm & clear", "Unsure, größer", "Unsure, gro\u0308ßer"])
def test_a_drop_down_saved_by_its_label_is_read_as_its_option(sheet: bytes, label: str) -> None:
    with Pdf.open(io.BytesIO(sheet)) as pdf:
        for value in (pikepdf.String(label), pikepdf.Array([pikepdf.String(label)])):
            fields(pdf)["p/w/mood"].V = value
            expected = "calm" if label.startswith("Calm") else "unsure"
            assert read_values(saved(pdf)) == {"p/w/mood": expected}


def test_an_id_goes_before_a_label_and_an_unknown_text_stays(sheet: bytes) -> None:
    with Pdf.open(io.BytesIO(sheet)) as pdf:
        field = fields(pdf)["p/w/mood"]
        del field.WB_Ids
        field.Opt = pikepdf.Object.parse(b"[[(a) (b)] [(b) (a)] (c) [(d)] 5]")
        for value in "a", "b", "c", "d", "other":
            field.V = pikepdf.String(value)
            assert read_values(saved(pdf)) == {"p/w/mood": value}


def test_a_label_goes_before_an_id_where_labels_are_exported(sheet: bytes) -> None:
    with Pdf.open(io.BytesIO(sheet)) as pdf:
        field = fields(pdf)["p/w/mood"]
        field.Opt = pikepdf.Object.parse(b"[(a) (b) (e\xcc\x81)]")
        field.WB_Ids = pikepdf.Object.parse(b"[(b) (a) (c)]")
        for value, expected in (("a", "b"), ("b", "a"), ("c", "c"), ("other", "other")):
            field.V = pikepdf.String(value)
            assert read_values(saved(pdf)) == {"p/w/mood": expected}


def test_a_button_that_only_looks_pressed_is_pressed(sheet: bytes) -> None:
    with Pdf.open(io.BytesIO(sheet)) as pdf:
        box = fields(pdf)["p/w/commit"]
        del box.V
        box.AS = Name.yes
        assert read_values(saved(pdf)) == {"p/w/commit": "yes"}


@pytest.fixture(scope="module")
def two_sheets() -> tuple[bytes, bytes]:
    """Two filled-in sheets that both ask for the name."""
    first = form('#field("p/w/name") #field("p/w/change", height: 24mm)')
    second = form(
        '#field("p/w/name") #field("p/w/mood") #field("p/w/commit", width: 5mm, height: 5mm)'
        ' #field("p/w/feeling#calm", width: 5mm, height: 5mm)'
        ' #field("p/w/feeling#unsure", width: 5mm, height: 5mm)'
    )
    return (
        filled_by_pikepdf(first, {"p/w/name": "Zoë", "p/w/change": "a job"}),
        filled_by_pikepdf(
            second,
            {"p/w/name": "Zoë", "p/w/mood": "calm", "p/w/commit": "yes", "p/w/feeling": "unsure"},
        ),
    )


MERGED = {
    "p/w/name": "Zoë",
    "p/w/change": "a job",
    "p/w/mood": "calm",
    "p/w/commit": "yes",
    "p/w/feeling": "unsure",
}


def merged_by_pikepdf(pdfs: tuple[bytes, bytes]) -> bytes:
    """Pages alone, so that no form is in the catalog."""
    with Pdf.new() as merged, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # later versions of pikepdf say that the form is lost
        for pdf in pdfs:
            with Pdf.open(io.BytesIO(pdf)) as document:
                merged.pages.extend(document.pages)
        assert "/AcroForm" not in merged.Root
        return saved(merged)


def merged_by_pypdf(pdfs: tuple[bytes, bytes]) -> bytes:
    writer = pypdf.PdfWriter()
    for pdf in pdfs:
        writer.append(io.BytesIO(pdf))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def merged_by_pdfium(pdfs: tuple[bytes, bytes]) -> bytes:
    with pypdfium2.PdfDocument.new() as merged:
        for pdf in pdfs:
            with pypdfium2.PdfDocument(pdf) as document:
                merged.import_pages(document)
        out = io.BytesIO()
        merged.save(out)
    return out.getvalue()


@pytest.mark.parametrize("merged", [merged_by_pikepdf, merged_by_pypdf, merged_by_pdfium])
def test_sheets_that_were_merged_are_read(
    two_sheets: tuple[bytes, bytes], merged: Callable[[tuple[bytes, bytes]], bytes]
) -> None:
    form = read_form(merged(two_sheets))
    assert form.values == MERGED
    assert not form.others
    assert not form.nameless


def test_without_a_language_a_day_stays_as_it_was_typed(sheet: bytes) -> None:
    filled = filled_by_pikepdf(sheet, {"p/w/day": "3/4/2026"})
    with Pdf.open(io.BytesIO(filled)) as pdf:
        for language, day in (("en", "2026-03-04"), ("fr", "2026-04-03")):
            pdf.Root.Lang = pikepdf.String(language)
            assert read_values(saved(pdf)) == {"p/w/day": day}
        del pdf.Root.Lang
        assert read_values(saved(pdf)) == {"p/w/day": "3/4/2026"}


def test_buttons_that_have_lost_their_names_are_counted(two_sheets: tuple[bytes, bytes]) -> None:
    merged = merged_by_pdfium(two_sheets)
    assert b"/NM" in merged
    form = read_form(merged.replace(b"/NM", b"/XX"))
    assert form.values == {key: value for key, value in MERGED.items() if key != "p/w/feeling"}
    assert form.nameless == 1


def test_of_two_different_answers_the_first_is_taken_and_the_other_named() -> None:
    sheets = [filled_by_pikepdf(LINES_ONLY, {"p/w/change": text}) for text in ("one", "two")]
    found = read_form(merged_by_pikepdf((sheets[0], sheets[1])))
    assert found.values == {"p/w/change": "one"}
    assert found.others == {"p/w/change": ("two",)}


@pytest.mark.parametrize(
    "name",
    ["p/w/name", "1.p/w/name", "p/w/name.0", "Sheet 2.p/w/name", "p/w/name_2", "p/w/name#1",
     "doc[0].p/w/name[0]", "p/w/name (2)"],
)  # fmt: skip
def test_a_field_is_known_by_the_key_in_its_name(name: str) -> None:
    with Pdf.open(io.BytesIO(form('#field("p/w/name")'))) as pdf:
        (field,) = pdf.Root.AcroForm.Fields
        field.T, field.V = pikepdf.String(name), pikepdf.String("Zoë")
        assert read_values(saved(pdf)) == {"p/w/name": "Zoë"}


def test_a_field_below_another_is_known_by_the_key_in_its_name() -> None:
    with Pdf.open(io.BytesIO(form('#field("p/w/name")'))) as pdf:
        (field,) = pdf.Root.AcroForm.Fields
        field.V = pikepdf.String("Zoë")
        parent = pdf.make_indirect(pikepdf.Dictionary(T="first.pdf", Kids=[field]))
        field.Parent = parent
        pdf.Root.AcroForm.Fields = pikepdf.Array([parent])
        assert read_values(saved(pdf)) == {"p/w/name": "Zoë"}


# -- Damage ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("password", ["secret", "größer"])
def test_a_password_is_named(sheet: bytes, password: str) -> None:
    with Pdf.open(io.BytesIO(sheet)) as pdf:
        out = io.BytesIO()
        pdf.save(out, encryption=pikepdf.Encryption(owner=password, user=password))
    with pytest.raises(UnreadableForm, match="protected by a password") as caught:
        read_form(out.getvalue())
    assert "save it without one" in caught.value.hint


def test_a_pdf_that_may_be_read_but_not_changed_is_read(sheet: bytes) -> None:
    with Pdf.open(io.BytesIO(filled_by_pikepdf(sheet, TYPED))) as pdf:
        out = io.BytesIO()
        pdf.save(out, encryption=pikepdf.Encryption(owner="secret", user=""))
    assert read_values(out.getvalue()) == TYPED


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7", b"{}", b"%PDF-1.7\n%%EOF", bytes(range(256))])
def test_what_is_no_pdf_is_explained(pdf: bytes) -> None:
    with pytest.raises(UnreadableForm, match="cannot be read as a PDF") as caught:
        read_form(pdf)
    assert "save it again" in caught.value.hint


def test_fields_that_run_in_circles_come_to_an_end() -> None:
    with Pdf.new() as pdf:
        pdf.add_blank_page()
        one = pdf.make_indirect(pikepdf.Dictionary(T="p/w/one", FT=Name.Tx, Subtype=Name.Widget))
        two = pdf.make_indirect(pikepdf.Dictionary(T="p/w/two", V="2", Kids=[one], Parent=one))
        one.Kids = pikepdf.Array([two, one])
        one.Parent = two
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[one, two, one])
        pdf.pages[0].Annots = pikepdf.Array([one, two])
        assert set(read_values(saved(pdf)).values()) == {"2"}


STRANGE = (
    b"null", b"5", b"-1.5", b"true", b"(text)", b"<FEFFD800>", b"/Name", b"[]", b"[[[1]]]", b"<<>>",
    b"[null 5 (a) <</T(x)/Kids 5>>]", b"<</Kids[<</T 1>>]>>",
)  # fmt: skip


def damage(document: Pdf, random: Random) -> None:
    """Replace an entry of a dictionary or array with a strange object, or with another one."""
    containers = [
        each for each in document.objects if isinstance(each, pikepdf.Dictionary | pikepdf.Array)
    ]
    each = random.choice(containers)
    places = [*(each.keys() if isinstance(each, pikepdf.Dictionary) else range(len(each)))]
    strange = pikepdf.Object.parse(random.choice(STRANGE))
    each[random.choice(places)] = random.choice([strange, strange, random.choice(containers)])


def mutants(pdf: bytes, number: int) -> Iterator[bytes]:
    """Damaged versions of a PDF: values of wrong types, and bytes that were changed or cut off."""
    random = Random(1)
    with Pdf.open(io.BytesIO(pdf)) as document:
        out = io.BytesIO()
        document.save(out, qdf=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    plain = out.getvalue()
    for _ in range(number):
        with Pdf.open(io.BytesIO(pdf)) as document, suppress(Exception):
            for _ in range(random.randint(1, 4)):
                damage(document, random)
            yield saved(document)  # pikepdf cannot save everything
        damaged = bytearray(random.choice([pdf, plain]))
        for _ in range(random.randint(1, 30)):
            damaged[random.randrange(len(damaged))] = random.randrange(256)
        if random.random() < 0.3:
            del damaged[random.randrange(len(damaged)) :]
        yield bytes(damaged)


def test_damaged_pdfs_are_read_or_explained(sheet: bytes) -> None:
    filled = filled_by_pikepdf(sheet, ANSWERED)
    read = refused = 0
    for mutant in mutants(filled, 200):
        started = time.monotonic()
        try:
            form = read_form(mutant)
        except UnreadableForm as error:
            assert error.hint
            refused += 1
        else:
            assert all(isinstance(text, str) for pair in form.values.items() for text in pair)
            assert "pikepdf" not in str(form)
            read += 1
        assert time.monotonic() - started < 5
    assert read > 100
    assert refused > 10


def test_a_value_that_unpacks_to_gigabytes_is_left_out() -> None:
    with opened(SHEET) as pdf:
        bomb = pdf.make_stream(zlib.compress(b"0" * 100_000_000))
        bomb.Filter = Name.FlateDecode
        fields(pdf)["p/w/change"].V = bomb
        assert "p/w/change" not in read_values(saved(pdf))
