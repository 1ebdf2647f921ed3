"""Templates can be replaced one by one, run in a sandbox, and errors in them are explained."""

from pathlib import Path

import pytest

from workbook_builder.practice.practice import Practice
from workbook_builder.print.press import Press
from workbook_builder.problems.problem import WorkbookError


def made(practice: Path, name: str, text: str) -> Practice:
    path = practice / "templates" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    opened = Practice.open(practice / "content", practice / "templates")
    dict(opened.pages())
    with Press() as press:
        press.begin(opened.sheets())
        press.begin(opened.guides())
        press.finish()
    return opened


def test_a_template_of_the_same_name_replaces_the_built_in_one(practice: Path) -> None:
    opened = made(practice, "site/track.md.j2", "{{ heading }}\n<p>Only {{ track.title }}</p>")
    assert "<p>Only Health and wellness</p>" in opened.pages()["wellness/index.md"].source()


def test_a_template_can_extend_the_one_that_it_replaces(practice: Path) -> None:
    text = '{% include "builtin/site/track.md.j2" %}\n<p>And more.</p>'
    page = made(practice, "site/track.md.j2", text).pages()["wellness/index.md"].source()
    assert "Better nights" in page
    assert "<p>And more.</p>" in page


@pytest.mark.parametrize(
    ("name", "text", "message", "line"),
    [
        ("site/track.md.j2", "fine\n  {{ nope }}", "'nope' is undefined", 2),
        ("site/track.md.j2", "{% if %}", "Expected an expression", 1),
        ("site/track.md.j2", "{{ 1 / 0 }}", "division by zero", 1),
        ("site/track.md.j2", "{{ track.nope }}", "has no attribute 'nope'", 1),
        ("site/track.md.j2", '\n\n{% include "no.j2" %}', "no.j2", 3),
        ("fields/text.html.j2", "{{ 7|nope }}", "No filter named 'nope'", 1),
        ("fields/text.typ.j2", "{{ field.nope }}", "has no attribute 'nope'", 1),
        ("print/worksheet.typ.j2", "{{ range(1000000000) }}", "", 1),
        ("print/worksheet.typ.j2", 'ok\n\n#import "@preview/cetz:0.2.0": *', "load no packages", 3),
        ("fields/text.typ.j2", '{% if 1 %}\n  #include "x.typ"{% endif %}', "load no packages", 2),
        ("print/prelude.typ.j2", "ok {# import #}\n#let x = eval", "load no packages", 2),
        # There is no way out of the sandbox.
        ("site/track.md.j2", "{{ track.__class__.__mro__ }}", "is unsafe", 1),
        ("site/track.md.j2", "{{ to.__init__.__globals__ }}", "is unsafe", 1),
        ("fields/text.typ.j2", "{{ field.model_copy.__globals__ }}", "is unsafe", 1),
    ],
)
def test_a_mistake_in_a_template_is_explained(
    practice: Path, name: str, text: str, message: str, line: int
) -> None:
    with pytest.raises(WorkbookError) as caught:
        made(practice, name, text)
    (problem,) = caught.value.problems
    assert problem.file.endswith(name)
    assert problem.rule == "WB501"
    assert problem.line == line
    assert message in problem.message


def test_a_typst_error_names_the_documents_that_it_affects(practice: Path) -> None:
    with pytest.raises(WorkbookError) as caught:
        made(practice, "fields/wheel.typ.j2", "#nope()")
    files = [problem.file for problem in caught.value.problems]
    assert "wellness/better-sleep/downloads/life-wheel-a4.pdf" in files
    assert "wellness/better-sleep/downloads/goal-a4.pdf" not in files
    assert "unknown variable: nope" in caught.value.problems[0].message


@pytest.mark.parametrize(
    "typst",
    ['#read("/etc/passwd")', '#image("/etc/passwd")', '#include "../secret.typ"'],
)
def test_typst_reads_no_file_of_the_machine(practice: Path, typst: str) -> None:
    with pytest.raises(WorkbookError):
        made(practice, "fields/wheel.typ.j2", typst)


def test_no_package_is_imported_by_code_that_a_template_puts_together(practice: Path) -> None:
    text = '#im{% if true %}port "@preview/cetz:0.2.0": *{% endif %}'
    with pytest.raises(WorkbookError) as caught:
        made(practice, "fields/text.typ.j2", text)
    assert "load no packages" in caught.value.problems[0].message


def test_a_template_that_writes_invalid_typst_is_explained(practice: Path) -> None:
    with pytest.raises(WorkbookError) as caught:
        made(practice, "fields/text.typ.j2", "#nothing-of-that-name()\n")
    problem = caught.value.problems[0]
    assert problem.rule == "WB502"
    assert problem.file.endswith(".pdf")
    assert "unknown variable: nothing-of-that-name" in problem.message
