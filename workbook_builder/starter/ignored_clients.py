"""Keeps the folder of clients out of a practice's repository."""

from pathlib import Path

from workbook_builder.storage.file_replacement import replace_file
from workbook_builder.storage.private_files import CLIENTS

IGNORED = f"/{CLIENTS}/"  # the line in .gitignore
_COMMENT = "# Clients belong in no repository."


def ignore_clients(root: Path) -> bool:
    """Add the line to the ``.gitignore`` of a practice, unless it is there.

    Returns:
        Whether it was added.
    """
    file = root / ".gitignore"
    text = file.read_bytes().decode("utf-8", "surrogateescape") if file.is_file() else ""
    if CLIENTS in (line.strip().strip("/") for line in text.splitlines()):
        return False
    before = f"{text.rstrip()}\n\n" if text.strip() else ""
    new = f"{before}{_COMMENT}\n{IGNORED}\n"
    replace_file(file, new.encode("utf-8", "surrogateescape"))
    return True
