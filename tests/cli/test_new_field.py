"""`workbook new field` writes a field type that works and passes its own tests."""

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.command_line import fill_in, output_of, run
from support.field_package import install
from support.places import ROOT

from workbook_builder.content.loader import load
from workbook_builder.model import fields
from workbook_builder.practice.practice import Practice
from workbook_builder.print.press import Press
from workbook_builder.problems.problem import WorkbookError
from workbook_builder.starter import scaffold
from workbook_builder.starter.field_trial import updated_case
from workbook_builder.storage.new_files import write_new_files

FIELD = "type: sentence-end\nid: week\nlabel: What will you do?\nbegin: This week I will\n"


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package with a field type, written by `workbook new field` and installed."""
    write_new_files(scaffold.field("sentence-end"), tmp_path)
    folder = tmp_path / "workbook-field-sentence-end"
    entry = tomllib.loads((folder / "pyproject.toml").read_text())["project"]["entry-points"]
    install(folder, monkeypatch, **entry[fields.GROUP])
    yield folder
    fields.types.cache_clear()
    sys.modules.pop("workbook_field_sentence_end", None)


def test_a_new_field_type_is_asked_on_the_web_and_on_paper(package: Path, mine: Path) -> None:
    sheet = mine / "content/worksheets/weekly-check-in.yml"
    item = "".join(f"    {line}\n" for line in FIELD.splitlines())
    sheet.write_text(sheet.read_text().replace("fields:\n", f"fields:\n  -\n{item}"))
    fill_in(mine)
    assert output_of("check", "--strict") == "No problems: 1 program with 6 worksheets.\n"
    template = mine / "templates/fields/sentence-end.html.j2"
    template.parent.mkdir(parents=True)
    template.write_text('{% include "builtin/fields/sentence-end.html.j2" %}<p>And mine.</p>')
    practice = Practice.open(mine / "content", mine / "templates")
    page = practice.pages()["personal/first-steps/weekly-check-in.md"].source()
    assert isinstance(page, str)
    assert 'name="first-steps/weekly-check-in@1/week"' in page
    assert "<p>And mine.</p>" in page, "a practice's own template comes first"
    with Press() as press:
        path = next(each for each in practice.sheets() if "weekly-check-in-a4" in each)
        press.begin({path: practice.sheets()[path]})
        pdf = press.finish()[path]
    assert pdf.startswith(b"%PDF")


def test_a_new_field_type_does_what_its_file_says(
    package: Path, golden: Callable[[Path, str], None]
) -> None:
    told = (package / "tests/sentence-end.yml").read_text(encoding="utf-8")
    template = ROOT / "templates/new/field/case.yml.j2"
    found = updated_case(told)
    assert "did you mean `help`?" in found
    golden(template, found.replace("sentence-end", "<< name >>"))


def test_a_new_field_type_passes_its_own_tests(package: Path, tmp_path: Path) -> None:
    base = f"--basetemp={tmp_path / 'base'}"  # else other runs delete its temporary files
    without = ("-p", "no:cacheprovider", "-p", "no:slipcover")
    result = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *without, base],
        cwd=package,
        env=os.environ | {"PYTHONPATH": f"{package}{os.pathsep}{ROOT}"},
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stdout
    assert "2 passed" in result.stdout


@pytest.mark.parametrize(
    ("name", "module", "said"),
    [
        ("mood", "import nowhere_to_be_found", "ModuleNotFoundError: No module named 'nowhere_to"),
        ("mood", "1 / 0", "ZeroDivisionError: division by zero"),
        ("mood", "Mood = int", "`broken_field:Mood` is not a subclass of"),
        ("scale", "Mood = int", "there is already a field type `scale`"),
    ],
)
def test_a_package_that_brings_no_field_type_is_explained(
    practice: Path, monkeypatch: pytest.MonkeyPatch, name: str, module: str, said: str
) -> None:
    (practice / "broken_field.py").write_text(module)
    install(practice, monkeypatch, **{name: "broken_field:Mood"})
    try:
        with pytest.raises(WorkbookError) as caught:
            load(practice / "content")
        monkeypatch.chdir(practice)
        asked = run("new", "worksheet", "evening-walk")
    finally:
        fields.types.cache_clear()
        sys.modules.pop("broken_field", None)
    assert said in asked.output
    assert asked.exit_code == 1
    assert "Traceback" not in asked.output
    (problem,) = caught.value.problems
    assert problem.file == "workbook-field"
    assert said in problem.message
    assert problem.hint == "fix the package, or remove it: pip uninstall workbook-field"


def test_a_new_field_type_imports_nothing_of_ours_but_the_api(mine: Path) -> None:
    output_of("new", "field", "sentence-end")
    sources = [path.read_text(encoding="utf-8") for path in mine.rglob("workbook-field-*/**/*.py")]
    imported = set(
        re.findall(r"^\s*(?:from|import) (workbook_builder[\w.]*)", "\n".join(sources), re.M)
    )
    assert imported == {"workbook_builder.api"}
