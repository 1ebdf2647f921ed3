"""The texts of the interface that a language lacks, as a file for its translator."""

import inspect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment
from jinja2.ext import extract_from_ast

from workbook_builder import __version__
from workbook_builder.rendering import terms
from workbook_builder.rendering.environments import html_environment
from workbook_builder.rendering.translations import translations
from workbook_builder.storage.packaged_data import packaged_folder

Message = str | tuple[str, str]  # a text, or its singular and its plural

_FOLDERS = ("fields/", "print/", "site/")
_HEAD = """\
The texts of the interface in {language}. Write each translation into its `msgstr`; what stays
empty is shown in English. `%(…)s` stands for a word that is filled in: keep it as it is.
Keep the file in UTF-8, in templates/locale/ of your practice."""


@dataclass(frozen=True)
class TranslationFile:
    """A file for a translator: its text, how many texts are new, and how many are to translate."""

    text: str
    new: int
    empty: int


def translation_file(language: str, templates: Path) -> TranslationFile:
    """The file ``locale/<language>.po`` in a practice's own folder of templates, as it should be.

    What is translated in it already stays. Raises PoFileError if it cannot be read.
    """
    own = templates if templates.is_dir() else None
    before = templates / "locale" / f"{language}.po"
    found = _read(before, language) if before.is_file() else _begun(language)
    known = len(found)
    lacking: set[str] = set()
    texts = translations(language, [templates, packaged_folder("templates")], lacking)
    for text, place in _asked_texts(html_environment(own, NullTranslations())):
        if _lacks(texts, text, lacking) and (isinstance(text, tuple) or text not in found):
            found.add(text, locations=[place])
    written = BytesIO()
    write_po(written, found, width=100)
    empty = sum(1 for each in found if each.id and not any(_strings(each)))
    return TranslationFile(written.getvalue().decode(), len(found) - known, empty)


def _read(path: Path, language: str) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language.replace("-", "_"), abort_invalid=True)


def _begun(language: str) -> Catalog:
    head = "\n".join(f"# {line}" for line in _HEAD.format(language=language).split("\n"))
    return Catalog(
        locale=language.replace("-", "_"),
        header_comment=head,
        project="Workbook Builder",
        version=__version__,
        fuzzy=False,
    )


def _strings(message: Entry) -> Iterable[str]:
    """The translation of a message: one text, or one for each sort of plural."""
    return [message.string] if isinstance(message.string, str) else message.string or ()


def _lacks(texts: NullTranslations, text: Message, lacking: set[str]) -> bool:
    lacking.clear()
    if isinstance(text, tuple):
        texts.ngettext(*text, 1)
    else:
        texts.gettext(text)
    return bool(lacking)


def _asked_texts(environment: Environment) -> Iterator[tuple[Message, tuple[str, int]]]:
    """Every text that a template or our words for ids ask for, and where."""
    path = Path(inspect.getfile(terms))
    with path.open("rb") as file:
        for line, said, _, _ in extract("python", file):
            if text := _message_id(said):
                yield text, (f"workbook_builder/{path.name}", line)
    assert environment.loader
    for whole in environment.list_templates(extensions=["j2"]):
        name = whole.removeprefix("builtin/")  # what an own template may stand in for and extend
        if name.startswith(_FOLDERS):
            source, _, _ = environment.loader.get_source(environment, whole)
            for line, _, asked in extract_from_ast(environment.parse(source, name)):
                if text := _message_id(asked):
                    yield text, (f"templates/{name}", line)


def _message_id(said: object) -> Message | None:
    """What a call asks for, without what fills it in; None where that is not written out."""
    match said:
        case str(text) | (str(text), None, *_):
            return text
        case (str(one), str(many), *_):
            return one, many
    return None
