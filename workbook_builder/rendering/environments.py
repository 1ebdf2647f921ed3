"""The Jinja environments, for templates that generate HTML, Typst, and blocks for Word.

All of them escape all values, refuse undefined names, and run templates in a sandbox. They look for
a template in the practice's own folder first, then in packages with field types, then among the
built-in ones. A template of the practice can extend the one that it replaces as ``builtin/<name>``.
"""

import inspect
from collections.abc import Callable, Iterator, MutableMapping
from functools import partial
from gettext import NullTranslations
from pathlib import Path, PurePath
from types import FunctionType, MethodType, ModuleType
from typing import Any

from jinja2 import (
    BytecodeCache,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    Template,
    Undefined,
    pass_context,
    pass_eval_context,
)
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.nodes import EvalContext
from jinja2.runtime import BlockReference, Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape
from pydantic import BaseModel

from workbook_builder.graphics import icons, qr_code
from workbook_builder.model import fields
from workbook_builder.model.workbook import SheetCollection
from workbook_builder.rendering import html_filters, page_marks, prose
from workbook_builder.rendering.capital_letters import capitalized
from workbook_builder.rendering.template_errors import ForbiddenError
from workbook_builder.rendering.template_limits import LimitedEnvironment, LimitedTemplate
from workbook_builder.rendering.terms import terms
from workbook_builder.storage.packaged_data import packaged_folder
from workbook_builder.typesetting import loaded_code
from workbook_builder.typesetting.typst_values import TypstCode, typst_literal

# Classes, modules, and functions lead to everything else, and paths to the files of the machine.
_CLOSED = (
    type, ModuleType, FunctionType, MethodType, partial, type(icons.icon), PurePath,
)  # fmt: skip


class _Sandbox(LimitedEnvironment, ImmutableSandboxedEnvironment):
    """Jinja's sandbox, which shows of our models only what their own classes define.

    Pydantic's methods would read files, unpickle data, and make models that were never checked.
    What may be read depends only on the type and the name, so the answer is kept: Jinja asks at
    every access.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._safe: dict[tuple[type, str], bool] = {}
        self._selected: dict[tuple[str | Template, ...], Template] = {}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may read an attribute."""
        key = (type(obj), attr)
        if key not in self._safe:
            self._safe[key] = super().is_safe_attribute(obj, attr, value) and _is_shown(*key)
        return self._safe[key]

    def select_template(
        self,
        names: Any,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,
    ) -> Template:
        """The first of some templates that there is. Jinja looks for missing ones each time."""
        if parent is not None or globals is not None or isinstance(names, Undefined):
            return super().select_template(names, parent, globals)
        key = tuple(names)
        if key not in self._selected:
            self._selected[key] = super().select_template(key)
        return self._selected[key]


def _is_shown(kind: type, name: str) -> bool:
    """Whether templates may see an attribute of this type, by its name."""
    if issubclass(kind, BaseModel):
        fields = kind.model_fields.keys() | kind.model_computed_fields.keys()
        own = kind.__mro__[: kind.__mro__.index(BaseModel)]
        return name in fields or (
            not hasattr(BaseModel, name) and any(name in vars(each) for each in own)
        )
    return not issubclass(kind, _CLOSED)


class _TypstContext(Context):
    """A context in which `super()` gives Typst code, which is not turned into a value again."""

    def super(self, name: str, current: Any) -> Any:
        """The same block of the template that this one extends."""
        found = super().super(name, current)
        return _TypstBlock(found) if isinstance(found, BlockReference) else found


class _TypstBlock:
    def __init__(self, block: BlockReference) -> None:
        self._block = block

    def __call__(self) -> TypstCode:
        return TypstCode(self._block())


class _NoLoadedCode(Extension):
    """Refuses Typst code in a template that could load packages, with its line.

    The compiler refuses it, too, also where it is put together from pieces, but knows no templates.
    """

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Check the text between Jinja's marks."""
        for token in stream:
            if token.type == "data":
                for word, line in loaded_code.loading(token.value):
                    raise ForbiddenError(
                        loaded_code.MESSAGE.format(word), loaded_code.HINT,
                        token.lineno + line - 1, stream.name, stream.filename,
                    )  # fmt: skip
            yield token


def html_environment(
    own: Path | None, texts: NullTranslations, compiled: BytecodeCache | None = None
) -> ImmutableSandboxedEnvironment:
    """The environment for pages, which escapes every value as HTML.

    Args:
        own: The folder with the practice's own templates, if it has any.
        texts: The texts of the interface.
        compiled: A cache of compiled templates.
    """
    environment = _environment(own, texts, compiled, autoescape=True)
    environment.filters["prose"] = html_filters.prose
    html_filters.install(environment)
    environment.filters["unsearched"] = page_marks.unsearched
    return environment


def typst_environment(
    own: Path | None, texts: NullTranslations, compiled: BytecodeCache | None = None
) -> ImmutableSandboxedEnvironment:
    """The environment for documents, which turns every value into a Typst expression.

    Args:
        own: The folder with the practice's own templates, if it has any.
        texts: The texts of the interface.
        compiled: A cache of compiled templates.
    """
    environment = _environment(own, texts, compiled, finalize=_finalize)
    environment.add_extension(_NoLoadedCode)
    environment.context_class = _TypstContext
    environment.filters.update(prose=_typst_prose, qr_code=qr_code.svg)
    return environment


def themed(environment: Environment, theme: str, name: str) -> Template:
    """A template of a theme; the one of the same name without a theme, if it has none.

    Args:
        environment: The environment that looks for it.
        theme: The id of the theme.
        name: The name of the template, such as ``print/workbook.typ.j2``.
    """
    return environment.select_template([f"themes/{theme}/{name}", name])


def word_environment(
    own: Path | None, texts: NullTranslations, compiled: BytecodeCache | None = None
) -> ImmutableSandboxedEnvironment:
    """The environment for Word documents, which escapes every value as XML.

    Args:
        own: The folder with the practice's own templates, if it has any.
        texts: The texts of the interface.
        compiled: A cache of compiled templates.
    """
    environment = _environment(own, texts, compiled, autoescape=True)
    environment.filters["prose"] = _word_prose
    return environment


@pass_context
def _typst_prose(context: Context, text: str, *, rich: bool = False) -> TypstCode:
    """Convert Markdown to Typst. Links to worksheets need the ``program`` of the template."""
    return prose.typst(text, _titles(context), rich=rich)


@pass_context
def _word_prose(context: Context, text: str, *, rich: bool = False) -> Markup:
    """Convert Markdown to blocks for Word, as `_typst_prose` does to Typst."""
    return prose.blocks(text, _titles(context), rich=rich)


def _titles(context: Context) -> dict[str, str]:
    """The titles of the worksheets of the program that a template is about, by id."""
    program = context.get("program")
    sheets = program.worksheets if isinstance(program, SheetCollection) else ()
    return {sheet.id: sheet.title for sheet in sheets}


def package_folders() -> list[Path]:
    """The folders of the modules that define the field types of other packages."""
    return [Path(inspect.getfile(kind)).parent for kind in fields.types_of_packages()]


def _finalize(value: Any) -> TypstCode:
    if isinstance(value, Undefined):
        str(value)  # raises UndefinedError
    return typst_literal(value)


def _install_texts(environment: Environment, texts: NullTranslations) -> None:
    """Let templates look up texts, as Jinja does it, but as texts and not as HTML.

    Jinja takes a translation for markup. Here only what a template fills in can be markup.
    """

    @pass_eval_context
    def gettext(context: EvalContext, message: str, /, **values: Any) -> str:
        text = texts.gettext(message)
        return (escape(text) if context.autoescape else text) % values

    @pass_eval_context
    def pgettext(context: EvalContext, use: str, message: str, /, **values: Any) -> str:
        text = texts.pgettext(use, message)
        return (escape(text) if context.autoescape else text) % values

    @pass_eval_context
    def ngettext(context: EvalContext, one: str, many: str, number: int, /, **values: Any) -> str:
        text = texts.ngettext(one, many, number)
        values.setdefault("num", number)
        return (escape(text) if context.autoescape else text) % values

    environment.newstyle_gettext = True  # type: ignore[attr-defined]  # for `trans` blocks
    environment.globals.update(_=gettext, gettext=gettext, pgettext=pgettext, ngettext=ngettext)


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
    environment.template_class = LimitedTemplate
    _install_texts(environment, texts)
    environment.filters["plain"] = prose.plain
    environment.filters["capitalized"] = capitalized
    environment.globals["terms"] = terms(texts)
    return environment
