"""Folders of the user, which belong to no practice."""

import os
from pathlib import Path

from platformdirs import user_data_path


def keys_folder() -> Path:
    """The folder of private keys: the one named by WORKBOOK_KEYS, or else one of the user's own."""
    named = os.environ.get("WORKBOOK_KEYS")
    if named:
        return Path(named).absolute()
    return user_data_path("workbook-builder", appauthor=False) / "keys"
