"""Writes the texts of a practice's content to .po files for its translators, and freshens them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import denormalize, read_po, write_po

from workbook_builder import __version__
from workbook_builder.catalogs.po_file import PoFile
from workbook_builder.content.handbook import HANDBOOK
from workbook_builder.content.loader import load_files
from workbook_builder.content.program_assembly import LoadedFile
from workbook_builder.content.translations import FOLDER, translation_path
from workbook_builder.model.base import Model
from workbook_builder.model.placed_texts import PlacedText, placed_texts
from workbook_builder.problems.problem import Problem, WorkbookError
from workbook_builder.storage.file_replacement import replace_file

_HEAD = """\
# The texts of {file} in the language {language}.
# Write each translation into its `msgstr`. What you leave empty is shown in the first language.
# Keep Markdown: the signs around **bold** words and lists, and the addresses of [links](…).
# A text marked `fuzzy` has changed since it was translated: correct its translation, and remove
# the mark."""
_PREVIOUS = "|"  # begins a comment with the text that was translated


@dataclass
class WrittenCatalog:
    """A file for a translator that has been written, and what it lacks.

    Attributes:
        path: The file.
        texts: How many texts there are.
        missing: How many have no translation.
        changed: How many have changed since they were translated.
        words: How many words these two have in the first language.
        rewritten: Whether the file was new, or had another content.
    """

    path: Path
    texts: int
    missing: int = 0
    changed: int = 0
    words: int = 0
    rewritten: bool = False


def write_catalogs(content: Path, language: str) -> Iterator[WrittenCatalog]:
    """Write the files for a language, and yield what each of them lacks.

    Translations stay. Those whose text has changed are marked as fuzzy, with the old text; those
    whose text is gone are kept at the end of the file. A text that has moved takes its translation
    along.

    Args:
        content: The content folder.
        language: The code of the language.

    Raises:
        WorkbookError: The content or an existing file has mistakes. Nothing has been written then.
    """
    files = load_files(content)
    known = _Known()
    paths = [translation_path(content, language, path) for path, _ in files]
    for path in sorted({*paths, *(content / FOLDER / language).rglob("*.po")}):
        known.read(path, path.relative_to(content.parent).as_posix(), language)
    if known.problems:
        raise WorkbookError(known.problems)
    for (_, loaded), path in zip(files, paths, strict=True):
        found, text = _catalog(loaded, path, language, known)
        if found.texts and (not path.is_file() or path.read_text(encoding="utf-8") != text):
            replace_file(path, text)
            found.rewritten = True
        if found.texts:
            yield found


def untranslated_pages(content: Path, language: str) -> Iterator[Path]:
    """Where a translation of a page of the coach's handbook could be, for each that has none."""
    for page in sorted((content / HANDBOOK).glob("*.md")):
        path = content / FOLDER / language / HANDBOOK / page.name
        if not path.is_file():
            yield path


@dataclass
class _Known:
    """All translations that there are, in every file of a language.

    Attributes:
        catalogs: The files that exist, by path.
        by_text: Translations by the key and the text that they are for, with their file.
        problems: What is wrong with the files.
    """

    catalogs: dict[Path, Catalog] = field(default_factory=dict)
    by_text: dict[tuple[str, str], list[tuple[Path, str]]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def read(self, path: Path, name: str, language: str) -> None:
        """Read a file, if it is there."""
        if not path.is_file():
            return
        data = path.read_bytes()
        file = PoFile(data, name)
        self.problems += file.problems
        if file.problems:
            return
        catalog = read_po(BytesIO(data), locale=language.replace("-", "_"), charset="utf-8")
        self.catalogs[path] = catalog
        for message in (*catalog, *catalog.obsolete.values()):
            if message.id and message.string and message.context and not message.fuzzy:
                key = (_last_key(message.context), str(message.id))
                self.by_text.setdefault(key, []).append((path, str(message.string)))


def _catalog(
    loaded: LoadedFile[Model], path: Path, language: str, known: _Known
) -> tuple[WrittenCatalog, str]:
    """The content of a file, and what it lacks."""
    old = known.catalogs.get(path)
    catalog = _empty(loaded.source.file, language, old)
    by_place = {each.context: each for each in old or () if each.id and each.context}
    texts = placed_texts(loaded.model)
    found = WrittenCatalog(path, len(texts))
    for each in texts:
        line, _ = loaded.source.position(each.at)
        string, flags, previous = _string(each, by_place, path, known)
        catalog.add(
            each.original,
            string,
            context=each.place,
            flags=flags,
            previous_id=previous,
            auto_comments=[each.meaning],
            locations=[(loaded.source.file, line)],
            user_comments=_comments(by_place.get(each.place)),
        )
        if not string or flags:
            found.words += len(each.text.split())
            found.changed += bool(string)
            found.missing += not string
    places = {each.place for each in texts}
    gone = [each for each in by_place.values() if each.context not in places and each.string]
    for each in (*(old.obsolete.values() if old else ()), *gone):
        catalog.obsolete[(each.id, each.context)] = each
    written = BytesIO()
    write_po(written, catalog, width=100, include_previous=True)
    return found, written.getvalue().decode()


def _string(
    text: PlacedText, by_place: Mapping[str, Message], path: Path, known: _Known
) -> tuple[str, set[str], tuple[str, ...]]:
    """The translation of a text, its flags, and the text that was translated if it has changed."""
    old = by_place.get(text.place)
    if old and old.string:
        if old.id == text.original:
            return str(old.string), {"fuzzy"} if old.fuzzy else set(), _previous(old)
        moved = _moved(text, path, known)
        if moved:
            return moved
        return str(old.string), {"fuzzy"}, (str(old.id),)
    return _moved(text, path, known) or ("", set(), ())


def _comments(message: Message | None) -> list[str]:
    """What translators have noted at a text. Babel takes its earlier version for a note, too."""
    notes = message.user_comments if message else []
    return [note for note in notes if not note.startswith(_PREVIOUS)]


def _previous(message: Message) -> tuple[str, ...]:
    """The text that was translated, if it has changed since then."""
    lines = [note[1:].strip() for note in message.user_comments if note.startswith(_PREVIOUS)]
    return (denormalize("\n".join(lines).removeprefix("msgid ")),) if lines else ()


def _moved(
    text: PlacedText, path: Path, known: _Known
) -> tuple[str, set[str], tuple[str, ...]] | None:
    """The translation of the same text elsewhere, marked as fuzzy if it is in another file."""
    found = known.by_text.get((_last_key(text.place), text.original), [])
    here = [string for file, string in found if file == path]
    if here:
        return here[0], set(), ()
    return (found[0][1], {"fuzzy"}, ()) if found else None


def _last_key(place: str) -> str:
    return place.rpartition(".")[2].partition("[")[0]


def _empty(name: str, language: str, old: Catalog | None) -> Catalog:
    """A catalog without texts, with the head of the old one."""
    catalog = Catalog(
        locale=language.replace("-", "_"),
        project=old.project if old else "Workbook Builder",
        version=old.version if old else __version__,
        last_translator=old.last_translator if old else None,
        language_team=old.language_team if old else None,
        creation_date=old.creation_date if old else None,
        revision_date=old.revision_date if old else None,
        fuzzy=False,
    )
    catalog.header_comment = (
        old.header_comment if old else _HEAD.format(file=name, language=language)
    )
    return catalog
