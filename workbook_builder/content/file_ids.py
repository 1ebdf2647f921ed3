"""Checks the names of files and folders, which are the ids of what is in them."""

import re
from pathlib import Path

from workbook_builder.answers.contract import LONGEST_ID
from workbook_builder.content.error_messages import Wording, ascii_id
from workbook_builder.model.toolbox import TOOLBOX

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
