"""Checks the recordings of worksheets, and their captions."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from workbook_builder.content.file_lookup import ContentFiles
from workbook_builder.content.media_formats import Mistake, captions_mistake, recording_mistake
from workbook_builder.content.named_files import CAPTIONS, RECORDING, NamedFile
from workbook_builder.content.source_folder import LARGEST
from workbook_builder.content.text_files import LARGEST_FILE
from workbook_builder.content.yaml_source import YamlSource
from workbook_builder.model.content_files import AddedFields
from workbook_builder.model.worksheet import WorksheetBody
from workbook_builder.problems.problem import Problem, Rule
from workbook_builder.storage.file_reading import TooLargeError, read_file


@dataclass(frozen=True, slots=True)
class _Kind:
    """What is checked of a file, and what problems call it.

    Attributes:
        file: What its name must be like.
        named: What it is called.
        missing: How a problem begins if it is not there.
        used: What cannot be done with it if it is damaged.
        mistake: Finds what is wrong with its content; an OSError means that it cannot be read.
    """

    file: NamedFile
    named: str
    missing: str
    used: str
    mistake: Callable[[Path], Mistake | None]


def recordings(
    files: ContentFiles,
    sheet: WorksheetBody | AddedFields,
    source: YamlSource,
    at: tuple[str | int, ...],
) -> Iterator[tuple[str, Path] | Problem]:
    """The path and the file of each recording of a worksheet and of its captions, or a problem.

    Args:
        files: The files of the practice.
        sheet: The worksheet, or questions that are added to one.
        source: The file with the worksheet.
        at: The keys and indexes that lead to the worksheet in that file.
    """
    played = set[str]()
    for index, field in enumerate(sheet.fields):
        for recording in field.played_recordings:
            place = (*at, "fields", index)
            if recording.file in played:
                message = f"the recording `{recording.file}` is on this worksheet already"
                hint = "delete one of the two"
                yield source.problem((*place, *recording.file_at), Rule.ID_TAKEN, message, hint)
            played.add(recording.file)
            at_file = (*place, *recording.file_at)
            yield _checked(files, recording.file, _RECORDING, source, at_file)
            if recording.captions:
                at_captions = (*place, *recording.captions_at)
                yield _checked(files, recording.captions, _CAPTIONS, source, at_captions)


def _checked(
    files: ContentFiles, name: str, kind: _Kind, source: YamlSource, at: tuple[str | int, ...]
) -> tuple[str, Path] | Problem:
    """The path and the file that a worksheet names, or a problem with it."""
    path = files.find(name)
    if path is None:
        message = f"{kind.missing} `{name}` in the content folder"
        return source.problem(at, Rule.NO_RECORDING, message, files.missing_hint(name, kind.file))
    try:
        mistake = kind.mistake(path)
    except OSError as refused:
        mistake = Mistake(str(refused.strerror), "change who may read the file")
    if mistake:
        message = f"the {kind.named} `{name}` cannot be {kind.used}: {mistake.message}"
        return source.problem(at, Rule.BROKEN_RECORDING, message, mistake.hint)
    return name, path


def _recording_mistake(path: Path) -> Mistake | None:
    return None if path.stat().st_size > LARGEST else recording_mistake(path)


def _captions_mistake(path: Path) -> Mistake | None:
    try:
        return captions_mistake(read_file(path, LARGEST_FILE))
    except TooLargeError:
        return Mistake("the file is larger than a megabyte", "write only what is said")


_RECORDING = _Kind(RECORDING, "recording", "there is no recording", "played", _recording_mistake)
_CAPTIONS = _Kind(CAPTIONS, "captions", "there are no captions", "shown", _captions_mistake)
