"""Markdown within the limits is rendered quickly, and whatever it is, it does not fail."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook_builder.model.markdown_limits import MOST_BRACKETS, MOST_LEVELS, excess
from workbook_builder.rendering import prose

PIECES = st.sampled_from(
    ["- ", "> ", "1. ", "2) ", "  ", "    ", "\t", "[", "](", ")", "*", "`", "\n", "a", "<"]
)


@pytest.mark.parametrize(
    "text",
    [
        "- " * (MOST_LEVELS + 1) + "a",
        "> " * (MOST_LEVELS + 1) + "a",
        ">" * (MOST_LEVELS + 1) + "a",
        "fine\n\n" + "1. > " * MOST_LEVELS + "a",
        "\n".join(f"{'    ' * level}- a" for level in range(MOST_LEVELS + 1)),
        "\n".join(f"{'  ' * level}- a" for level in range(MOST_LEVELS + 1)),
        "\n".join(f"{'   ' * level}1) a" for level in range(MOST_LEVELS + 1)),
        "\n".join("\t" * level + "* a" for level in range(MOST_LEVELS + 1)),
    ],
)
def test_what_is_nested_too_deep_is_found(text: str) -> None:
    assert excess(text)[1] == "lists or quotes that are nested more than 20 levels deep"
    assert text[excess(text)[0] :].lstrip("\t -1.)>*").startswith("a")


@pytest.mark.parametrize("bracket", ["[", "[a](", "![", "[[a]"])
def test_too_many_brackets_are_found(bracket: str) -> None:
    many = bracket * (MOST_BRACKETS + 1)
    assert excess(f"fine\n\n{many}") == (6, "more than 200 brackets in a paragraph")


@pytest.mark.parametrize(
    "text",
    [
        "[a](https://example.org) " * 100 + "\n \n" + "[" * MOST_BRACKETS,
        "- " * 13 + "a",
        "-" * 100,
        "* * *",
        "1 - 2 - 3 > 4 " * 100,
        "- one\n    - two\n        1. three",
        "\n".join(f"{'  ' * level}- a" for level in range(10)),
        " " * 100 + "in the middle",
    ],
)
def test_what_people_write_is_fine(text: str) -> None:
    assert excess(text) == (0, "")


@pytest.mark.parametrize("text", ["[", "[a](", "[a] ", "> " * 13 + "a\n\n", "- " * 13 + "a\n\n"])
def test_at_the_limits_a_page_of_text_is_quick(text: str) -> None:
    started = time.monotonic()
    paragraph = text * (MOST_BRACKETS if text[0] == "[" else 100)
    whole = f"{paragraph}\n\n{paragraph}"
    assert excess(whole) == (0, "")
    prose.html(whole)
    prose.typst(whole)
    assert time.monotonic() - started < 5


@given(st.lists(PIECES, max_size=400).map("".join))
def test_no_text_within_the_limits_makes_the_parser_fail(text: str) -> None:
    if not excess(text)[1]:
        prose.html(text)
        prose.typst(text)
