"""Makes two pages from the models: the field types, and the keys of each file of a practice."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from workbook_builder.clients.client import ClientFile
from workbook_builder.model import fields
from workbook_builder.model.base import Model
from workbook_builder.model.content_files import ProgramFile, TrackFile, WorkbookFile, WorksheetFile
from workbook_builder.model.field import Question
from workbook_builder.model.items import Item
from workbook_builder.model.only_if import OnlyIf

ROOT = Path(__file__).parents[2]
MADE = "<!-- Made from the code: pytest tests/end_to_end/test_docs.py --write-goldens -->"

Schema = Mapping[str, Any]

# -- Field types -------------------------------------------------------------------------------

_FIELDS = f"""\
# Field types

{MADE}

A worksheet is a list of fields, and `type` says what kind each of them is. The
[gallery](gallery.md) shows every type on the web and on paper. This page has every key.

**Needed** means that the field does not work without the key. For all others the last column says
what holds if you leave them out. **An id** is made of lowercase letters, digits, and single
hyphens, like `first-step`. `workbook check` shows every wrong or missing key with its line.
"""
_EVERY = """
## Every question

These keys are the same for every type that asks something. The tables below leave them out.

"""
_ONLY_IF = """
### `only-if`

[Questions that depend on an answer](authoring.md#questions-that-depend-on-an-answer) has examples.
Write `is`, or `is-not`, or `at-least` and `at-most`.

"""
_ENTRIES = """
## Entries

An entry of a list is a text, or `{id: …, label: …}`:

```yaml
options:
  - At home
  - {id: out, label: "Out of the house, in the open air"}
```

The id names the answer. It is made from the text if you give none. When you change a text that
clients may have answered already, keep its old id: put `id:` before the new text.
"""


def field_types() -> str:
    """The page of all field types, each with a tested example."""
    every = _schema(Question)
    rows = [f"| [`{name}`](#{name}) | {_summary(kind)} |\n" for name, kind in _types()]
    overview = "\n| type | what it is |\n|---|---|\n"
    only_if = [_ONLY_IF, _table(_schema(OnlyIf))]
    head = [_FIELDS, overview, *rows, _EVERY, _table(every), *only_if, _ENTRIES]
    parts = [part for name, kind in _types() for part in _field_type(name, kind, every)]
    return "".join([*head, *parts])


def _types() -> Iterator[tuple[str, type[Model]]]:
    """The built-in types by name, without those of installed packages."""
    others = set(fields.types_of_packages())
    return ((name, kind) for name, kind in fields.types().items() if kind not in others)


def _field_type(name: str, kind: type[Model], every: Schema) -> Iterator[str]:
    schema = _schema(kind)
    case = yaml.safe_load((ROOT / f"tests/data/fields/{name}.yml").read_text(encoding="utf-8"))
    yield f"\n## {name}\n\n{_summary(kind)} [See how it looks](gallery.md#{name}).\n\n"
    yield f"```yaml\n{_in_a_list(case['given'])}```\n\n"
    own = {
        key: value
        for key, value in schema["properties"].items()
        if key != "type" and value != every["properties"].get(key)
    }
    question = issubclass(kind, Question)
    if not own:
        yield "It has only the keys of [every question](#every-question).\n"
        return
    yield "Beside the keys of [every question](#every-question):\n\n" if question else ""
    yield _table(schema, own)
    for key, value in own.items():
        inner = value.get("items", {}).get("$ref", "").rpartition("/")[2]
        if inner and inner != Item.__name__:
            yield f"\nAn entry of `{key}`:\n\n{_table(schema['$defs'][inner])}"


def _in_a_list(given: str) -> str:
    """The keys of a field, as an entry of the list `fields:`."""
    first, *rest = given.splitlines()
    return "".join([f"- {first}\n", *(f"  {line}\n" for line in rest)])


# -- Files -------------------------------------------------------------------------------------

_KEYS = f"""\
# The keys of each file

{MADE}

Everything that can stand in the files of `content/` and `clients/`. [Writing a
program](authoring.md) and [Clients](clients.md) explain how the parts work together. The keys of
questions are on the page of [field types](fields.md).

**Needed** means that the file does not work without the key. For all others the last column says
what holds if you leave them out. **An id** is made of lowercase letters, digits, and single
hyphens, like `first-step`. **Markdown** may hold paragraphs, **bold**, *italic*, lists, quotes,
and links; the `intro` of a worksheet may also hold headings (`## Before you begin`) and tables.
All else shows as you typed it.
"""

_FILES: Mapping[str, type[Model]] = {
    "The practice: `content/workbook.yml`": WorkbookFile,
    "A track: `content/tracks/<track>/track.yml`": TrackFile,
    "A program: `content/tracks/<track>/<program>.yml`": ProgramFile,
    "A shared worksheet: `content/worksheets/<id>.yml`": WorksheetFile,
    "A client: `clients/<id>.yml`": ClientFile,
}
# The titles of the parts of files that have keys of their own, by the name of their model.
_PARTS = {
    "Contact": "`contact`",
    "Brand": "`brand`",
    "Print": "`print`",
    "CoachKey": "`coach-key`",
    "Group": "`group`",
    "Outcomes": "`outcomes`",
    "Measure": "A measure",
    "Approach": "An approach",
    "PhasesFile": "`phases`",
    "PhaseFile": "A phase",
    "Session": "A session",
    "AgendaPoint": "A point of an agenda",
    "Worksheet": "A worksheet in a program",
    "Repeat": "`repeat`",
    "Guidance": "Guidance for a worksheet: `coach`",
    "OnlyIf": "`only-if`",
    "Use": "The use of a shared worksheet: `use`",
    "AddedFields": "Questions added to a shared worksheet: `add`",
    "ClientProgram": "A program that a client does",
    "ToolboxFile": "`toolbox`",
}


def keys() -> str:
    """The page of the keys of all files."""
    parts, shown = [_KEYS], {"Field"}
    for title, model in _FILES.items():
        schema = _schema(model)
        parts.append(f"\n## {title}\n\n{_table(schema)}")
        for name, part in _inner(schema, schema.get("$defs", {}), shown):
            parts.append(f"\n### {_PARTS[name]}\n\n{_first(part['description'])}\n\n")
            parts.append(_table(part))
    return "".join(parts)


def _inner(schema: Schema, known: Schema, shown: set[str]) -> Iterator[tuple[str, Schema]]:
    """The parts of a file that have keys of their own, each once, in the order of their use."""
    for name in re.findall(r"#/\$defs/(\w+)", str(schema["properties"])):
        if name not in shown:
            shown.add(name)
            yield name, known[name]
            yield from _inner(known[name], known, shown)


def _anchor(title: str) -> str:
    """The anchor of a heading, as both MkDocs and GitHub make it."""
    return re.sub(r"[^\w\s-]", "", title).lower().replace(" ", "-")


# -- Schemas -----------------------------------------------------------------------------------


class _AsWritten(GenerateJsonSchema):
    """Keeps keys in the order in which they are written, also in examples."""

    def sort(self, value: JsonSchemaValue, parent_key: str | None = None) -> JsonSchemaValue:
        return value

    def encode_default(self, dft: Any) -> Any:
        """A default; before pydantic 2.14 that of a model which is not built yet fails."""
        if isinstance(dft, Model):
            type(dft).model_rebuild()
        return super().encode_default(dft)


def _schema(model: type[Model]) -> Schema:
    """The JSON Schema of a model."""
    return model.model_json_schema(schema_generator=_AsWritten)


# -- Tables of keys ----------------------------------------------------------------------------

_MADE_FROM_LABEL = r"^[^\W_A-Z]+(-[^\W_A-Z]+)*$"

# What an author writes, by the regular expression that it must match.
_FORMS = {
    r"^[^\n\r]+$": "one line",
    r"^[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*$": "a program, as `track/program`",
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$": "a day",
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "an id",
    r"^[^/]+(/[^/]+)*$": "the id of a question",
    _MADE_FROM_LABEL: "an id",
    r"^https?://[^\s\"<>]+$": "an address with `https://`",
    r"^#[0-9a-fA-F]{6}$": "a color, in quotes",
    r"^[\w-]+(/[\w-]+)*\.(svg|png|jpg)$": "a file: svg, png or jpg",
    r"^[\w-]+(/[\w-]+)*\.(mp3|m4a|mp4)$": "a file: mp3, m4a or mp4",
    r"^[\w-]+(/[\w-]+)*\.(vtt)$": "a file: vtt",
    r"^[a-z]+(/[a-z0-9-]+)+$": "the name of an icon",
    r"^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$": "43 characters",
    r"^\w[\w .+&-]*$": "the name of a family",
    r"^[A-Z]{2}$": "the code of a country",
    r"^[a-z]{2,3}(-[A-Z]{2})?$": "the code of a language",
}


def _table(schema: Schema, own: Schema | None = None) -> str:
    """A table of keys: what each is for, what to write, an example, and the default."""
    needed = schema.get("required", ())
    # The id comes first, as in the files of authors.
    listed = sorted((own or schema["properties"]).items(), key=lambda each: each[0] != "id")
    rows = ["| key | what it is for | what you write | without it |\n|---|---|---|---|\n"]
    for key, value in listed:
        about = value.get("description", "")
        cells = (f"`{key}`", about, _form(value) + _example(value), _without(value, key in needed))
        rows.append(f"| {' | '.join(cells)} |\n")
    return "".join(rows)


def _form(value: Schema) -> str:
    """What an author writes for a key."""
    if value.get("$comment") == "field":
        return "a field like those of a worksheet"
    if "anyOf" in value:
        kinds = [_form(each) for each in value["anyOf"] if each.get("type") != "null"]
        return " or ".join(dict.fromkeys(kinds))
    if "const" in value:
        return f"`{value['const']}`"
    if "$ref" in value:
        return _linked(value["$ref"])
    if "const" in value:
        return f"`{value['const']}`"
    if "enum" in value:
        *some, last = (f"`{each}`" for each in value["enum"])
        return f"{', '.join(some)} or {last}"
    match value.get("type"):
        case ["boolean", "string"]:
            return "`true`, or one line"
        case "string":
            return _FORMS[value["pattern"]] if "pattern" in value else "a text"
        case ["string", "array"]:
            return "an id, or a list of ids"
        case "boolean":
            return "`true` or `false`"
        case "integer":
            return "a whole number" + _limits(value, ", {}")
        case "number":
            return "a number" + _limits(value, ", {}")
        case "array":
            return "a list" + _limits(value, " of {}") + f", each {_form(value['items'])}"
        case "object":
            (inner,) = value["patternProperties"].values()
            return f"an id for each, and {_form(inner)} below it"
        case _:
            return "the name of a type"


def _limits(value: Schema, words: str) -> str:
    """The minimum and maximum, as far as there are any."""
    low = value.get("minimum", value.get("minItems"))
    high = value.get("maximum", value.get("maxItems"))
    if high is None:
        said = f"{low} or more" if low is not None else ""
    elif low == high:
        said = f"{high}"
    elif not low and "maxItems" in value:
        said = f"at most {high}"
    else:
        said = f"{low} or {high}" if high - low == 1 else f"{low} to {high}"
    return words.format(said) if said else ""


def _linked(ref: str) -> str:
    """A part with keys of its own, with a link to their description."""
    name = ref.rpartition("/")[2]
    if title := _PARTS.get(name):
        word = title.partition(":")[0]
        named = f"[{word[0].lower()}{word[1:]}](#{_anchor(title)})"
        return f"the keys of {named}" if word.startswith("`") else named
    if name == "Field":
        return "[a field](fields.md)"
    return "[an entry](#entries)" + ("" if name == Item.__name__ else " with the keys below")


def _example(value: Schema) -> str:
    """The first example, as it is written in a file."""
    if not value.get("examples") or value.get("type") == "boolean":
        return ""
    return f": `{_yaml(value['examples'][0])}`"


def _without(value: Schema, needed: bool) -> str:
    """What applies if a key is left out."""
    default = value.get("default")
    if value.get("pattern") == _MADE_FROM_LABEL:
        return "made from the label"
    if needed:
        return "**needed**"
    if isinstance(default, dict):
        return "see there"
    return "nothing" if default in (None, "", []) else f"`{_yaml(default)}`"


def _yaml(value: Any) -> str:
    """A value as it is written after its key."""
    flow = isinstance(value, dict | list)
    shown = yaml.safe_dump(
        {"x": value}, allow_unicode=True, width=10_000, default_flow_style=flow, sort_keys=False
    )
    return shown.strip().strip("{}").removeprefix("x: ") if not flow else shown[4:-2]


def _summary(model: type[Model]) -> str:
    """The first sentence of a model's docstring."""
    return _first(model.__doc__ or "")


def _first(text: str) -> str:
    return text.partition("\n")[0].replace("``", "`")
