"""Python and the scripts share one definition of what they must agree on."""

from collections.abc import Callable
from pathlib import Path

from support.places import ROOT

from workbook_builder.answers import answers_file, contract


def test_the_scripts_have_the_same_data(golden: Callable[[Path, str], None]) -> None:
    golden(ROOT / "templates/theme/assets/contract.js", contract.script())


def test_the_schema_of_an_answers_file_names_the_format_and_version() -> None:
    properties = answers_file.AnswersFile.model_json_schema()["properties"]
    assert properties["format"]["const"] == contract.FILE_FORMAT
    assert properties["version"]["const"] == contract.FILE_VERSION


def test_no_script_has_a_copy() -> None:
    scripts = (ROOT / "templates/theme/assets").glob("*.js")
    texts = {path.name: path.read_text(encoding="utf-8") for path in scripts}
    del texts["contract.js"]
    copied = [contract.FILE_FORMAT, contract.ENCODED, contract.NOT_CHOSEN, "\\u2013"]
    found = [(name, word) for name, text in texts.items() for word in copied if f'"{word}"' in text]
    assert not found
