"""Letters that no font can draw are reported, so that no empty boxes are printed."""

from io import BytesIO
from pathlib import Path

import fontpkg
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from workbook_builder.content.loader import load
from workbook_builder.content.missing_glyphs import glyph_problems
from workbook_builder.content.yaml_parsing import parse_yaml
from workbook_builder.problems.problem import WorkbookError
from workbook_builder.typesetting.glyph_coverage import graphemes, missing_graphemes
from workbook_builder.typesetting.typefaces import find_typeface

FACE = find_typeface("Atkinson Hyperlegible")

KNOWN = {
    chr(code)
    for family in FACE.families
    for code in TTFont(BytesIO(fontpkg.path(family).read_bytes()), lazy=True).getBestCmap()
}


def found(text: str) -> list[str]:
    return [
        f"{each.line}:{each.column} {each.message} -> {each.hint}"
        for each in glyph_problems([parse_yaml(text, "a.yml")], FACE)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Grüße, ça va? Łódź",
        "Καλημέρα",
        "Добрый день",
        "صباح الخير",
        "בוקר טוב",
        "→ ✓ ★ ☐ € ½ “…” — ≥",  # symbols may come from any font
        "ᾶ e\u0301 o\u0308\u0323",
        "soft\u00adhyphen zero\u200bwidth no\u00a0break \u2066isolate\u2069",
    ],
)
def test_what_the_installed_fonts_have_is_no_problem(text: str) -> None:
    assert missing_graphemes(graphemes(text), FACE) == frozenset()


def test_a_letter_or_sign_that_no_font_has_is_named() -> None:
    text = "静かな 🎉 港 👍🏽 ꙮ 한"
    assert missing_graphemes(graphemes(text), FACE) == {*"静かな港🎉한", "👍🏽"}


def test_a_letter_must_come_from_the_families_of_the_practice() -> None:
    # A font in Typst has a mathematical b, which must not be used as a letter.
    assert missing_graphemes({"\U0001d5ef", "→"}, FACE) == {"\U0001d5ef"}


def test_a_letter_and_its_combining_marks_are_one_grapheme() -> None:
    assert graphemes("e\u0301e 👍🏽 \u200bx\u200d") == {"e\u0301", "e", "👍🏽", "x\u200d"}


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40))
def test_every_visible_letter_is_asked_for(text: str) -> None:
    asked = "".join(graphemes(text))
    assert {each for each in text if each.isalnum()} <= set(asked)


@given(st.text(st.characters(min_codepoint=0x21, max_codepoint=0x2FFFF), min_size=1, max_size=8))
def test_the_letters_that_typst_cannot_draw_are_those_the_fonts_lack(text: str) -> None:
    letters = {each for each in text if each.isalpha()}
    assert missing_graphemes(letters, FACE) == letters - KNOWN


def test_a_problem_is_reported_at_the_letter_itself() -> None:
    assert found("a: 'Well done 🎉'\nb: |\n  One\n  two 🎉 three\n") == [
        f"{place} no available font has the character 🎉"
        " -> delete it, or add a font that has it to content/fonts"
        for place in ("1:15", "4:7")
    ]


def test_comments_and_keys_are_not_drawn() -> None:
    assert found("# 🎉\n🎉: here\n") == []


def test_a_letter_written_as_an_escape_is_reported_where_its_text_begins() -> None:
    first, second = found('a: "\\U0001F389"\nb: 🎉\n')
    assert first.startswith("1:4 ")
    assert second.startswith("2:4 ")


def test_many_texts_of_a_file_are_one_problem() -> None:
    problem, *more = found("\n".join(f"k{number}: 港{number}" for number in range(20)))
    assert not more
    assert problem == (
        "1:5 no available font has the letter 港 (and 19 more texts in this file)"
        " -> add Noto Sans SC to content/fonts; or install it (Debian and Ubuntu:"
        " `sudo apt install fonts-noto-cjk`), and write `font: Noto Sans CJK SC` below `brand:`"
    )


def test_the_hint_names_a_package_that_has_the_script() -> None:
    assert found("a: สวัสดี")[0].endswith(
        "-> pip install fontpkg-noto-sans-thai, or add a font that has them to content/fonts"
    )


@pytest.mark.parametrize(
    ("language", "hint"),
    [
        ("th", "pip install fontpkg-noto-sans-thai"),
        ("ja", "font: Noto Sans CJK JP"),
        ("zh", "font: Noto Sans CJK SC"),
        ("ko", "font: Noto Sans CJK KR"),
    ],
)
def test_a_language_without_a_font_is_told_with_the_command(
    practice: Path, language: str, hint: str
) -> None:
    path = practice / "content/workbook.yml"
    path.write_text(f"language: {language}\n{path.read_text('utf-8')}", encoding="utf-8")
    with pytest.raises(WorkbookError) as error:
        load(practice / "content")
    (found,) = error.value.problems
    assert (found.line, found.rule) == (1, "WB407")
    assert f"the letters of the language `{language}`" in found.message
    assert hint in found.hint
