"""What is sound but could be better: sheets that ask too much, or run over too many pages."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from workbook_builder import addresses
from workbook_builder.model import PHASES, Program, Track, Workbook, Worksheet
from workbook_builder.problems import Problem
from workbook_builder.source import Source, read

MOST_ITEMS = 20
MOST_PAGES = 3


def sheet_paths(workbook: Workbook) -> set[str]:
    """The PDF of each worksheet on the paper that its pages are counted on."""
    return {
        addresses.worksheet_pdf(track, program, sheet, workbook.papers[0])
        for track, program in workbook.programs()
        for sheet in program.worksheets
    }


def advice(workbook: Workbook, content: Path, pages: Mapping[str, int]) -> list[Problem]:
    """Every piece of advice, at the worksheet that it is about.

    ``pages`` says how many pages each worksheet has on the first paper, by the path of its PDF.
    """
    paper = workbook.papers[0]
    found = []
    for track, program in workbook.programs():
        texts = {
            sheet: text
            for sheet in program.worksheets
            for path in [addresses.worksheet_pdf(track, program, sheet, paper)]
            if (text := "; ".join(_about(sheet, pages.get(path, 0))))
        }
        if texts:
            source = _source(content, track, program)
            found += [_at(source, sheet, text) for sheet, text in texts.items()]
    return found


def _about(sheet: Worksheet, pages: int) -> Iterator[str]:
    items = sum(field.items_asked for field in sheet.fields)
    if items >= MOST_ITEMS:
        yield f"asks for {items} things, and {MOST_ITEMS - 1} are enough for one sheet"
    if pages > MOST_PAGES:
        yield f"runs over {pages} pages, and {MOST_PAGES} are the most that clients finish"


def _source(content: Path, track: Track, program: Program) -> Source:
    path = content / "tracks" / track.id / f"{program.id}.yml"
    return read(path, path.relative_to(content.parent).as_posix())


def _at(source: Source, sheet: Worksheet, text: str) -> Problem:
    for phase in PHASES:
        for index, entry in enumerate(source.data["phases"][phase]["worksheets"]):
            key = "id" if "id" in entry else "use"
            if entry[key] == sheet.id:
                at = ("phases", phase, "worksheets", index, key)
                hint = "split it into two worksheets, or leave out what is not needed"
                return source.problem(at, f"the worksheet `{sheet.id}` {text}", hint)
    raise LookupError(sheet.id)
