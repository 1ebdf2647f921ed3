"""Loads the texts of the interface in the language of a practice, from .po files."""

from collections.abc import Iterator, Sequence
from gettext import NullTranslations
from pathlib import Path

from workbook_builder.problems.problem import Problem, WorkbookError
from workbook_builder.rendering.message_catalog import compiled, read_catalog
from workbook_builder.storage.packaged_data import packaged_folder


class _Untranslated(NullTranslations):
    """Returns texts that have no translation unchanged, and records them."""

    def __init__(self, untranslated: set[str]) -> None:
        super().__init__()
        self._untranslated = untranslated

    def gettext(self, message: str) -> str:
        self._untranslated.add(message)
        return message

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)

    def ngettext(self, one: str, many: str, number: int) -> str:
        self._untranslated.add(one)
        return one if number == 1 else many


def translations(
    language: str, folders: Sequence[Path], untranslated: set[str] | None = None
) -> NullTranslations:
    """Load the texts of the interface in a language.

    Args:
        language: The language code. If it has a region, as in ``pt-BR``, translations for the
            language alone fill the gaps in those for the region.
        folders: The folders with translations in ``locale/``. If several folders translate a
            text, the first one is used.
        untranslated: Texts without a translation are added to this set when they are first used.

    Returns:
        The translations. Texts without one stay as they are in the templates, in English.

    Raises:
        WorkbookError: Files of translations have mistakes. The error contains those of all files.
    """
    english = language.partition("-")[0] == "en"
    texts = (
        NullTranslations()
        if english
        else _Untranslated(set() if untranslated is None else untranslated)
    )
    problems: list[Problem] = []
    for path in reversed([path for folder in folders for path in catalog_files(folder, language)]):
        try:
            found = compiled(read_catalog(path))
        except WorkbookError as error:
            problems += error.problems
            continue
        found.add_fallback(texts)
        texts = found
    if problems:
        raise WorkbookError(problems)
    return texts


def catalog_files(templates: Path, language: str) -> Iterator[Path]:
    """The files with translations into a language, the closest one first.

    A file is named like its language, with ``-`` or ``_`` before the region. A language without a
    region is also served by a file for one of its regions, if there is no other.

    Args:
        templates: The folder of templates, with ``locale/`` in it.
        language: The language code.
    """
    files = {}
    for path in sorted((templates / "locale").glob("*.po"), reverse=True):  # `-` wins over `_`
        if path.is_file():
            files[path.stem.replace("_", "-").lower()] = path
    code = language.lower()
    base = code.partition("-")[0]
    found = [files[name] for name in dict.fromkeys((code, base)) if name in files]
    regions = [name for name in sorted(files) if name.startswith(f"{code}-")]
    yield from found or [files[name] for name in regions[:1]]


def has_interface(language: str) -> bool:
    """Whether the package has the texts of the interface in a language, given by its code."""
    is_english = language.partition("-")[0] == "en"
    return is_english or any(catalog_files(packaged_folder("templates"), language))
