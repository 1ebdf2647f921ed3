"""A recording on paper: where it is on the web, a QR code that leads there, and what it says."""

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from support.listening import FILM, SOUND, add_listening
from support.print_variants import Variant, every_variant, of_content
from support.tags import elements_of_kind

from workbook_builder.print import press

PAGE = "https://example.org/wellness/better-sleep/listening/"
WORDS = (
    "Calm breathing",
    "Breathe out while you count to six.",
    "Stretching at your desk",
    "rise onto your toes.",
)


def made(practice: Path, variant: Variant, site: str | None) -> bytes:
    return press.make_pdf(of_content(add_listening(practice), variant, site)["listening"])


def text(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    return " ".join(" ".join(pages).split())


@every_variant
@pytest.mark.parametrize("site", [None, "https://example.org"])
def test_the_written_version_is_printed(practice: Path, variant: Variant, site: str | None) -> None:
    printed = text(made(practice, variant, site))
    assert [words for words in WORDS if words not in printed] == []


def test_the_code_and_the_address_lead_to_the_recording(practice: Path) -> None:
    pdf = made(practice, Variant("a4"), "https://example.org")
    printed = text(pdf)
    assert f"Listen to it on the web: {PAGE}" in printed
    assert f"Watch it on the web: {PAGE}" in printed
    with pikepdf.open(io.BytesIO(pdf)) as document:
        codes = [str(each.Alt) for each in elements_of_kind(document, "/Figure")]
        links = [
            str(annotation.A.URI)
            for page in document.pages
            for annotation in page.get("/Annots", [])
            if "/A" in annotation
        ]
    assert codes[1:] == [
        f"QR code of “Calm breathing” on the web: {PAGE}#{SOUND}",
        f"QR code of “Stretching at your desk” on the web: {PAGE}#{FILM}",
    ]
    assert {f"{PAGE}#{SOUND}", f"{PAGE}#{FILM}"} < set(links)


def test_without_a_site_paper_says_what_the_words_are(practice: Path) -> None:
    pdf = made(practice, Variant("a4"), None)
    printed = text(pdf)
    assert "Recording, 6 minutes This is what you hear in it: Sit comfortably" in printed
    assert "Film This is what it shows and says: Stand up." in printed
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert elements_of_kind(document, "/Figure") == []
