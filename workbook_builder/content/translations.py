"""The translations of content: a .po file beside the content for each of its files.

A translation is kept under the place of its text, and counts as long as the text is the one that
was translated. What has none, or an old one, is shown in the first language.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from pydantic import TypeAdapter, ValidationError

from workbook_builder.catalogs.po_file import PoFile
from workbook_builder.content.error_messages import nearest_word
from workbook_builder.content.program_assembly import LoadedFile, M
from workbook_builder.content.translated_markdown import markdown_faults
from workbook_builder.content.validation import error_problems
from workbook_builder.content.yaml_source import Node, YamlSource
from workbook_builder.model.base import Line, Prose, TextKind
from workbook_builder.model.placed_texts import PlacedText, placed_texts, with_texts
from workbook_builder.model.translation_gap import TranslationGap
from workbook_builder.problems.problem import Problem, Rule
from workbook_builder.storage.file_reading import read_file
from workbook_builder.storage.memo import Memo

FOLDER = "translations"
_ENDING = ".po"


def translation_path(content: Path, language: str, file: Path) -> Path:
    """The file with the translations of a content file.

    Args:
        content: The content folder.
        language: The code of the language.
        file: The content file: ``workbook.yml``, or that of a track, program, or worksheet.
    """
    folder = content / FOLDER / language
    if file.name == "track.yml":
        return folder / "tracks" / f"{file.parent.name}{_ENDING}"
    if file.parent.name == "worksheets" and file.parent.parent == content:
        return folder / "worksheets" / f"{file.stem}{_ENDING}"
    return folder / f"{file.stem}{_ENDING}"


class Entry(NamedTuple):
    """A translation in a file.

    Attributes:
        original: The text that was translated.
        text: The translation.
        line: The line where it begins, counting from 1.
    """

    original: str
    text: str
    line: int


@dataclass
class ContentTranslation:
    """The translation of a practice's content into one of its further languages.

    Attributes:
        content: The content folder.
        language: The code of the language.
        readable: The files in the content folder that can be read.
        memo: Keeps what was read for the next time.
        problems: What is wrong with the files.
        sources: The files as sources, with their texts by place.
        gaps: What has no translation.
        used: The paths of all files that may be there.
    """

    content: Path
    language: str
    readable: Collection[Path]
    memo: Memo
    problems: list[Problem] = field(default_factory=list)
    sources: list[YamlSource] = field(default_factory=list)
    gaps: list[TranslationGap] = field(default_factory=list)
    used: set[Path] = field(default_factory=set)

    def translated(self, loaded: LoadedFile[M], path: Path) -> LoadedFile[M]:
        """A content file with the translations of its texts."""
        file = translation_path(self.content, self.language, path)
        self.used.add(file)
        name = file.relative_to(self.content.parent).as_posix()
        data = self._data(file, name)
        result = self.memo(
            ("translated", loaded, self.language, data),
            partial(_translated, loaded, self.language, name, data),
        )
        self.problems += result.problems
        if result.source:
            self.sources.append(result.source)
        if result.gap:
            self.gaps.append(result.gap)
        return result.loaded

    def strays(self) -> Iterator[Problem]:
        """A problem for each file that belongs to no content file."""
        folder = self.content / FOLDER / self.language
        known = {path.relative_to(folder).as_posix() for path in self.used}
        for path in sorted(self.readable):
            if path.suffix == _ENDING and folder in path.parents and path not in self.used:
                name = path.relative_to(self.content.parent).as_posix()
                message = "there is no content file that these translations belong to"
                nearest = nearest_word(path.relative_to(folder).as_posix(), known)
                hint = f"did you mean `{nearest}`?" if nearest else "rename it, or delete it"
                yield Problem(name, 0, 0, Rule.TRANSLATION, message, hint)

    def _data(self, file: Path, name: str) -> bytes | None:
        if file not in self.readable:
            return None
        try:
            return read_file(file)
        except OSError as refused:
            message = f"the file cannot be read: {refused.strerror}"
            hint = "change who may read it"
            self.problems.append(Problem(name, 0, 0, Rule.UNREADABLE, message, hint))
            return None


class _Result(NamedTuple):
    loaded: LoadedFile  # type: ignore[type-arg]
    problems: list[Problem]
    source: YamlSource | None
    gap: TranslationGap | None


def _translated(loaded: LoadedFile[M], language: str, name: str, data: bytes | None) -> _Result:
    texts = placed_texts(loaded.model)
    if data is None:
        every = frozenset(each.text for each in texts)
        nothing = TranslationGap(name, len(texts), 0, len(texts), every) if texts else None
        return _Result(loaded, [], None, nothing)
    file = PoFile(data, name)
    entries = _entries(file)
    source = _source(file, entries)
    problems = list(file.problems)
    problems += _wrong_places(entries, texts, file, language)
    chosen: dict[str, str] = {}
    missing = changed = 0
    for each in texts:
        entry = entries.get(each.place)
        if entry and entry.text and entry.original == each.original:
            found = _checked(each, entry, source, language)
            problems += [found] if isinstance(found, Problem) else []
            chosen |= {} if isinstance(found, Problem) else {each.place: found}
        elif entry and entry.text:
            changed += 1
        else:
            missing += 1
    same = frozenset(each.text for each in texts if each.place not in chosen)
    gap = TranslationGap(name, missing, changed, len(texts), same) if missing or changed else None
    model = with_texts(loaded.model, chosen)
    return _Result(LoadedFile(model, loaded.source), problems, source, gap)


def _entries(file: PoFile) -> dict[str, Entry]:
    """The translations in a file by their place. What is marked as fuzzy has no text."""
    found = {}
    for message in file.catalog or ():
        if message.id and message.context:
            line, text = file.strings(message)[0]
            original = message.id if isinstance(message.id, str) else message.id[0]
            found[message.context] = Entry(original, "" if message.fuzzy else text, line)
        elif message.id:
            file.add(
                message.lineno or 1,
                "this text has no place",
                "put a line `msgctxt` above it, as `workbook translate` writes it",
            )
    return found


def _source(file: PoFile, entries: Mapping[str, Entry]) -> YamlSource:
    """The translations as a source, so that problems can be placed at them."""
    starts = list(accumulate((len(line) + 1 for line in file.lines), initial=0))
    keys = {place: starts[each.line - 1] for place, each in entries.items() if each.text}
    nodes = {place: Node(at + len("msgstr "), entries[place].text) for place, at in keys.items()}
    return YamlSource(file.name, "\n".join(file.lines), Node(0, nodes, keys))


def _checked(text: PlacedText, entry: Entry, source: YamlSource, language: str) -> str | Problem:
    """A translation in the form that the model keeps, or what is wrong with it."""
    try:
        found = _adapter(text.kind).validate_python(entry.text, context={"language": language})
    except ValidationError as error:
        return error_problems(source, error, (text.place,))[0]
    if text.kind is TextKind.MARKDOWN:
        for message, hint in markdown_faults(text.text, found):
            return source.problem((text.place,), Rule.TRANSLATION, message, hint)
    return found


def _wrong_places(
    entries: Mapping[str, Entry], texts: Collection[PlacedText], file: PoFile, language: str
) -> Iterator[Problem]:
    """A problem for each translation of an entry that a list of the content does not have.

    A translation of a question or a worksheet that is gone as a whole is only left unused.
    """
    parents = {each.place.rpartition(".")[0] for each in texts}
    groups = {parent.rpartition(".")[0] for parent in parents}
    again = f"run `workbook translate {language}`, which puts what is gone at the end of the file"
    for place, entry in entries.items():
        parent = place.rpartition(".")[0]
        group, _, id = parent.rpartition(".")
        is_item = group in groups and not group.endswith(_GONE_AS_A_WHOLE) and id[-1:] != "]"
        if entry.text and is_item and parent not in parents:
            ids = [each.rpartition(".")[2] for each in parents if each.rpartition(".")[0] == group]
            nearest = nearest_word(id, ids)
            hint = f"did you mean `{nearest}`? If it is gone, {again}" if nearest else again
            yield file.problem(entry.line, Rule.TRANSLATION, f"`{group}` has no `{id}`", hint)


_GONE_AS_A_WHOLE = (".fields", ".worksheets")


@cache
def _adapter(kind: TextKind) -> TypeAdapter[str]:
    """What checks a text; made when it is needed, since most practices have one language."""
    return TypeAdapter(Line if kind is TextKind.LINE else Prose)
