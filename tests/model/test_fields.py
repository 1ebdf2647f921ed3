"""Each field type consists of four files, and behaves as its file in the test data says.

`data/fields/<type>.yml` has the YAML of a field, the answers that it asks for, what is rendered for
the page and the document, and wrong inputs with the messages for the author. What some keys of a
type do is in files of their own: `<type>--<what>.yml`.
"""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import yaml
from support.one_field import practice_with, printed, rendered, sheet_of
from support.places import DATA

from workbook_builder.answers.answer import Answer
from workbook_builder.answers.punctuation import ENGLISH
from workbook_builder.content.yaml_parsing import parse_yaml
from workbook_builder.model import fields
from workbook_builder.model.worksheet import Worksheet
from workbook_builder.pdf.acroform import make_fillable
from workbook_builder.problems.problem import WorkbookError
from workbook_builder.storage.packaged_data import packaged_folder
from workbook_builder.typesetting.typst_compiler import typeset

FOLDER = DATA / "fields"
TYPES = sorted(fields.types())
CASES = sorted(path.stem for path in FOLDER.glob("*.yml"))


def sheet(practice: Path, field: str) -> Worksheet:
    return sheet_of(practice_with(field, practice))


def listed(answers: tuple[Answer, ...]) -> list[str]:
    return [
        " | ".join([a.key, a.kind, full, *(f"{o.id}={o.label}" for o in a.options)])
        for a in answers
        for full in [ENGLISH.followed_by(a.label, *a.words)]
    ]


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as YAML blocks, so that golden files are readable."""


_Dumper.add_representer(
    str,
    lambda dumper, text: dumper.represent_scalar(
        "tag:yaml.org,2002:str", text, style="|" if "\n" in text else None
    ),
)


@pytest.mark.parametrize("name", TYPES)
def test_a_field_type_is_four_files(name: str) -> None:
    module = Path(fields.__file__).parent / f"{name.replace('-', '_')}.py"
    templates = [
        packaged_folder("templates") / "fields" / f"{name}.{kind}.j2" for kind in ("html", "typ")
    ]
    for path in (module, *templates, FOLDER / f"{name}.yml"):
        assert path.is_file(), f"{path} is missing"


def test_no_file_of_a_removed_type_is_left() -> None:
    templates = (packaged_folder("templates") / "fields").glob("[!_]*.j2")
    assert {path.name.partition(".")[0] for path in templates} == set(TYPES)
    assert {case.partition("--")[0] for case in CASES} == set(TYPES)


def test_types_say_what_they_ask_for() -> None:
    examples = {}
    for name, kind in fields.types().items():
        case = yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
        examples[name] = kind.model_validate(parse_yaml(case["given"], name).data)
    assert {name for name, each in examples.items() if each.asks_for_text} == {"text", "long-text"}
    assert {name for name, each in examples.items() if each.asks_for_number} == {"number", "scale"}
    dated = {name for name, each in examples.items() if each.asks_for_date}
    assert dated == {"date", "plan", "table"}
    table = "{type: table, id: a, label: A, columns: [What]}"
    undated = fields.types()["table"].model_validate(parse_yaml(table, "table").data)
    assert not undated.asks_for_date
    birth = "{type: date, id: born, label: When were you born?, past: true}"
    assert not fields.types()["date"].model_validate(parse_yaml(birth, "date").data).asks_for_date


def test_a_date_in_the_past_is_marked_for_the_site(practice: Path) -> None:
    field = "{type: date, id: born, label: When were you born?, past: %s}"
    assert '<div class="wb-field" data-wb-past>' in rendered(
        sheet(practice, field % "true"), "html"
    )
    assert "data-wb-past" not in rendered(sheet(practice, field % "false"), "html")


@pytest.mark.parametrize("name", CASES)
def test_a_field_does_what_its_file_says(
    name: str, practice: Path, golden: Callable[[Path, str], None]
) -> None:
    path = FOLDER / f"{name}.yml"
    case: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    worksheet = sheet(practice, case["given"])
    found = {
        "given": case["given"],
        "answers": listed(worksheet.answers("program")),
        "web": rendered(worksheet, "html"),
        "print": rendered(worksheet, "typ"),
        "wrong": [
            {"given": wrong["given"], "problem": problem(practice, wrong["given"])}
            for wrong in case["wrong"]
        ],
    }
    golden(path, yaml.dump(found, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000))
    assert found["wrong"], "every file has an input that is wrong"


def problem(practice: Path, field: str) -> str:
    with pytest.raises(WorkbookError) as caught:
        sheet(practice, field)
    return "\n".join(f"{each.message}: {each.hint}" for each in caught.value.problems)


@pytest.mark.parametrize("name", CASES)
def test_every_answer_is_asked_once_on_the_web_and_once_on_paper(name: str, practice: Path) -> None:
    case = yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
    workbook = practice_with(case["given"], practice)
    worksheet = sheet_of(workbook)
    web = rendered(worksheet, "html")
    asked = {answer.key for answer in worksheet.answers("program")}
    assert {key for key in asked if f'name="{key}"' in web} == asked
    document = printed(workbook)
    pdf = make_fillable(typeset(document.source, document.files), document.answers)
    with pikepdf.open(io.BytesIO(pdf)) as read:
        found = {str(each.T) for each in read.Root.AcroForm.Fields}
    ours = {answer.key for answer in worksheet.answers("better-sleep")}
    assert found == ours | {"better-sleep/client-name", "better-sleep/try/filled-on"}
