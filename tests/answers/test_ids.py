"""Ids, keys, and names of options are the same in Python and in the scripts of a page."""

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.places import DATA

from workbook_builder.answers.contract import LONGEST_ID
from workbook_builder.answers.ids import (
    from_pdf_name,
    is_id,
    is_key,
    is_others_key,
    normalized,
    slug,
    split_time,
    to_pdf_name,
    with_time,
)
from workbook_builder.answers.times import with_times

# The scripts are tested against the same cases: tests/scripts/ids.test.js.
CASES: dict[str, Any] = json.loads((DATA / "contract.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("kind", "test"), [("ids", is_id), ("keys", is_key), ("others-keys", is_others_key)]
)
def test_what_is_an_id_or_a_key(kind: str, test: Any) -> None:
    assert [text for text in CASES[kind]["good"] if not test(text)] == []
    assert [text for text in CASES[kind]["bad"] if test(text)] == []


def test_what_others_write_has_no_key_of_a_client() -> None:
    assert not any(map(is_key, CASES["others-keys"]["good"]))


def test_a_time_stands_after_the_worksheet() -> None:
    for key, time, plain in CASES["times"]:
        assert split_time(key) == (plain, time)
        assert with_time(plain, time) == key


def test_a_blank_sheet_says_which_time_its_answers_are_for() -> None:
    for values, timed in CASES["which-time"]:
        assert with_times(values) == timed


def test_texts_that_look_the_same_get_one_form() -> None:
    for given_text, kept in CASES["normalized"]:
        assert normalized(given_text) == kept


def test_an_option_is_named_in_ascii_and_found_again() -> None:
    for option, name in CASES["pdf-names"]:
        assert to_pdf_name(option) == name
        assert from_pdf_name(name) == option


def test_a_name_that_stands_for_no_option_stays_as_it_is() -> None:
    for name in CASES["not-pdf-names"]:
        assert from_pdf_name(name) == name


@pytest.mark.parametrize(
    ("label", "id"),
    [
        ("Family & friends", "family-friends"),
        ("I don’t know", "i-dont-know"),
        ("ÉCOLE", "ecole"),
        ("Straße", "strasse"),
        ("H₂O", "h2o"),
        ("№ 5 Music", "no-5-music"),
        ("Duolingo™", "duolingotm"),
        ("20 ℃", "20-c"),
        ("दिन", "दिन"),
        ("हिन्दी में", "हिन्दी-में"),
        ("мой", "мой"),
        ("ещё раз", "ещё-раз"),
        ("が", "が"),
        ("한국어", "한국어"),
        ("نمی\u200cخواهم", "نمیخواهم"),  # noqa: RUF001
        ("\u0301", ""),
        ("🎉", ""),
    ],
)
def test_the_id_that_a_label_gets(label: str, id: str) -> None:
    assert slug(label) == id


@pytest.mark.parametrize(
    "labels", [("दिन", "दान"), ("мой", "мои"), ("か", "が"), ("น้ำ", "นำ"), ("é", "e\u0301")]
)
def test_labels_that_differ_in_a_mark_have_ids_of_their_own(labels: tuple[str, str]) -> None:
    one, other = map(slug, labels)
    assert (one == other) == (normalized(labels[0]) == normalized(labels[1]))


@given(st.text(max_size=100))
def test_every_slug_is_an_id(text: str) -> None:
    found = slug(text)
    assert not found or is_id(found)
    assert len(found) <= LONGEST_ID
    assert not re.search("[A-Z]", found)


def test_no_character_gives_an_id_with_capital_letters() -> None:
    assert not re.search("[A-Z]", "".join(map(slug, map(chr, range(0x110000)))))


@given(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=60).map(normalized))
def test_every_option_has_a_name_of_its_own(option: str) -> None:
    name = to_pdf_name(option)
    assert name.isascii()
    assert from_pdf_name(name) == option
