"""The schemas for editors accept what the models accept, and refuse the mistakes they can see."""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from pydantic import Field as Describe
from pydantic import StringConstraints, TypeAdapter, ValidationError
from support.mistakes import CASES, change
from support.one_field import practice_with
from support.places import ROOT

from workbook_builder.content import json_schema_patterns
from workbook_builder.content.error_messages import PATTERNS
from workbook_builder.content.json_schemas import FILES, schemas
from workbook_builder.content.loader import load
from workbook_builder.content.validation import validate_file
from workbook_builder.content.yaml_parsing import parse_yaml, read_yaml
from workbook_builder.model import content_files, field, fields, items, workbook, workbook_settings
from workbook_builder.model.base import Model
from workbook_builder.model.field import Question
from workbook_builder.problems.problem import Problem, Rule, WorkbookError

FIELDS = sorted((ROOT / "tests/data/fields").glob("*.yml"))
CONTENT = [ROOT / "content", ROOT / "tests/data/practice/content"]

# Rules that need only one file, and that a schema can express.
SEEN = {
    Rule.NO_KEYS, Rule.UNKNOWN_KEY, Rule.MISSING_KEY, Rule.EMPTY_VALUE, Rule.WRONG_KIND,
    Rule.UNKNOWN_WORD, Rule.WRONG_FORM, Rule.WRONG_LENGTH, Rule.OUT_OF_RANGE, Rule.KEYS_CLASH,
    Rule.PRIVATE_PART, Rule.NO_FIELD_TYPE,
}  # fmt: skip
# A file that breaks one of these rules is not YAML, or not a file of content.
UNREAD = {rule for rule in Rule if rule < Rule.NO_KEYS}
# Clashes that are found by adding, counting, or comparing, which a schema cannot do.
COUNTED = {
    "canvas", "ranking", "box-outside-of-the-grid", "boxes-that-overlap", "checklist--at-most",
    "choice--other", "choice--several", "scale--middle", "wheel--own", "group", "trend",
    "group-the-wrong-way-around", "canvas-without-a-box-that-grows",
    "cards-without-a-short-question",
    "recording-in-a-group", "coach-key-with-a-changed-character",
}  # fmt: skip

# Markdown whose signs have to be counted, which a schema cannot do either.
MARKDOWN = {"deep-lists", "deep-quotes", "endless-brackets", "endless-links"}


# A week that has to be compared with the length of the program.
COMPARED = {"repeat-after-the-end"}


def kind_of(path: Path) -> str:
    if path.name in ("workbook.yml", "track.yml"):
        return path.stem
    return "worksheet" if path.parent.name == "worksheets" else "program"


def yaml_files(content: Path) -> list[Path]:
    return sorted([*content.glob("*.yml"), *content.glob("worksheets/*.yml"),
                   *content.glob("tracks/*/*.yml")])  # fmt: skip


@cache
def schema(kind: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(schemas()[kind])
    return found


@cache
def validator(kind: str) -> Draft7Validator:
    return Draft7Validator(schema(kind))


def schema_errors(kind: str, data: Any) -> list[str]:
    """The errors of the schema for data that our YAML reader has read."""
    found = validator(kind).iter_errors(json.loads(json.dumps(data)))
    return [f"{error.json_path}: {error.message}"[:300] for error in found]


# -- the files -----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", FILES)
def test_a_schema_is_up_to_date_and_valid(kind: str, golden: Callable[[Path, str], None]) -> None:
    text = schemas()[kind]
    Draft7Validator.check_schema(json.loads(text))
    golden(ROOT / f"schema/{kind}.schema.json", text)


def test_the_settings_of_the_repository_give_every_file_its_schema() -> None:
    text = (ROOT / ".vscode/settings.json").read_text(encoding="utf-8")
    found: dict[Path, list[str]] = {}
    for name, globs in json.loads(text)["yaml.schemas"].items():
        assert (ROOT / name).is_file()
        without = {path for each in globs if each[0] == "!" for path in ROOT.glob(each[1:])}
        for each in globs:
            for path in set() if each[0] == "!" else {*ROOT.glob(each)} - without:
                found.setdefault(path, []).append(Path(name).name)
    paths = [path for content in CONTENT for path in yaml_files(content)]
    assert found == {path: [f"{kind_of(path)}.schema.json"] for path in paths}


# -- what is accepted and refused ----------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("kind", FILES)
def test_the_command_check_jsonschema_accepts_the_library(kind: str) -> None:
    paths = [path for each in CONTENT for path in yaml_files(each) if kind_of(path) == kind]
    result = check_jsonschema(kind, paths)
    assert result.returncode == 0, result.stdout
    assert paths


def test_the_command_check_jsonschema_refuses_a_mistake(practice: Path) -> None:
    path = practice / "content/worksheets/weekly-check-in.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("type:", "typ:", 1), encoding="utf-8")
    result = check_jsonschema("worksheet", [path])
    assert result.returncode == 1
    assert "'type' is a required property" in result.stdout


def check_jsonschema(kind: str, paths: list[Path]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile"]
    path = ROOT / f"schema/{kind}.schema.json"
    return subprocess.run(
        [*command, path, *paths], capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.mark.parametrize("content", CONTENT, ids=["library", "practice"])
def test_every_file_of_content_is_accepted(content: Path) -> None:
    paths = yaml_files(content)
    assert {kind_of(path) for path in paths} == {*FILES}
    for path in paths:
        assert schema_errors(kind_of(path), read_yaml(path, path.name).data) == [], path


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_mistake_is_refused_when_a_schema_can_see_it(case: Path, practice: Path) -> None:
    given, _, _ = case.read_text(encoding="utf-8").partition("---\n")
    change(practice, given)
    compare(practice / "content", case.stem)


@pytest.mark.parametrize("path", FIELDS, ids=lambda path: path.stem)
def test_a_field_is_accepted_and_its_wrong_inputs_are_refused(path: Path, tmp_path: Path) -> None:
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    practice_with(case["given"], tmp_path / "sound")
    compare(tmp_path / "sound/content", path.stem)
    for number, wrong in enumerate(case["wrong"]):
        with pytest.raises(WorkbookError):
            practice_with(wrong["given"], tmp_path / str(number))
        compare(tmp_path / str(number) / "content", path.stem)


def compare(content: Path, name: str) -> None:
    """Check that the program and the schemas agree about every file of a content folder."""
    try:
        load(content)
        problems: tuple[Problem, ...] = ()
    except WorkbookError as error:
        problems = error.problems
    for path in yaml_files(content):
        place = path.relative_to(content.parent).as_posix()
        rules = {each.rule for each in problems if each.file == place}
        if rules & UNREAD:
            continue
        data = read_yaml(path, place).data
        found = schema_errors(kind_of(path), data)
        unseen = {Rule.KEYS_CLASH} if name in COUNTED else set()
        unseen |= {Rule.WRONG_LENGTH} if name in MARKDOWN else set()
        unseen |= {Rule.OUT_OF_RANGE} if name in COMPARED else set()
        seen = rules & SEEN - unseen
        assert bool(found) == bool(seen), (place, rules, found)


# -- whatever an author changes ------------------------------------------------------------------

# None of these has a character beyond ASCII that is not a letter: a schema cannot know whether an
# id may contain it.
VALUES = [
    None, 0, 1, -1, 3, 7.5, 15, 999, True, False,
    "", "  ", "x", " x \n", "two\nlines", "日本語", "A" * 300, "l" * 301,
    f" {'l' * 300}\n", f"{'l' * 20_000}\n\n", "l" * 20_001,
    "No Id", "an-id", "2", "a" * 61, "Ünïcode", "ünïcode-éd", "a/b", "goal", "de", "pt-BR", "a5",
    "text", "scale", "choice", "tracker", "check", "number", "#12345g", "#123456", "http://x",
    "https://x/y", "bild/ä.png", "../x.png", "material/x",
    [], ["a"], ["a", "b"], ["a"] * 50, [{"label": "a"}],
    {}, {"label": "a"}, {"id": "a", "label": "b"}, {"use": "a"}, {"type": "text"},
    {"large-print": True},
]  # fmt: skip


def documents() -> list[tuple[str, Any]]:
    """Valid files of every kind, one of them with a field of every type."""
    content = ROOT / "tests/data/practice/content"
    found = [(kind_of(path), read_yaml(path, path.name).data) for path in yaml_files(content)]
    given = [yaml.safe_load(path.read_text(encoding="utf-8"))["given"] for path in FIELDS]
    every = [parse_yaml(text, "a field").data for text in given]
    for number, each in enumerate(every):
        if "id" in each:
            each["id"] = f"field-{number}"
    sheet = {"title": "T", "kind": "goal", "purpose": "P", "minutes": 5, "fields": every}
    copies: list[tuple[str, Any]] = json.loads(json.dumps([*found, ("worksheet", sheet)]))
    return copies


DOCUMENTS = documents()


def places(node: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place where a value can be changed."""
    steps = node.items() if isinstance(node, dict) else enumerate(node)
    for key, value in steps:
        yield (*at, key)
        if isinstance(value, dict | list):
            yield from places(value, (*at, key))


PLACES = [(kind, data, at) for kind, data in DOCUMENTS for at in places(data)]


@settings(max_examples=150)
@given(st.sampled_from(PLACES), st.sampled_from(["replace", "delete", "rename", "add"]), st.data())
def test_a_schema_and_the_model_agree_on_whatever_an_author_changes(
    place: tuple[str, Any, tuple[Any, ...]], how: str, data: st.DataObject
) -> None:
    kind, document, at = place
    document = deepcopy(document)
    node = document
    for step in at[:-1]:
        node = node[step]
    if how == "delete":
        del node[at[-1]]
    elif how == "rename" and isinstance(node, dict):
        keys = sorted({str(each[-1]) for _, _, each in PLACES})
        node[data.draw(st.sampled_from(keys))] = node.pop(at[-1])
    elif how == "add" and isinstance(node, list):
        node.append(data.draw(st.sampled_from([*VALUES, *node])))
    else:
        node[at[-1]] = data.draw(st.sampled_from(VALUES))
    source = parse_yaml(json.dumps(document, ensure_ascii=False), "changed")
    found = validate_file(FILES[kind], source, "en")
    rules = {each.rule for each in found} if isinstance(found, list) else set()
    against = schema_errors(kind, source.data)
    if rules & SEEN - {Rule.KEYS_CLASH}:
        assert against, found
    elif Rule.KEYS_CLASH not in rules:
        assert against == [], found


@pytest.mark.parametrize("pattern", PATTERNS)
@given(data=st.data())
def test_a_pattern_accepts_the_same_in_a_language_where_letters_are_ascii(
    pattern: str, data: st.DataObject
) -> None:
    text = data.draw(st.one_of(st.text(), st.from_regex(pattern, fullmatch=True)))
    try:
        TypeAdapter(Annotated[str, StringConstraints(pattern=pattern)]).validate_python(text)
    except ValidationError:
        return
    assert re.search(json_schema_patterns.portable(pattern), text, re.ASCII)


# -- what an editor shows ------------------------------------------------------------------------


def nodes(node: Any, at: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every schema in a schema, with its place."""
    yield at, node
    for key in ("properties", "definitions"):
        for name, each in node.get(key, {}).items():
            if isinstance(each, dict):
                yield from nodes(each, f"{at}/{name}")
    for key in ("items", "additionalProperties", "then", "else"):
        if isinstance(node.get(key), dict):
            yield from nodes(node[key], f"{at}/{key}")
    for each in node.get("allOf", ()):
        yield from nodes(each, at)


def keys(kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every key that an author can write in a file; those in conditions are left out."""
    for at, node in nodes(schema(kind)):
        for name, each in node.get("properties", {}).items():
            if isinstance(each, dict) and not each.get("doNotSuggest"):
                yield f"{at}/{name}", each


@pytest.mark.parametrize("kind", FILES)
def test_every_key_is_described_with_an_example_unless_its_values_are_known(kind: str) -> None:
    found = dict(keys(kind))
    assert len(found) > 4
    for at, each in found.items():
        assert re.fullmatch(r"[A-Z`].*[.]", each["description"], re.DOTALL), at
        known = {"examples", "default", "enum", "const", "properties", "minimum"} & each.keys()
        lists = "$ref" in each.get("items", {})
        assert known or lists or each["type"] == "boolean", f"{at} has no example"


def kinds(base: type[Model] = Model) -> Iterator[type[Model]]:
    for each in base.__subclasses__():
        yield each
        yield from kinds(each)


def test_every_key_of_every_model_is_described() -> None:
    found = {each for each in kinds() if each.__module__.startswith("workbook_builder.")}
    assert {
        workbook.Workbook,
        workbook_settings.Brand,
        content_files.Use,
        items.Item,
        *fields.types().values(),
    } <= found
    for each in found:
        for name, info in each.model_fields.items():
            if name != "type" or not issubclass(each, field.Field):  # described by its class
                assert info.description, f"{each.__name__}.{name}"
        assert each.__doc__


def test_the_words_of_an_enum_are_explained_all_or_none() -> None:
    found = [
        (at, each)
        for kind in FILES
        for at, each in nodes(schema(kind))
        if "enumDescriptions" in each
    ]
    assert {at.rpartition("/")[2] for at, _ in found} == {
        "for",
        "kind",
        "layout",
        "when",
        "type",
        "tone",
    }
    for at, each in found:
        for word, text in zip(each["enum"], each["enumDescriptions"], strict=True):
            assert (word is None) != bool(text), f"{at}: {word}"


def test_titles_are_words_that_authors_know() -> None:
    found = {each.get("title") for kind in FILES for _, each in nodes(schema(kind))}
    assert {"Program", "Phase", "Shared worksheet", "Measure", "long-text field"} <= found
    assert not [title for title in found if title and re.search("File|Head|_", title)]


def test_examples_can_be_written() -> None:
    count = 0
    for kind in FILES:
        for at, each in keys(kind):
            definitions = schema(kind).get("definitions", {})
            for example in each.get("examples", ()):
                found = Draft7Validator({**each, "definitions": definitions}).iter_errors(example)
                assert [error.message for error in found] == [], at
                count += 1
    assert count > 100


@pytest.mark.parametrize("name", fields.types())
def test_the_snippet_that_an_editor_inserts_is_a_valid_field(name: str) -> None:
    snippets = schema("worksheet")["definitions"]["Field"]["defaultSnippets"]
    (body,) = (each["body"] for each in snippets if each["label"] == name)
    shown = yaml.dump(body, sort_keys=False).replace("'", "")
    text = re.sub(r"\$\{\d+:(.*?)\}", r"\1", shown)
    assert "$" not in text
    sound = fields.types()[name].model_validate(parse_yaml(text, "inserted").data)
    assert sound.type == name


def test_a_field_type_of_a_package_is_in_the_schema(monkeypatch: pytest.MonkeyPatch) -> None:
    class Mood(Question):
        """A mood, picked from faces."""

        type: Literal["mood"]
        faces: int = Describe(3, description="How many faces.")

    known = {**fields.types(), "mood": Mood}
    monkeypatch.setattr(fields, "types", lambda: known)
    found = Draft7Validator(json.loads(schemas()["worksheet"]))
    mood: dict[str, Any] = {"type": "mood", "id": "a", "label": "A"}
    sheet = {"title": "T", "kind": "goal", "purpose": "P", "minutes": 5, "fields": [mood]}
    assert found.is_valid(sheet)
    mood["faces"] = "many"
    assert not found.is_valid(sheet)
