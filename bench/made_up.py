"""Generates practices: dense worksheets that are all different, and sites of any size."""

import random
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from functools import cache, partial
from itertools import count, islice
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment

from workbook_builder.content.loader import load
from workbook_builder.model.workbook import Workbook
from workbook_builder.model.worksheet import Worksheet
from workbook_builder.print.document import Document
from workbook_builder.print.program_documents import ProgramDocuments
from workbook_builder.rendering.environments import typst_environment
from workbook_builder.rendering.translations import translations

ROOT = Path(__file__).parent.parent
QUESTIONS = 122  # in a dense worksheet: 120, and name and date
_FIELDS = 9  # in a dense worksheet; worksheets in the practice of the tests have fewer
_AT_ONCE = 20  # dense worksheets in a practice
_seeds = count(1)


class Sheet(NamedTuple):
    """A dense worksheet, and the function that renders it as a document."""

    worksheet: Worksheet
    document: Callable[[], Document]


def fresh(number: int) -> list[Sheet]:
    """Generate dense worksheets that share no text with any other worksheet of this process.

    Typst caches what it has laid out, so a worksheet can only be measured once.
    """
    return list(islice(_sheets(), number))


def _sheets() -> Iterator[Sheet]:
    while True:
        workbook = practice(_AT_ONCE, next(_seeds))
        (track, program), *_ = workbook.programs()
        renderer = ProgramDocuments(workbook, track, program, environment())
        paper = workbook.papers[0]
        renderer.pieces(paper)  # a build does this once for all worksheets
        for sheet in program.worksheets:
            if len(sheet.fields) == _FIELDS:
                yield Sheet(sheet, partial(renderer.worksheet, sheet, paper))


def fresh_book(sheets: int) -> Callable[[], Document]:
    """The function that renders a new workbook with ``sheets`` worksheets, most of them dense."""
    others = sum(len(program.worksheets) for _, program in practice(0, 0).programs())
    workbook = practice(sheets - others, next(_seeds))
    (track, program), *_ = workbook.programs()
    assert len(program.worksheets) == sheets
    renderer = ProgramDocuments(workbook, track, program, environment())
    return partial(renderer.book, workbook.papers[0])


@cache
def environment() -> Environment:
    """The environment that renders all documents, so that templates are only compiled once."""
    return typst_environment(None, translations("en", []))


def practice(dense: int, seed: int) -> Workbook:
    """Load the small practice of the tests, with ``dense`` more worksheets."""
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        content = Path(shutil.copytree(ROOT / "tests/data/practice/content", f"{folder}/content"))
        program = content / "tracks/wellness/better-sleep.yml"
        text = program.read_text(encoding="utf-8")
        for phase in ("plan", "act", "reflect", "assess"):  # a phase has at most twelve worksheets
            number = dense // 4 + (phase == "plan" and dense % 4)
            added = "".join(_worksheet(f"{phase}-{n}", rng) for n in range(number))
            before, _, after = text.partition(f"  {phase}:\n")
            after = after.replace("    worksheets:\n", f"    worksheets:\n{added}", 1)
            text = f"{before}  {phase}:\n{after}"
        program.write_text(text, encoding="utf-8")
        return load(content)


def _words(rng: random.Random, number: int) -> str:
    """A random sentence with a number of words."""
    syllables = ["ka", "lo", "mi", "ren", "tu", "sa", "ve", "no", "pil", "da"]
    return " ".join("".join(rng.choices(syllables, k=3)) for _ in range(number)).capitalize()


def _worksheet(name: str, rng: random.Random) -> str:
    """A worksheet of two pages with 120 questions."""
    table = "columns: [{0}, {1}, {2}, {{label: {3}, type: date}}, {{label: {4}, type: number}}]"
    fields = [f"- {{id: line-{n}, type: text, label: {_words(rng, 6)}}}" for n in range(6)] + [
        f"- {{id: table-{n}, type: table, rows: 10, label: {_words(rng, 5)}, "
        + table.format(*(_words(rng, 2) for _ in range(5)))
        + "}"
        for n in range(2)
    ]
    ticks = ", ".join(_words(rng, 3) for _ in range(14))
    fields.append(f"- {{id: ticks, type: checklist, label: {_words(rng, 4)}, items: [{ticks}]}}")
    body = "\n".join(f"          {field}" for field in fields)
    return (
        f"      - id: {name}\n        title: {_words(rng, 3)}\n        kind: exercise\n"
        f"        purpose: {_words(rng, 9)}\n        minutes: 20\n        fields:\n{body}\n"
    )


def site(folder: Path, programs: int) -> Path:
    """Write a practice to a new folder, with twenty programs per track and 13 pages per program."""
    shutil.copytree(ROOT / "tests/data/practice", folder)
    tracks = folder / "content/tracks"
    text = (tracks / "wellness/better-sleep.yml").read_text(encoding="utf-8")
    for number in range(1, programs):
        track = tracks / (f"track-{number // 20}" if number >= 20 else "wellness")
        if not track.is_dir():
            track.mkdir()
            shutil.copy(tracks / "wellness/track.yml", track)
        renamed = re.sub(r"\btitle: ", f"title: {number} ", text)
        (track / f"program-{number}.yml").write_text(renamed, encoding="utf-8")
    return folder
