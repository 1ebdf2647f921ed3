"""What a translation of the content lacks."""

from typing import NamedTuple


class TranslationGap(NamedTuple):
    """Texts of a content file that are shown in the first language.

    Attributes:
        file: The name of the file with its translations, which may not be there.
        missing: How many texts have no translation.
        changed: How many texts have changed since they were translated.
        texts: How many texts there are.
        untranslated: The texts that are shown in the first language.
    """

    file: str
    missing: int
    changed: int
    texts: int
    untranslated: frozenset[str] = frozenset()
