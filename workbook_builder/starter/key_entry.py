"""The public part of the coach's key in ``workbook.yml``: reads it, and writes it there.

Nothing else in the file changes, neither a byte nor what it means.
"""

import codecs
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from workbook_builder.content.validation import validate_file
from workbook_builder.content.yaml_parsing import parse_yaml, read_yaml
from workbook_builder.model.coach_key import CoachKey
from workbook_builder.model.content_files import WorkbookFile
from workbook_builder.problems.problem import WorkbookError
from workbook_builder.storage.file_replacement import replace_file

ENTRY = "coach-key"
FILE = "workbook.yml"

_COMMENT = "# The site encrypts with this key what clients send. Only its private part opens it."


def entry(public: Mapping[str, str]) -> str:
    """The lines of a key in ``workbook.yml``."""
    return "".join([f"{ENTRY}:\n", *(f"  {name}: {each}\n" for name, each in public.items())])


def has_key(content: Path) -> bool:
    """Whether the file names a key, even one that cannot be used.

    Raises:
        WorkbookError: The file cannot be read.
    """
    data = read_yaml(content / FILE, _name(content)).data
    return isinstance(data, dict) and data.get(ENTRY) is not None


def public_key(content: Path) -> CoachKey | None:
    """The key in the file, or None if it has none.

    Raises:
        WorkbookError: The file cannot be read, or has problems.
    """
    source = read_yaml(content / FILE, _name(content))
    found = validate_file(WorkbookFile, source, _language(source.data))
    if isinstance(found, list):
        raise WorkbookError(found)
    return found.coach_key


def write_public_key(public: Mapping[str, str], content: Path) -> bool:
    """Write a key into the file, in place of the one that it may have.

    Returns:
        False if that would change something else, or the file has problems. It is unchanged then.

    Raises:
        OSError: It cannot be written.
    """
    path = content / FILE
    raw = path.read_bytes()
    mark = codecs.BOM_UTF8 if raw.startswith(codecs.BOM_UTF8) else b""
    text = raw.removeprefix(mark).decode()
    old = _read(text)
    if old is None:
        return False
    changed = _replaced(text, old.coach_key, public) if old.coach_key else _added(text, public)
    key = CoachKey.model_validate(dict(public))
    if _read(changed) != old.model_copy(update={"coach_key": key}):
        return False
    replace_file(path, mark + changed.encode())
    return True


def _added(text: str, public: Mapping[str, str]) -> str:
    """A text with a key at its end."""
    end = "\r\n" if "\r\n" in text else "\n"
    lines = f"\n{_COMMENT}\n{entry(public)}".replace("\n", end)
    return text + ("" if text.endswith("\n") else end) + lines


def _replaced(text: str, old: CoachKey, public: Mapping[str, str]) -> str:
    """A text with another key in the place of the old one, however its lines are arranged."""
    return text.replace(old.x, public["x"], 1).replace(old.y, public["y"], 1)


def _read(text: str) -> WorkbookFile | None:
    """What a file with this text says, or None if it has problems."""
    try:
        source = parse_yaml(text, FILE)
    except WorkbookError:
        return None
    found = validate_file(WorkbookFile, source, _language(source.data))
    return None if isinstance(found, list) else found


def _language(data: Any) -> str:
    return str(data.get("language", "en")) if isinstance(data, dict) else "en"


def _name(content: Path) -> str:
    """The path of the file, as problems show it."""
    return f"{content.name}/{FILE}"
