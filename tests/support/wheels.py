"""Wheels of Workbook Builder that hold only what is read from them."""

import io
import zipfile
from pathlib import Path


def wheel(
    version: str, folder: Path, *, changelog: str | None = None, name: str = "workbook-builder"
) -> Path:
    """Write a wheel into a folder."""
    stem = f"{name.replace('-', '_')}-{version}"
    files = {
        f"{stem}.dist-info/METADATA": f"Metadata-Version: 2.4\nName: {name}\nVersion: {version}\n",
        f"{stem}.dist-info/WHEEL": "Wheel-Version: 1.0\nTag: py3-none-any\n",
    }
    if changelog is not None:
        files["workbook_builder/_data/CHANGELOG.md"] = changelog
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        for path, text in files.items():
            file.writestr(path, text)
    made = folder / f"{stem}-py3-none-any.whl"
    made.write_bytes(data.getvalue())
    return made
