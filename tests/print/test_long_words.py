"""Long words stay in their places, in languages that have many, on the smallest paper too."""

import itertools
from pathlib import Path

import pypdfium2
import pytest
from support.one_sheet import practice_with_sheet
from support.places import DATA

from workbook_builder.content.loader import load
from workbook_builder.model.workbook import Workbook
from workbook_builder.practice.practice import Practice
from workbook_builder.print.press import make_pdf

LANGUAGES = sorted(path.stem for path in (DATA / "long_words").glob("*.yml"))
TOUCHES = 0.5  # points that two pieces of text may have in common

Rect = tuple[float, float, float, float]


def overlap(one: Rect, other: Rect) -> bool:
    (left, bottom, right, top), (left_2, bottom_2, right_2, top_2) = one, other
    across = min(right, right_2) - max(left, left_2)
    down = min(top, top_2) - max(bottom, bottom_2)
    return across > TOUCHES and down > TOUCHES


def checked(practice: Practice, paper: str) -> int:
    """Check that no texts of the sheet `try` overlap. Returns how many there are."""
    sheets = practice.sheets()
    (path,) = (each for each in sheets if each.endswith(f"/try-{paper}.pdf"))
    count = 0
    for page in pypdfium2.PdfDocument(make_pdf(sheets[path])):
        text = page.get_textpage()
        rects = [text.get_rect(number) for number in range(text.count_rects())]
        count += len(rects)
        clashes = [
            tuple(text.get_text_bounded(*each) for each in pair)
            for pair in itertools.combinations(rects, 2)
            if overlap(*pair)
        ]
        assert clashes == []
        assert all(left > 20 and right < page.get_width() - 20 for left, _, right, _ in rects)
    return count


def in_language(workbook: Workbook, language: str, paper: str) -> Practice:
    settings = {"language": language, "papers": (paper,)}
    return Practice(workbook.model_copy(update=settings), None)


@pytest.mark.parametrize("paper", ["a5", "a4"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_runs_into_another_or_out_of_the_page(
    language: str, paper: str, tmp_path: Path
) -> None:
    lines = (DATA / f"long_words/{language}.yml").read_text(encoding="utf-8").splitlines()
    workbook = practice_with_sheet("".join(f"  {line}\n" for line in lines), tmp_path / "practice")
    assert checked(in_language(workbook, language, paper), paper) > 50


CARDS = {
    "de": """\
- id: ticks
  type: checklist
  label: Arbeitsunfähigkeitsbescheinigungsverfahren
  items: [Rechtsschutzversicherungsgesellschaften, Kurz]
- id: sure
  type: scale
  label: Wie sicher?
  low: Selbstverständlichkeitsempfindung
  high: Höchstleistungsbereitschaftsgrad
""",
    "fi": """\
- id: ticks
  type: checklist
  label: Työkyvyttömyyseläkehakemuksenkäsittelyaika
  items: [Epäjärjestelmällisyydestänsäkään, Lyhyt]
- id: sure
  type: scale
  label: Kuinka varma?
  low: Epävarmuudensietokyvyttömyys
  middle: Keskinkertaisuudentunne
  high: Itseluottamuksenvahvistaminen
""",
}


@pytest.mark.parametrize("paper", ["a5", "a4"])
@pytest.mark.parametrize("language", CARDS)
def test_no_word_runs_out_of_its_card(language: str, paper: str, tmp_path: Path) -> None:
    folder = tmp_path / "practice"
    practice_with_sheet(CARDS[language], folder)
    sheet = folder / "content/worksheets/try.yml"
    sheet.write_text(f"layout: cards\n{sheet.read_text(encoding='utf-8')}", encoding="utf-8")
    assert checked(in_language(load(folder / "content"), language, paper), paper) > 10
