"""Pretend that a package with field types is installed."""

from pathlib import Path

import pytest

from workbook_builder.model import fields


def install(folder: Path, monkeypatch: pytest.MonkeyPatch, **types: str) -> None:
    """Put a folder on the import path, with the metadata of an installed package."""
    info = folder / "workbook_field-0.1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: workbook-field\nVersion: 0.1.0\n")
    entries = "".join(f"{name} = {value}\n" for name, value in types.items())
    (info / "entry_points.txt").write_text(f"[{fields.GROUP}]\n{entries}")
    monkeypatch.syspath_prepend(folder)
    fields.types.cache_clear()
