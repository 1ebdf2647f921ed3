"""Advice on a whole workbook: copies of worksheets, hard texts, and what `workbook.yml` lacks."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from workbook_builder.advice import readability
from workbook_builder.advice.sheet_checks import Place, SheetInFile
from workbook_builder.content.yaml_source import YamlSource
from workbook_builder.model.base import Text, TextKind
from workbook_builder.model.workbook import Workbook
from workbook_builder.problems.problem import Problem, Rule
from workbook_builder.rendering import output_paths

_ALIKE = 0.8  # the share of labels that two sheets must have in common to count as copies
_FEWEST_LABELS = 3  # in a sheet, for it to count as a copy
_MARKUP = re.compile(
    r"\*\*[^\s*][^*]*\*\*|__[^\s_][^_]*__|(?<!\w)([*_])[^\s*_][^*_]*\1(?!\w)"
    r"|`[^`]+`|\[[^\]]+\]\([^)\s]+\)"
)
_LONGEST_SHOWN = 40  # characters
_TEXTS = ("intro", "summary", "audience", "purpose", "text", "help", "disclaimer", "crisis")


def copies(sheets: Iterable[SheetInFile]) -> Iterator[Problem]:
    """Find sheets that ask the same questions as one in another file; they could share one."""
    asked: dict[str, list[int]] = defaultdict(list)
    before: list[tuple[SheetInFile, set[str]]] = []
    for here in sheets:
        labels = {label for field in here.sheet.fields if (label := field.written_question)}
        common = Counter(number for label in labels for number in asked[label])
        for label in labels:
            asked[label].append(len(before))
        for number, same in common.items():
            other, theirs = before[number]
            enough = len(labels) >= _FEWEST_LABELS and same >= _ALIKE * len(labels | theirs)
            if enough and other.source.file != here.source.file:
                message = (
                    f"the worksheet `{here.sheet.id}` asks the same questions as"
                    f" `{other.sheet.id}` in {other.source.file}"
                )
                hint = "move it to content/worksheets, and add it to both programs with `use:`"
                yield here.source.problem(here.key, Rule.COPY, message, hint)
                break
        before.append((here, labels))


def hard_to_read(source: YamlSource) -> Iterator[Problem]:
    """Find texts in English that are too hard for tired readers."""
    for at, text in _texts(source.data, ()):
        grade = readability.grade([text])
        if grade > readability.HARDEST:
            message = (
                f"this text is at grade {grade:.0f}, but should be at most grade"
                f" {readability.HARDEST}; its longest sentence begins"
                f" “{readability.longest(text)}”"
            )
            hint = "split long sentences, and use shorter words"
            yield source.problem(at, Rule.HARD_TO_READ, message, hint)


def markup_in_lines(texts: Iterable[Text], source: YamlSource, at: Place = ()) -> Iterator[Problem]:
    """Find Markdown in texts of one line, which show it as it is written.

    Args:
        texts: The texts of a model.
        source: The file that it is written in.
        at: The keys and indexes that lead to it in that file.
    """
    for path, text, kind in texts:
        if kind is TextKind.LINE and (found := _MARKUP.search(text)):
            shown = found[0] if len(found[0]) <= _LONGEST_SHOWN else f"{found[0][:_LONGEST_SHOWN]}…"
            message = f"this text is shown as it is written, with all signs: {shown}"
            hint = "leave the signs out; only longer texts, such as `intro`, can have Markdown"
            yield source.problem((*at, *path), Rule.MARKUP_IN_LINE, message, hint)


def no_crisis_number(head: YamlSource) -> Iterator[Problem]:
    """Find a text about a crisis that names no number to call."""
    if "country" not in head.data and not re.search(r"\d", head.data["crisis"]):
        message = "this text about a crisis has no phone number"
        hint = (
            "add a line `country: US` with your country, or write its emergency number and crisis"
            " lines"
        )
        yield head.problem(("crisis",), Rule.NO_CRISIS_NUMBER, message, hint)


def untranslated_texts(
    head: YamlSource, language: str, texts: Collection[str]
) -> Iterator[Problem]:
    """Tell how many texts of the interface have no translation into the workbook's language."""
    if texts:
        shortest = [f"“{text}”" for text in sorted(sorted(texts), key=len)[:3]]
        more = ["…"] if len(texts) > len(shortest) else []
        one = len(texts) == 1
        message = (
            f"{'1 text' if one else f'{len(texts)} texts'} on your pages and sheets"
            f" {'has' if one else 'have'} no translation into `{language}`"
            f" and {'stays' if one else 'stay'} in English: {', '.join([*shortest, *more])}"
        )
        hint = (
            f"run `workbook new translation {language}`, and translate them in the file that it"
            " names"
        )
        yield head.problem(("language",), Rule.NO_TRANSLATION, message, hint)


def untranslated_content(workbook: Workbook) -> Iterator[Problem]:
    """Tell how many texts of the content have no translation, file by file."""
    for gap in workbook.gaps:
        some = f"{gap.missing} of {gap.texts} texts have no translation" if gap.missing else ""
        old = f"{gap.changed} have changed since they were translated" if gap.changed else ""
        message = f"{', and '.join(filter(None, [some, old]))}: clients read the original"
        hint = f"run `workbook translate {workbook.language}`, and translate them in this file"
        yield Problem(gap.file, 0, 0, Rule.NO_TRANSLATION, message, hint)


def longer_sheets(
    workbook: Workbook, pages: Mapping[str, int], first: Mapping[str, int], head: YamlSource
) -> Iterator[Problem]:
    """Tell which worksheets take more pages in a language than in the first one.

    Args:
        workbook: The workbook in that language.
        pages: The number of pages of each worksheet, by the path of its PDF.
        first: The same in the first language.
        head: The file ``workbook.yml``.
    """
    for section, collection in workbook.collections():
        for sheet in collection.worksheets:
            path = output_paths.worksheet_pdf(section, collection, sheet, workbook.papers[0])
            if pages.get(path, 0) > first.get(path, 0) > 0:
                message = (
                    f"in `{workbook.language}`, the worksheet `{sheet.id}` of `{collection.id}` has"
                    f" {pages[path]} pages instead of {first[path]}"
                )
                hint = "shorten its longest texts in the file with its translation"
                yield head.problem(("languages",), Rule.TOO_LONG, message, hint)


def _texts(value: Any, at: Place) -> Iterator[tuple[Place, str]]:
    """Yield the longer texts that clients read, with their places."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in _TEXTS and isinstance(inner, str):
                yield (*at, key), inner
            elif key not in ("coach", "source", "approaches"):
                yield from _texts(inner, (*at, key))
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from _texts(inner, (*at, index))
