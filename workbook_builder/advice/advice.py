"""Advice on content that has no problems but could be better: one short check for each rule.

A check gets a worksheet and its place in a file, and yields its advice. An author who disagrees
silences it with the comment `# ignore WB902` at the end of the line, or on the line above.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbook_builder.advice import readability
from workbook_builder.content.yaml_source import YamlSource, read_yaml
from workbook_builder.model.vocabulary import PHASES
from workbook_builder.model.workbook import Workbook
from workbook_builder.model.worksheet import Worksheet
from workbook_builder.problems.problem import Problem, Rule
from workbook_builder.rendering import site_paths
from workbook_builder.storage.memo import Memo

MOST_ITEMS = 20
MOST_PAGES = 3
_LONGEST_LABEL = 140  # letters
_ALIKE = 0.8  # the share of labels that two sheets must have in common to count as copies
_FEWEST_LABELS = 3  # in a sheet, for it to count as a copy

Place = tuple[str | int, ...]  # the keys and indices that lead to a value in a file
Advice = tuple[Place, Rule, str, str]  # place in the worksheet, rule, message, hint

_IGNORE = re.compile(r"#\s*ignore:?\s+(WB\d{3}(?:[\s,]+WB\d{3})*)")
_VAGUE = re.compile(r"(?i)(question|field|text|answer|item|label|title)?\s*\d*|todo.*|tbd|\W*")
_ALT = re.compile(r"(?i)(an? )?(image|picture|photo|graphic|logo|.*\.(svg|png|jpe?g))")
_TEXTS = ("intro", "summary", "audience", "purpose", "text", "help", "disclaimer", "crisis")


@dataclass(frozen=True)
class SheetInFile:
    """A worksheet and its place: inside the file of a program, or in a file of its own.

    Attributes:
        sheet: The worksheet; a shared one is taken from the first program that uses it.
        source: The file that it is written in.
        at: Its place in the file; empty if the file contains nothing else.
        pages: The number of pages on the first paper size of the workbook.
    """

    sheet: Worksheet
    source: YamlSource
    at: Place
    pages: int

    @property
    def key(self) -> Place:
        """The place of the line that names the sheet."""
        return (*self.at, "id" if self.at else "title")


def advice(
    workbook: Workbook,
    content: Path,
    pages: Mapping[str, int],
    memo: Memo,
    untranslated: Collection[str] = (),
) -> list[Problem]:
    """Collect all advice on a workbook.

    Args:
        workbook: The workbook.
        content: The content folder that it was loaded from.
        pages: The number of pages of each worksheet on the first paper size, by the path of its
            PDF (see `sheet_paths`).
        memo: The memo that the workbook was loaded with, which still has the files.
        untranslated: The texts of the interface that have no translation into its language.

    Returns:
        The advice that no comment silences, sorted by place.
    """
    sheets = list(_sheets_in_files(workbook, content, pages, memo))
    sources = {each.source.file: each.source for each in sheets}
    head = _read(content, content / "workbook.yml", memo)
    sources[head.file] = head
    found = [
        each.source.problem((*each.at, *at), rule, message, hint)
        for each in sheets
        for check in _CHECKS
        for at, rule, message, hint in check(each)
    ]
    found += [*_copies(sheets), *_untranslated(head, workbook.language, untranslated)]
    found += _no_crisis_number(head)
    if workbook.is_english:
        for source in sources.values():
            found += _hard_to_read(source)
    return sorted(_not_silenced(set(found), sources.values()))


def sheet_paths(workbook: Workbook) -> set[str]:
    """The path of the PDF of each worksheet, on the first paper size of the workbook."""
    return {
        site_paths.worksheet_pdf(track, program, sheet, workbook.papers[0])
        for track, program in workbook.programs()
        for sheet in program.worksheets
    }


def _read(content: Path, path: Path, memo: Memo) -> YamlSource:
    return read_yaml(path, path.relative_to(content.parent).as_posix(), memo)


def _sheets_in_files(
    workbook: Workbook, content: Path, pages: Mapping[str, int], memo: Memo
) -> Iterator[SheetInFile]:
    """Yield each worksheet once, with the file that it is written in."""
    shared: set[str] = set()
    for track, program in workbook.programs():
        source = _read(content, content / "tracks" / track.id / f"{program.id}.yml", memo)
        sheets = iter(program.worksheets)
        for phase in PHASES:
            for index, entry in enumerate(source.data["phases"][phase]["worksheets"]):
                sheet = next(sheets)
                path = site_paths.worksheet_pdf(track, program, sheet, workbook.papers[0])
                count = pages.get(path, 0)
                if "use" not in entry:
                    yield SheetInFile(sheet, source, ("phases", phase, "worksheets", index), count)
                elif entry["use"] not in shared:
                    shared.add(entry["use"])
                    own = _read(content, content / "worksheets" / f"{entry['use']}.yml", memo)
                    yield SheetInFile(sheet, own, (), count)


# -- Checks of one sheet -----------------------------------------------------------------------


def _too_many_items(written: SheetInFile) -> Iterator[Advice]:
    items = sum(field.items_asked for field in written.sheet.fields)
    if items >= MOST_ITEMS:
        message = (
            f"the worksheet `{written.sheet.id}` asks for {items} things,"
            f" but should ask for at most {MOST_ITEMS - 1}"
        )
        hint = "split it into two worksheets, or remove what is not needed"
        yield written.key[len(written.at) :], Rule.TOO_MANY_ITEMS, message, hint


def _too_long(written: SheetInFile) -> Iterator[Advice]:
    if written.pages > MOST_PAGES:
        message = (
            f"the worksheet `{written.sheet.id}` has {written.pages} pages,"
            f" but should have at most {MOST_PAGES}"
        )
        hint = "split it into two worksheets, or remove what is not needed"
        yield written.key[len(written.at) :], Rule.TOO_LONG, message, hint


def _without_guidance(written: SheetInFile) -> Iterator[Advice]:
    if written.sheet.coach is None:
        message = f"the worksheet `{written.sheet.id}` has no guidance for the coach"
        hint = "add `coach:` with `introduce:`, `watch-for:` and `follow-up:`"
        yield written.key[len(written.at) :], Rule.NO_GUIDANCE, message, hint


def _without_source(written: SheetInFile) -> Iterator[Advice]:
    if written.sheet.source is None:
        message = f"the worksheet `{written.sheet.id}` does not say where its idea comes from"
        hint = "add `source: …`, even if it is only `Original to this workbook.`"
        yield written.key[len(written.at) :], Rule.NO_SOURCE, message, hint


def _unclear_labels(written: SheetInFile) -> Iterator[Advice]:
    seen: dict[str, int] = {}
    for index, field in enumerate(written.sheet.fields):
        at, label = ("fields", index, "label"), field.written_question
        if label is None:
            continue
        if _VAGUE.fullmatch(label):
            yield at, Rule.UNCLEAR_LABEL, f"`{label}` asks nothing", "write a full question"
        elif len(label) > _LONGEST_LABEL:
            message = (
                f"this question has {len(label)} letters, but should have at most {_LONGEST_LABEL}"
            )
            yield at, Rule.UNCLEAR_LABEL, message, "move a part of it to `help:`"
        elif label.casefold() in seen:
            message = f"this worksheet asks “{label}” twice"
            hint = "say how the two differ, or delete one"
            yield at, Rule.UNCLEAR_LABEL, message, hint
        seen.setdefault(label.casefold(), index)


def _pictures_without_text(written: SheetInFile) -> Iterator[Advice]:
    for index, field in enumerate(written.sheet.fields):
        for picture in field.shown_pictures:
            if _ALT.fullmatch(picture.alt):
                message = f"`{picture.alt}` does not say what the picture shows"
                hint = "describe what someone who cannot see the picture would miss"
                yield ("fields", index, *picture.alt_at), Rule.EMPTY_ALTERNATIVE, message, hint


_CHECKS: tuple[Callable[[SheetInFile], Iterator[Advice]], ...] = (
    _too_many_items,
    _too_long,
    _without_guidance,
    _without_source,
    _unclear_labels,
    _pictures_without_text,
)


# -- Checks of all sheets and texts ------------------------------------------------------------


def _copies(sheets: Iterable[SheetInFile]) -> Iterator[Problem]:
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


def _hard_to_read(source: YamlSource) -> Iterator[Problem]:
    for at, text in _texts(source.data, ()):
        grade = readability.grade([text])
        if grade > readability.HARDEST:
            message = (
                f"this text reads like grade {grade:.0f}, but should be at most grade"
                f" {readability.HARDEST}; its longest sentence begins"
                f" “{readability.longest(text)}”"
            )
            hint = "split long sentences, and use shorter words"
            yield source.problem(at, Rule.HARD_TO_READ, message, hint)


def _no_crisis_number(head: YamlSource) -> Iterator[Problem]:
    if not re.search(r"\d", head.data["crisis"]):
        message = "this text about a crisis has no phone number"
        hint = "add the emergency number and the crisis lines of your country"
        yield head.problem(("crisis",), Rule.NO_CRISIS_NUMBER, message, hint)


def _untranslated(head: YamlSource, language: str, texts: Collection[str]) -> Iterator[Problem]:
    if texts:
        shortest = sorted(sorted(texts), key=len)[:3]
        message = (
            f"{len(texts)} texts of the interface have no translation into `{language}`"
            " and stay in English: " + ", ".join(f"“{text}”" for text in shortest) + ", …"
        )
        hint = f"translate them in templates/locale/{language}.po"
        yield head.problem(("language",), Rule.NO_TRANSLATION, message, hint)


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


# -- Silenced advice ---------------------------------------------------------------------------


def _not_silenced(found: Iterable[Problem], sources: Iterable[YamlSource]) -> Iterator[Problem]:
    """Drop silenced advice, and add advice on comments that silence nothing."""
    silenced: dict[tuple[str, int, str], tuple[YamlSource, int]] = {}
    for source in sources:
        for number, line in enumerate(source.text.split("\n"), 1):
            if comment := _IGNORE.search(line):
                alone = line.lstrip().startswith("#")  # then it concerns the next line
                for code in re.findall(r"WB\d{3}", comment[1]):
                    silenced[source.file, number + alone, code] = source, number
    used = set()
    for each in found:
        key = (each.file, each.line, str(each.rule))
        if key in silenced:
            used.add(key)
        else:
            yield each
    for key, (source, number) in silenced.items():
        if key not in used:
            column = source.text.split("\n")[number - 1].index("#") + 1
            message = f"this comment silences nothing: there is no {key[2]} here"
            yield source.problem_at(
                number, column, Rule.NOTHING_SILENCED, message, "delete the comment"
            )
