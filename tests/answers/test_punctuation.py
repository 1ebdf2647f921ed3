"""Labels and lists have the marks of their language."""

import json
from typing import Any

import pytest
from support.places import DATA, ROOT

from workbook_builder.answers.answer import Answer, AnswerKind
from workbook_builder.answers.punctuation import ENGLISH, Punctuation
from workbook_builder.rendering.terms import Terms, terms
from workbook_builder.rendering.translations import translations
from workbook_builder.reports.given_answers import beside

# The scripts are tested against the same cases: tests/scripts/labels.test.js.
CASES: dict[str, Any] = json.loads((DATA / "punctuation.json").read_text(encoding="utf-8"))


def terms_in(language: str) -> Terms:
    return terms(translations(language, [ROOT / "templates"]))


@pytest.mark.parametrize(("language", "label", "words", "said"), CASES["followed-by"])
def test_a_label_is_followed_by_words(language: str, label: str, words: str, said: str) -> None:
    punctuation = terms_in(language).punctuation
    assert punctuation.followed_by(label, words) == said
    assert punctuation.headed(label) == said.removesuffix(words)
    assert punctuation.followed_by(label, None) == label


@pytest.mark.parametrize(
    ("language", "short", "long", "titled"),
    [
        ("en", "a, b", "a; b", "My week, Week 2"),
        ("fr", "a, b", "a\u00a0; b", "My week, Semaine 2"),
        ("ar", "a، b", "a؛ b", "My week، الأسبوع 2"),
        ("ja", "a、b", "a、b", "My week、2週目"),
        ("zh", "a、b", "a；b", "My week，第2周"),
    ],
)
def test_the_items_of_a_list_stand_apart(language: str, short: str, long: str, titled: str) -> None:
    found = terms_in(language)
    marks = found.punctuation
    assert (marks.listed("ab"), marks.listed_apart("ab")) == (short, long)
    assert marks.titled("My week", found.intervals["week"].format(2), None) == titled


def test_english_has_the_marks_that_are_written_without_a_language() -> None:
    assert terms_in("en").punctuation == ENGLISH == Punctuation()


def test_a_question_has_the_marks_of_its_language() -> None:
    answer = Answer("p/s/f", AnswerKind.LINE, "人 1", words=("どうでしたか？", "いつ"))
    assert terms_in("ja").question(answer) == "人 1：どうでしたか？いつ"
    done = answer._replace(part="plan/done", words=())
    assert terms_in("zh").question(done) == "人 1：已完成"


def test_what_a_label_says_beside_its_question_begins_without_a_mark() -> None:
    for label in ("Plan 1: When", "Plan 1 : When", "Plan 1：When", "Plan 1\u00a0: When"):
        assert beside("Plan 1", label) == "When"
