"""Reads the YAML files of a content folder, and puts the texts of a language into them."""

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from workbook_builder.content.file_ids import wrong_file_name
from workbook_builder.content.file_lookup import ContentFiles
from workbook_builder.content.languages import written_in
from workbook_builder.content.program_assembly import LoadedFile, M
from workbook_builder.content.source_folder import SourceFolder
from workbook_builder.content.translations import FOLDER, ContentTranslation
from workbook_builder.content.validation import validate_file
from workbook_builder.content.yaml_parsing import read_yaml
from workbook_builder.content.yaml_source import YamlSource
from workbook_builder.model.content_files import ProgramFile, TrackFile, WorkbookFile
from workbook_builder.problems.problem import Problem, Rule, WorkbookError
from workbook_builder.storage.memo import Memo

OWN_PAGES = "pages"  # a folder of content that only MkDocs reads


class ContentReader:
    """Reads files one by one, and keeps what is known of all of them.

    Attributes:
        content: The content folder.
        memo: Keeps what was read for the next time.
        problems: What is wrong with the files.
        readable: The files that can be read.
        files: Finds the files that others name.
        translation: The translation into the wanted language, if that is a further one.
        sources: The files that were read.
        loaded: What is in them, as their authors wrote it.
        titles: The titles of tracks and programs in the first language, by the path of their
            folder or file below ``tracks/``: these have one order in every language.
    """

    def __init__(self, content: Path, memo: Memo, language: str | None = None) -> None:
        """Prepare to read a folder.

        Args:
            content: The folder.
            memo: Keeps what is read for the next time.
            language: The further language that is wanted; by default, that of the files.
        """
        self.content = content
        self.memo = memo
        memo.begin()
        self.problems: list[Problem] = []
        self.readable: frozenset[Path] = frozenset()
        self.files = ContentFiles(content)
        self.translation: ContentTranslation | None = None
        self.sources: list[YamlSource] = []
        self.loaded: list[tuple[Path, LoadedFile[Any]]] = []
        self.titles: dict[str, str] = {}
        self._wanted = language
        self._written_in = "en"

    @property
    def language(self) -> str:
        """The code of the language that texts are in once they are read."""
        return self._wanted or self._written_in

    def look(self) -> None:
        """Look through the folder, before anything in it is read."""
        checked = content_folder(self.content)
        self.problems += checked.problems
        self.readable = frozenset(checked.files)
        if self._wanted:
            self.translation = ContentTranslation(
                self.content, self._wanted, self.readable, self.memo
            )
            self.files = ContentFiles(self.content, self.content / FOLDER / self._wanted)

    def name(self, path: Path) -> str:
        """How problems call a file of the folder."""
        return path.relative_to(self.content.parent).as_posix()

    def yaml_files(self, folder: Path) -> Iterator[Path]:
        """The files of a folder whose names are ids. All others are added to the problems."""
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if path.name.startswith(".") or path.is_dir() or path not in self.readable:
                continue
            if problem := wrong_file_name(path):
                self.problems.append(Problem(self.name(path), 0, 0, Rule.FILE_NAME, *problem))
            else:
                yield path

    def file(self, path: Path, kind: type[M]) -> LoadedFile[M] | None:
        """Read a file; None if there are problems with it, which are added to the others."""
        name = self.name(path)
        if path not in self.readable and os.path.lexists(path):
            return None  # there is a problem with it already
        try:
            source = read_yaml(path, name, self.memo)
        except WorkbookError as error:
            self.problems.extend(error.problems)
            return None
        self.sources.append(source)
        if kind is WorkbookFile and isinstance(source.data, dict):
            self._written_in = written_in(source.data)
        found = self.memo(
            (kind, name, source.text, self._written_in),
            partial(_validated, kind, source, self._written_in),
        )
        if isinstance(found, list):
            self.problems.extend(found)
            return None
        self.loaded.append((path, found))
        if isinstance(found.model, TrackFile | ProgramFile):
            program = f"/{path.stem}" if isinstance(found.model, ProgramFile) else ""
            self.titles[f"{path.parent.name}{program}"] = found.model.title
        return self.translation.translated(found, path) if self.translation else found


def content_folder(content: Path) -> SourceFolder:
    """Look through a content folder, except for the practice's own pages."""
    return SourceFolder(content, content.parent, skipped=(OWN_PAGES,))


def _validated(kind: type[M], source: YamlSource, language: str) -> LoadedFile[M] | list[Problem]:
    result = validate_file(kind, source, language)
    return result if isinstance(result, list) else LoadedFile(result, source)
