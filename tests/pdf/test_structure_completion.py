"""What Typst's tags lack: row headers, paragraphs, and headings that the outline leads to."""

import io
from itertools import pairwise

import pytest
from pikepdf import Array, Dictionary, Object, ObjectStreamMode, Pdf, Stream
from support.print_variants import GUIDE, PLAIN, VARIANTS, WORKBOOK, Variant, pdf, sheets
from support.tags import elements, elements_of_kind, kids

from workbook_builder.pdf.acroform import make_fillable
from workbook_builder.typesetting.typst_compiler import typeset

HEAD = """
#set document(title: "Sheet", date: none)
#set text(lang: "en", font: "Atkinson Hyperlegible")
"""
TABLE = """
#let row-name = strong.with(delta: 0)
#table(columns: 3, fill: (x, y) => if y == 0 { aqua }, stroke: (x, y) => (bottom: red),
  table.header([], [What], [When]),
  row-name[Monday], [Walk], [Six],
  [Tuesday], [*Rest*], [],
)
"""
LONG = "#outline()\n= One\n#pagebreak()\n= Two\n== Deeper\n= One"


def completed(source: str) -> Pdf:
    return Pdf.open(io.BytesIO(make_fillable(typeset(HEAD + source), {})))


def headers(cell: Object) -> list[str]:
    (attributes,) = [each for each in cell.A if "/Headers" in each]
    return [str(each) for each in attributes.Headers]


def test_a_cell_with_nothing_but_strong_is_the_header_of_its_row() -> None:
    with completed(TABLE) as found:
        rows = [kids(row) for row in elements_of_kind(found, "/TR")]
        assert [[str(cell.S) for cell in row] for row in rows] == [
            ["/TH", "/TH", "/TH"],
            ["/TH", "/TD", "/TD"],
            ["/TD", "/TD", "/TD"],
        ]
        _, what, when = rows[0]
        monday, walk, six = rows[1]
        assert [str(each.Scope) for each in monday.A if "/Scope" in each] == ["/Row"]
        assert headers(walk) == [str(what.ID), str(monday.ID)]
        assert headers(six) == [str(when.ID), str(monday.ID)]
        assert headers(rows[2][1]) == [str(what.ID)]
        names = list(found.Root.StructTreeRoot.IDTree.Names)
        ids = [bytes(each) for each in names[::2]]
        assert ids == sorted(ids)
        assert names[names.index(monday.ID) + 1].objgen == monday.objgen


def test_a_file_that_qpdf_has_written_anew_gets_the_same_tags() -> None:
    out = io.BytesIO()
    with Pdf.open(io.BytesIO(typeset(HEAD + TABLE + LONG))) as plain:
        plain.save(out, object_stream_mode=ObjectStreamMode.generate)
    with (
        completed(TABLE + LONG) as expected,
        Pdf.open(io.BytesIO(make_fillable(out.getvalue(), {}))) as found,
    ):
        assert [str(e.S) for e in elements(found)] == [str(e.S) for e in elements(expected)]
        assert aims(found) == aims(expected)


def test_text_in_no_paragraph_becomes_one() -> None:
    with completed("#block[*Strong* and more]\n#grid(columns: 2)[a][*b*]") as found:
        (document,) = elements_of_kind(found, "/Document")
        assert [str(each.S) for each in kids(document)] == ["/P", "/Div"]
        for group in [*elements_of_kind(found, "/Document"), *elements_of_kind(found, "/Div")]:
            assert not {"/Span", "/Strong"} & {str(kid.S) for kid in kids(group)}
        for element in elements(found):
            for kid in kids(element):
                assert "/S" not in kid or kid.P.objgen == element.objgen


def aims(found: Pdf) -> list[tuple[str, str]]:
    """Where each link leads to: the text of the heading, and how."""
    links = [link for page in found.pages for link in page.get("/Annots", [])]
    return [(str(link.A.SD[0].T), str(link.A.SD[1])) for link in links]


def test_the_outline_and_the_contents_lead_to_headings() -> None:
    with completed(LONG) as found:
        expected = ["One", "Two", "Deeper", "One"]
        assert [title for title, _ in aims(found)] == expected
        entries = elements_of_kind(found, "/TOCI")
        aimed = [each.Ref[0] for each in entries]
        assert [str(each.T) for each in aimed] == expected
        assert aimed[0].objgen != aimed[3].objgen
        assert all(str(each.S).startswith("/H") for each in aimed)
        item = found.Root.Outlines.First
        assert item.A.S == "/GoTo"
        assert item.A.SD[0].objgen == aimed[0].objgen
        assert [*item.A.D][1:] == [*item.A.SD][1:]
        assert "/Dest" not in item


DOCUMENTS = [
    (variant, name)
    for variant in (PLAIN, VARIANTS["a5"], VARIANTS["large print"])
    for name in (*sheets(variant), WORKBOOK, GUIDE)
]
every_document = pytest.mark.parametrize(("variant", "name"), DOCUMENTS)


@pytest.mark.parametrize("there", ["= Two <there>", "= Two\n#box[here] <there>"])
def test_a_link_within_the_document_leads_to_a_heading_of_the_page(there: str) -> None:
    with completed(
        f"#link(<there>)[go]\n= One\n#pagebreak()\n{there}\n#pagebreak()\nlast"
    ) as found:
        (link,) = [each for page in found.pages for each in page.get("/Annots", [])]
        assert "/Dest" not in link
        assert str(link.A.S) == "/GoTo"
        assert (str(link.A.SD[0].S), str(link.A.SD[0].T)) == ("/H1", "Two")


def test_a_block_in_a_heading_or_a_paragraph_is_part_of_its_text() -> None:
    source = "= One #block[*two* #block[three]]\n\nFour #box(par[five])."
    with completed(source) as found:
        (heading,) = elements_of_kind(found, "/H1")
        for each in [heading, *elements_of_kind(found, "/P")]:
            inside = [str(part.S) for part in below(each)]
            assert not {"/P", "/Div"} & set(inside)
        assert "/Strong" in [str(part.S) for part in below(heading)]


def below(element: Object) -> list[Object]:
    """All elements inside of one."""
    return [part for kid in kids(element) for part in (kid, *below(kid))]


def nothing_missing(value: object) -> bool:
    """Whether no reference in an object is to one that does not exist, which reads as None."""
    inside: list[object] = []
    if isinstance(value, Array):
        inside = list(value)
    elif isinstance(value, Dictionary | Stream):
        inside = [kid for _, kid in value.items()]
    return all(
        kid is not None and (getattr(kid, "is_indirect", False) or nothing_missing(kid))
        for kid in inside
    )


@every_document
def test_nothing_refers_to_what_is_not_there(variant: Variant, name: str) -> None:
    with Pdf.open(io.BytesIO(pdf(variant, name))) as found:
        assert found.check_pdf_syntax() == []
        for each in found.objects:
            assert each is None or nothing_missing(each)
        assert "/Suspects" not in found.Root.MarkInfo


@every_document
def test_headings_go_down_level_by_level(variant: Variant, name: str) -> None:
    with Pdf.open(io.BytesIO(pdf(variant, name))) as found:
        kinds = [str(each.S)[1:] for each in elements(found)]
        levels = [int(kind[1:]) for kind in kinds if kind[:1] == "H" and kind[1:].isdigit()]
        assert levels[0] == 1
        assert len(levels) > 1
        assert all(after <= before + 1 for before, after in pairwise(levels))
        for group in [*elements_of_kind(found, "/Document"), *elements_of_kind(found, "/Div")]:
            assert not {"/Span", "/Strong", "/Em"} & {str(kid.get("/S")) for kid in kids(group)}


@pytest.mark.parametrize("name", [*sheets(PLAIN), WORKBOOK])
def test_every_form_field_has_a_tooltip_of_its_own(name: str) -> None:
    with Pdf.open(io.BytesIO(pdf(PLAIN, name))) as found:
        tooltips = [str(field.TU) for field in found.Root.AcroForm.Fields]
        assert len(set(tooltips)) == len(tooltips)
        widgets = [each for page in found.pages for each in page.get("/Annots", [])]
        said = [str(each.TU) for each in widgets if each.Subtype == "/Widget"]
        assert said == [str(each.Contents) for each in widgets if each.Subtype == "/Widget"]
        assert not [each for each in (*tooltips, *said) if "?:" in each]
