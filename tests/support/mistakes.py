"""Mistakes of authors: each file has one case, and says how it changes the small practice."""

import shutil
from pathlib import Path

from support.places import DATA

CASES = sorted((DATA / "mistakes").glob("*.txt"))


def add_configuration(practice: Path, text: str) -> None:
    """Add a line to the configuration of a practice."""
    with (practice / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write(f"\n{text}\n")


def change(practice: Path, text: str) -> None:
    """Apply the changes of a case to a practice."""
    path = find = None
    for line in text.splitlines():
        key, _, value = line.partition(": ")
        value = value.replace("\\n", "\n").replace("\\t", "\t")
        if key == "file":
            path, find = practice / "content" / value, None
        elif key == "copy":
            assert path is not None
            shutil.copy(practice / "content" / value, path)
        elif key == "delete":
            target = practice / "content" / value
            shutil.rmtree(target) if target.is_dir() else target.unlink()
        elif key == "find":
            find = value
        elif key == "write":
            assert path is not None
            path.parent.mkdir(parents=True, exist_ok=True)
            if find is None:
                path.write_bytes(value.encode("latin-1" if "\xff" in value else "utf-8"))
                continue
            old = path.read_text(encoding="utf-8")
            assert find in old, f"{find!r} is not in {path}"
            path.write_text(old.replace(find, value, 1), encoding="utf-8")
        else:
            raise AssertionError(f"not a change: {line}")
