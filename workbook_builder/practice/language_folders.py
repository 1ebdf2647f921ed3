"""The files of a practice in several languages, each in the folder of its language."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TypeVar

from workbook_builder.practice.practice import Practice
from workbook_builder.storage.output_tree import LazyFiles

T = TypeVar("T")


def in_all_languages(
    practices: Iterable[Practice], made_of: Callable[[Practice], Mapping[str, T]]
) -> LazyFiles[T]:
    """Files of a practice in several languages, by their path in the site.

    Args:
        practices: The practice in each language.
        made_of: The files of a practice by their path in the folder of its language.
    """
    makers: dict[str, Callable[[], T]] = {}
    for practice in practices:
        folder, files = practice.workbook.folder, made_of(practice)
        for path in files:
            place = f"{folder}/{path}" if folder else path
            makers[place] = partial(files.__getitem__, path)
    return LazyFiles(makers)


def of_language(files: Mapping[str, T], practice: Practice) -> LazyFiles[T]:
    """Those of the files in all languages that are in the language of a practice.

    Args:
        files: The files by their path in the site.
        practice: The practice in one of its languages.

    Returns:
        The files by their path in the folder of the language.
    """
    workbook = practice.workbook
    others = tuple(f"{each}/" for each in workbook.further_languages if each != workbook.folder)
    before = f"{workbook.folder}/" if workbook.folder else ""
    return LazyFiles(
        {
            path.removeprefix(before): partial(files.__getitem__, path)
            for path in files
            if path.startswith(before) and not path.startswith(others)
        }
    )
