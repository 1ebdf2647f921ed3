"""The library keeps what `content/STYLE.md` promises, as far as a program can tell."""

import re
from collections.abc import Iterator
from functools import cache

import pytest
from support.places import ROOT

from workbook_builder.content.loader import load
from workbook_builder.model.workbook import SheetCollection, Workbook
from workbook_builder.model.worksheet import Worksheet

CONTENT = ROOT / "content"
FILES = sorted([*CONTENT.rglob("*.yml"), *(CONTENT / "coach").glob("*.md")])
# Words that are British, or mean something else in the United States.
BRITISH = (
    "allotments?", "amongst", "biscuits?", "car park", "cheques?", "colours?", "favourites?",
    "fortnight", "honours?", "labour", "learnt", "lorry", "motorway", "mum", "neighbours?",
    "organis(?:e|es|ed|ing)", "petrol", "postcode", "programmes?", "pupils?",
    "realis(?:e|es|ed|ing)", "recognis(?:e|ed)", "rubbish", "spelt", "telly", "theatre",
    "towards", "trousers", "tyres?", "whilst",
)  # fmt: skip
# What sends a client elsewhere instead of helping, and phrases that readers stumbled over.
AVOIDED = (
    "crisis notes", "does it sit", "hangs? together", "a bad conscience", "three are the most",
    "this is no (?:medical|legal|financial)", "fill one column",
)  # fmt: skip


@cache
def library() -> Workbook:
    return load(CONTENT)


def worksheets() -> Iterator[tuple[SheetCollection, Worksheet]]:
    for _, collection in library().collections():
        for sheet in collection.worksheets:
            yield collection, sheet


def prose(text: str) -> str:
    """A file without titles of books and articles, which are spelled as they were printed."""
    return re.sub(r"\*[^*\n]+\*|(?m:^\s*(?:reference|source|- \"?name): .*$)", "", text)


@pytest.mark.parametrize("words", [BRITISH, AVOIDED], ids=["British words", "avoided phrases"])
def test_no_file_has_words_that_the_style_avoids(words: tuple[str, ...]) -> None:
    pattern = re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)
    found = [
        f"{path.relative_to(CONTENT)}: {hit[0]}"
        for path in FILES
        if path.name != "STYLE.md"
        for hit in pattern.finditer(" ".join(prose(path.read_text(encoding="utf-8")).split()))
    ]
    assert not found
    assert len(FILES) > 80


def test_a_number_for_one_purpose_has_one_range() -> None:
    ranges = {
        (field.type, values["min"], values["max"])
        for _, sheet in worksheets()
        for field in sheet.fields
        if field.type in ("scale", "ratings") and (values := dict(field))
    }
    assert ranges == {("scale", 0, 10), ("ratings", 0, 10), ("ratings", 1, 5)}


def test_every_program_begins_with_an_agreement() -> None:
    for _, program in library().programs():
        first = {sheet.id for sheet in program.phases[0].worksheets}
        assert "coaching-agreement" in first, program.id


def test_every_shared_worksheet_is_on_the_shelf_or_a_check_in() -> None:
    toolbox = library().toolbox
    assert toolbox
    shared = {path.stem for path in (CONTENT / "worksheets").glob("*.yml")}
    assert shared - {sheet.id for sheet in toolbox.worksheets} == {
        "weekly-check-in", "full-check-in",
    }  # fmt: skip


def test_coaches_find_nearly_every_worksheet_by_what_clients_say() -> None:
    said = [bool(sheet.coach and sheet.coach.client_says) for _, sheet in worksheets()]
    assert sum(said) > 0.95 * len(said)


def test_the_handbook_has_what_a_coach_needs_in_an_hour_of_need() -> None:
    titles = " ".join(page.title.lower() for page in library().handbook)
    for subject in (
        "refer",
        "letter",
        "crisis",
        "reporting",
        "scope",
        "50 minutes",
        "competencies",
    ):
        assert subject in titles
