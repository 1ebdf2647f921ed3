"""Loads the texts of the interface in the language of a practice, from .po files."""

from collections.abc import Sequence
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


class _Untranslated(NullTranslations):
    """Returns texts that have no translation unchanged, and records them."""

    def __init__(self, untranslated: set[str]) -> None:
        super().__init__()
        self._untranslated = untranslated

    def gettext(self, message: str) -> str:
        self._untranslated.add(message)
        return message

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
        folders: The folders with translations in ``locale/<language>.po``. If several folders
            translate a text, the first one is used.
        untranslated: Texts without a translation are added to this set when they are first used.

    Returns:
        The translations. Texts without one stay as they are in the templates, in English.
    """
    english = language.partition("-")[0] == "en"
    texts = (
        NullTranslations()
        if english
        else _Untranslated(set() if untranslated is None else untranslated)
    )
    names = dict.fromkeys((language, language.partition("-")[0]))
    paths = (folder / "locale" / f"{name}.po" for folder in folders for name in names)
    for path in reversed([path for path in paths if path.is_file()]):
        compiled = BytesIO()
        with path.open("rb") as file:
            write_mo(compiled, read_po(file))
        compiled.seek(0)
        found = GNUTranslations(compiled)
        found.add_fallback(texts)
        texts = found
    return texts
