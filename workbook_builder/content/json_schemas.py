"""JSON Schemas of the files that authors write: with them, editors complete, explain and check.

They are of draft 7, which the YAML support of every editor knows. What a schema cannot say of a
model by itself, its ``json_schema_extra`` says, beside the validator that refuses it.
"""

import json
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonRef, JsonSchemaValue
from pydantic_core import core_schema

from workbook_builder.content import schema_patterns
from workbook_builder.content.validation import PATTERNS
from workbook_builder.model import fields
from workbook_builder.model.content_files import (
    PhaseFile,
    ProgramFile,
    TrackFile,
    WorkbookFile,
    WorksheetFile,
)
from workbook_builder.model.field import Field, Item, Model

FILES: Mapping[str, type[Model]] = {
    "workbook": WorkbookFile,
    "track": TrackFile,
    "program": ProgramFile,
    "worksheet": WorksheetFile,
}


def schemas() -> dict[str, str]:
    """The schema of each kind of file as JSON, with every field type that is installed."""
    _build(Model)
    return {name: _schema(kind) for name, kind in FILES.items()}


def _build(kind: type[Model]) -> None:
    """Build the models below one in the order in which they were written.

    A model that is first built as a part of another one would be a reference in its schema.
    """
    for each in kind.__subclasses__():
        each.model_rebuild(force=True)
        _build(each)


def _schema(kind: type[Model]) -> str:
    found = kind.model_json_schema(
        ref_template="#/definitions/{model}", schema_generator=_Generator
    )
    if "$defs" in found:
        found["definitions"] = found.pop("$defs")
    whole = {"$schema": "http://json-schema.org/draft-07/schema#", **found}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


class _Generator(GenerateJsonSchema):
    """Says what the models accept in the way that editors show best.

    Where there are several ways to write a thing, a schema has several types, or an ``if`` that
    knows the author's choice. When all ways of an ``anyOf`` fail, an editor can only guess.
    """

    def field_title_should_be_set(self, schema: Any) -> bool:
        """Never: editors show the title of the model above each description."""
        return False

    def sort(self, value: JsonSchemaValue, parent_key: str | None = None) -> JsonSchemaValue:
        """Nothing: keys stand as in the models."""
        return value

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        found = super().str_schema(schema)
        pattern = found.pop("pattern", "")
        hint = PATTERNS.get(pattern, "")
        if schema.get("strip_whitespace"):
            least, most = found.pop("minLength", 0), found.pop("maxLength", None)
            hint = f"{hint + ',' if hint else 'write'} {_between(least, most, ' letters')}"
            pattern = schema_patterns.padded(pattern, least, most)
        if pattern:
            found["pattern"] = schema_patterns.portable(pattern)
        if hint:
            found["patternErrorMessage"] = hint
        return found

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        found = self._whole(self.generate_inner(schema["schema"]))
        if "type" not in found:
            return super().nullable_schema(schema)
        found["type"] = [found["type"], "null"]
        if "enum" in found:
            found["enum"] = [*found["enum"], None]
        return found

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        found = super().default_schema(schema)
        default = found.get("default")
        if default in (None, "", []) or isinstance(default, dict):
            found.pop("default", None)  # what editors would insert says nothing
        return found

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        found = super().dict_schema(schema)
        for values in found.pop("patternProperties", {}).values():
            found["additionalProperties"] = values
            found["propertyNames"] = {"title": "id", **self.generate_inner(schema["keys_schema"])}
        return found

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        kind, found = schema["cls"], deepcopy(super().model_schema(schema))
        found["title"] = found["title"].removesuffix("File")
        _explain(found)
        properties: dict[str, Any] = found["properties"]
        for name, value in properties.items():
            properties[name] = self._whole(value) if "description" in value else value
            _explain(properties[name])
        _hide_conditions(found)
        if kind is Field:
            self._choose_type(found)
        elif issubclass(kind, Field):
            found["title"] = f"{properties['type']['const']} field"
            properties["type"]["description"] = found["description"]
        elif issubclass(kind, Item):
            _let_text_stand_for(found)
        elif kind is PhaseFile:
            own, used = properties["worksheets"]["items"]["anyOf"]
            properties["worksheets"]["items"] = {
                "allOf": [
                    {"if": {"required": ["use"]}, "then": used},
                    {"if": {"properties": {"use": False}}, "then": own},
                ]
            }
        return found

    def _choose_type(self, found: dict[str, Any]) -> None:
        """Let the type of a field choose its schema."""
        kinds = {
            name: self.generate_inner(kind.__pydantic_core_schema__)
            for name, kind in fields.types().items()
        }
        models = {name: self._whole(each) for name, each in kinds.items()}
        found["properties"]["type"] |= {
            "enum": list(kinds),
            "enumDescriptions": {name: model["description"] for name, model in models.items()},
        }
        _explain(found["properties"]["type"])
        found["additionalProperties"] = True  # the type knows the other keys
        found["allOf"] = [
            {
                "if": {
                    "type": "object",
                    "required": ["type"],
                    "properties": {"type": {"const": name}},
                },
                "then": each,
            }
            for name, each in kinds.items()
        ]
        found["defaultSnippets"] = [
            {"label": name, "description": model["description"], "body": _snippet(model)}
            for name, model in models.items()
        ]

    def _whole(self, node: dict[str, Any]) -> dict[str, Any]:
        """A schema with what it refers to: in draft 7, what stands beside a `$ref` is not read."""
        if "$ref" not in node:
            return node
        beside = {key: value for key, value in node.items() if key != "$ref"}
        return deepcopy(self.get_schema_from_definitions(JsonRef(node["$ref"])) or {}) | beside


def _let_text_stand_for(item: dict[str, Any]) -> None:
    """A text is an item with this label, when an item needs no more; its id is made from it."""
    item["required"].remove("id")
    if item["required"] == ["label"]:
        item["type"] = ["string", "object"]
        label = item["properties"]["label"]
        item |= {key: label[key] for key in ("pattern", "patternErrorMessage")}


def _hide_conditions(node: dict[str, Any]) -> None:
    """Keep editors from offering keys once more that a condition only names."""
    for part in (*node.get("allOf", ()), node.get("then"), node.get("else")):
        if part:
            for each in part.get("properties", {}).values():
                each["doNotSuggest"] = True
            _hide_conditions(part)


def _explain(node: dict[str, Any]) -> None:
    """Add what an editor shows beside the description: limits, default, and enums in words."""
    if words := node.get("enumDescriptions"):
        node["enumDescriptions"] = [words.get(word, "") for word in node["enum"]]
        node["markdownEnumDescriptions"] = node["enumDescriptions"]
    if "description" not in node:
        return
    text = node["description"] = node["description"].replace("``", "`")
    facts = [
        _between(node.get("minimum"), node.get("maximum")),
        _between(node.get("minItems"), node.get("maxItems"), " entries"),
        f"`{_shown(node['default'])}` without it" if "default" in node else "",
    ]
    if known := "; ".join(filter(None, facts)):
        text += f"\n\n*{known[0].upper()}{known[1:]}.*"
    if text != node["description"] or "`" in text:
        node["markdownDescription"] = text


def _shown(value: Any) -> str:
    """A value as an author writes it."""
    if isinstance(value, list):
        return f"[{', '.join(map(_shown, value))}]"
    return value if isinstance(value, str) else json.dumps(value)


def _between(least: float | None, most: float | None, unit: str = "") -> str:
    """Limits in words."""
    if least is None and most is None:
        return ""
    if most is None:
        return f"at least {least:,}{unit}"
    if least is None:
        return f"at most {most:,}{unit}"
    return f"{most:,}{unit}" if least == most else f"{least:,} to {most:,}{unit}"


def _snippet(field: dict[str, Any]) -> dict[str, Any]:
    """What an editor inserts for a new field: the keys that it needs, with examples to replace."""
    otherwise = field
    while "else" in otherwise:
        otherwise = otherwise["else"]
    needed = {*field["required"], *otherwise.get("required", ())}
    body: dict[str, Any] = {}
    for name, each in field["properties"].items():
        if name in needed:
            example = each.get("examples", [""])[0]
            simple = not isinstance(example, list | dict)
            hole = f"${{{len(body)}:{example}}}" if simple else example
            body[name] = each.get("const", hole)
    return body
