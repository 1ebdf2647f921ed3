"""Python and the scripts understand alike what clients write: numbers, days, times, addresses."""

import json
from typing import Any

import pytest
from babel.localedata import locale_identifiers
from support.places import DATA

from workbook_builder.answers.answer import AnswerKind
from workbook_builder.answers.understood import meant, told_day, written

CASES: dict[str, list[list[str]]] = json.loads((DATA / "understood.json").read_text("utf-8"))


@pytest.mark.parametrize(
    ("kind", "language", "text", "value", "shown"),
    [(AnswerKind(kind), *case) for kind, cases in CASES.items() for case in cases],
)
def test_what_a_client_writes_is_understood(
    kind: AnswerKind, language: str, text: str, value: str, shown: str
) -> None:
    assert meant(kind, text, language) == value
    assert written(kind, value or text, language) == shown
    if value:
        assert meant(kind, shown, language) == value, "what is printed can be read again"


# The languages that CLDR has, without their varieties.
LANGUAGES = sorted({name.partition("_")[0] for name in locale_identifiers()})
VALUES = {
    AnswerKind.NUMBER: ("0", "-3.5", "22.125", "1000", "1234.5", "0.125", "1000000"),
    AnswerKind.TIME: ("00:00", "07:05", "12:00", "19:30"),
    AnswerKind.DATE: tuple(f"2026-{month:02}-{month + 9:02}" for month in range(1, 13)),
}


def test_what_is_written_can_be_read_in_every_language() -> None:
    assert len(LANGUAGES) > 200
    misread = [
        (language, value, written(kind, value, language))
        for language in LANGUAGES
        for kind, values in VALUES.items()
        for value in values
        if meant(kind, written(kind, value, language), language) != value
    ]
    assert misread == []


@pytest.mark.parametrize("kind", [AnswerKind.LINE, AnswerKind.LINES, AnswerKind.CHOICE])
def test_other_texts_mean_themselves(kind: Any) -> None:
    assert meant(kind, "3,5", "en") == written(kind, "3,5", "en") == "3,5"


@pytest.mark.parametrize(
    ("language", "said"),
    [("pl", "3 maja 2026"), ("en", "May 3, 2026"), ("de", "03.05.2026")],
)
def test_a_day_in_a_sentence_is_declined(language: str, said: str) -> None:
    assert told_day("2026-05-03", language) == said
    assert told_day("soon", language) == "soon"
