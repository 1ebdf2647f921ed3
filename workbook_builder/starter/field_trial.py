"""A field tried out on a sheet of its own: for the tests of a package that brings a field type."""

import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from urllib.parse import unquote

import yaml
from jinja2 import Environment

from workbook_builder.answers.answer import Answer
from workbook_builder.model.worksheet import Placed
from workbook_builder.pdf.acroform import make_fillable
from workbook_builder.practice.practice import Practice
from workbook_builder.problems.problem import WorkbookError
from workbook_builder.rendering import site_paths
from workbook_builder.starter import scaffold
from workbook_builder.storage.new_files import NewFiles, write_new_files
from workbook_builder.typesetting.typst_compiler import typeset

_BOX = re.compile(rb"/URI\s*\(field:([^)#]*)")
_HEAD = "title: Sheet\nkind: exercise\npurpose: Try a field.\nminutes: 5\nfields:\n"
_USED = "      - use: weekly-check-in\n"


@dataclass(frozen=True)
class FieldTrial:
    """What comes of a field: answers, HTML, Typst, and the keys of its boxes in the PDF."""

    answers: tuple[Answer, ...]
    html: str
    typst: str
    boxes: frozenset[str]


def try_field(field: str) -> FieldTrial:
    """Try a field, written as an author does. Raises WorkbookError with what is wrong in it."""
    with TemporaryDirectory() as folder:
        write_new_files(_practice(field), Path(folder))
        practice = Practice.open(Path(folder) / "content")
    ((track, program),) = practice.workbook.programs()
    sheet = next(each for each in program.worksheets if each.id == "try")
    (placed,) = sheet.placed("program")
    html = render_field(practice.html, placed, "html")
    typst = render_field(practice.typst, placed, "typ")
    path = site_paths.worksheet_pdf(track, program, sheet, practice.workbook.papers[0])
    document = next(each for each in practice.documents if each.path == path)
    pdf = typeset(document.source, document.files)
    make_fillable(pdf, document.answers)  # refuses a box that cannot be a form field
    found = (unquote(key.decode()) for key in _BOX.findall(pdf))
    boxes = frozenset(key.replace(program.id, "program", 1) for key in found)
    return FieldTrial(tuple(placed.answers.values()), html, typst, boxes)


def render_field(environment: Environment, placed: Placed, kind: str) -> str:
    """What the template of a field makes of it: `html` or `typ`, without indentation."""
    text = environment.get_template(f"fields/{placed.field.type}.{kind}.j2").render(
        field=placed.field,
        key=placed.key,
        answers=placed.answers,
        number=placed.number,
        link=partial(site_paths.link, "try.md"),
        track=SimpleNamespace(id="track"),
        program=SimpleNamespace(id="program"),
    )
    return "".join(f"{line.strip()}\n" for line in text.splitlines() if line.strip())


def updated_case(case: str) -> str:
    """A file that tells of a field, told anew: the field, what comes of it, and what is wrong.

    It is YAML with the keys ``given``, ``answers``, ``web``, ``print``, and ``wrong``: a list of
    what is ``given``, and the ``problem`` that its author reads.
    """
    told = yaml.safe_load(case)
    trial = try_field(told["given"])
    new = {
        "given": told["given"],
        "answers": [
            " | ".join([each.key, each.kind, each.label, *(o.label for o in each.options)])
            for each in trial.answers
        ],
        "web": trial.html,
        "print": trial.typst,
        "wrong": [
            {"given": wrong["given"], "problem": _problem(wrong["given"])}
            for wrong in told["wrong"]
        ],
    }
    return yaml.dump(new, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000)


def _practice(field: str) -> NewFiles:
    """A small practice with the field on a sheet `try`."""
    made = scaffold.practice(scaffold.Identity("Practice", "Coach"), "none")
    made |= scaffold.program("personal", "program-tried")
    path = "content/tracks/personal/program-tried.yml"
    program = str(made.new[path]).replace(_USED, f"{_USED}      - use: try\n")
    lines = "".join(f"    {line}\n" for line in field.splitlines())
    sheet = f"{_HEAD}  -\n{lines}"
    return made | NewFiles({path: program, "content/worksheets/try.yml": sheet})


def _problem(field: str) -> str:
    try:
        try_field(field)
    except WorkbookError as error:
        return "\n".join(f"{each.message}: {each.hint}" for each in error.problems)
    return ""


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as blocks, so that people can read them."""


_Dumper.add_representer(
    str,
    lambda dumper, text: dumper.represent_scalar(
        "tag:yaml.org,2002:str", text, style="|" if "\n" in text else None
    ),
)
