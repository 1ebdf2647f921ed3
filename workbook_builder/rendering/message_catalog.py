"""Reads a file with translations of the interface, and reports every mistake in it at once."""

import re
from gettext import GNUTranslations, c2py
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo

from workbook_builder.catalogs.po_file import PoFile, shown_name
from workbook_builder.problems.problem import WorkbookError

_PERCENT = re.compile(r"%%|%\((\w+)\)s|%")
_NUMBER = "num"  # the number in a text with a plural, which a form like "one page" may leave out


def read_catalog(path: Path) -> Catalog:
    """Read a .po file.

    Raises:
        WorkbookError: It has mistakes. The error contains all of them.
    """
    file = PoFile(path.read_bytes(), shown_name(path))
    for message in file.catalog or ():
        if message.id and not message.fuzzy:
            _check_message(message, file)
    if file.problems or file.catalog is None:
        raise WorkbookError(file.problems)
    return file.catalog


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


def _check_message(message: Message, file: PoFile) -> None:
    """Check the placeholders of a text, and that it has every plural form."""
    ids = [message.id] if isinstance(message.id, str) else list(message.id)
    strings = file.strings(message)
    if not any(text for _, text in strings):
        return
    known = [_placeholders(each) or set() for each in ids]
    allowed = set.union(*known)
    needed = allowed if len(ids) == 1 else set.intersection(*known) - {_NUMBER}
    empty = [number for number, (_, text) in enumerate(strings) if not text]
    if len(ids) > 1 and empty:
        hint = f"translate each of the {len(strings)} forms, or none"
        start = message.lineno or 1
        file.add(start, f"the plural form `msgstr[{empty[0]}]` has no translation", hint)
    for line, text in strings:
        if not text:
            continue
        used = _placeholders(text)
        if used is None:
            hint = "write `%%` for a percent sign; keep placeholders like `%(name)s` as they are"
            file.add(line, "a `%` begins no placeholder here", hint)
            continue
        for name in sorted(used - allowed):
            hint = f"use only {_listed(allowed)}" if allowed else "delete it"
            file.add(line, f"the placeholder `%({name})s` is not in the original text", hint)
        for name in sorted(needed - used):
            hint = "put it where it belongs in the translation, as it is in the original text"
            file.add(line, f"the placeholder `%({name})s` is missing", hint)


def _placeholders(text: str) -> set[str] | None:
    """The names of the placeholders in a text, or None if a `%` in it begins none."""
    found = list(_PERCENT.finditer(text))
    if any(each[0] == "%" for each in found):
        return None
    return {each[1] for each in found if each[1]}


def _listed(names: set[str]) -> str:
    return ", ".join(f"`%({name})s`" for name in sorted(names))
