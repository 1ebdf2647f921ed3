"""`workbook translate` writes files for translators, and counts what is missing."""

from pathlib import Path

from support.command_line import run
from support.languages import add_language, translated


def test_a_new_language_is_written_and_counted(practice: Path) -> None:
    result = run("translate", "es", at=practice)
    assert result.exit_code == 0, result.output
    assert "content/translations/es/better-sleep.po: 170 of 170 missing\n" in result.output
    assert "Spanish: 189 texts of 189 to translate (748 words).\n" in result.output
    assert "Clients can choose it when `languages` in workbook.yml has `es`.\n" in result.output


def test_all_further_languages_are_freshened(practice: Path) -> None:
    add_language(practice)
    add_language(practice, "de")
    translated(practice, "title", "")
    result = run("translate", at=practice)
    assert "content/translations/es/better-sleep.po: 1 of 170 missing\n" in result.output
    assert "Spanish: 1 text of 189 to translate (2 words).\n" in result.output
    assert result.output.endswith("German: all 189 texts are translated.\n")


def test_pages_of_the_handbook_are_named(practice: Path) -> None:
    add_language(practice)
    page = practice / "content/coach/01-scope.md"
    page.parent.mkdir()
    page.write_text("# Scope\n\nText.\n", encoding="utf-8")
    result = run("translate", at=practice)
    assert "content/translations/es/coach/01-scope.md: not there\n" in result.output


def test_the_language_of_the_content_needs_no_translation(practice: Path) -> None:
    result = run("translate", "en", at=practice)
    assert result.exit_code == 2
    assert "your programs are written in `en`" in result.output
    result = run("translate", at=practice)
    assert "name a language" in result.output
    assert run("translate", "nonsense", at=practice).exit_code == 2


def test_advice_tells_what_is_missing_and_what_grows(practice: Path) -> None:
    add_language(practice)
    translated(practice, "title", "")
    long = "Una palabra detrás de otra. " * 60
    translated(practice, "phases.assess.worksheets.evenings-now.intro", f"**Hoy** {long * 4}")
    result = run("check", at=practice)
    assert result.exit_code == 0, result.output
    assert "es/better-sleep.po: WB909 1 of 170 texts have no translation" in result.output
    assert "in `es`, the worksheet `evenings-now` of `better-sleep` has" in result.output
