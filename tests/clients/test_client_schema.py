"""The schema for editors knows every key of a client's file."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft7Validator
from support.places import ROOT

from workbook_builder.clients.client import ClientFile
from workbook_builder.content.json_schemas import schema

ANA = """
name: Ana Ruiz
programs: [{program: wellness/better-sleep, begins: "2026-12-07", without: [goal]}]
"""


def errors(text: str) -> list[str]:
    found = Draft7Validator(json.loads(schema(ClientFile))).iter_errors(yaml.safe_load(text))
    return [each.json_path for each in found]


def test_the_schema_is_up_to_date_and_valid(golden: Callable[[Path, str], None]) -> None:
    text = schema(ClientFile)
    Draft7Validator.check_schema(json.loads(text))
    golden(ROOT / "schema/client.schema.json", text)


def test_a_file_is_accepted() -> None:
    assert errors(ANA) == []


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("name: Ana Ruiz", "", "$"),
        ("2026-12-07", "soon", "$.programs[0].begins"),
        ("wellness/better-sleep", "better-sleep", "$.programs[0].program"),
        ("name:", "nmae: x\nname:", "$"),
    ],
)
def test_mistakes_are_seen(old: str, new: str, where: str) -> None:
    assert old in ANA
    assert errors(ANA.replace(old, new)) == [where]
