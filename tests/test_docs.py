"""The maintainers' documents are built from what is tested."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from workbook_builder import fields

ROOT = Path(__file__).parent.parent


@pytest.mark.slow
def test_the_gallery_shows_every_field_type(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-q"]
    command += ["-f", "docs/site/mkdocs.yml", "-d", str(tmp_path / "docs")]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    page = (tmp_path / "docs/gallery/index.html").read_text(encoding="utf-8")
    for name in fields.types():
        assert f'id="{name}"' in page
        assert (tmp_path / f"docs/gallery/{name}.png").read_bytes().startswith(b"\x89PNG")
    assert not (tmp_path / "docs/site").exists()


def test_every_document_is_in_the_table_of_contents() -> None:
    contents = (ROOT / "docs/site/mkdocs.yml").read_text(encoding="utf-8")
    missing = [path.name for path in (ROOT / "docs").glob("*.md") if path.name not in contents]
    assert not missing
