"""Boxes that share a link get structure tags of their own."""

import io

import pytest
from pikepdf import ObjectStreamMode, Pdf
from support.tags import elements_of_kind, kids

from workbook_builder.answers.answer import Answer, AnswerKind, Option
from workbook_builder.pdf.acroform import make_fillable
from workbook_builder.pdf.pdf_file import PdfFile, references_in
from workbook_builder.pdf.structure_tags import StructureTags
from workbook_builder.typesetting.typst_compiler import typeset

HEAD = """
#set document(title: "Sheet")
#set page(width: 150mm, height: 150mm, margin: 20mm)
#set text(lang: "en", font: "Atkinson Hyperlegible")
"""
LINKS = HEAD + '#link("https://example.org/a")[a] #link("https://example.org/b")[b]'
THREE = "fields:1 28 8,31 28 8,65 20 5?p/w/row-{}/?what when done"
ROW = f'link("{THREE}", block(width: 90pt, height: 10pt))'
TABLE = f"""
#table(columns: (30pt,) * 4, inset: 0pt, rows: 10pt,
  table.header([Row], [What], [When], [Done]),
  [1], table.cell(colspan: 3, {ROW.format(1)}),
  [2], table.cell(colspan: 3, {ROW.format(2)}),
)
"""
MOODS = tuple(Option(name, name.capitalize()) for name in ("calm", "unsure"))
ANSWERS = {
    answer.key: answer
    for answer in (
        *(
            Answer(f"p/w/row-{row}/{name}", kind, f"{name.capitalize()} {row}")
            for row in (1, 2)
            for name, kind in (
                ("what", AnswerKind.LINES),
                ("when", AnswerKind.DATE),
                ("done", AnswerKind.CHECK),
            )
        ),
        Answer("p/w/mood", AnswerKind.CHOICE, "Mood", MOODS),
    )
}


def form(source: str) -> Pdf:
    return Pdf.open(io.BytesIO(make_fillable(typeset(HEAD + source), ANSWERS)))


def test_tags_are_found_by_the_place_of_what_they_tag() -> None:
    printed = typeset(LINKS)
    file = PdfFile.cut(printed)
    tags = StructureTags(file)
    links = references_in(b"/Annots", file.objects[next(file.pages())])
    assert len(links) == 2
    with Pdf.open(io.BytesIO(printed)) as pdf:
        for number in links:
            link = pdf.get_object(number, 0)
            element = tags.get(int(link.StructParent))
            assert element is not None
            tag = pdf.get_object(element, 0)
            assert str(tag.S) == "/Link"
            assert [kid.Obj.objgen for kid in kids(tag)] == [link.objgen]


def test_an_untagged_file_has_no_tags() -> None:
    pdf = Pdf.new()
    pdf.add_blank_page()
    out = io.BytesIO()
    pdf.save(out)
    file = PdfFile.cut(out.getvalue())
    assert len(list(file.pages())) == 1
    with pytest.raises(ValueError, match="no /StructTreeRoot; it must be one from Typst"):
        StructureTags(file)


def test_each_box_of_a_row_gets_a_cell_with_the_header_of_its_column() -> None:
    with form(TABLE) as pdf:
        assert pdf.check_pdf_syntax() == []
        headers = {str(cell.ID): cell for cell in elements_of_kind(pdf, "/TH")}
        assert len(headers) == 4
        names = [*headers]
        rows = [kids(row) for row in elements_of_kind(pdf, "/TR")][1:]
        assert [len(row) for row in rows] == [4, 4]
        for number, row in enumerate(rows, 1):
            assert [str(cell.S) for cell in row] == ["/TD"] * 4
            asked = []
            for cell, column in zip(row[1:], names[1:], strict=True):
                (attributes,) = [a for a in cell.A if "/Headers" in a]
                assert [str(header) for header in attributes.Headers] == [column]
                assert "/ColSpan" not in attributes
                (form_element,) = kids(cell)
                assert str(form_element.S) == "/Form"
                (widget,) = kids(form_element)
                asked.append(str(widget.Obj.TU))
            assert asked == [f"{name} {number}" for name in ("What", "When", "Done")]


def test_boxes_that_do_not_match_the_columns_get_the_headers_of_all_columns() -> None:
    row = ROW.format(1)
    table = f"""#table(columns: (30pt, 45pt, 45pt),
      table.header([Row], [What], [When]),
      [1], table.cell(colspan: 2, {row}),
    )"""
    with form(table) as pdf:
        _, *spanned = [str(header.ID) for header in elements_of_kind(pdf, "/TH")]
        assert len(spanned) == 2
        _, *cells = elements_of_kind(pdf, "/TD")
        assert len(cells) == 3
        for cell in cells:
            (attributes,) = [a for a in cell.A if "/Headers" in a]
            assert [str(header) for header in attributes.Headers] == spanned
        assert pdf.check_pdf_syntax() == []


def test_boxes_of_a_row_stand_where_the_link_says() -> None:
    with form(TABLE) as pdf:
        widgets = list(pdf.pages[0].Annots)
        assert [str(w.T) for w in widgets] == list(ANSWERS)[:6]
        left = 20 * 72 / 25.4 + 30
        places = [[float(n) for n in widget.Rect] for widget in widgets[:3]]
        top = places[0][3] + 1  # the first box is 8 pt high in a row of 10
        for place, (x, wide, high) in zip(
            places, [(1, 28, 8), (31, 28, 8), (65, 20, 5)], strict=True
        ):
            middle = top - 5
            expected = [left + x, middle - high / 2, left + x + wide, middle + high / 2]
            assert place == pytest.approx(expected, abs=0.01)


def test_every_widget_is_found_in_the_tags_by_its_place() -> None:
    with form(TABLE) as pdf:
        numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
        places = {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}
        assert list(places) == sorted(places)
        assert pdf.Root.StructTreeRoot.ParentTreeNextKey > max(places)
        for widget in pdf.pages[0].Annots:
            (found,) = kids(places[int(widget.StructParent)])
            assert found.Obj.objgen == widget.objgen


def test_places_in_the_tags_stay_when_links_are_divided() -> None:
    printed = typeset(HEAD + TABLE + '#link("https://example.org/")[Read more]')
    with Pdf.open(io.BytesIO(printed)) as pdf:
        numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
        before = {int(numbers[at]): numbers[at + 1].objgen for at in range(0, len(numbers), 2)}
        (last,) = [link for link in pdf.pages[0].Annots if "example.org" in str(link.A.URI)]
        place = int(last.StructParent)
    with Pdf.open(io.BytesIO(make_fillable(printed, ANSWERS))) as pdf:
        numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
        after = {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}
        assert len(after) == len(before) + 4  # the first box of each row has the place of the link
        assert None not in after.values()
        assert after[place].objgen == before[place]
        assert str(after[place].S) == "/Link"


def test_options_outside_of_a_table_are_read_one_after_another() -> None:
    row = '#link("fields:0 10 10,20 10 10?p/w/mood#?calm unsure", block(width: 30pt, height: 10pt))'
    with form(f"Mood: {row} Done.") as pdf:
        labels = [str(kids(element)[0].Obj.TU) for element in elements_of_kind(pdf, "/Form")]
        assert labels == ["Mood: Calm", "Mood: Unsure"]
        assert elements_of_kind(pdf, "/Link") == []
        (field,) = pdf.Root.AcroForm.Fields
        assert len(field.Kids) == 2


def test_a_cell_with_more_than_the_boxes_stays_one_cell() -> None:
    row = ROW.format(1)
    with form(f"#table(columns: 1, table.header([Row]), [First {{}} #{row}])") as pdf:
        (cell,) = elements_of_kind(pdf, "/TD")
        assert [str(e.S) for e in elements_of_kind(pdf, "/Form")] == ["/Form"] * 3
        assert len(elements_of_kind(pdf, "/Form")) == 3
        assert str(cell.S) == "/TD"


def test_a_file_that_qpdf_has_written_anew_is_divided_too() -> None:
    out = io.BytesIO()
    with Pdf.open(io.BytesIO(typeset(HEAD + TABLE))) as pdf:
        pdf.save(out, object_stream_mode=ObjectStreamMode.generate)
    with Pdf.open(io.BytesIO(make_fillable(out.getvalue(), ANSWERS))) as pdf:
        assert len(elements_of_kind(pdf, "/TD")) == 8
        assert len(elements_of_kind(pdf, "/Form")) == 6
        assert pdf.check_pdf_syntax() == []


@pytest.mark.parametrize(
    ("uri", "message"),
    [
        ("fields:1 28 8,31 28 8?p/w/row-1/?what nothing", "p/w/row-1/nothing is linked, but no"),
        (
            "fields:1 28 8?p/w/row-1/?what when",
            "The link of p/w/row-1/what has 1 boxes, but 2 keys",
        ),
    ],
)
def test_boxes_that_cannot_become_fields_are_named(uri: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        form(f'#link("{uri}", block(width: 90pt, height: 10pt))')
