"""The languages that new files are written in, besides English."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from workbook_builder.content.yaml_parsing import read_yaml
from workbook_builder.storage.packaged_data import packaged_folder

_TEXTS = "texts.yml"


def starter_folder(language: str) -> Path | None:
    """The folder with the templates of new files in a language, or None if there is none.

    A language without a region is also served by one of its regions, and the other way round.

    Args:
        language: The code of the language.
    """
    folder = packaged_folder("templates") / "new/languages"
    known = {path.name: path for path in sorted(folder.glob("*/"))}
    return next((known[name] for name in _candidates(language, known) if name in known), None)


def starter_texts(language: str) -> Mapping[str, Any]:
    """The texts that new files in a language begin with; none if they are in English.

    Args:
        language: The code of the language.
    """
    folder = starter_folder(language)
    texts: Mapping[str, Any] = read_yaml(folder / _TEXTS, _TEXTS).data if folder else {}
    return texts


def _candidates(language: str, known: Mapping[str, Path]) -> Iterator[str]:
    base = language.partition("-")[0]
    yield language
    yield base
    yield from (name for name in known if name.startswith(f"{base}-"))
