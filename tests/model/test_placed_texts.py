"""Texts have places that do not depend on their order, and mean the same with other line breaks."""

import pytest
from support.places import PRACTICE, ROOT

from workbook_builder.content.loader import load_files
from workbook_builder.model.base import TextKind
from workbook_builder.model.markdown_text import parsed, unwrapped
from workbook_builder.model.placed_texts import placed_texts, with_texts


def shape(text: str) -> list[tuple[str, str, str]]:
    """What a text consists of, whatever the lines of its paragraphs are."""
    return [
        (each.type, each.tag, each.content.replace("\n", " ") if each.type == "inline" else "")
        for each in parsed(text, rich=True).tokens
    ]


def test_the_texts_of_the_library_mean_the_same_on_longer_lines() -> None:
    texts = [
        each.text
        for _, loaded in load_files(ROOT / "content")
        for each in placed_texts(loaded.model)
        if each.kind is TextKind.MARKDOWN
    ]
    assert sum(unwrapped(text) != text for text in texts) > 500
    assert [text for text in texts if shape(unwrapped(text)) != shape(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "- one\n  more\n- two\n\n1. a\n2. b",
        "# Title\ntext\nmore",
        "| a | b |\n|---|---|\n| c | d |\n\ntext\nmore",
        "> quote\n> more\ntext",
        "one  \ntwo\\\nthree",
        "Title\n=====\ntext",
        "[a]: https://a.example\n[b]: https://b.example\n\n[a] and\n[b]",
        "```\ncode\nmore\n```\ntext",
    ],
)
def test_what_stands_on_its_own_line_stays_there(text: str) -> None:
    assert shape(unwrapped(text)) == shape(text)


def test_a_line_is_joined_without_a_space_beside_chinese_and_japanese() -> None:
    assert unwrapped("一つ\n目を\nPDFで\n\n二つ\n目") == "一つ目をPDFで\n\n二つ目"
    assert unwrapped("one\ntwo") == "one two"


def test_every_text_has_a_place_of_its_own_and_can_be_replaced() -> None:
    for _, loaded in load_files(PRACTICE / "content"):
        texts = placed_texts(loaded.model)
        places = [each.place for each in texts]
        assert len(places) == len(set(places)) > 0
        changed = with_texts(loaded.model, {places[0]: "another"})
        assert placed_texts(changed)[0].text == "another"
        assert [each.text for each in placed_texts(changed)][1:] == [t.text for t in texts][1:]
        assert placed_texts(loaded.model) == texts, "the model itself stays as it is"
