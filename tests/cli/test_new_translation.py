"""`workbook new translation` lists every text of the interface."""

import re
import shutil
from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po
from support.command_line import output_of, run
from support.places import PRACTICE

from workbook_builder.practice.practice import Practice


def test_every_text_of_the_interface_can_be_translated(mine: Path) -> None:
    said = output_of("new", "translation", "fi")
    assert int(said.partition(" texts to translate in templates/locale/fi.po. ")[0]) > 200
    path = mine / "templates/locale/fi.po"
    with path.open("rb") as file:
        catalog = read_po(file)
    for message in catalog:
        if message.id:
            several = isinstance(message.id, tuple)
            message.string = [f"§{text}" for text in message.id] if several else f"§{message.id}"
    with path.open("wb") as file:
        write_po(file, catalog)
    text = path.read_bytes()
    said = output_of("new", "translation", "fi")
    assert said == "Every text of the interface has a translation into `fi`.\n"
    assert path.read_bytes() == text
    # Every text that pages and documents look up has a translation now.
    everything = Path(shutil.copytree(PRACTICE / "content", mine.parent / "everything/content"))
    head = everything / "workbook.yml"
    head.write_text(f"{head.read_text()}language: fi\n")
    practice = Practice.open(everything, mine / "templates")
    pages = [page.source() for page in practice.pages().values()]
    assert len(pages) > 10
    assert all("§" in page for page in pages)
    assert practice.documents
    assert not practice.untranslated


@pytest.mark.parametrize(
    ("language", "explained"),
    [
        ("fi", "`msgstr[0]` for 1; `msgstr[1]` for 0, 2, 3, 4, …"),
        (
            "ru",
            "`msgstr[0]` for 1, 21, 31, 41, …; `msgstr[1]` for 2, 3, 4, 22, …;"
            " `msgstr[2]` for 0, 5, 6, 7, …",
        ),
        ("ko", "`msgstr[0]` for 0, 1, 2, 3, …"),
    ],
)
def test_plural_forms_are_explained(mine: Path, language: str, explained: str) -> None:
    output_of("new", "translation", language)
    text = (mine / f"templates/locale/{language}.po").read_text(encoding="utf-8")
    head = text.partition("\nmsgid")[0].replace("\n# ", " ")
    assert explained in head


def test_check_counts_the_texts_that_the_practice_shows(mine: Path) -> None:
    workbook = mine / "content/workbook.yml"
    text = workbook.read_text(encoding="utf-8")
    workbook.write_text(text.replace("language: en", "language: ru"), encoding="utf-8")
    said = output_of("new", "translation", "ru")
    assert "`workbook check` counts only those that your pages and sheets show." in said
    (counted,) = re.findall(r"WB909 (\d+) texts on your pages and sheets", output_of("check"))
    assert 100 < int(counted) < int(said.split()[0])


def test_existing_translations_are_kept(mine: Path) -> None:
    path = mine / "templates/locale/fi.po"
    path.parent.mkdir(parents=True)
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    path.write_text(f'{head}# Näin me sanomme.\nmsgid "Name"\nmsgstr "Nimi"\n', encoding="utf-8")
    output_of("new", "translation", "fi")
    text = path.read_text(encoding="utf-8")
    assert '# Näin me sanomme.\nmsgid "Name"\nmsgstr "Nimi"\n' in text
    assert 'msgid "%(num)s week"\nmsgid_plural "%(num)s weeks"\nmsgstr[0] ""\n' in text
    assert len(text.split("msgid ")) > 200
    path.write_text("what is this\n")
    result = run("new", "translation", "fi")
    assert result.exit_code == 1
    assert "templates/locale/fi.po:1:1: WB507 this is not a text in quotes" in result.output
    assert path.read_text() == "what is this\n"
