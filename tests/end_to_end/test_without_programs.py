"""A practice with single worksheets, and no program at all, is complete."""

import re
from pathlib import Path

import pikepdf
import pytest
from support.command_line import contents, run
from support.toolbox import add_toolbox, without_programs

pytestmark = pytest.mark.slow


@pytest.fixture
def built(practice: Path) -> Path:
    """The practice, built for a host."""
    without_programs(add_toolbox(practice))
    settings = practice / "mkdocs.yml"
    address = ("https://example.org/workbook/", "https://quiet-harbor.net/")
    settings.write_text(settings.read_text().replace(*address))
    result = run("build", "--strict", at=practice)
    assert result.exit_code == 0, result.output
    assert "a toolbox with 4 worksheets: 12 pages and 8 PDFs in site" in result.output
    return practice


def test_nothing_is_wrong_with_its_site(built: Path) -> None:
    result = run("publish", "--check", at=built)
    assert result.exit_code == 0, result.output
    assert (built / "coach/toolbox-coach-a4.pdf").is_file()


def test_no_heading_of_its_pages_is_empty(built: Path) -> None:
    for path in (built / "site").rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert not re.findall(r"<(h\d|ul|ol)[^>]*>\s*</\1>", page.partition("<article")[2]), path


def test_every_pdf_is_a_tagged_form(built: Path) -> None:
    paths = [*(built / "site").rglob("*.pdf")]
    assert len(paths) == 8
    for path in paths:
        with pikepdf.open(path) as pdf, pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            names = [str(field.T) for field in pdf.Root.AcroForm.Fields]
        assert names
        assert all(name.startswith("toolbox/") for name in names)


def test_a_single_worksheet_is_built_alone(built: Path) -> None:
    result = run("build", "--strict", "--only", "toolbox/areas", at=built)
    assert result.exit_code == 0, result.output
    pages = {path.parent.name for path in (built / "site/toolbox").rglob("index.html")}
    assert pages == {"toolbox", "areas"}


def test_it_can_be_exported(built: Path) -> None:
    result = run("export", "elsewhere", at=built)
    assert result.exit_code == 0, result.output
    files = contents(built / "elsewhere")
    assert any(path.endswith("toolbox/one-step/index.md") for path in files)
    assert any(path.endswith("toolbox/downloads/one-step-a4.pdf") for path in files)
