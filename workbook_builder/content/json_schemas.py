"""Generates JSON Schemas, so that editors can complete authors' files, and explain and check them.

The schemas use draft 7, which the YAML support of every editor understands. Rules that pydantic
cannot express in a schema are in the ``json_schema_extra`` of a model, next to its validator.
"""

import json
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonRef, JsonSchemaValue
from pydantic_core import core_schema

from workbook_builder.content import json_schema_patterns
from workbook_builder.content.error_messages import PATTERNS
from workbook_builder.model import fields
from workbook_builder.model.base import Model
from workbook_builder.model.content_files import (
    PhaseFile,
    ProgramFile,
    ToolboxFile,
    TrackFile,
    WorkbookFile,
    WorksheetFile,
)
from workbook_builder.model.field import Field
from workbook_builder.model.items import Item
from workbook_builder.model.only_if import OnlyIf
from workbook_builder.model.session import AgendaPoint

FILES: Mapping[str, type[Model]] = {
    "workbook": WorkbookFile,
    "track": TrackFile,
    "program": ProgramFile,
    "worksheet": WorksheetFile,
}


def schemas() -> dict[str, str]:
    """The schema for each kind of file as JSON text, including all installed field types."""
    return {name: schema(kind) for name, kind in FILES.items()}


def schema(kind: type[Model]) -> str:
    """The schema for a kind of file as JSON text, given by its model."""
    _build(Model)
    return _schema(kind)


def _build(kind: type[Model]) -> None:
    """Build all subclasses of a model in the order in which they were defined.

    Otherwise pydantic would put a reference into a schema for each model that was first built as a
    part of another one.
    """
    for each in kind.__subclasses__():
        each.model_rebuild(force=True)
        _build(each)


def _schema(kind: type[Model]) -> str:
    result = kind.model_json_schema(
        ref_template="#/definitions/{model}", schema_generator=_Generator
    )
    if "$defs" in result:
        result["definitions"] = result.pop("$defs")
    whole = {"$schema": "http://json-schema.org/draft-07/schema#", **_nested(result)}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _nested(node: Any) -> Any:
    """Let the fields of a group be fields like any other, which pydantic cannot say of them."""
    if isinstance(node, dict):
        if node.get("$comment") == "field":
            return {"$ref": "#/definitions/Field"}
        return {key: _nested(value) for key, value in node.items()}
    return [_nested(each) for each in node] if isinstance(node, list) else node


class _Generator(GenerateJsonSchema):
    """Generates schemas that lead to helpful messages in editors.

    Where a value can be written in several ways, the schema lists several types, or uses an ``if``
    that detects which way the author chose. With ``anyOf``, an editor can only guess which way was
    meant when none of them matches.
    """

    def field_title_should_be_set(self, schema: Any) -> bool:
        """Leave titles out: editors would show them in addition to the description."""
        return False

    def sort(self, value: JsonSchemaValue, parent_key: str | None = None) -> JsonSchemaValue:
        """Keep the order of the keys in the models."""
        return value

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        result = super().str_schema(schema)
        pattern = result.pop("pattern", "")
        hint = PATTERNS.get(pattern, "")
        if schema.get("strip_whitespace"):
            minimum, maximum = result.pop("minLength", 0), result.pop("maxLength", None)
            hint = f"{hint + ',' if hint else 'write'} {_between(minimum, maximum, ' characters')}"
            pattern = json_schema_patterns.padded(pattern, minimum, maximum)
        if pattern:
            result["pattern"] = json_schema_patterns.portable(pattern)
        if hint:
            result["patternErrorMessage"] = hint
        return result

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        inner = self.generate_inner(schema["schema"])
        result = self._whole(inner)
        if result.get("title") == OnlyIf.model_config["title"]:  # every type has it, so refer to it
            return {"type": ["object", "null"], "if": {"type": "object"}, "then": inner}
        if "type" not in result:
            return super().nullable_schema(schema)
        result["type"] = [result["type"], "null"]
        if "enum" in result:
            result["enum"] = [*result["enum"], None]
        return result

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        result = super().default_schema(schema)
        default = result.get("default")
        if default in (None, "", []) or isinstance(default, dict):
            result.pop("default", None)  # editors would insert an empty value
        return result

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        result = super().dict_schema(schema)
        for values in result.pop("patternProperties", {}).values():
            result["additionalProperties"] = values
            result["propertyNames"] = {"title": "id", **self.generate_inner(schema["keys_schema"])}
        return result

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        kind, result = schema["cls"], deepcopy(super().model_schema(schema))
        result["title"] = result["title"].removesuffix("File")
        for rule in (result, *result.get("allOf", ())):
            _want_values(rule)
        _explain(result)
        properties: dict[str, Any] = result["properties"]
        for name, value in properties.items():
            properties[name] = self._whole(value) if "description" in value else value
            _explain(properties[name])
        _hide_conditions(result)
        if kind is Field:
            self._choose_type(result)
        elif issubclass(kind, Field):
            result["title"] = f"{properties['type']['const']} field"
            properties["type"]["description"] = result["description"]
        elif issubclass(kind, Item):
            result["required"].remove("id")  # it is made from the label
            _let_text_stand_for(result, "label")
        elif kind is AgendaPoint:
            _let_text_stand_for(result, "point")
        elif kind is ToolboxFile:
            used = deepcopy(self._whole(properties["worksheets"]["items"]))
            _let_text_stand_for(used, "use")
            properties["worksheets"]["items"] = used
        elif kind is PhaseFile:
            own, used = properties["worksheets"]["items"]["anyOf"]
            properties["worksheets"]["items"] = {
                "allOf": [
                    {"if": {"required": ["use"]}, "then": used},
                    {"if": {"properties": {"use": False}}, "then": own},
                ]
            }
        return result

    def _choose_type(self, result: dict[str, Any]) -> None:
        """Make the value of ``type`` decide which schema a field has to match."""
        kinds = {
            name: self.generate_inner(kind.__pydantic_core_schema__)
            for name, kind in fields.types().items()
        }
        models = {name: self._whole(each) for name, each in kinds.items()}
        result["properties"]["type"] |= {
            "enum": list(kinds),
            "enumDescriptions": {name: model["description"] for name, model in models.items()},
        }
        _explain(result["properties"]["type"])
        result["additionalProperties"] = True  # the schema of the type checks the other keys
        result["allOf"] = [
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
        result["defaultSnippets"] = [
            {"label": name, "description": model["description"], "body": _snippet(model)}
            for name, model in models.items()
        ]

    def _whole(self, node: dict[str, Any]) -> dict[str, Any]:
        """Resolve a reference. In draft 7, everything next to a ``$ref`` is ignored."""
        if "$ref" not in node:
            return node
        beside = {key: value for key, value in node.items() if key != "$ref"}
        return deepcopy(self.get_schema_from_definitions(JsonRef(node["$ref"])) or {}) | beside


def _want_values(rule: dict[str, Any]) -> None:
    """Let null be no value where a condition requires a key that may be left out otherwise."""
    for branch in (rule.get("then", {}), rule.get("else", {})):
        for key in branch.get("required", ()) if "if" in rule else ():
            value = branch.setdefault("properties", {}).setdefault(key, {})
            if isinstance(value, dict):
                value.setdefault("not", {"type": "null"})


def _let_text_stand_for(entry: dict[str, Any], name: str) -> None:
    """Allow plain text in place of an entry that needs no other key than the one of that name."""
    if entry["required"] == [name]:
        entry["type"] = ["string", "object"]
        text = entry["properties"][name]
        entry |= {key: text[key] for key in ("pattern", "patternErrorMessage")}


def _hide_conditions(node: dict[str, Any]) -> None:
    """Keep editors from suggesting a key a second time because a condition mentions it."""
    for part in (*node.get("allOf", ()), node.get("then"), node.get("else")):
        if part:
            for each in part.get("properties", {}).values():
                each["doNotSuggest"] = True
            _hide_conditions(part)


def _explain(node: dict[str, Any]) -> None:
    """Add what editors show with a description: limits, the default, and the meaning of enums."""
    if words := node.get("enumDescriptions"):
        node["enumDescriptions"] = [words.get(word, "") for word in node["enum"]]
        node["markdownEnumDescriptions"] = node["enumDescriptions"]
    if "description" not in node:
        return
    text = node["description"] = node["description"].replace("``", "`")
    facts = [
        _between(node.get("minimum"), node.get("maximum")),
        _between(node.get("minItems"), node.get("maxItems"), " entries").replace(
            "least 1 entries", "least 1 entry"
        ),
        f"`{_shown(node['default'])}` if left out" if "default" in node else "",
    ]
    if known := "; ".join(filter(None, facts)):
        text += f"\n\n*{known[0].upper()}{known[1:]}.*"
    if text != node["description"] or "`" in text:
        node["markdownDescription"] = text


def _shown(value: Any) -> str:
    """A value as an author would write it in YAML."""
    if isinstance(value, list):
        return f"[{', '.join(map(_shown, value))}]"
    return value if isinstance(value, str) else json.dumps(value)


def _between(minimum: float | None, maximum: float | None, unit: str = "") -> str:
    """Describe limits in words."""
    if minimum is None and maximum is None:
        return ""
    if maximum is None:
        return f"at least {minimum:,}{unit}"
    if minimum is None:
        return f"at most {maximum:,}{unit}"
    return f"{maximum:,}{unit}" if minimum == maximum else f"{minimum:,} to {maximum:,}{unit}"


def _snippet(field: dict[str, Any]) -> dict[str, Any]:
    """What editors insert for a new field: its required keys, with examples as placeholders."""
    otherwise = field
    while "else" in otherwise:
        otherwise = otherwise["else"]
    needed = {*field["required"], *otherwise.get("required", ())}
    body: dict[str, Any] = {}
    for name, each in field["properties"].items():
        if name in needed:
            example = each.get("examples", [""])[0]
            simple = not isinstance(example, list | dict)
            placeholder = f"${{{len(body)}:{example}}}" if simple else example
            body[name] = each.get("const", placeholder)
    return body
