"""An answer is printed as its language writes it, or the reason why it cannot be is given."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook_builder.answers.answer import Answer, AnswerKind, Option
from workbook_builder.answers.printed_answer import NotPrintable, printed_answer

DAY = Answer("day", AnswerKind.DATE, "When?")
COUNT = Answer("count", AnswerKind.NUMBER, "How many?")
LINE = Answer("line", AnswerKind.LINE, "Where?")
LINES = Answer("lines", AnswerKind.LINES, "Why?")
OPTIONS = (Option("a-bath", "A bath"), Option("caf\u00e9", "A café"))
CHOICE = Answer("choice", AnswerKind.CHOICE, "Which?", OPTIONS)
CHECK = Answer("check", AnswerKind.CHECK, "Done?")


@pytest.mark.parametrize(
    ("answer", "value", "language", "shown"),
    [
        (DAY, "2026-11-03", "en", "Nov 3, 2026"),
        (DAY, "2026-11-03", "en-GB", "3 Nov 2026"),
        (DAY, "2026-11-03", "de", "03.11.2026"),
        (DAY, "2026-11-03", "el", "3 Νοε 2026"),
        (DAY, "2026-11-03", "xx", "Nov 3, 2026"),
        (DAY, "2026-02-30", "en", "2026-02-30"),
        (DAY, "next Monday", "en", "next Monday"),
        (COUNT, "7.50", "en", "7.50"),
        (COUNT, "7.50", "de-AT", "7,50"),
        (COUNT, "-2026", "en", "-2026"),
        (COUNT, "1e999999999", "en", "1e999999999"),
        (COUNT, "about 7", "en", "about 7"),
        (LINE, " one\ntwo\tthree\x00 ", "en", "one two three"),
        (LINES, "one\r\ntwo\rthree\n", "en", "one\ntwo\nthree"),
        (CHOICE, "a-bath", "en", "A bath"),
        (CHOICE, "cafe\u0301", "en", "A café"),
        (CHECK, "yes", "en", "yes"),
    ],
)
def test_an_answer_is_shown_as_its_language_writes_it(
    answer: Answer, value: str, language: str, shown: str
) -> None:
    assert printed_answer(answer, value, language).shown == shown


@pytest.mark.parametrize(
    ("answer", "value", "reason"),
    [
        (CHECK, "no", "a tick must be `yes`, not `no`"),
        (CHOICE, "A bath", "there is no option `A bath`"),
        (LINE, "x" * 1001, "1,001 letters do not fit on one line"),
    ],
)
def test_an_answer_that_cannot_be_printed_says_why(answer: Answer, value: str, reason: str) -> None:
    with pytest.raises(NotPrintable, match=f"^{re.escape(reason)}$"):
        printed_answer(answer, value, "en")


@given(st.sampled_from([DAY, COUNT, LINE, LINES]), st.text(max_size=50))
def test_any_text_can_be_shown_on_one_line_or_several(answer: Answer, value: str) -> None:
    found = printed_answer(answer, value, "en")
    assert found.value == value
    assert "\n" not in found.shown or answer.kind is AnswerKind.LINES
