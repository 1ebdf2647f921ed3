"""The two Jinja environments: one writes HTML, the other Typst.

Each escapes by itself, is strict about names that do not exist, runs templates in a sandbox,
and looks into the author's own folder of templates first, then into those of packages that bring
field types, and last into the built-in one. A template of the author's can extend the one that it
stands in for as ``builtin/<name>``.
"""

import inspect
from collections.abc import Callable
from gettext import NullTranslations
from pathlib import Path
from typing import Any

from jinja2 import (
    BytecodeCache,
    ChoiceLoader,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    Undefined,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment

from workbook_builder.model import fields
from workbook_builder.rendering import html_filters, page_marks, prose
from workbook_builder.rendering.terms import terms
from workbook_builder.storage.packaged_data import packaged_folder
from workbook_builder.typesetting.typst_values import TypstCode, typst_literal


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's own, which looks at a thing whenever a template reads one of its attributes.

    What it answers follows from the type and the name, so that it is asked once about each.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._safe: dict[tuple[type, str], bool] = {}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may read an attribute."""
        about = (type(obj), attr)
        if about not in self._safe:
            self._safe[about] = super().is_safe_attribute(obj, attr, value)
        return self._safe[about]


def html_environment(
    own: Path | None, texts: NullTranslations, compiled: BytecodeCache | None = None
) -> ImmutableSandboxedEnvironment:
    """The environment for pages: every value is escaped as HTML."""
    environment = _environment(own, texts, compiled, autoescape=True)
    environment.filters["prose"] = prose.html
    html_filters.install(environment)
    environment.filters["unsearched"] = page_marks.unsearched
    return environment


def typst_environment(
    own: Path | None, texts: NullTranslations, compiled: BytecodeCache | None = None
) -> ImmutableSandboxedEnvironment:
    """The environment for documents: every value becomes a Typst expression, text in quotes."""
    environment = _environment(own, texts, compiled, finalize=_finalize)
    environment.filters["prose"] = prose.typst
    return environment


def package_folders() -> list[Path]:
    """The folder of each module of another package that brings a field type."""
    return [Path(inspect.getfile(kind)).parent for kind in fields.types_of_packages()]


def _finalize(value: Any) -> TypstCode:
    if isinstance(value, Undefined):
        str(value)  # raises: a name that does not exist is a mistake of the template
    return typst_literal(value)


def _environment(
    own: Path | None,
    texts: NullTranslations,
    compiled: BytecodeCache | None,
    *,
    autoescape: bool = False,
    finalize: Callable[[Any], Any] | None = None,
) -> ImmutableSandboxedEnvironment:
    packages = [folder / "templates" for folder in package_folders()]
    standard = FileSystemLoader([*packages, packaged_folder("templates")])
    first = [FileSystemLoader(own)] if own else []
    environment = _Sandbox(
        loader=ChoiceLoader([*first, standard, PrefixLoader({"builtin": standard})]),
        extensions=["jinja2.ext.i18n"],
        undefined=StrictUndefined,
        autoescape=autoescape,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        bytecode_cache=compiled,
    )
    environment.install_gettext_translations(texts, newstyle=True)  # type: ignore[attr-defined]
    environment.filters["plain"] = prose.plain
    environment.globals["terms"] = terms(texts)
    return environment
