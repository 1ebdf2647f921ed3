"""Checks the names of files and folders, which are the ids of what is in them."""

import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from workbook_builder.answers.contract import LONGEST_ID
from workbook_builder.content.error_messages import Wording, ascii_id
from workbook_builder.model.toolbox import TOOLBOX
from workbook_builder.problems.problem import Problem, Rule
from workbook_builder.storage.file_names import same_name

# These names are used by the site itself.
RESERVED_TRACKS = {
    "about-coaching", "assets", "how-to-use", "licenses", "overrides", "search", "tags",
    TOOLBOX, "workbook", "worksheets", "your-answers",
}  # fmt: skip

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FORM = "use lowercase letters, digits, and single hyphens"


def wrong_file_name(path: Path) -> Wording | None:
    """What is wrong with the name of a content file, and a hint; None if nothing is."""
    if path.suffix != ".yml" and path.suffix.lower() in (".yaml", ".yml"):
        return "a content file must end in .yml", f"rename it to {path.stem}.yml"
    if path.suffix != ".yml":
        return "this is not a content file", "move it out of the folder"
    if not _SLUG.fullmatch(path.stem):
        better = f"{ascii_id(path.stem) or 'first-step'}.yml"
        return f"`{path.stem}` cannot be an id", f"{_FORM}: `{better}`"
    return _too_long(path.stem)


def wrong_track_name(name: str) -> Wording | None:
    """What is wrong with the name of a folder for a track, and a hint; None if nothing is."""
    if name in RESERVED_TRACKS:
        return f"`{name}` is reserved for the site itself", "choose another name"
    if not _SLUG.fullmatch(name) and len(name) <= LONGEST_ID:
        better = ascii_id(name) or "my-track"
        return f"`{name}` cannot be the name of a track", f"{_FORM}: `{better}`"
    return _too_long(name)


def _too_long(name: str) -> Wording | None:
    if len(name) <= LONGEST_ID:
        return None
    message = f"the name has {len(name)} characters, but an id may have at most {LONGEST_ID}"
    return message, "choose a shorter name"


_RESERVED_PROGRAMS = {
    TOOLBOX: "worksheets without a program",
    "workbook": "the translations of workbook.yml",
}


def taken_program_ids(programs: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    """A problem for each program with the id of another, as keys of answers begin with it.

    Args:
        programs: The id of each program, and the name of its file.
    """
    seen: dict[str, str] = {}
    for id, place in programs:
        if id in _RESERVED_PROGRAMS:
            message = f"`{id}` is reserved for {_RESERVED_PROGRAMS[id]}"
            yield Problem(place, 0, 0, Rule.ID_RESERVED, message, "rename the file")
        if id in seen:
            message = f"there is already a program `{id}`: {seen[id]}"
            yield Problem(place, 0, 0, Rule.ID_TAKEN, message, "rename one of the files")
        seen.setdefault(id, place)


def names_of_languages(
    tracks: Iterable[tuple[str, str]], languages: Collection[str]
) -> Iterator[Problem]:
    """A problem for each track whose pages would lie among those of a further language.

    Args:
        tracks: The id of each track, and the name of its folder.
        languages: The codes of the further languages, which have folders of the site.
    """
    folders = {same_name(each): each for each in languages}
    for id, place in tracks:
        if language := folders.get(same_name(id)):
            message = f"`{id}` is the folder of the language `{language}` in the site"
            yield Problem(place, 0, 0, Rule.ID_RESERVED, message, "choose another name")
