"""A file of answers is read as it was written, and errors in it are explained."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.places import ROOT

from workbook_builder.answers import answers_file
from workbook_builder.answers.ids import normalized
from workbook_builder.problems.problem import WorkbookError

HEAD = '{"format": "workbook-answers", "version": 1, "answers": '


@given(st.dictionaries(st.text().map(normalized), st.text()))
def test_what_is_written_is_read(answers: dict[str, str]) -> None:
    assert answers_file.read(answers_file.write(answers).encode(), "mine.json") == answers


def test_a_key_is_the_same_whatever_form_its_letters_have() -> None:
    text = answers_file.write({"p/s/f/cafe\u0301": "yes"})
    assert answers_file.read(text.encode(), "mine.json") == {"p/s/f/café": "yes"}


def test_a_file_looks_as_it_is_documented() -> None:
    text = answers_file.write({"better-sleep/goal/nights": "5", "better-sleep/goal/goal": "Ωμέγα"})
    assert json.loads(text) == {
        "format": "workbook-answers",
        "version": 1,
        "answers": {"better-sleep/goal/nights": "5", "better-sleep/goal/goal": "Ωμέγα"},
    }
    assert "Ωμέγα" in text
    assert text in (ROOT / "docs/answers.md").read_text(encoding="utf-8")


def program(data: str) -> bytes:
    """A program in one file, as a client saves it."""
    script = f'<script data-wb-own="" type="application/json" data-wb-copy="">{data}</script>'
    return f"<!doctype html>\n<html><body>\n{script}\n</body></html>\n".encode()


def test_answers_are_read_from_a_program_in_one_file() -> None:
    data = f'{HEAD}{{"p/s/f": "\\u003c/script> naïve"}}, "copy": "x"}}'
    assert answers_file.read(program(data), "p.html") == {"p/s/f": "</script> naïve"}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (program("{}"), "nobody has saved answers in this file yet"),
        (b"  <!DOCTYPE HTML><p>no program", "this page has no place for answers"),
        (program('{"format": "other"}'), "this is not a file of answers"),
        (program("{"), "this is not JSON"),
    ],
)
def test_a_page_without_answers_is_explained(content: bytes, message: str) -> None:
    with pytest.raises(WorkbookError, match=message):
        answers_file.read(content, "p.html")


def test_a_byte_order_mark_and_further_keys_are_ignored() -> None:
    text = f'\ufeff{HEAD}{{"a/b/c": "d"}}, "saved": "2026-11-23"}}'
    assert answers_file.read(text.encode(), "mine.json") == {"a/b/c": "d"}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "mine.json:1:1: WB504 this is not JSON: expecting value"),
        (b"{", "mine.json:1:2: WB504 this is not JSON: expecting property name"),
        (b"%PDF-1.7\n%\xe2\xe3", "mine.json: WB504 this is not text in UTF-8"),
        (b"[]", "mine.json: WB504 this is not a file of answers"),
        (b"{}", "mine.json: WB504 this is not a file of answers"),
        (b'"workbook-answers"', "mine.json: WB504 this is not a file of answers"),
        (b"[" * 100_000, "mine.json: WB504 this is not a file of answers"),
        (b"1" * 5_000, "mine.json: WB504 this is not a file of answers"),
        (b'{"format": "workbook-answers", "version": 2}', "this file has version 2, but this"),
        (b'{"format": "workbook-answers", "version": true}', "`version` must be 1"),
        (b'{"format": "workbook-answers", "version": "1"}', "`version` must be 1"),
        (b'{"format": "workbook-answers"}', "`version` must be 1"),
        (f"{HEAD}[]}}".encode(), "`answers` must consist of keys with values"),
        (f'{HEAD}{{"a/b": 5}}}}'.encode(), "the value of `a/b` must be text"),
        (f'{HEAD}{{"a/b": null}}}}'.encode(), "the value of `a/b` must be text"),
        (f'{HEAD}{{"a/b": "1", "a/b": "2"}}}}'.encode(), "`a/b` is set twice"),
        (f'{HEAD}{{"a/\u00e9": "1", "a/e\u0301": ""}}}}'.encode(), "`a/\u00e9` is set twice"),
        (f'{HEAD}{{"a/\\ud800": "1", "a/\\ud800": "2"}}}}'.encode(), "`a/\ufffd` is set twice"),
    ],
)  # fmt: skip
def test_a_file_that_holds_no_answers_is_explained(content: bytes, message: str) -> None:
    with pytest.raises(WorkbookError) as caught:
        answers_file.read(content, "mine.json")
    assert message in str(caught.value)
    assert "help: " in str(caught.value)


@given(st.binary())
def test_no_input_causes_a_traceback(content: bytes) -> None:
    with pytest.raises(WorkbookError):
        answers_file.read(content, "mine.json")


def test_half_a_surrogate_pair_becomes_a_replacement_character() -> None:
    found = answers_file.read(f'{HEAD}{{"a": "x\\ud800y"}}}}'.encode(), "mine.json")
    assert found == {"a": "x\ufffdy"}


def test_the_schema_is_up_to_date(golden: Callable[[Path, str], None]) -> None:
    golden(ROOT / "schema/answers.schema.json", answers_file.schema())


# -- what else a file holds --------------------------------------------------------------------


def test_a_file_says_whose_it_is_and_when_answers_were_written() -> None:
    content = answers_file.Content(
        {"p/s/f": "new"},
        {"p/s/f": "2026-12-07T20:15:00.000Z"},
        (answers_file.Replaced("p/s/f", "old", "2026-12-06T20:15:00.000Z"),),
        {"p/s": "2026-12-07T20:16:00.000Z"},
        "ana-ruiz",
        "Quiet Harbor Coaching",
        "en",
        {"name": "goal.pdf"},
    )
    assert answers_file.opened(answers_file.written(content).encode(), "a.json") == content


@pytest.mark.parametrize(
    ("time", "read"),
    [
        ("2026-12-07T20:15:00.123Z", "2026-12-07T20:15:00.123Z"),
        ("2026-12-07T21:15:00+01:00", "2026-12-07T20:15:00.000Z"),
        ("2026-12-07T20:15:00", "2026-12-07T20:15:00.000Z"),
        ("yesterday", None),
        (7, None),
        ("0001-01-01T00:00:00+23:00", None),
    ],
)
def test_times_are_in_utc_and_others_are_left_out(time: object, read: str | None) -> None:
    text = f'{HEAD}{{"p/s/f": "x"}}, "saved": {{"p/s/f": {json.dumps(time)}}}}}'
    assert answers_file.opened(text.encode(), "a.json").saved.get("p/s/f") == read


@pytest.mark.parametrize(
    "more",
    [
        '"saved": 3, "done": [], "replaced": {"key": 1}, "client": 7, "received": 1',
        '"saved": {"p/s/f": null}, "replaced": [1, {"key": 2, "value": "x"}, {"key": "p/s/f"}]',
        '"client": ["ana"], "practice": {}, "replaced": [{"key": "p", "value": ""}]',
        f'"practice": "{"x" * 301}"',
    ],
)
def test_what_has_a_wrong_form_keeps_no_answer_from_being_read(more: str) -> None:
    content = answers_file.opened(f'{HEAD}{{"p/s/f": "x"}}, {more}}}'.encode(), "a.json")
    assert content == answers_file.Content({"p/s/f": "x"})


def test_a_key_that_is_set_twice_among_many_is_found_at_once() -> None:
    pairs = ", ".join(f'"p/s/f{number}": "x"' for number in range(100_000))
    text = f'{HEAD}{{{pairs}, "p/s/f0": "y"}}}}'
    with pytest.raises(WorkbookError, match="`p/s/f0` is set twice"):
        answers_file.read(text.encode(), "a.json")
