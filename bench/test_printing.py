"""Measures making PDFs with forms, as ratios to Typst alone: `make bench`."""

import statistics
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from limits import Limits
from made_up import fresh, fresh_book
from pairs import Benchmark, Way, interleaved
from sizes import Sizes

from workbook_builder.pdf.acroform import make_fillable
from workbook_builder.print.document import Document
from workbook_builder.print.press import make_pdf
from workbook_builder.typesetting.typst_compiler import typeset

SHEET = 1.5  # the highest ratio to the time of Typst alone
BOOK = 0.8  # seconds


def printed(document: Document) -> bytes:
    """Compile a document with Typst alone, with links instead of form fields."""
    return typeset(document.source, document.files, document.fonts)


@pytest.fixture
def alone(sizes: Sizes) -> Iterator[Way]:
    """Typst alone, which compiles another worksheet in each round.

    It runs in a thread of its own, which has a compiler and a folder of its own. Otherwise each
    way would invalidate the files that the other one has read.
    """
    documents = [sheet.document() for sheet in fresh(sizes.sheets)]
    with ThreadPoolExecutor(1) as thread:
        thread.submit(printed, fresh(1)[0].document()).result()
        yield lambda number: thread.submit(printed, documents[number]).result()


@pytest.fixture(scope="module", autouse=True)
def ready() -> None:
    """Load fonts, including the one for forms."""
    make_pdf(fresh(1)[0].document())


def test_a_sheet(benchmark: Benchmark, limits: Limits, sizes: Sizes, alone: Way) -> None:
    """Make fillable PDFs of dense worksheets, from the model and from the Typst source."""
    sheets = fresh(sizes.sheets)
    sources = [sheet.document() for sheet in fresh(sizes.sheets)]
    times = interleaved(
        benchmark,
        {
            "model": lambda number: make_pdf(sheets[number].document()),
            "alone": alone,
            "source": lambda number: make_pdf(sources[number]),
        },
        sizes.sheets,
    )
    for way, limit in {"source": SHEET, "model": None}.items():
        ratio, of = times.of_pairs(way, "alone"), times.medians(way, "alone")
        limits.note(f"a fillable sheet from its {way} : Typst alone", ratio, limit, made_of=of)


def test_forms(benchmark: Benchmark, limits: Limits, sizes: Sizes, alone: Way) -> None:
    """Turn links into form fields."""
    sources = [sheet.document() for sheet in fresh(sizes.sheets)]
    pdfs = [(printed(source), source.answers) for source in sources]
    ways: dict[str, Way] = {"form": lambda number: make_fillable(*pdfs[number]), "alone": alone}
    times = interleaved(benchmark, ways, sizes.sheets)
    ratio, of = times.of_pairs("form", "alone"), times.medians("form", "alone")
    limits.note("fields out of links : Typst alone", ratio, made_of=of)


def test_a_book(benchmark: Benchmark, limits: Limits, sizes: Sizes) -> None:
    """Make the PDF of a whole workbook from the model of its program."""
    books = [fresh_book(sizes.book) for _ in range(sizes.rounds + 1)]
    times = interleaved(
        benchmark, {"book": lambda number: make_pdf(books[number]())}, sizes.rounds + 1
    )
    of = f"median {statistics.median(times['book']):.2f} s"
    name = f"a workbook of {sizes.book} sheets"
    limits.note(name, min(times["book"]), BOOK, unit="s", made_of=of)
