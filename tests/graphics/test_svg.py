"""A picture only draws: it runs nothing, loads nothing, and is quickly drawn."""

import time

import pytest
from support.hostile_svgs import HARMLESS, HOSTILE
from support.places import ROOT

from workbook_builder.graphics.svg import svg_mistake


@pytest.mark.parametrize("name", HOSTILE)
def test_a_picture_that_does_more_than_draw_is_refused(name: str) -> None:
    start = time.monotonic()
    mistake = svg_mistake(HOSTILE[name].encode())
    assert mistake
    assert mistake.hint
    assert time.monotonic() - start < 1


@pytest.mark.parametrize("name", HARMLESS)
def test_a_picture_that_only_draws_is_used(name: str) -> None:
    assert svg_mistake(HARMLESS[name].encode()) is None


def test_the_line_is_named() -> None:
    text = HARMLESS["texts"].replace("<title>", "\n<script/>\n<title>")
    assert svg_mistake(text.encode()) == (
        2,
        "it has an element `script`, which would run when somebody opens the picture",
        "save it as plain SVG in a graphics program, or as png",
        False,
    )


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_only_utf_8_is_read(encoding: str) -> None:
    mistake = svg_mistake(HARMLESS["texts"].replace("Moon", "Mönd").encode(encoding))
    assert mistake
    assert "not XML" in mistake.message


def test_our_own_pictures_only_draw() -> None:
    pictures = [*ROOT.glob("content/**/*.svg"), *ROOT.glob("tests/data/**/*.svg")]
    assert pictures
    assert not [path for path in pictures if svg_mistake(path.read_bytes())]
