"""Numbers and days are understood as clients write them, by Python and by the scripts alike."""

import json
from typing import Any

import pytest
from support.places import DATA

from workbook_builder.answers.answer import AnswerKind
from workbook_builder.answers.understood import meant, written

CASES: dict[str, list[list[str]]] = json.loads((DATA / "understood.json").read_text("utf-8"))


@pytest.mark.parametrize(
    ("kind", "language", "text", "value", "shown"),
    [(AnswerKind(kind), *case) for kind, cases in CASES.items() for case in cases],
)
def test_what_a_client_writes_is_understood(
    kind: AnswerKind, language: str, text: str, value: str, shown: str
) -> None:
    assert meant(kind, text, language) == value
    assert written(kind, text, language) == shown
    if value:
        assert meant(kind, shown, language) == value, "what is printed can be read again"


@pytest.mark.parametrize("kind", [AnswerKind.LINE, AnswerKind.LINES, AnswerKind.CHOICE])
def test_other_texts_mean_themselves(kind: Any) -> None:
    assert meant(kind, "3,5", "en") == written(kind, "3,5", "en") == "3,5"
