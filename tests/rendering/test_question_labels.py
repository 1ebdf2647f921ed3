"""A question has the same label on the page, in the PDF form, and where it is recalled."""

import re
from html import unescape
from pathlib import Path

import pytest

from workbook_builder.practice.practice import Practice

PROGRAM = "content/tracks/wellness/better-sleep.yml"


def recalling(practice: Path, path: str) -> Practice:
    """A practice whose last worksheet shows the answer at a path again."""
    program = practice / PROGRAM
    text = program.read_text(encoding="utf-8").rstrip()
    sheet = f"""
      - id: again
        title: Again
        kind: review
        purpose: Look at an earlier answer.
        minutes: 5
        fields:
          - {{type: recall, from: {path}, label: Then}}
          - {{type: text, id: now, label: Now}}
"""
    program.write_text(text + sheet, encoding="utf-8")
    return Practice.open(practice / "content")


@pytest.mark.parametrize(
    ("path", "question"),
    [
        ("plan/step-1/when", "What will you do? 1: When"),
        ("plan/step-2/done", "What will you do? 2: Done"),
        ("way/point-1/event", "How did your sleep change over the years? 1: Event"),
        ("agreed/coach/signature", "We agree on this plan. Coach: Signature"),
    ],
)
def test_a_part_of_a_field_has_its_word_everywhere(
    practice: Path, path: str, question: str
) -> None:
    opened = recalling(practice, f"everything/{path}")
    key = f"better-sleep/everything/{path}"
    page = opened.pages()["wellness/better-sleep/again.md"].source()
    (recalled,) = re.findall(r'class="wb-recall__from">(.*?)</p>', page)
    assert unescape(re.sub(r"<[^>]*>", "", recalled)).endswith(question)
    (asking,) = (each for each in opened.documents if each.path.endswith("/everything-a4.pdf"))
    assert asking.answers[key].label == question
    (again,) = (each for each in opened.documents if each.path.endswith("/again-a4.pdf"))
    assert f": {question}" in again.source
    control = re.search(
        rf'name="{key}"[^>]*aria-label="([^"]*)"',
        opened.pages()["wellness/better-sleep/everything.md"].source(),
    )
    if control:  # others are named by a label beside them, in a group that has the question
        assert unescape(control[1]) == question
