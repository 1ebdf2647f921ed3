"""`workbook new translation` lists every text of the interface."""

import shutil
from pathlib import Path

from babel.messages.pofile import read_po, write_po
from support.command_line import output_of, run
from support.places import PRACTICE

from workbook_builder.practice.practice import Practice


def test_every_text_of_the_interface_can_be_translated(mine: Path) -> None:
    said = output_of("new", "translation", "fi")
    assert int(said.removesuffix(" texts to translate in templates/locale/fi.po.\n")) > 200
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
