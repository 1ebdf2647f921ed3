"""The two Jinja environments: one writes HTML, the other Typst.

Each escapes by itself, is strict about names that do not exist, runs templates in a sandbox,
and looks into the author's own folder of templates first, then into those of packages that bring
field types, and last into the built-in one. A template of the author's can extend the one that it
stands in for as ``builtin/<name>``.
"""

import inspect
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from types import FrameType
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from jinja2 import (
    ChoiceLoader,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
    Undefined,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment

from workbook_builder import html_text, prose
from workbook_builder.model import fields
from workbook_builder.problems.problem import Problem, Rule, WorkbookError
from workbook_builder.storage.packaged_data import packaged_folder
from workbook_builder.terms import terms
from workbook_builder.typesetting.typst_values import Typst, literal


class _Untranslated(NullTranslations):
    """Where a text ends up that has no translation: it is noted, and stays as it is."""

    def __init__(self, noted: set[str]) -> None:
        super().__init__()
        self._noted = noted

    def gettext(self, message: str) -> str:
        self._noted.add(message)
        return message

    def ngettext(self, one: str, many: str, number: int) -> str:
        self._noted.add(one)
        return one if number == 1 else many


def translations(
    language: str, folders: Sequence[Path], untranslated: set[str] | None = None
) -> NullTranslations:
    """The interface texts of a language, each from the first folder that translates it.

    A folder does so in ``locale/<language>.po``. English, and every text that has no translation,
    stays as it stands in the templates; the latter are noted in ``untranslated`` when they are
    asked for.
    """
    english = language.partition("-")[0] == "en"
    rest = (
        NullTranslations()
        if english
        else _Untranslated(set() if untranslated is None else untranslated)
    )
    names = dict.fromkeys((language, language.partition("-")[0]))
    paths = (folder / "locale" / f"{name}.po" for folder in folders for name in names)
    texts = rest
    for path in reversed([path for path in paths if path.is_file()]):
        compiled = BytesIO()
        with path.open("rb") as file:
            write_mo(compiled, read_po(file))
        compiled.seek(0)
        found = GNUTranslations(compiled)
        found.add_fallback(texts)
        texts = found
    return texts


@contextmanager
def explaining() -> Iterator[None]:
    """Turn an error in a template into a problem with its place. Raises WorkbookError."""
    try:
        yield
    except WorkbookError:
        raise
    except Exception as error:  # whatever a template of the author's does
        problem = _problem(error)
        if problem is None:
            raise
        raise WorkbookError([problem]) from error


def _problem(error: Exception) -> Problem | None:
    places = [
        (frame.f_code.co_filename, _line(frame, line))
        for frame, line in traceback.walk_tb(error.__traceback__)
        if frame.f_code.co_filename.endswith((".j2", ".html"))
    ]
    if isinstance(error, TemplateSyntaxError):
        places.append((error.filename or error.name or "", error.lineno))
    if not places and isinstance(error, TemplateNotFound):
        return Problem(
            str(error),
            0,
            0,
            Rule.TEMPLATE,
            "there is no such template",
            "write it, or its name right",
        )
    if not places:
        return None
    file, line = places[-1][0], places[-1][1] or 1
    path = Path(file)
    text = path.read_text(encoding="utf-8").splitlines()[line - 1] if path.is_file() else ""
    here = Path.cwd()
    name = path.relative_to(here) if path.is_relative_to(here) else path
    column = len(text) - len(text.lstrip()) + 1
    hint = "the built-in template of the same name shows what there is"
    return Problem(
        str(name), line, column, Rule.TEMPLATE, f"this template fails: {error}", hint, text
    )


def _line(frame: FrameType, line: int) -> int:
    """The line of a template; Jinja gives that of its own code where it does not render."""
    template = frame.f_globals.get("__jinja_template__")
    return template.get_corresponding_lineno(line) if isinstance(template, Template) else line


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


def html_environment(own: Path | None, texts: NullTranslations) -> ImmutableSandboxedEnvironment:
    """The environment for pages: every value is escaped as HTML."""
    environment = _environment(own, texts, autoescape=True)
    environment.filters["prose"] = prose.html
    html_text.install(environment)
    return environment


def typst_environment(own: Path | None, texts: NullTranslations) -> ImmutableSandboxedEnvironment:
    """The environment for documents: every value becomes a Typst expression, text in quotes."""
    environment = _environment(own, texts, finalize=_finalize)
    environment.filters["prose"] = prose.typst
    return environment


def of_packages() -> list[Path]:
    """The folder of each module of another package that brings a field type."""
    return [Path(inspect.getfile(kind)).parent for kind in fields.of_packages()]


def _finalize(value: Any) -> Typst:
    if isinstance(value, Undefined):
        str(value)  # raises: a name that does not exist is a mistake of the template
    return literal(value)


def _environment(
    own: Path | None,
    texts: NullTranslations,
    *,
    autoescape: bool = False,
    finalize: Callable[[Any], Any] | None = None,
) -> ImmutableSandboxedEnvironment:
    packages = [folder / "templates" for folder in of_packages()]
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
    )
    environment.install_gettext_translations(texts, newstyle=True)  # type: ignore[attr-defined]
    environment.filters["plain"] = prose.plain
    environment.globals["terms"] = terms(texts)
    return environment
