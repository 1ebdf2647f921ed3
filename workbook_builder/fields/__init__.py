"""The field types, one module each; a new module here is a new type."""

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from workbook_builder.field import Field


@cache
def types() -> Mapping[str, type[Field]]:
    """The class of each field type by its name, which is its module's name in kebab-case."""
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
