"""Advice on one worksheet: a short check for each rule.

A check gets a worksheet and its place in a file, and yields its advice.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from workbook_builder.content.yaml_source import YamlSource
from workbook_builder.model.worksheet import Worksheet
from workbook_builder.problems.problem import Rule

TOO_MANY_ITEMS = 20
MOST_PAGES = 3
_LONGEST_LABEL = 140  # characters

Place = tuple[str | int, ...]  # the keys and indices that lead to a value in a file
Advice = tuple[Place, Rule, str, str]  # place in the worksheet, rule, message, hint

_VAGUE = re.compile(r"(?i)(question|field|text|answer|item|label|title)?\s*\d*|todo.*|tbd|\W*")
_ALT = re.compile(r"(?i)(an? )?(image|picture|photo|graphic|logo|.*\.(svg|png|jpe?g))")


@dataclass(frozen=True)
class SheetInFile:
    """A worksheet and its place: inside the file of a program, or in a file of its own.

    Attributes:
        sheet: The worksheet; a shared one is taken from the first program that uses it.
        source: The file that it is written in.
        at: Its place in the file; empty if the file contains nothing else.
        pages: The number of pages on the first paper size of the workbook.
        replaced: The keys of a shared worksheet that the program replaces.
    """

    sheet: Worksheet
    source: YamlSource
    at: Place
    pages: int
    replaced: frozenset[str] = frozenset()

    @property
    def key(self) -> Place:
        """The place of the line that names the sheet."""
        return (*self.at, "id" if self.at else "title")


def _too_many_items(entry: SheetInFile) -> Iterator[Advice]:
    items = sum(field.items_asked for field in entry.sheet.fields)
    if items >= TOO_MANY_ITEMS:
        message = (
            f"the worksheet `{entry.sheet.id}` asks for {items} things,"
            f" but should ask for at most {TOO_MANY_ITEMS - 1}"
        )
        hint = "split it into two worksheets, or remove what is not needed"
        yield entry.key[len(entry.at) :], Rule.TOO_MANY_ITEMS, message, hint


def _too_long(entry: SheetInFile) -> Iterator[Advice]:
    if entry.pages > MOST_PAGES:
        message = (
            f"the worksheet `{entry.sheet.id}` has {entry.pages} pages,"
            f" but should have at most {MOST_PAGES}"
        )
        hint = "split it into two worksheets, or remove what is not needed"
        yield entry.key[len(entry.at) :], Rule.TOO_LONG, message, hint


def _without_guidance(entry: SheetInFile) -> Iterator[Advice]:
    if entry.sheet.coach is None:
        message = f"the worksheet `{entry.sheet.id}` has no guidance for the coach"
        hint = "add `coach:` with `introduce:`, `watch-for:` and `follow-up:`"
        yield entry.key[len(entry.at) :], Rule.NO_GUIDANCE, message, hint


def _without_source(entry: SheetInFile) -> Iterator[Advice]:
    if entry.sheet.source is None:
        message = f"the worksheet `{entry.sheet.id}` does not say where its idea comes from"
        hint = "add `source: …`, even if it is only `Original to this workbook.`"
        yield entry.key[len(entry.at) :], Rule.NO_SOURCE, message, hint


def _unclear_labels(entry: SheetInFile) -> Iterator[Advice]:
    seen: dict[str, int] = {}
    for index, field in enumerate(entry.sheet.fields):
        at, label = ("fields", index, "label"), field.written_question
        if label is None:
            continue
        if _VAGUE.fullmatch(label):
            yield at, Rule.UNCLEAR_LABEL, f"`{label}` asks nothing", "write a full question"
        elif len(label) > _LONGEST_LABEL:
            message = (
                f"this question has {len(label)} characters,"
                f" but should have at most {_LONGEST_LABEL}"
            )
            yield at, Rule.UNCLEAR_LABEL, message, "move a part of it to `help:`"
        elif label.casefold() in seen:
            message = f"this worksheet asks “{label}” twice"
            hint = "say how the two differ, or delete one"
            yield at, Rule.UNCLEAR_LABEL, message, hint
        seen.setdefault(label.casefold(), index)


def _pictures_without_text(entry: SheetInFile) -> Iterator[Advice]:
    for index, field in enumerate(entry.sheet.fields):
        for picture in field.shown_pictures:
            if _ALT.fullmatch(picture.alt):
                message = f"`{picture.alt}` does not say what the picture shows"
                hint = "describe what someone who cannot see the picture would miss"
                yield ("fields", index, *picture.alt_at), Rule.VAGUE_ALTERNATIVE, message, hint


def _films_without_captions(entry: SheetInFile) -> Iterator[Advice]:
    for index, field in enumerate(entry.sheet.fields):
        for recording in field.played_recordings:
            if recording.is_film and not recording.captions:
                message = "this film has no captions"
                hint = "add `captions: …`, with what is said and when"
                yield ("fields", index, *recording.file_at), Rule.NO_CAPTIONS, message, hint


SHEET_CHECKS: tuple[Callable[[SheetInFile], Iterator[Advice]], ...] = (
    _too_many_items,
    _too_long,
    _without_guidance,
    _without_source,
    _unclear_labels,
    _pictures_without_text,
    _films_without_captions,
)
