"""A worksheet with what real worksheets ask, which the small practice does not have by itself."""

import shutil
from pathlib import Path

from support.places import DATA


def add_kinds(practice: Path) -> Path:
    """Add the worksheet `kinds` to the program of a copy of the small practice.

    Returns:
        The content folder.
    """
    content = practice / "content"
    (content / "worksheets").mkdir(exist_ok=True)
    shutil.copy(DATA / "browser_sheets/kinds.yml", content / "worksheets")
    program = content / "tracks/wellness/better-sleep.yml"
    text = program.read_text(encoding="utf-8").rstrip()
    program.write_text(f"{text}\n      - use: kinds\n", encoding="utf-8")
    return content
