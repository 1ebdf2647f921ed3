"""Turns errors in templates into problems with their place."""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from jinja2 import Template, TemplateNotFound, TemplateSyntaxError

from workbook_builder.problems.problem import Problem, Rule, WorkbookError
from workbook_builder.storage.file_names import from_here


class ForbiddenError(TemplateSyntaxError):
    """A template contains something that no template may contain.

    Attributes:
        hint: The way out.
    """

    def __init__(self, message: str, hint: str, line: int, name: str | None, file: str | None):
        super().__init__(message, line, name, file)
        self.hint = hint


@contextmanager
def explaining() -> Iterator[None]:
    """Raise an error in a template as a WorkbookError with its place. Others are not changed."""
    try:
        yield
    except WorkbookError:
        raise
    except Exception as error:  # a template can raise anything
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
            "this template does not exist",
            "create it, or correct its name",
        )
    if not places:
        return None
    file, line = places[-1][0], places[-1][1] or 1
    path = Path(file)
    text = _text(path, line)
    column = len(text) - len(text.lstrip()) + 1
    hint = "see what the built-in template of the same name uses"
    message = f"this template fails: {str(error) or type(error).__name__}"
    if isinstance(error, ForbiddenError):
        hint, message = error.hint, error.message or message
    return Problem(from_here(path), line, column, Rule.TEMPLATE, message, hint, text)


def _text(path: Path, line: int) -> str:
    """The text of a line, as Jinja counts lines; empty if the file cannot be read."""
    with suppress(OSError, UnicodeDecodeError):
        lines = path.read_text(encoding="utf-8").split("\n")
        return lines[line - 1] if line <= len(lines) else ""
    return ""


def _line(frame: FrameType, line: int) -> int:
    """The line in the template, because Jinja may name the line in the code that it generated."""
    template = frame.f_globals.get("__jinja_template__")
    return template.get_corresponding_lineno(line) if isinstance(template, Template) else line
