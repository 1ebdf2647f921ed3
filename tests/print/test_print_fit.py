"""The documents of the library fit their pages, and their forms hold every answer."""

import io
import random
import re
from functools import cache
from itertools import cycle

import pikepdf
import pypdf
import pypdfium2
import pytest
from support.places import ROOT

from workbook_builder.pdf import form_values
from workbook_builder.practice.practice import Practice
from workbook_builder.print.document import Document
from workbook_builder.print.press import Press

pytestmark = pytest.mark.slow
ADDRESS = "https://example.org/"  # that of mkdocs.yml, for which a build has typeset the sheets
MARGINS = 16 / 25.4 * 72  # top and bottom, with header and footer
WORDS = (
    *("Zoë", "плюс", "Ωμέγα", "李雷", "مرحبا", "one", "step,", "(and)", "\\back\\"),
    *("20 €", "–", "½", "🎉", "a\u0301"),
)


@pytest.fixture(scope="module")
def library() -> dict[str, tuple[Document, bytes]]:
    practice = Practice.open(ROOT / "content", site_url=ADDRESS)
    documents = practice.sheets()
    with Press() as press:
        press.begin(documents)
        made = dict(press.finish())
    assert len(made) > 90
    return {path: (documents[path], pdf) for path, pdf in made.items()}


def is_workbook(path: str) -> bool:
    return "-workbook-" in path


@cache
def used(pdf: bytes) -> list[float]:
    """The height from the first to the last ink of each page, as a share of its text area."""
    shares = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            grey = page.render(scale=0.5, grayscale=True).to_pil()
            cut = round(MARGINS / 2)
            body = grey.crop((0, cut, grey.width, grey.height - cut))
            inked = body.point(lambda level: 255 * (level < 245)).getbbox()
            shares.append((inked[3] - inked[1]) / body.height if inked else 0.0)
    return shares


def test_a_worksheet_has_one_to_three_pages_and_none_is_nearly_empty(
    library: dict[str, tuple[Document, bytes]],
) -> None:
    sheets = {path: used(pdf) for path, (_, pdf) in library.items() if not is_workbook(path)}
    assert not {path: pages for path, pages in sheets.items() if len(pages) > 3}
    assert not {path: pages for path, pages in sheets.items() if min(pages) < 0.4}
    last = sorted(pages[-1] for pages in sheets.values())
    assert last[len(last) // 2] > 0.9, "the space that is left belongs to the writer"


def test_a_worksheet_fits_two_pages_on_each_paper(
    library: dict[str, tuple[Document, bytes]],
) -> None:
    counts = {path: len(used(pdf)) for path, (_, pdf) in library.items() if not is_workbook(path)}
    assert {path[-6:-4] for path in counts} == {"a4", "er"}
    assert not {path: count for path, count in counts.items() if count > 2}


def test_no_page_of_a_workbook_is_nearly_empty(
    library: dict[str, tuple[Document, bytes]],
) -> None:
    books = {path: used(pdf) for path, (_, pdf) in library.items() if is_workbook(path)}
    assert len(books) >= 8
    assert not {path: pages for path, pages in books.items() if min(pages) < 0.25}


def test_no_question_stands_apart_from_its_box(
    library: dict[str, tuple[Document, bytes]],
) -> None:
    checked = 0
    for path, (document, pdf) in library.items():
        pages = page_texts(pdf)
        for key, page in first_pages(pdf).items():
            question = letters(document.answers[key].label)
            if key.count("/") == 2 and any(question in text for text in pages):
                assert question in pages[page], f"{path}: {key}"
                checked += 1
    assert checked > 500


def test_no_text_runs_into_the_address(library: dict[str, tuple[Document, bytes]]) -> None:
    checked = 0
    for path, (_, pdf) in library.items():
        if is_workbook(path):
            continue
        with pypdfium2.PdfDocument(pdf) as document:
            text = document[0].get_textpage()
            found = text.search("On the web: ").get_next()
            if found:
                _, bottom, _, top = text.get_charbox(found[0])
                line = text.get_text_bounded(bottom=bottom, top=top).strip()
                assert re.fullmatch(r"On the web: \S+", line), f"{path}: {line}"
                checked += 1
    assert checked > 350


def letters(text: str) -> str:
    """The letters of a text, which line breaks and hyphens do not change."""
    return re.sub(r"\W", "", text)


def page_texts(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as read:
        return [letters(page.get_textpage().get_text_bounded()) for page in read]


def first_pages(pdf: bytes) -> dict[str, int]:
    """The page number of the first box of each field."""
    found: dict[str, int] = {}
    with pikepdf.open(io.BytesIO(pdf)) as file:
        for number, page in enumerate(file.pages):
            for box in page.get("/Annots", []):
                field = box if "/T" in box else box.get("/Parent", pikepdf.Dictionary())
                if "/T" in field:
                    found.setdefault(str(field.T), number)
    return found


def test_every_field_keeps_what_is_filled_in(
    library: dict[str, tuple[Document, bytes]],
) -> None:
    """Fill every field with random text in seven scripts, and read it with two libraries."""
    papers = cycle(("a4", "us-letter"))
    names = {path.rpartition("-a4.pdf")[0] for path in library} - {""}
    count = 0
    for path in sorted(f"{name}-{next(papers)}.pdf" for name in sorted(names)):
        document, pdf = library[path]
        filled, expected = fill(pdf, document, random.Random(path))
        assert form_values.read_values(filled) == expected, path
        read = pypdf.PdfReader(io.BytesIO(filled)).get_fields() or {}
        shown = {key: str(read[key].get("/V", "")).lstrip("/") for key in expected}
        ticked = {key for key, value in expected.items() if value == "yes"}
        assert {k: v for k, v in shown.items() if k not in ticked} == {
            key: value for key, value in expected.items() if key not in ticked
        }
        count += len(expected)
    assert count > 1500


def fill(pdf: bytes, document: Document, chance: random.Random) -> tuple[bytes, dict[str, str]]:
    expected = {}
    with pikepdf.open(io.BytesIO(pdf)) as file:
        for field in file.Root.AcroForm.Fields:
            key = str(field.T)
            options = [option.id for option in document.answers[key].options]
            if field.get("/FT") == "/Tx":
                value = " ".join(chance.choices(WORDS, k=chance.randint(1, 30)))
                field.V = pikepdf.String(value)
            elif field.get("/FT") == "/Ch":
                value = chance.choice(options)
                field.V = pikepdf.String(value)
            elif options:
                value = chance.choice(options)
                field.V = pikepdf.Name(f"/{value}")
                for kid in field.Kids:
                    on = f"/{value}" in kid.AP.N
                    kid.AS = pikepdf.Name(f"/{value}" if on else "/Off")
            else:
                value = "yes"
                (ticked,) = field.AP.N.keys() - {"/Off"}
                field.V = field.AS = pikepdf.Name(ticked)
            expected[key] = value
        written = io.BytesIO()
        file.save(written)
    return written.getvalue(), expected
