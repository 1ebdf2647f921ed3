"""A .po file with the translations of a language, and every mistake in its form."""

import re
from collections.abc import Iterator
from gettext import c2py
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po

from workbook_builder.problems.problem import Problem, Rule

_TEXT = r'"(?:[^"\\]|\\.)*"'
_LINE = re.compile(rf"(?:(?:msgid|msgid_plural|msgctxt|msgstr|msgstr\[\d\])\s*)?{_TEXT}|#.*|")
_CHARSET = re.compile(r"charset=([^\s\\\"]+)", re.IGNORECASE)
_PLURALS = "Plural-Forms:"
_MOST_COUNTED = 1000

_QUOTES = 'put the text between quotes, as in `msgstr "…"`, and write `\\"` for a quote in it'
_UTF_8 = "save the file as UTF-8, and write `charset=utf-8` in its head"
_PLURAL = "copy the line `Plural-Forms:` for your language from the file that Poedit makes"


class PoFile:
    """A .po file that has been read. Obsolete texts, after ``#~``, are left out.

    Attributes:
        name: How problems call it.
        lines: Its lines.
        problems: What is wrong with it. Callers may add to them.
        catalog: Its translations; None if they cannot be read.
    """

    def __init__(self, data: bytes, name: str) -> None:
        """Read a file.

        Args:
            data: Its content.
            name: How problems call it.
        """
        self.name = name
        self.lines: list[str] = []
        self.problems: list[Problem] = []
        self._data = data.removeprefix(b"\xef\xbb\xbf")
        self.catalog = self._catalog()

    def add(self, line: int, message: str, hint: str) -> None:
        """Add a problem with a line, counting from 1."""
        self.problems.append(self.problem(line, Rule.TRANSLATION, message, hint))

    def problem(self, line: int, rule: Rule, message: str, hint: str) -> Problem:
        """A problem with a line, counting from 1."""
        text = self.lines[line - 1] if line <= len(self.lines) else ""
        column = len(text) - len(text.lstrip()) + 1
        return Problem(self.name, line, column, rule, message, hint, text)

    def strings(self, message: Message) -> list[tuple[int, str]]:
        """The translation of a message, each plural form with the line where it begins."""
        texts = [message.string] if isinstance(message.string, str) else list(message.string or ())
        start = message.lineno or 1
        places = list(self._places_from(start))
        return [
            (places[number] if number < len(places) else start, text)
            for number, text in enumerate(texts)
        ]

    def _catalog(self) -> Catalog | None:
        if not self._decode() or not self._check_lines():
            return None
        # Obsolete texts are not used, so no mistake in them matters.
        lines = ("" if line.lstrip().startswith("#~") else line for line in self.lines)
        try:
            catalog = read_po(lines, abort_invalid=True)
        except PoFileError as error:
            self.add(error.lineno + 1, str(error), _QUOTES)
            return None
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            # Babel reads the head as soon as it has read its texts.
            self.add(self._line_of(_PLURALS), f"the head cannot be read: {error}", _PLURAL)
            return None
        self._check_plural_forms(catalog)
        return catalog

    def _decode(self) -> bool:
        try:
            text = self._data.decode()
        except UnicodeDecodeError as error:
            line = self._data.count(b"\n", 0, error.start) + 1
            self.lines = self._data.decode(errors="replace").split("\n")
            self.add(line, "the file is not UTF-8 text", _UTF_8)
            return False
        self.lines = text.split("\n")
        found = _CHARSET.search(text)
        if found and found[1].lower() not in ("utf-8", "utf8", "us-ascii", "ascii"):
            line = text.count("\n", 0, found.start()) + 1
            self.add(line, f"the head names the charset `{found[1]}`", _UTF_8)
        return True

    def _check_lines(self) -> bool:
        """Check that each line is a comment, or a keyword with a text in quotes."""
        found = [
            number for number, line in enumerate(self.lines, 1) if not _LINE.fullmatch(line.strip())
        ]
        for line in found[:10]:  # in a file of another kind, every line is wrong
            self.add(line, "this is not a text in quotes", _QUOTES)
        return not found

    def _check_plural_forms(self, catalog: Catalog) -> None:
        """Check that every number has a plural form that the file can have."""
        try:
            forms = set(map(c2py(catalog.plural_expr), range(_MOST_COUNTED)))
            if forms <= set(range(catalog.num_plurals)):
                return
            error = f"it chooses among {max(forms) + 1} forms, but there are {catalog.num_plurals}"
        except Exception as failure:  # evaluates what the file says
            error = str(failure)
        self.add(self._line_of(_PLURALS), f"the plural forms cannot be used: {error}", _PLURAL)

    def _places_from(self, start: int) -> Iterator[int]:
        """The lines of each ``msgstr`` of the message that starts at a line."""
        for number in range(start, len(self.lines) + 1):
            line = self.lines[number - 1].strip()
            if line.startswith("msgstr"):
                yield number
            elif number > start and line.startswith(("msgid ", "msgid\t", 'msgid"', "msgctxt")):
                return

    def _line_of(self, text: str) -> int:
        """The first line that contains a text, or the first line of the file."""
        return next((number for number, line in enumerate(self.lines, 1) if text in line), 1)


def shown_name(path: Path) -> str:
    """How problems call a file: its path, relative to the current folder if it is below it."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)
