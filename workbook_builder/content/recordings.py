"""Checks the recordings of worksheets, and their captions."""

from collections.abc import Iterator
from pathlib import Path

from workbook_builder.content.file_lookup import find_file, missing_hint
from workbook_builder.content.media_formats import Mistake, captions_mistake, recording_mistake
from workbook_builder.content.named_files import CAPTIONS, RECORDING
from workbook_builder.content.source_folder import LARGEST
from workbook_builder.content.text_files import LARGEST_FILE
from workbook_builder.content.yaml_source import YamlSource
from workbook_builder.model.worksheet import WorksheetBody
from workbook_builder.problems.problem import Problem, Rule
from workbook_builder.storage.file_reading import TooLargeError, read_file


def recordings(
    content: Path, sheet: WorksheetBody, source: YamlSource, at: tuple[str | int, ...]
) -> Iterator[tuple[str, Path] | Problem]:
    """The path and the file of each recording of a worksheet and of its captions, or a problem.

    Args:
        content: The content folder.
        sheet: The worksheet.
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
            yield _recording(content, recording.file, source, (*place, *recording.file_at))
            if recording.captions:
                at_captions = (*place, *recording.captions_at)
                yield _captions(content, recording.captions, source, at_captions)


def _recording(
    content: Path, name: str, source: YamlSource, at: tuple[str | int, ...]
) -> tuple[str, Path] | Problem:
    path = find_file(content, name)
    if path is None:
        message = f"there is no recording `{name}` in the content folder"
        hint = missing_hint(content, name, RECORDING)
        return source.problem(at, Rule.NO_RECORDING, message, hint)
    try:
        mistake = None if path.stat().st_size > LARGEST else recording_mistake(path)
    except OSError as refused:
        mistake = Mistake(str(refused.strerror), "change who may read it")
    if mistake:
        message = f"the recording `{name}` cannot be played: {mistake.message}"
        return source.problem(at, Rule.BROKEN_RECORDING, message, mistake.hint)
    return name, path


def _captions(
    content: Path, name: str, source: YamlSource, at: tuple[str | int, ...]
) -> tuple[str, Path] | Problem:
    path = find_file(content, name)
    if path is None:
        message = f"there are no captions `{name}` in the content folder"
        hint = missing_hint(content, name, CAPTIONS)
        return source.problem(at, Rule.NO_RECORDING, message, hint)
    try:
        mistake = captions_mistake(read_file(path, LARGEST_FILE))
    except TooLargeError:
        mistake = Mistake("the file is larger than a megabyte", "write only what is said")
    except OSError as refused:
        mistake = Mistake(str(refused.strerror), "change who may read the file")
    if mistake:
        message = f"the captions `{name}` cannot be shown: {mistake.message}"
        return source.problem(at, Rule.BROKEN_RECORDING, message, mistake.hint)
    return name, path
