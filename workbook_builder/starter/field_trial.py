"""Renders a field on a sheet of its own, for the tests of packages that add a field type."""

import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import cast
from urllib.parse import unquote

import yaml
from jinja2 import Environment

from workbook_builder.answers.answer import Answer
from workbook_builder.model.worksheet import Placed
from workbook_builder.pdf.acroform import make_fillable
from workbook_builder.practice.practice import Practice
from workbook_builder.problems.problem import WorkbookError
from workbook_builder.rendering import output_paths
from workbook_builder.rendering.terms import Terms
from workbook_builder.starter import scaffold
from workbook_builder.storage.new_files import NewFiles, write_new_files
from workbook_builder.typesetting.typst_compiler import typeset

_BOX = re.compile(rb"/URI\s*\(field:([^)#]*)")
_HEAD = "title: Sheet\nkind: exercise\npurpose: Try a field.\nminutes: 5\nfields:\n"
_USED = "      - use: weekly-check-in\n"


@dataclass(frozen=True)
class FieldTrial:
    """What a field turns into.

    Attributes:
        answers: The answers that it asks for.
        html: Its part of the page, without indentation.
        typst: Its part of the document, without indentation.
        boxes: The keys of its form fields in the PDF.
    """

    answers: tuple[Answer, ...]
    html: str
    typst: str
    boxes: frozenset[str]


def try_field(field: str) -> FieldTrial:
    """Load, render, and print a field.

    Args:
        field: The field in YAML, as an author writes it.

    Raises:
        WorkbookError: The field has problems.
    """
    with TemporaryDirectory() as folder:
        write_new_files(_practice(field), Path(folder))
        practice = Practice.open(Path(folder) / "content")
    ((track, program),) = practice.workbook.programs()
    sheet = next(each for each in program.worksheets if each.id == "try")
    terms = cast(Terms, practice.html.globals["terms"])
    (placed,) = map(terms.spelled_out, sheet.placed("program"))
    html = render_field(practice.html, placed, "html")
    typst = render_field(practice.typst, placed, "typ")
    path = output_paths.worksheet_pdf(track, program, sheet, practice.workbook.papers[0])
    document = next(each for each in practice.documents if each.path == path)
    pdf = typeset(document.source, document.files)
    make_fillable(pdf, document.answers)  # raises if a box cannot become a form field
    found = (unquote(key.decode()) for key in _BOX.findall(pdf))
    boxes = frozenset(key.replace(program.id, "program", 1) for key in found)
    return FieldTrial(tuple(placed.answers.values()), html, typst, boxes)


def render_field(environment: Environment, placed: Placed, kind: str) -> str:
    """Render a field with its own template, without indentation.

    Args:
        environment: The environment with the templates.
        placed: The field, as it is placed on a sheet.
        kind: ``html`` or ``typ``.
    """
    placed = cast(Terms, environment.globals["terms"]).spelled_out(placed)
    text = environment.get_template(f"fields/{placed.field.type}.{kind}.j2").render(
        field=placed.field,
        key=placed.key,
        answers=placed.answers,
        number=placed.number,
        link=partial(output_paths.link, "try.md"),
        plays=True,
        address="https://example.org/try/",
        workbook=SimpleNamespace(language="en"),
        language="en",
        track=SimpleNamespace(id="track"),
        program=SimpleNamespace(id="program"),
    )
    return "".join(f"{line.strip()}\n" for line in text.splitlines() if line.strip())


def updated_case(case: str) -> str:
    """Update a test case of a field type with what the field actually turns into.

    Args:
        case: YAML with a field under ``given``, what it turns into under ``answers``, ``web``, and
            ``print``, and a list under ``wrong``: invalid fields, each under ``given``, with the
            text that the author reads under ``problem``.

    Returns:
        The same YAML, with everything except the fields generated anew.
    """
    old = yaml.safe_load(case)
    trial = try_field(old["given"])
    new = {
        "given": old["given"],
        "answers": [
            " | ".join([each.key, each.kind, each.label, *(o.label for o in each.options)])
            for each in trial.answers
        ],
        "web": trial.html,
        "print": trial.typst,
        "wrong": [
            {"given": wrong["given"], "problem": _problem(wrong["given"])} for wrong in old["wrong"]
        ],
    }
    return yaml.dump(new, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000)


def _practice(field: str) -> NewFiles:
    """A small practice with the field on a worksheet named `try`."""
    files = scaffold.practice(scaffold.Identity("Practice", "Coach"), "none")
    files |= scaffold.program("personal", "program-tried")
    path = "content/tracks/personal/program-tried.yml"
    program = str(files.new[path]).replace(_USED, f"{_USED}      - use: try\n")
    lines = "".join(f"    {line}\n" for line in field.splitlines())
    sheet = f"{_HEAD}  -\n{lines}"
    return files | NewFiles({path: program, "content/worksheets/try.yml": sheet})


def _problem(field: str) -> str:
    """What the author of an invalid field reads, one problem per line."""
    try:
        try_field(field)
    except WorkbookError as error:
        return "\n".join(f"{each.message}: {each.hint}" for each in error.problems)
    return ""


class _Dumper(yaml.SafeDumper):
    """Writes multi-line text as readable blocks."""


_Dumper.add_representer(
    str,
    lambda dumper, text: dumper.represent_scalar(
        "tag:yaml.org,2002:str", text, style="|" if "\n" in text else None
    ),
)
