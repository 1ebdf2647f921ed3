"""The file for a translator has every text, and the translations that are built in are complete."""

import re
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from babel import Locale
from babel.dates import format_date
from babel.messages.pofile import read_po
from support.places import ROOT

from workbook_builder.rendering.message_catalog import read_catalog
from workbook_builder.rendering.translations import translations
from workbook_builder.starter.translation_file import translation_file

LOCALE = ROOT / "templates/locale"
BUILT_IN = sorted(LOCALE.glob("*.po"))
WRITTEN = re.compile(r"\b_\(\s*\"((?:[^\"\\]|\\.)*)\"")
WITH_A_USE = re.compile(r'pgettext\("([^"]*)", "([^"]*)"')
DAY_AND_PERIOD = re.compile(r"%\((?:day|written|collected|value)\)s\.")
FOR_AUTHORS = "new"  # templates of files that a command writes


def test_it_has_the_texts_of_all_templates(tmp_path: Path) -> None:
    made = translation_file("fi", tmp_path)
    known = {
        each.id[0] if isinstance(each.id, tuple) else each.id
        for each in read_po(BytesIO(made.text.encode()))
    }
    written: set[str] = set()
    for path in (ROOT / "templates").rglob("*.j2"):
        if path.relative_to(ROOT / "templates").parts[0] != FOR_AUTHORS:
            written |= set(WRITTEN.findall(path.read_text(encoding="utf-8")))
    assert len(written) > 400
    assert {text.replace('\\"', '"') for text in written} - known == set()


def test_it_has_a_text_once_for_each_of_its_uses(tmp_path: Path) -> None:
    made = translation_file("fi", tmp_path).text
    known = {(each.context, each.id) for each in read_po(BytesIO(made.encode()))}
    paths = [*(ROOT / "templates").rglob("*.j2"), ROOT / "workbook_builder/rendering/terms.py"]
    written = {
        use for path in paths for use in WITH_A_USE.findall(path.read_text(encoding="utf-8"))
    }
    assert {("clock", "Time"), ("which time", "Time"), ("duration", "Time")} < written
    assert written < known
    (tmp_path / "locale").mkdir()
    path = tmp_path / "locale/fi.po"
    path.write_text(made, encoding="utf-8")
    assert translation_file("fi", tmp_path).new == 0


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ja", ("時間", "回", "日", "日付", "何を", "項目")),
        ("zh", ("时间", "次", "天", "日期", "做什么", "项目")),
        ("tr", ("Zaman", "Tekrar", "Gün", "Tarih", "Ne", "Ne")),
    ],
)
def test_uses_of_a_text_have_words_of_their_own(language: str, words: tuple[str, ...]) -> None:
    texts = translations(language, [LOCALE.parent])
    clock, which = (texts.pgettext(use, "Time") for use in ("clock", "which time"))
    day, date = texts.gettext("Day"), texts.pgettext("date", "Day")
    what, tracked = texts.gettext("What"), texts.pgettext("what was tracked", "What")
    assert (clock, which, day, date, what, tracked) == words


def test_a_day_that_ends_with_a_period_ends_its_sentence() -> None:
    ending = {}
    for path in BUILT_IN:
        if format_date(date(2026, 5, 3), locale=path.stem.replace("-", "_")).endswith("."):
            texts = [str(each.string) for each in read_catalog(path) if each.id]
            ending[path.stem] = [text for text in texts if DAY_AND_PERIOD.search(text)]
    assert ending == {"uk": []}


@pytest.mark.parametrize("path", BUILT_IN, ids=lambda path: path.stem)
def test_a_built_in_translation_is_complete_and_without_mistakes(
    path: Path, tmp_path: Path
) -> None:
    read_catalog(path)  # raises an error with all mistakes
    made = translation_file(path.stem, tmp_path)
    added = [each.id for each in read_po(BytesIO(made.text.encode())) if each.id]
    assert added == []
    assert (LOCALE / f"glossary/{path.stem}.md").is_file()
    name = str(Locale.parse(path.stem, sep="-").english_name)
    assert name in (ROOT / "docs/authoring.md").read_text(encoding="utf-8")
