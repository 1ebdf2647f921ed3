"""What is sound but could be better: one short check for each piece of advice.

A check is given a worksheet where it is written, and yields what it has to say with the place in
its file. An author who knows better silences it there: `# ignore WB902` behind the line, or in
the line above.
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
_LONGEST_LABEL = 140
_ALIKE = 0.8  # the share of labels that two sheets have in common before they are called copies
_FEWEST_LABELS = 3

Place = tuple[str | int, ...]
Said = tuple[Place, Rule, str, str]  # place, rule, message, hint

_IGNORE = re.compile(r"#\s*ignore:?\s+(WB\d{3}(?:[\s,]+WB\d{3})*)")
_VAGUE = re.compile(r"(?i)(question|field|text|answer|item|label|title)?\s*\d*|todo.*|tbd|\W*")
_ALT = re.compile(r"(?i)(an? )?(image|picture|photo|graphic|logo|.*\.(svg|png|jpe?g))")
_TEXTS = ("intro", "summary", "audience", "purpose", "text", "help", "disclaimer", "crisis")


@dataclass(frozen=True)
class SheetInFile:
    """A worksheet where it stands: in its program, or in a file of its own.

    Attributes:
        sheet: The worksheet, as the first program that uses it has it.
        source: Its file.
        at: Where it is in the file; nothing where it is the file.
        pages: How many pages it has on the first paper.
    """

    sheet: Worksheet
    source: YamlSource
    at: Place
    pages: int

    @property
    def key(self) -> Place:
        """The line that names the sheet."""
        return (*self.at, "id" if self.at else "title")


def advice(
    workbook: Workbook,
    content: Path,
    pages: Mapping[str, int],
    memo: Memo,
    untranslated: Collection[str] = (),
) -> list[Problem]:
    """Every piece of advice that is not silenced, by place.

    ``pages`` says how many pages each worksheet has on the first paper, by the path of its PDF;
    ``memo`` is what the workbook was loaded with;
    ``untranslated`` are the texts of the interface that the workbook's language lacks.
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
    return sorted(_heeded(set(found), sources.values()))


def sheet_paths(workbook: Workbook) -> set[str]:
    """The PDF of each worksheet on the paper that its pages are counted on."""
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
    """Each worksheet once, in the file that it is written in."""
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


# -- One sheet ---------------------------------------------------------------------------------


def _too_many_items(written: SheetInFile) -> Iterator[Said]:
    items = sum(field.items_asked for field in written.sheet.fields)
    if items >= MOST_ITEMS:
        message = (
            f"the worksheet `{written.sheet.id}` asks for {items} things,"
            f" and {MOST_ITEMS - 1} are enough for one sheet"
        )
        hint = "split it into two worksheets, or leave out what is not needed"
        yield written.key[len(written.at) :], Rule.TOO_MANY_ITEMS, message, hint


def _too_long(written: SheetInFile) -> Iterator[Said]:
    if written.pages > MOST_PAGES:
        message = (
            f"the worksheet `{written.sheet.id}` runs over {written.pages} pages,"
            f" and {MOST_PAGES} are enough for one sheet"
        )
        hint = "split it into two worksheets, or leave out what is not needed"
        yield written.key[len(written.at) :], Rule.TOO_LONG, message, hint


def _without_guidance(written: SheetInFile) -> Iterator[Said]:
    if written.sheet.coach is None:
        message = f"the worksheet `{written.sheet.id}` has no guidance for the coach"
        hint = "add `coach:` with `introduce:`, `watch-for:` and `follow-up:`"
        yield written.key[len(written.at) :], Rule.NO_GUIDANCE, message, hint


def _without_source(written: SheetInFile) -> Iterator[Said]:
    if written.sheet.source is None:
        message = f"the worksheet `{written.sheet.id}` does not say where its idea comes from"
        hint = "add `source:`, even if it is: Original to this workbook."
        yield written.key[len(written.at) :], Rule.NO_SOURCE, message, hint


def _unclear_labels(written: SheetInFile) -> Iterator[Said]:
    seen: dict[str, int] = {}
    for index, field in enumerate(written.sheet.fields):
        at, label = ("fields", index, "label"), field.written_question
        if label is None:
            continue
        if _VAGUE.fullmatch(label):
            yield at, Rule.UNCLEAR_LABEL, f"`{label}` asks nothing", "write the question out"
        elif len(label) > _LONGEST_LABEL:
            message = f"this question has {len(label)} letters, and clients read {_LONGEST_LABEL}"
            yield at, Rule.UNCLEAR_LABEL, message, "move a part of it to `help:`"
        elif label.casefold() in seen:
            message = f"this worksheet asks “{label}” twice"
            hint = "say what is different, or leave one out"
            yield at, Rule.UNCLEAR_LABEL, message, hint
        seen.setdefault(label.casefold(), index)


def _pictures_without_text(written: SheetInFile) -> Iterator[Said]:
    for index, field in enumerate(written.sheet.fields):
        for picture in field.shown_pictures:
            if _ALT.fullmatch(picture.alt):
                message = f"`{picture.alt}` does not say what the picture shows"
                hint = "write what a person would miss who cannot see it"
                yield ("fields", index, *picture.alt_at), Rule.EMPTY_ALTERNATIVE, message, hint


_CHECKS: tuple[Callable[[SheetInFile], Iterator[Said]], ...] = (
    _too_many_items,
    _too_long,
    _without_guidance,
    _without_source,
    _unclear_labels,
    _pictures_without_text,
)


# -- All of them -------------------------------------------------------------------------------


def _copies(sheets: Iterable[SheetInFile]) -> Iterator[Problem]:
    """A sheet that asks the same as one of another file; a shared one would do for both."""
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
                    f"the worksheet `{here.sheet.id}` asks the same as"
                    f" `{other.sheet.id}` of {other.source.file}"
                )
                hint = "write it once in content/worksheets, and say `use:` in both programs"
                yield here.source.problem(here.key, Rule.COPY, message, hint)
                break
        before.append((here, labels))


def _hard_to_read(source: YamlSource) -> Iterator[Problem]:
    for at, text in _texts(source.data, ()):
        grade = readability.grade([text])
        if grade > readability.HARDEST:
            message = (
                f"this text reads like grade {grade:.0f}, and {readability.HARDEST} is the most"
                f" for tired readers; its longest sentence begins “{readability.longest(text)}”"
            )
            hint = "make two sentences of one, and take shorter words"
            yield source.problem(at, Rule.HARD_TO_READ, message, hint)


def _no_crisis_number(head: YamlSource) -> Iterator[Problem]:
    if not re.search(r"\d", head.data["crisis"]):
        message = "nobody can be called in a crisis: this text has no number"
        hint = "write the emergency number and the crisis lines of your country into it"
        yield head.problem(("crisis",), Rule.NO_CRISIS_NUMBER, message, hint)


def _untranslated(head: YamlSource, language: str, texts: Collection[str]) -> Iterator[Problem]:
    if texts:
        shortest = sorted(sorted(texts), key=len)[:3]
        message = (
            f"{len(texts)} texts of the interface stay English, for they have no translation into"
            f" `{language}`: " + ", ".join(f"“{text}”" for text in shortest) + ", …"
        )
        hint = f"translate them in templates/locale/{language}.po"
        yield head.problem(("language",), Rule.NO_TRANSLATION, message, hint)


def _texts(value: Any, at: Place) -> Iterator[tuple[Place, str]]:
    """The longer texts that clients read, and where they stand."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in _TEXTS and isinstance(inner, str):
                yield (*at, key), inner
            elif key not in ("coach", "source", "approaches"):
                yield from _texts(inner, (*at, key))
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from _texts(inner, (*at, index))


# -- Silence -----------------------------------------------------------------------------------


def _heeded(found: Iterable[Problem], sources: Iterable[YamlSource]) -> Iterator[Problem]:
    """Leave out what is silenced; and what silences nothing is advice of its own."""
    silent: dict[tuple[str, int, str], tuple[YamlSource, int]] = {}
    for source in sources:
        for number, line in enumerate(source.text.split("\n"), 1):
            if comment := _IGNORE.search(line):
                alone = line.lstrip().startswith("#")
                for code in re.findall(r"WB\d{3}", comment[1]):
                    silent[source.file, number + alone, code] = source, number
    used = set()
    for each in found:
        key = (each.file, each.line, str(each.rule))
        if key in silent:
            used.add(key)
        else:
            yield each
    for key, (source, number) in silent.items():
        if key not in used:
            column = source.text.split("\n")[number - 1].index("#") + 1
            message = f"nothing is silenced here: there is no {key[2]} in this place"
            yield source.problem_at(
                number, column, Rule.NOTHING_SILENCED, message, "delete the comment"
            )
