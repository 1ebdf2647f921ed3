"""A worksheet with recordings, which the small practice does not have by itself."""

import shutil
from pathlib import Path

from support.places import DATA

SHEET = "wellness/better-sleep/listening/"
SOUND = "recordings/calm-breathing.mp3"
FILM = "recordings/stretching.mp4"
CAPTIONS = "recordings/stretching.vtt"


def add_listening(practice: Path) -> Path:
    """Add the worksheet `listening` to the program of a copy of the small practice.

    Returns:
        The content folder.
    """
    content = practice / "content"
    shutil.copy(DATA / "browser_sheets/listening.yml", content / "worksheets")
    program = content / "tracks/wellness/better-sleep.yml"
    text = program.read_text(encoding="utf-8").rstrip()
    program.write_text(f"{text}\n      - use: listening\n", encoding="utf-8")
    return content
