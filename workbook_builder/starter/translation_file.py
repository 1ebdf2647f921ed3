"""Writes the interface texts that a language lacks to a .po file for its translator."""

import inspect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from gettext import NullTranslations, c2py
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment
from jinja2.ext import extract_from_ast

import workbook_builder
from workbook_builder import __version__
from workbook_builder.rendering import terms
from workbook_builder.rendering.environments import html_environment
from workbook_builder.rendering.message_catalog import read_catalog
from workbook_builder.rendering.translations import catalog_files, translations
from workbook_builder.storage.packaged_data import packaged_folder

_FOR_AUTHORS = "new/"  # templates of files that a command writes
_HEAD = """\
The texts of the interface in {language}. Write each translation into its `msgstr`. Texts that you
leave empty are shown in English. `%(…)s` is replaced with a word or number: copy it unchanged.
Save the file as UTF-8 in templates/locale/ of your practice.
A text with a number has a form for each kind of number that the language tells apart:
{forms}"""
_COUNTED = range(200)  # numbers that show which plural form is for which of them
_SHOWN = 4  # numbers that are named for a form


class Message(NamedTuple):
    """A text that templates ask for.

    Attributes:
        id: The text, or its singular and plural.
        context: What it is used for, if the same text has another translation elsewhere.
    """

    id: str | tuple[str, str]
    context: str | None = None


@dataclass(frozen=True)
class TranslationFile:
    """A file for a translator.

    Attributes:
        text: The content of the file.
        new: How many texts were added to it.
        empty: How many of its texts have no translation yet.
    """

    text: str
    new: int
    empty: int


def translation_file(language: str, templates: Path) -> TranslationFile:
    """Create or complete the file ``locale/<language>.po`` of a practice, without writing it.

    Args:
        language: The language code.
        templates: The practice's own folder of templates. It need not exist.

    Returns:
        The file, with existing translations kept.

    Raises:
        WorkbookError: The existing file has mistakes.
    """
    own = templates if templates.is_dir() else None
    path = translation_path(language, templates)
    catalog = _read(path, language) if path.is_file() else _empty(language)
    known = len(catalog)
    missing: set[str] = set()
    texts = translations(language, [templates, packaged_folder("templates")], missing)
    for text, place in _asked_texts(html_environment(own, NullTranslations())):
        is_new = isinstance(text.id, tuple) or not catalog.get(text.id, text.context)
        if is_new and _is_missing(texts, text, missing):
            catalog.add(text.id, locations=[place], context=text.context)
    written = BytesIO()
    write_po(written, catalog, width=100)
    empty = sum(1 for each in catalog if each.id and not any(_strings(each)))
    return TranslationFile(written.getvalue().decode(), len(catalog) - known, empty)


def translation_path(language: str, templates: Path) -> Path:
    """The file with the translations into a language: the existing one, or the one to create."""
    first = next(catalog_files(templates, language), None)
    if first and first.stem.replace("_", "-").lower() == language.lower():
        return first
    return templates / "locale" / f"{language}.po"


def _read(path: Path, language: str) -> Catalog:
    read_catalog(path)  # reports mistakes, but keeps nothing of texts that are no longer used
    with path.open("rb") as file:
        return read_po(file, locale=language.replace("-", "_"), charset="utf-8")


def _empty(language: str) -> Catalog:
    """A new catalog that has no texts yet."""
    catalog = Catalog(
        locale=language.replace("-", "_"),
        project="Workbook Builder",
        version=__version__,
        fuzzy=False,
    )
    head = _HEAD.format(language=language, forms="; ".join(_plural_forms(catalog)))
    catalog.header_comment = "\n".join(f"# {line}" for line in head.split("\n"))
    return catalog


def _plural_forms(catalog: Catalog) -> Iterator[str]:
    """The numbers that each plural form of a language is for."""
    form_of = c2py(catalog.plural_expr)
    for form in range(catalog.num_plurals):
        numbers = [str(number) for number in _COUNTED if form_of(number) == form]
        more = ["…"] if len(numbers) > _SHOWN else []
        yield f"`msgstr[{form}]` for {', '.join(numbers[:_SHOWN] + more)}"


def _strings(message: Entry) -> Iterable[str]:
    """The translation of a message: one text, or one for each plural form."""
    return [message.string] if isinstance(message.string, str) else message.string or ()


def _is_missing(texts: NullTranslations, text: Message, missing: set[str]) -> bool:
    """Whether a text has no translation. ``texts`` adds what it cannot translate to ``missing``."""
    missing.clear()
    if isinstance(text.id, tuple):
        texts.ngettext(*text.id, 1)
    elif text.context:
        texts.pgettext(text.context, text.id)
    else:
        texts.gettext(text.id)
    return bool(missing)


def _asked_texts(environment: Environment) -> Iterator[tuple[Message, tuple[str, int]]]:
    """Every text that templates or the module `terms` mark for translation, with its place."""
    path = Path(inspect.getfile(terms))
    place = path.relative_to(Path(workbook_builder.__file__).parents[1]).as_posix()
    with path.open("rb") as file:
        for line, message, _, context in extract("python", file):
            if text := _message(message, context):
                yield text, (place, line)
    assert environment.loader
    for full_name in environment.list_templates(extensions=["j2"]):
        # Built-in templates are listed under this prefix too, for those that extend them.
        name = full_name.removeprefix("builtin/")
        if not name.startswith(_FOR_AUTHORS):
            source, _, _ = environment.loader.get_source(environment, full_name)
            for line, function, found in extract_from_ast(environment.parse(source, name)):
                has_context = function == "pgettext" and isinstance(found, tuple)
                context, asked = (found[0], found[1:]) if found and has_context else (None, found)
                if text := _message(asked, context):
                    yield text, (f"templates/{name}", line)


def _message(argument: object, context: str | None) -> Message | None:
    """The text in a call of ``_()`` without its placeholder values; None if it is not a literal."""
    match argument:
        case str(text) | (str(text),) | (str(text), None, *_):
            return Message(text, context)
        case (str(one), str(many), *_):
            return Message((one, many))
    return None
