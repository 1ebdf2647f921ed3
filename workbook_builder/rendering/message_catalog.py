"""Reads a file of translations, and reports every mistake in it at once."""

import re
from collections.abc import Iterator
from gettext import GNUTranslations, c2py
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from workbook_builder.problems.problem import Problem, Rule, WorkbookError

_TEXT = r'"(?:[^"\\]|\\.)*"'
_LINE = re.compile(rf"(?:(?:msgid|msgid_plural|msgctxt|msgstr|msgstr\[\d\])\s*)?{_TEXT}|#.*|")
_PERCENT = re.compile(r"%%|%\((\w+)\)s|%")
_CHARSET = re.compile(r"charset=([^\s\\\"]+)", re.IGNORECASE)
_PLURALS = "Plural-Forms:"
_NUMBER = "num"  # the number in a text with a plural, which a form like "one page" may leave out
_MOST_COUNTED = 1000

_QUOTES = 'put the text between quotes, as in `msgstr "…"`, and write `\\"` for a quote in it'
_UTF_8 = "save the file as UTF-8, and write `charset=utf-8` in its head"
_PLURAL = "copy the line `Plural-Forms:` for your language from the file that Poedit makes"


def read_catalog(path: Path) -> Catalog:
    """Read a .po file.

    Raises:
        WorkbookError: It has mistakes. The error contains all of them.
    """
    reader = _Reader(path)
    catalog = reader.catalog()
    if reader.problems or catalog is None:
        raise WorkbookError(reader.problems)
    return catalog


def compiled(catalog: Catalog) -> GNUTranslations:
    """The translations of a catalog, for looking up texts."""
    catalog.charset = "utf-8"
    file = BytesIO()
    write_mo(file, catalog)
    file.seek(0)
    texts = GNUTranslations(file)
    # Babel writes the plural forms only if the head of the file names the language, too.
    texts.plural = c2py(catalog.plural_expr)  # type: ignore[attr-defined]
    return texts


class _Reader:
    def __init__(self, path: Path) -> None:
        here = Path.cwd()
        self.name = str(path.relative_to(here) if path.is_relative_to(here) else path)
        self.lines: list[str] = []
        self.problems: list[Problem] = []
        self.data = path.read_bytes().removeprefix(b"\xef\xbb\xbf")

    def catalog(self) -> Catalog | None:
        """The catalog. Mistakes are added to the problems."""
        if not self.decode() or not self.check_lines():
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
            self.add(self.line_of(_PLURALS), f"the head cannot be read: {error}", _PLURAL)
            return None
        self.check_plural_forms(catalog)
        for message in catalog:
            if message.id and not message.fuzzy:
                self.check_message(message, catalog)
        return catalog

    def add(self, line: int, message: str, hint: str) -> None:
        text = self.lines[line - 1] if line <= len(self.lines) else ""
        column = len(text) - len(text.lstrip()) + 1
        self.problems.append(
            Problem(self.name, line, column, Rule.TRANSLATION, message, hint, text)
        )

    def decode(self) -> bool:
        try:
            text = self.data.decode()
        except UnicodeDecodeError as error:
            line = self.data.count(b"\n", 0, error.start) + 1
            self.lines = self.data.decode(errors="replace").split("\n")
            self.add(line, "the file is not UTF-8 text", _UTF_8)
            return False
        self.lines = text.split("\n")
        found = _CHARSET.search(text)
        if found and found[1].lower() not in ("utf-8", "utf8", "us-ascii", "ascii"):
            line = text.count("\n", 0, found.start()) + 1
            self.add(line, f"the head names the charset `{found[1]}`", _UTF_8)
        return True

    def check_lines(self) -> bool:
        """Check that each line is a comment, or a keyword with a text in quotes."""
        found = [
            number for number, line in enumerate(self.lines, 1) if not _LINE.fullmatch(line.strip())
        ]
        for line in found[:10]:  # in a file of another kind, every line is wrong
            self.add(line, "this is not a text in quotes", _QUOTES)
        return not found

    def check_plural_forms(self, catalog: Catalog) -> None:
        """Check that every number has a plural form that the file can have."""
        try:
            forms = set(map(c2py(catalog.plural_expr), range(_MOST_COUNTED)))
            if forms <= set(range(catalog.num_plurals)):
                return
            error = f"it chooses among {max(forms) + 1} forms, but there are {catalog.num_plurals}"
        except Exception as failure:  # evaluates what the file says
            error = str(failure)
        self.add(self.line_of(_PLURALS), f"the plural forms cannot be used: {error}", _PLURAL)

    def check_message(self, message: Message, catalog: Catalog) -> None:
        """Check the placeholders of a text, and that it has every plural form."""
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        strings = (
            [message.string] if isinstance(message.string, str) else list(message.string or ())
        )
        start = message.lineno or 1
        if not any(strings):
            return
        places = list(self.texts_from(start))
        known = [_placeholders(each) or set() for each in ids]
        allowed = set.union(*known)
        needed = allowed if len(ids) == 1 else set.intersection(*known) - {_NUMBER}
        if len(ids) > 1 and not all(strings):
            number = strings.index("")
            hint = f"translate each of the {catalog.num_plurals} forms, or none"
            self.add(start, f"the plural form `msgstr[{number}]` has no translation", hint)
        for number, text in enumerate(strings):
            if not text:
                continue
            line = places[number] if number < len(places) else start
            used = _placeholders(text)
            if used is None:
                hint = (
                    "write `%%` for a percent sign; keep placeholders like `%(name)s` as they are"
                )
                self.add(line, "a `%` begins no placeholder here", hint)
                continue
            for name in sorted(used - allowed):
                hint = f"use only {_listed(allowed)}" if allowed else "delete it"
                self.add(line, f"the placeholder `%({name})s` is not in the original text", hint)
            for name in sorted(needed - used):
                hint = "put it where it belongs in the translation, as it is in the original text"
                self.add(line, f"the placeholder `%({name})s` is missing", hint)

    def texts_from(self, start: int) -> Iterator[int]:
        """The lines of each ``msgstr`` of the message that starts at a line."""
        for number in range(start, len(self.lines) + 1):
            line = self.lines[number - 1].strip()
            if line.startswith("msgstr"):
                yield number
            elif number > start and line.startswith(("msgid ", "msgid\t", 'msgid"', "msgctxt")):
                return

    def line_of(self, text: str) -> int:
        """The first line that contains a text, or the first line of the file."""
        return next((number for number, line in enumerate(self.lines, 1) if text in line), 1)


def _placeholders(text: str) -> set[str] | None:
    """The names of the placeholders in a text, or None if a `%` in it begins none."""
    found = list(_PERCENT.finditer(text))
    if any(each[0] == "%" for each in found):
        return None
    return {each[1] for each in found if each[1]}


def _listed(names: set[str]) -> str:
    return ", ".join(f"`%({name})s`" for name in sorted(names))
