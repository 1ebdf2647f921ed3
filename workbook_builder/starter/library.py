"""The library of programs that comes with the package, and the files each program needs."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from workbook_builder.content.translations import translation_path
from workbook_builder.content.yaml_parsing import read_yaml
from workbook_builder.model import fields
from workbook_builder.storage.new_files import NewFiles
from workbook_builder.storage.packaged_data import packaged_folder

_FROM = "# From the library of Workbook Builder, CC BY 4.0: https://creativecommons.org/licenses/by/4.0/\n"
_SCHEMA = "# yaml-language-server:"


def programs() -> Mapping[str, Path]:
    """The file of each program in the library, by ``track/program``."""
    paths = (packaged_folder("content") / "tracks").glob("*/*.yml")
    found = (path for path in paths if path.name != "track.yml")
    return {f"{path.parent.name}/{path.stem}": path for path in sorted(found)}


def head(path: Path) -> Mapping[str, Any]:
    """The data in a file of the library."""
    data: Mapping[str, Any] = read_yaml(path, path.name).data
    return data


def practice() -> Mapping[str, Any]:
    """The settings of the library's own practice, whose texts new practices start with."""
    return head(packaged_folder("content") / "workbook.yml")


def program(name: str) -> NewFiles:
    """The files of a program, named ``track/program``, and of everything that it uses."""
    path = programs()[name]
    data = head(path)
    sheets = [sheet for phase in data["phases"].values() for sheet in phase["worksheets"]]
    own = NewFiles({f"content/tracks/{name}.yml": _marked_text(path)}, _files(sheets))
    used = {sheet["use"] for sheet in sheets if "use" in sheet}
    return own | track(path.parent.name) | worksheets(*sorted(used))


def track(name: str) -> NewFiles:
    """The file of a track, or no files if the library has no such track."""
    path = packaged_folder("content") / "tracks" / name / "track.yml"
    return NewFiles(
        {}, {f"content/tracks/{name}/track.yml": _marked_text(path)} if path.is_file() else {}
    )


def worksheets(*names: str) -> NewFiles:
    """The files of shared worksheets, with their pictures and recordings."""
    found: dict[str, str | bytes] = {}
    for name in names:
        path = packaged_folder("content") / "worksheets" / f"{name}.yml"
        found |= {f"content/worksheets/{name}.yml": _marked_text(path), **_files([head(path)])}
    return NewFiles({}, found)


def translations(paths: Iterable[str], languages: Collection[str]) -> NewFiles:
    """The translations of some files of the library, as far as there are any.

    Args:
        paths: The paths of the files in a practice.
        languages: The codes of the languages.
    """
    content = packaged_folder("content")
    found: dict[str, str | bytes] = {}
    for language in languages:
        for path in paths:
            file = translation_path(content, language, content.parent / path)
            if path.endswith(".yml") and file.is_file():
                own = file.relative_to(content).as_posix()
                found[f"content/{own}"] = file.read_text(encoding="utf-8")
    return NewFiles({}, found)


def _files(sheets: list[Mapping[str, Any]]) -> dict[str, str | bytes]:
    """The pictures and recordings of some worksheets, by their path in a practice."""
    found = [
        fields.types()[field["type"]].model_validate(field)
        for sheet in sheets
        for field in sheet.get("fields", ())
    ]
    names = [picture.file for field in found for picture in field.shown_pictures]
    names += [name for field in found for each in field.played_recordings for name in each.files]
    return {f"content/{name}": (packaged_folder("content") / name).read_bytes() for name in names}


def _marked_text(path: Path) -> str:
    """The text of a file with a comment on its origin, and without the path to its schema."""
    return _FROM + "".join(_without_schema(path.read_text(encoding="utf-8")))


def _without_schema(text: str) -> Iterator[str]:
    return (line for line in text.splitlines(keepends=True) if not line.startswith(_SCHEMA))
