"""The texts of the interface in the language of a practice, from the files of translators."""

from collections.abc import Sequence
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


class _Untranslated(NullTranslations):
    """Where a text ends up that has no translation: it is noted, and stays as it is."""

    def __init__(self, noted: set[str]) -> None:
        super().__init__()
        self._noted = noted

    def gettext(self, message: str) -> str:
        self._noted.add(message)
        return message

    def ngettext(self, one: str, many: str, number: int) -> str:
        self._noted.add(one)
        return one if number == 1 else many


def translations(
    language: str, folders: Sequence[Path], untranslated: set[str] | None = None
) -> NullTranslations:
    """The interface texts of a language, each from the first folder that translates it.

    A folder does so in ``locale/<language>.po``. English, and every text that has no translation,
    stays as it stands in the templates; the latter are noted in ``untranslated`` when they are
    asked for.
    """
    english = language.partition("-")[0] == "en"
    rest = (
        NullTranslations()
        if english
        else _Untranslated(set() if untranslated is None else untranslated)
    )
    names = dict.fromkeys((language, language.partition("-")[0]))
    paths = (folder / "locale" / f"{name}.po" for folder in folders for name in names)
    texts = rest
    for path in reversed([path for path in paths if path.is_file()]):
        compiled = BytesIO()
        with path.open("rb") as file:
            write_mo(compiled, read_po(file))
        compiled.seek(0)
        found = GNUTranslations(compiled)
        found.add_fallback(texts)
        texts = found
    return texts
