"""How long printing takes, as ratios that hold on any machine: `make bench`.

Worksheets differ in every word, because Typst remembers what it has set before.
"""

import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from workbook_builder.documents import Document, documents
from workbook_builder.load import load
from workbook_builder.model import Workbook, Worksheet
from workbook_builder.press import pdf
from workbook_builder.templating import translations, typst_environment
from workbook_builder.typeset import typeset

ROOT = Path(__file__).parent.parent
SHEETS = 20
FIELDS = 122  # 120 questions, name and date
LIMITS = {"sheet": 1.5, "book": 0.8}  # ratio to Typst alone; seconds


def words(chance: random.Random, count: int) -> str:
    """A sentence that nobody has read."""
    syllables = ["ka", "lo", "mi", "ren", "tu", "sa", "ve", "no", "pil", "da"]
    return " ".join("".join(chance.choices(syllables, k=3)) for _ in range(count)).capitalize()


def dense(name: str, chance: random.Random) -> str:
    """A worksheet of two pages with 120 answers."""
    table = "columns: [{0}, {1}, {2}, {{label: {3}, type: date}}, {{label: {4}, type: number}}]"
    fields = [f"- {{id: line-{n}, type: text, label: {words(chance, 6)}}}" for n in range(6)] + [
        f"- {{id: table-{n}, type: table, rows: 10, label: {words(chance, 5)}, "
        + table.format(*(words(chance, 2) for _ in range(5)))
        + "}"
        for n in range(2)
    ]
    ticks = ", ".join(words(chance, 3) for _ in range(14))
    fields.append(f"- {{id: ticks, type: checklist, label: {words(chance, 4)}, items: [{ticks}]}}")
    body = "\n".join(f"          {field}" for field in fields)
    return (
        f"      - id: {name}\n        title: {words(chance, 3)}\n        kind: exercise\n"
        f"        purpose: {words(chance, 9)}\n        minutes: 20\n        fields:\n{body}\n"
    )


def practice(count: int, seed: int) -> Workbook:
    """The small practice of the tests with further dense worksheets."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        content = Path(shutil.copytree(ROOT / "tests/practice/content", f"{folder}/content"))
        program = content / "tracks/wellness/better-sleep.yml"
        text = program.read_text(encoding="utf-8")
        for phase in ("plan", "act", "reflect", "assess"):  # twelve worksheets at most in each
            many = count // 4 + (phase == "plan" and count % 4)
            share = "".join(dense(f"{phase}-{n}", chance) for n in range(many))
            before, _, after = text.partition(f"  {phase}:\n")
            after = after.replace("    worksheets:\n", f"    worksheets:\n{share}", 1)
            text = f"{before}  {phase}:\n{after}"
        program.write_text(text, encoding="utf-8")
        return load(content)


def timed(job: Callable[..., object], *arguments: object) -> float:
    """Seconds that a call takes."""
    start = time.perf_counter()
    job(*arguments)
    return time.perf_counter() - start


def sheets(workbook: Workbook) -> list[Document]:
    """The dense worksheets of a practice, on the first paper."""
    environment = typst_environment(None, translations("en", []))
    made = documents(workbook, environment)
    return [each for each in made if each.path.endswith("-a4.pdf") and len(each.answers) == FIELDS]


def alone(sheet: Document) -> None:
    """Set a sheet without form fields."""
    pieces = sheet.files["pieces.typ"].replace(b"#let form = true", b"#let form = false")
    typeset(sheet.source, {"pieces.typ": pieces})


def ratio(seed: int) -> float:
    """How much longer model to fillable PDF takes than Typst alone, over different sheets."""
    plain = sum(timed(alone, each) for each in sheets(practice(SHEETS, seed)))
    workbook = practice(SHEETS, seed + 100)
    start = time.perf_counter()
    made = sheets(workbook)
    # All documents are rendered: the sheets and the book on each paper, and the guide.
    rendered = (time.perf_counter() - start) / (2 * len(workbook.papers) + 1)
    whole = rendered + sum(timed(pdf, each) for each in made)
    size = max(len(pdf(each)) for each in made)
    print(
        f"{len(made)} worksheets of {FIELDS} fields: Typst alone {1000 * plain / SHEETS:.1f} ms,"
        f" from model to fillable PDF {1000 * whole / SHEETS:.1f} ms, {whole / plain:.2f} times,"
        f" {size / 1000:.0f} kB at most"
    )
    return whole / plain


def book() -> float:
    """Seconds for a workbook of 40 worksheets, most of them dense."""
    workbook = practice(40 - len(sheets_of(practice(0, 7))), 7)
    environment = typst_environment(None, translations("en", []))
    made = next(each for each in documents(workbook, environment) if "-workbook-" in each.path)
    seconds = timed(pdf, made)
    count = len(sheets_of(workbook))
    print(f"a workbook of {count} worksheets, {len(made.answers)} fields: {seconds:.2f} s")
    return seconds


def sheets_of(workbook: Workbook) -> list[Worksheet]:
    """Every worksheet of a practice."""
    return [sheet for _, program in workbook.programs() for sheet in program.worksheets]


def main() -> int:
    """Measure, print, and say with the exit code whether the limits are kept."""
    pdf(sheets(practice(4, 1))[0])  # reads fonts, makes the form font
    times = statistics.median(ratio(seed) for seed in range(2, 5))
    late = times > LIMITS["sheet"] or book() > LIMITS["book"]
    print(f"limits: {LIMITS['sheet']} times, {LIMITS['book']} s: {'missed' if late else 'kept'}")
    return int(late)


if __name__ == "__main__":
    sys.exit(main())
