"""The field types: one module for each built-in type, and the types of installed packages."""

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from types import MappingProxyType
from typing import Any

from pydantic import ValidationInfo
from pydantic_core import PydanticCustomError

from workbook_builder.model.field import Field
from workbook_builder.problems.problem import Problem, Rule, WorkbookError

GROUP = "workbook_builder.fields"


@cache
def types() -> Mapping[str, type[Field]]:
    """All field types, with the built-in ones first.

    Returns:
        Name -> class.

    Raises:
        WorkbookError: A field type of a package cannot be used.
    """
    found = dict(_built_in())
    for entry in entry_points(group=GROUP):
        found[entry.name] = _loaded(entry, found)
    return MappingProxyType(found)


@cache
def _built_in() -> Mapping[str, type[Field]]:
    """The built-in types: one per module in this package, named after it in kebab-case."""
    found = {}
    for module in sorted(info.name for info in pkgutil.iter_modules(__path__)):
        names = vars(importlib.import_module(f"{__name__}.{module}"))
        (kind,) = (
            value
            for value in names.values()
            if isinstance(value, type)
            and issubclass(value, Field)
            and value.__module__ == f"{__name__}.{module}"
        )
        found[module.replace("_", "-")] = kind
    return MappingProxyType(found)


def validated(value: Any, info: ValidationInfo) -> Field:
    """Validate a field with the class of its type."""
    if isinstance(value, Field):
        return value
    if not isinstance(value, dict):
        raise PydanticCustomError(
            "field_type",
            "a field must consist of keys with values",
            {"hint": "begin with a line like `type: text`"},
        )
    known = types()
    if "type" not in value:
        raise PydanticCustomError(
            "missing", "`type` is missing", {"at": ("type",), "known": tuple(known)}
        )
    kind = value["type"]
    if not isinstance(kind, str) or kind not in known:
        raise PydanticCustomError(
            "unknown_name",
            "there is no field type `{name}`",
            {"name": str(kind), "at": ("type",), "known": tuple(known)},
        )
    return known[kind].model_validate(value, context=info.context)


def types_of_packages() -> Iterator[type[Field]]:
    """The classes of the field types of other packages."""
    built_in = _built_in()
    return (kind for name, kind in types().items() if name not in built_in)


def _loaded(entry: EntryPoint, known: Mapping[str, type[Field]]) -> type[Field]:
    """Load the class that an entry point of a package names. Raises WorkbookError."""
    package = entry.dist.name if entry.dist else entry.module
    hint = f"fix the package, or remove it: pip uninstall {package}"
    if entry.name in known:
        message = f"there is already a field type `{entry.name}`"
        raise WorkbookError([Problem(package, 0, 0, Rule.ID_TAKEN, message, hint)])
    message = f"the field type `{entry.name}` of this package cannot be loaded"
    try:
        kind = entry.load()
    except Exception as error:  # importing a package can raise anything
        message += f": {type(error).__name__}: {error}"
        raise WorkbookError([Problem(package, 0, 0, Rule.NO_FIELD_TYPE, message, hint)]) from error
    if not (isinstance(kind, type) and issubclass(kind, Field)):
        message += f": `{entry.value}` is not a subclass of `workbook_builder.api.Field`"
        raise WorkbookError([Problem(package, 0, 0, Rule.NO_FIELD_TYPE, message, hint)])
    return kind
