"""The problems in a preview, as shown in the terminal and on a page of their own."""

import html
import logging
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from workbook_builder.problems.problem import WorkbookError
from workbook_builder.publish.mkdocs_errors import MKDOCS_ERRORS

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{heading}</title>
<link rel="stylesheet" href="{own}preview.css">
</head>
<body class="alone">
<main><h1>{heading}</h1>
<ol>
{items}
</ol>
<p>The page comes back when this is fixed.</p></main>
</body>
</html>
"""
_ITEM = "<li><pre>{text}</pre>{more}</li>"
_MORE = "<p>Why, and how to fix it: <code>workbook explain {code}</code></p>"


@dataclass(frozen=True)
class Trouble:
    """A problem as shown in the terminal, and the code of its rule if it has one."""

    text: str
    code: str = ""


def heading(troubles: Sequence[Trouble]) -> str:
    """The number of problems, with the noun."""
    return "1 problem" if len(troubles) == 1 else f"{len(troubles)} problems"


def told(troubles: Sequence[Trouble]) -> str:
    """The text for the terminal: all problems, and how to learn more."""
    texts = [each.text for each in troubles]
    code = next((each.code for each in troubles if each.code), None)
    more = f" `workbook explain {code}` says more about {code}." if code else ""
    return "\n\n".join([*texts, f"{heading(troubles)}.{more}"])


def page(troubles: Sequence[Trouble], own: str) -> bytes:
    """A page that shows only the problems. ``own`` is the URL path of the preview's own files."""
    items = [
        _ITEM.format(
            text=html.escape(each.text),
            more=_MORE.format(code=html.escape(each.code)) if each.code else "",
        )
        for each in troubles
    ]
    return _PAGE.format(heading=heading(troubles), items="\n".join(items), own=own).encode()


class LogCollector(logging.Handler):
    """Prints each warning of MkDocs and its plugins once, and collects errors for `troubles`."""

    def __init__(self, say: Callable[[str], None]) -> None:
        super().__init__(logging.WARNING)
        self._say = say
        self._said: set[str] = set()
        self._errors: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Print a warning, or collect an error."""
        text = record.getMessage()
        if record.levelno >= logging.ERROR:
            self._errors.append(text)
        elif text not in self._said:
            self._said.add(text)
            self._say(f"{record.levelname}: {text}")

    def troubles(self, error: BaseException, file: str) -> tuple[Trouble, ...]:
        """Turn an exception into problems for the author.

        Args:
            error: The exception. For some of its own, MkDocs has logged the reasons beforehand.
            file: The configuration file, which errors of MkDocs are about.
        """
        errors, self._errors = self._errors, []
        cause: BaseException | None = error
        while cause is not None:
            if isinstance(cause, WorkbookError):
                return tuple(Trouble(str(each), each.rule) for each in cause.problems)
            cause = cause.__cause__
        if isinstance(error, MKDOCS_ERRORS):
            return tuple(Trouble(f"{file}: {text}") for text in errors or [str(error)])
        self._say("".join(traceback.format_exception(error)).rstrip())
        return (Trouble(f"{type(error).__name__}: {error}"),)
