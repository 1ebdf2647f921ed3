"""The languages of a practice, as ``workbook.yml`` names them."""

from collections.abc import Mapping
from pathlib import Path

from workbook_builder.content.yaml_parsing import read_yaml
from workbook_builder.storage.memo import Memo


def languages(content: Path) -> tuple[str, ...]:
    """The codes of all languages of a practice, that of its content first.

    Raises:
        WorkbookError: ``workbook.yml`` cannot be read.
    """
    path = content / "workbook.yml"
    settings = read_yaml(path, path.relative_to(content.parent).as_posix(), Memo()).data
    listed = settings.get("languages") if isinstance(settings, dict) else None
    first = written_in(settings) if isinstance(settings, dict) else "en"
    further = listed if isinstance(listed, tuple) else ()
    return (first, *(each for each in map(str, further) if each != first))


def written_in(settings: Mapping[str, object]) -> str:
    """The language of the content, given the data of ``workbook.yml``, which may have mistakes."""
    listed = settings.get("languages")
    first = listed[0] if isinstance(listed, tuple) and listed else "en"
    return str(settings.get("language", first))
