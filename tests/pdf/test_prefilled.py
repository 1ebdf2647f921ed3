"""A blank form is filled in beforehand with a name, and stays a form in every viewer."""

import io
import re
from collections.abc import Callable

import pikepdf
import pypdf
import pypdfium2
import pytest
from pikepdf import Pdf
from support.one_form import HEAD, SHEET, fields, filled_by_pikepdf, filled_by_pypdf, form, saved

from workbook_builder.answers.answer import Answer, AnswerKind
from workbook_builder.pdf.acroform import make_fillable
from workbook_builder.pdf.drawn_text import DrawnText, Hand, drawn_text
from workbook_builder.pdf.form_values import read_form, read_values
from workbook_builder.pdf.prefilled import BlankForm
from workbook_builder.typesetting.typst_compiler import typeset

NAME = "p/w/name"
HAND = Hand(("Noto Sans", "Almarai"))
# Latin outside of the font's encoding, Greek, Cyrillic, and a script that is written to the left.
NAMES = ["Ana Ruiz", "Łukasz Żółć", "Ωμέγα (Ω)", "Дмитрий\\", "رنا ليلى"]


def draw(words: str, width: float, height: float) -> DrawnText:
    return drawn_text(words, width, height, HAND)


def filled(values: dict[str, str], client: str = "", pdf: bytes | None = None) -> bytes:
    return BlankForm(pdf or form(SHEET), values).filled(values, draw, client)


def ink(pdf: bytes) -> list[tuple[int, int]]:
    """Where a viewer draws something in the box of the name: pixels from its top left corner."""
    with pypdfium2.PdfDocument(pdf) as document:
        document.init_forms()
        image = document[0].render(scale=4, may_draw_forms=True).to_pil().convert("L")
    with Pdf.open(io.BytesIO(pdf)) as opened:
        left, bottom, right, top = (float(each) for each in fields(opened)[NAME].Rect)
    height = image.height / 4
    box = image.crop(tuple(int(4 * each) for each in (left, height - top, right, height - bottom)))
    return [
        (x, y)
        for x in range(4, box.width - 4)
        for y in range(4, box.height - 4)
        if int(box.getpixel((x, y))) < 128
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_a_value_of_the_form_and_is_drawn(name: str) -> None:
    pdf = filled({NAME: name})
    assert read_values(pdf) == {NAME: name}
    assert len(ink(pdf)) > 20 * len(name)
    assert not ink(form(SHEET))


def test_a_longer_name_is_drawn_smaller_and_stays_in_its_box() -> None:
    name = "Wilhelmina Konstantinopolskaya-Featherstonehaugh von und zu Hohenlohe-Langenburg"
    pixels = ink(filled({NAME: name}))
    columns, rows = ({each[axis] for each in pixels} for axis in (0, 1))
    short = {y for _, y in ink(filled({NAME: "Wilhelmina"}))}
    assert max(columns) - min(columns) > 600  # of the 680 pixels of the box
    assert max(rows) - min(rows) < 0.6 * (max(short) - min(short))


def test_what_was_filled_in_can_be_changed() -> None:
    pdf = filled({NAME: "Ana"}, "ana")
    for change in (filled_by_pikepdf, filled_by_pypdf):
        changed = change(pdf, {NAME: "Ben", "p/w/hours": "3"})
        assert read_values(changed) == {NAME: "Ben", "p/w/hours": "3"}


def test_the_form_below_is_the_same_bytes() -> None:
    blank = form(SHEET)
    pdf = filled({NAME: "Ana"}, "ana", blank)
    assert pdf.startswith(blank)
    assert len(pdf) - len(blank) < 10_000


def test_the_file_is_sound() -> None:
    with Pdf.open(io.BytesIO(filled({NAME: "Ana Ruiz", "p/größe/Ωμέγα": "Ж"}, "ana"))) as document:
        assert document.check_pdf_syntax() == []
        assert len(fields(document)) == 8
        appearance = fields(document)[NAME].AP.N
        assert re.fullmatch(rb"/Tx BMC\n.*\nEMC", appearance.read_bytes(), re.DOTALL)
        assert b"MCID" not in appearance.read_bytes(), "it is no part of the tags of a page"
        (font,) = appearance.Resources.Font.values()
        assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor
        assert document.trailer.ID[0] != document.trailer.ID[1]


def test_the_same_values_give_the_same_bytes() -> None:
    blank = BlankForm(form(SHEET), [NAME])
    one, other = (blank.filled({NAME: name}, draw, "ana") for name in ("Ana", "Ben"))
    assert one == blank.filled({NAME: "Ana"}, draw, "ana")
    assert one != other


def test_one_field_on_several_pages_is_filled_in_everywhere() -> None:
    answers = {NAME: Answer(NAME, AnswerKind.LINE, "Name")}
    twice = f'#field("{NAME}") #pagebreak() #field("{NAME}", width: 20mm)'
    pdf = filled({NAME: "Ana"}, "ana", make_fillable(typeset(HEAD + twice), answers))
    with Pdf.open(io.BytesIO(pdf)) as document:
        field = fields(document)[NAME]
        assert field.V == "Ana"
        sizes = [[float(each) for each in kid.AP.N.BBox] for kid in field.Kids]
    assert sizes[0] != sizes[1]
    assert read_form(pdf).client == "ana"


def test_boxes_of_the_same_size_share_a_drawing_within_a_field() -> None:
    answers = {key: Answer(key, AnswerKind.LINE, "Name") for key in (NAME, "p/w/hours")}
    boxes = " ".join(f'#field("{key}", width: 20mm)' for key in (NAME, NAME, "p/w/hours"))
    blank = make_fillable(typeset(HEAD + boxes), answers)
    pdf = BlankForm(blank, list(answers)).filled(dict.fromkeys(answers, "Ana"), draw)
    with Pdf.open(io.BytesIO(pdf)) as document:
        found = fields(document)
        one, other = (kid.AP.N.objgen for kid in found[NAME].Kids)
        assert one == other
        assert found["p/w/hours"].AP.N.objgen != one


def test_a_text_is_drawn_in_place_of_lines_to_write_on() -> None:
    answers = {NAME: Answer(NAME, AnswerKind.LINES, "Name")}
    room = f'#link("room:2 0.4 c3cbc9?{NAME}", box(width: 60mm, height: 16mm))'
    pdf = filled({NAME: "Ana"}, pdf=make_fillable(typeset(HEAD + room), answers))
    with Pdf.open(io.BytesIO(pdf)) as document:
        assert document.check_pdf_syntax() == []
        assert b" l S" not in fields(document)[NAME].AP.N.read_bytes()


def test_a_key_that_the_form_does_not_have_is_left_out() -> None:
    blank = form(SHEET)
    assert filled({"p/other/name": "Ana"}, pdf=blank) == blank


def test_a_pdf_without_a_form_stays_as_it_is() -> None:
    plain = typeset(HEAD + "Words")
    assert filled({NAME: "Ana"}, "ana", plain).rstrip() == plain.rstrip()


def test_only_text_is_filled_in() -> None:
    with pytest.raises(ValueError, match="p/w/commit cannot be filled in beforehand"):
        BlankForm(form(SHEET), ["p/w/commit"])


def test_what_is_no_pdf_is_refused() -> None:
    with pytest.raises(ValueError, match="This is not a PDF"):
        BlankForm(b"text", [NAME])


# -- Whose form it is ----------------------------------------------------------------------------


def saved_by_pdfium(pdf: bytes) -> bytes:
    out = io.BytesIO()
    with pypdfium2.PdfDocument(pdf) as document:
        document.save(out)
    return out.getvalue()


def merged_by_pdfium(pdf: bytes) -> bytes:
    out = io.BytesIO()
    with pypdfium2.PdfDocument(pdf) as document, pypdfium2.PdfDocument.new() as merged:
        merged.import_pages(document)
        merged.save(out)
    return out.getvalue()


def merged_by_pypdf(*pdfs: bytes) -> bytes:
    writer, out = pypdf.PdfWriter(), io.BytesIO()
    for each in pdfs:
        writer.append(io.BytesIO(each))
    writer.write(out)
    return out.getvalue()


def updated_by_pypdf(pdf: bytes) -> bytes:
    """What viewers do that add what has changed at the end of the file."""
    writer, out = pypdf.PdfWriter(io.BytesIO(pdf), incremental=True), io.BytesIO()
    typed = {"p/w/hours": "3"}
    writer.update_page_form_field_values(writer.pages[0], typed, auto_regenerate=False)
    writer.write(out)
    assert out.getvalue().startswith(pdf[:1000])
    return out.getvalue()


WAYS: list[Callable[[bytes], bytes]] = [
    bytes,
    lambda pdf: saved(Pdf.open(io.BytesIO(pdf))),
    lambda pdf: filled_by_pikepdf(pdf, {"p/w/hours": "3"}),
    lambda pdf: filled_by_pypdf(pdf, {"p/w/hours": "3"}),
    updated_by_pypdf,
    saved_by_pdfium,
    merged_by_pdfium,
    merged_by_pypdf,
]
IDS = ["as made", "qpdf", "pikepdf", "pypdf", "update", "PDFium", "PDFium pages", "pypdf pages"]


@pytest.mark.parametrize("way", WAYS, ids=IDS)
@pytest.mark.parametrize("client", ["ana-ruiz", "аня", "رنا"])
def test_a_saved_form_still_says_whose_it_is(way: Callable[[bytes], bytes], client: str) -> None:
    assert read_form(way(filled({NAME: "Ana"}, client))).client == client


def test_a_form_that_was_made_for_nobody_says_so(sheet: bytes) -> None:
    assert read_form(sheet).client == ""
    assert read_form(filled({NAME: "Ana"})).client == ""


def test_merged_forms_of_two_clients_are_nobodys() -> None:
    pdfs = [filled({NAME: name}, name.casefold()) for name in ("Ana", "Ben")]
    assert read_form(merged_by_pypdf(*pdfs)).client == ""
    assert read_form(merged_by_pypdf(pdfs[0], pdfs[0])).client == "ana"


@pytest.mark.parametrize("damaged", ["no id", "../x", ""])
def test_what_is_no_id_names_nobody(damaged: str) -> None:
    with Pdf.open(io.BytesIO(form(SHEET))) as document:
        document.Root.AcroForm.WB_Client = pikepdf.String(damaged)
        assert read_form(saved(document)).client == ""
