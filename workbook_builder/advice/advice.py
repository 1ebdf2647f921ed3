"""Advice on content that has no problems but could be better."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from workbook_builder.advice.session_checks import session_minutes
from workbook_builder.advice.sheet_checks import SHEET_CHECKS, Place, SheetInFile
from workbook_builder.advice.silencing import not_silenced
from workbook_builder.advice.template_texts import template_texts
from workbook_builder.advice.workbook_checks import (
    copies,
    hard_to_read,
    longer_sheets,
    markup_in_lines,
    no_crisis_number,
    untranslated_content,
    untranslated_texts,
)
from workbook_builder.content.yaml_parsing import read_yaml
from workbook_builder.content.yaml_source import YamlSource
from workbook_builder.model.base import texts
from workbook_builder.model.literal_types import PHASES
from workbook_builder.model.toolbox import TOOLBOX
from workbook_builder.model.workbook import Workbook
from workbook_builder.model.worksheet import Worksheet
from workbook_builder.problems.problem import Problem, Rule
from workbook_builder.rendering import output_paths
from workbook_builder.storage.memo import Memo


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
        for check in SHEET_CHECKS
        for at, rule, message, hint in check(each)
    ]
    found += [*copies(sheets), *untranslated_texts(head, workbook.language, untranslated)]
    found += no_crisis_number(head)
    found += _session_minutes(workbook, content, memo)
    found += _markup_in_lines(workbook, content, sheets, memo)
    if workbook.is_english:
        for source in sources.values():
            found += hard_to_read(source)
    return sorted(not_silenced(set(found), sources.values()))


def language_advice(
    workbook: Workbook,
    content: Path,
    pages: Mapping[str, int],
    first_pages: Mapping[str, int],
    memo: Memo,
    untranslated: Collection[str] = (),
) -> list[Problem]:
    """Collect advice on the translation of a workbook.

    Args:
        workbook: The workbook in a further language.
        content: The content folder that it was loaded from.
        pages: The number of pages of each worksheet in this language, as in `advice`.
        first_pages: The same in the first language.
        memo: The memo that the workbook was loaded with, which still has the files.
        untranslated: The texts of the interface that have no translation into the language.

    Returns:
        The advice that no comment silences, sorted by place.
    """
    head = _read(content, content / "workbook.yml", memo)
    found = [*untranslated_content(workbook), *longer_sheets(workbook, pages, first_pages, head)]
    found += untranslated_texts(head, workbook.language, untranslated)
    silenced = not_silenced(set(found), [head])
    # A comment may silence other advice, which is not looked for here.
    return sorted(each for each in silenced if each.rule is not Rule.NOTHING_SILENCED)


def unfinished(content: Path) -> list[Problem]:
    """The advice that matters before clients see a site: on texts that still wait for the coach.

    Args:
        content: The content folder of a workbook without problems.

    Returns:
        The advice that no comment silences, sorted by place.
    """
    head = _read(content, content / "workbook.yml", Memo())
    silenced = not_silenced(no_crisis_number(head), [head])
    # A comment may silence other advice, which is not looked for here.
    found = [each for each in silenced if each.rule is not Rule.NOTHING_SILENCED]
    return sorted([*found, *template_texts(content)])


def sheet_paths(workbook: Workbook) -> set[str]:
    """The path of the PDF of each worksheet, on the first paper size of the workbook."""
    return {
        output_paths.worksheet_pdf(track, program, sheet, workbook.papers[0])
        for track, program in workbook.collections()
        for sheet in program.worksheets
    }


def _read(content: Path, path: Path, memo: Memo) -> YamlSource:
    return read_yaml(path, path.relative_to(content.parent).as_posix(), memo)


def _session_minutes(workbook: Workbook, content: Path, memo: Memo) -> Iterator[Problem]:
    """Find sessions whose minutes do not add up, in every program."""
    for track, program in workbook.programs():
        path = content / "tracks" / track.id / f"{program.id}.yml"
        yield from session_minutes(program, _read(content, path, memo))


def _markup_in_lines(
    workbook: Workbook, content: Path, sheets: Collection[SheetInFile], memo: Memo
) -> Iterator[Problem]:
    """Find Markdown in texts of one line, in every file."""
    head = _read(content, content / "workbook.yml", memo)
    yield from markup_in_lines(texts(workbook, without=["tracks", "toolbox"]), head)
    if toolbox := workbook.toolbox:
        own_part: Place = (TOOLBOX,)
        yield from markup_in_lines(texts(toolbox, without=["worksheets"]), head, own_part)
        entries = head.data[TOOLBOX]["worksheets"]
        yield from _markup_in_changes(toolbox.worksheets, entries, head, (*own_part, "worksheets"))
    for track in workbook.tracks:
        own = _read(content, content / "tracks" / track.id / "track.yml", memo)
        yield from markup_in_lines(texts(track, without=["programs"]), own)
    for track, program in workbook.programs():
        own = _read(content, content / "tracks" / track.id / f"{program.id}.yml", memo)
        yield from markup_in_lines(texts(program, without=["phases"]), own)
        for phase in program.phases:
            at: Place = ("phases", phase.id)
            yield from markup_in_lines(texts(phase, without=["worksheets"]), own, at)
            entries = own.data["phases"][phase.id]["worksheets"]
            yield from _markup_in_changes(phase.worksheets, entries, own, (*at, "worksheets"))
    for each in sheets:
        own_texts = (text for text in texts(each.sheet) if text.at[0] not in each.replaced)
        yield from markup_in_lines(own_texts, each.source, each.at)


def _markup_in_changes(
    sheets: Sequence[Worksheet], entries: Sequence[Any], source: YamlSource, at: Place
) -> Iterator[Problem]:
    """Find Markdown in what replaces texts of shared worksheets; ``at`` leads to the entries."""
    for index, (sheet, entry) in enumerate(zip(sheets, entries, strict=True)):
        if isinstance(entry, dict) and "use" in entry:
            changed = (each for each in texts(sheet) if each.at[0] in entry)
            yield from markup_in_lines(changed, source, (*at, index))


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
                path = output_paths.worksheet_pdf(track, program, sheet, workbook.papers[0])
                count = pages.get(path, 0)
                if "use" not in entry:
                    yield SheetInFile(sheet, source, ("phases", phase, "worksheets", index), count)
                elif entry["use"] not in shared:
                    shared.add(entry["use"])
                    own = _read(content, content / "worksheets" / f"{entry['use']}.yml", memo)
                    yield SheetInFile(sheet, own, (), count, frozenset(entry) - {"use"})
    if toolbox := workbook.toolbox:
        head = _read(content, content / "workbook.yml", memo)
        entries = head.data[TOOLBOX]["worksheets"]
        for sheet, entry in zip(toolbox.worksheets, entries, strict=True):
            changes = {"use": entry} if isinstance(entry, str) else entry
            if changes["use"] not in shared:
                shared.add(changes["use"])
                path = output_paths.worksheet_pdf(toolbox, toolbox, sheet, workbook.papers[0])
                own = _read(content, content / "worksheets" / f"{changes['use']}.yml", memo)
                replaced = frozenset(changes) - {"use"}
                yield SheetInFile(sheet, own, (), pages.get(path, 0), replaced)
