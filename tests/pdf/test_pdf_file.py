import io

import pikepdf
import pypdf
import pytest
from pikepdf import Pdf

from workbook_builder.pdf.pdf_file import PdfFile, references_in, stream
from workbook_builder.typesetting.typst_compiler import typeset

HEAD = '#set document(title: "Sheet")\n#set text(lang: "en", font: "Atkinson Hyperlegible")\n'
LINKS = '#link("https://example.org/a")[a] #link("https://example.org/b")[b]'
BOOK = typeset(HEAD + LINKS + "#for n in range(40) [= Page #n \n #pagebreak()]")


@pytest.fixture
def book() -> PdfFile:
    return PdfFile.cut(BOOK)


def opened(pdf: bytes) -> Pdf:
    return Pdf.open(io.BytesIO(pdf))


def with_object_streams(pdf: bytes) -> bytes:
    with opened(pdf) as document:
        out = io.BytesIO()
        document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def texts(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf), strict=True).pages]


def test_a_file_is_cut_into_its_objects(book: PdfFile) -> None:
    with opened(BOOK) as pdf:
        assert len(book.objects) == len(pdf.objects) + 1  # there is no object 0
        assert book.objects[0] == b""
        assert book.root == pdf.Root.objgen[0]
        assert b"/Catalog" in book.objects[book.root]


def test_a_file_is_packed_to_the_same_pages_in_less_room(book: PdfFile) -> None:
    packed = book.pack()
    assert texts(packed) == texts(BOOK)
    assert "Page 39" in texts(packed)[39]
    assert len(packed) < len(BOOK)
    assert len([body for body in book.objects if body]) > 200, "they fill several object streams"
    with opened(packed) as pdf:
        assert pdf.check_pdf_syntax() == []


def test_pages_come_in_their_order(book: PdfFile) -> None:
    with opened(BOOK) as pdf:
        assert list(book.pages()) == [page.obj.objgen[0] for page in pdf.pages]
        assert len(pdf.pages) == 41


def test_an_added_object_is_in_the_file(book: PdfFile) -> None:
    note = book.add(stream(b"/Type/Note", b"Hello"))
    root = book.objects[book.root]
    book.objects[book.root] = root.removesuffix(b">>") + b"/Note " + note + b">>"
    with opened(book.pack()) as pdf:
        assert pdf.Root.Note.Type == "/Note"
        assert pdf.Root.Note.read_bytes() == b"Hello"


def test_an_emptied_object_is_not_in_the_file(book: PdfFile) -> None:
    (link, _) = references_in(b"/Annots", book.objects[next(book.pages())])
    assert b"example.org/a" in book.objects[link]
    book.objects[link] = b""
    with opened(book.pack()) as pdf:
        assert [str(a.A.URI)[-1] for a in pdf.pages[0].Annots if a] == ["b"]


def test_the_same_objects_give_the_same_bytes_and_others_another_identity(book: PdfFile) -> None:
    packed = book.pack()
    assert PdfFile.cut(BOOK).pack() == packed
    book.add(b"(more)")
    with opened(packed) as pdf, opened(book.pack()) as other:
        assert pdf.trailer.ID != other.trailer.ID


def test_a_file_of_another_layout_is_cut_too() -> None:
    other = with_object_streams(BOOK)
    assert b"\nxref" not in other
    file = PdfFile.cut(other)
    assert len(list(file.pages())) == 41
    assert texts(file.pack()) == texts(BOOK)


def test_an_array_of_references_is_read_if_it_is_there() -> None:
    assert references_in(b"/Annots", b"<</Annots [3 0 R\n14 0 R] /Kids [5 0 R]>>") == [3, 14]
    assert references_in(b"/Annots", b"<</Annots[]>>") == []
    assert references_in(b"/Annots", b"<</Kids [5 0 R]>>") == []


@pytest.mark.parametrize("pdf", [b"", b"Hello", b"%PDF-1.7\nstartxref\n", BOOK[:-20]])
def test_a_file_that_is_not_a_pdf_is_refused(pdf: bytes) -> None:
    with pytest.raises(ValueError, match="not a PDF"):
        PdfFile.cut(pdf)


def test_a_reference_in_an_array_is_replaced_by_others() -> None:
    file = PdfFile([b"", b"<</P 4 0 R/K[14 0 R 4 0 R 24 0 R]>>", b"<</K[14 0 R]>>"], b"")
    file.replace(1, b"/K", 4, [5, 6])
    assert file.objects[1] == b"<</P 4 0 R/K[14 0 R 5 0 R 6 0 R 24 0 R]>>"
    file.replace(2, b"/K", 4, [5, 6])
    assert file.objects[2] == b"<</K[14 0 R]>>"
