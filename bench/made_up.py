"""Made-up practices: dense worksheets that nobody has seen, and sites of any size."""

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
from workbook_builder.print.documents import Document, ProgramDocuments
from workbook_builder.rendering.environments import typst_environment
from workbook_builder.rendering.translations import translations

ROOT = Path(__file__).parent.parent
QUESTIONS = 122  # 120 of a dense worksheet, name and date
_FIELDS = 9  # of a dense worksheet; none in the practice of the tests has as many
_AT_ONCE = 20  # dense worksheets in a practice
_seeds = count(1)


class Sheet(NamedTuple):
    """A dense worksheet, and what renders it for Typst."""

    worksheet: Worksheet
    document: Callable[[], Document]


def fresh(number: int) -> list[Sheet]:
    """So many dense worksheets that differ in every word from all others of this process.

    Typst remembers what it has set, so that no worksheet is good for a second measure.
    """
    return list(islice(_sheets(), number))


def _sheets() -> Iterator[Sheet]:
    while True:
        workbook = practice(_AT_ONCE, next(_seeds))
        (track, program), *_ = workbook.programs()
        made = ProgramDocuments(workbook, track, program, environment())
        paper = workbook.papers[0]
        made.pieces(paper)  # once for all sheets of a build
        for sheet in program.worksheets:
            if len(sheet.fields) == _FIELDS:
                yield Sheet(sheet, partial(made.worksheet, sheet, paper))


def fresh_book(sheets: int) -> Callable[[], Document]:
    """What renders a workbook with so many worksheets, most of them dense."""
    own = sum(len(program.worksheets) for _, program in practice(0, 0).programs())
    workbook = practice(sheets - own, next(_seeds))
    (track, program), *_ = workbook.programs()
    assert len(program.worksheets) == sheets
    made = ProgramDocuments(workbook, track, program, environment())
    return partial(made.book, workbook.papers[0])


@cache
def environment() -> Environment:
    """What all documents are rendered in, its templates read once."""
    return typst_environment(None, translations("en", []))


def practice(dense: int, seed: int) -> Workbook:
    """The small practice of the tests with further dense worksheets."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        content = Path(shutil.copytree(ROOT / "tests/data/practice/content", f"{folder}/content"))
        program = content / "tracks/wellness/better-sleep.yml"
        text = program.read_text(encoding="utf-8")
        for phase in ("plan", "act", "reflect", "assess"):  # twelve worksheets at most in each
            many = dense // 4 + (phase == "plan" and dense % 4)
            share = "".join(_worksheet(f"{phase}-{n}", chance) for n in range(many))
            before, _, after = text.partition(f"  {phase}:\n")
            after = after.replace("    worksheets:\n", f"    worksheets:\n{share}", 1)
            text = f"{before}  {phase}:\n{after}"
        program.write_text(text, encoding="utf-8")
        return load(content)


def _words(chance: random.Random, number: int) -> str:
    """A sentence that nobody has read."""
    syllables = ["ka", "lo", "mi", "ren", "tu", "sa", "ve", "no", "pil", "da"]
    return " ".join("".join(chance.choices(syllables, k=3)) for _ in range(number)).capitalize()


def _worksheet(name: str, chance: random.Random) -> str:
    """A worksheet of two pages with 120 questions."""
    table = "columns: [{0}, {1}, {2}, {{label: {3}, type: date}}, {{label: {4}, type: number}}]"
    fields = [f"- {{id: line-{n}, type: text, label: {_words(chance, 6)}}}" for n in range(6)] + [
        f"- {{id: table-{n}, type: table, rows: 10, label: {_words(chance, 5)}, "
        + table.format(*(_words(chance, 2) for _ in range(5)))
        + "}"
        for n in range(2)
    ]
    ticks = ", ".join(_words(chance, 3) for _ in range(14))
    fields.append(f"- {{id: ticks, type: checklist, label: {_words(chance, 4)}, items: [{ticks}]}}")
    body = "\n".join(f"          {field}" for field in fields)
    return (
        f"      - id: {name}\n        title: {_words(chance, 3)}\n        kind: exercise\n"
        f"        purpose: {_words(chance, 9)}\n        minutes: 20\n        fields:\n{body}\n"
    )


def site(folder: Path, programs: int) -> Path:
    """A practice in a new folder with so many programs, twenty a track; each has 13 pages."""
    shutil.copytree(ROOT / "tests/data/practice", folder)
    tracks = folder / "content/tracks"
    text = (tracks / "wellness/better-sleep.yml").read_text(encoding="utf-8")
    for number in range(1, programs):
        track = tracks / (f"track-{number // 20}" if number >= 20 else "wellness")
        if not track.is_dir():
            track.mkdir()
            shutil.copy(tracks / "wellness/track.yml", track)
        own = re.sub(r"\btitle: ", f"title: {number} ", text)
        (track / f"program-{number}.yml").write_text(own, encoding="utf-8")
    return folder
