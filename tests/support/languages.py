"""A practice in several languages: the small one, with translations that are easy to recognize."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from babel.messages.pofile import read_po, write_po

from workbook_builder.starter.content_catalogs import write_catalogs


def marked(text: str) -> str:
    """A translation of a text that shows where it is used, and keeps its Markdown."""
    return f"{text} ¡es!"


def add_language(
    practice: Path, language: str = "es", translation: Callable[[str], str] = marked
) -> None:
    """Let clients of an English practice choose another language, and translate all texts."""
    path = practice / "content/workbook.yml"
    head = path.read_text(encoding="utf-8")
    if "languages:" in head:
        head = head.replace("]", f", {language}]", 1)
    else:
        head = f"languages: [en, {language}]\n{head}"
    path.write_text(head, encoding="utf-8")
    list(write_catalogs(practice / "content", language))
    for file in (practice / "content/translations" / language).rglob("*.po"):
        catalog = read_po(BytesIO(file.read_bytes()), locale=language, charset="utf-8")
        for message in catalog:
            if message.id:
                message.string = translation(str(message.id))
        written = BytesIO()
        write_po(written, catalog, width=0)
        file.write_bytes(written.getvalue())


def translated(practice: Path, place: str, text: str, file: str = "better-sleep") -> Path:
    """Give one text of a file another translation; returns the file."""
    path = practice / f"content/translations/es/{file}.po"
    catalog = read_po(BytesIO(path.read_bytes()), locale="es", charset="utf-8")
    (message,) = (each for each in catalog if each.context == place)
    message.string = text
    written = BytesIO()
    write_po(written, catalog, width=0)
    path.write_bytes(written.getvalue())
    return path
