"""How long printing takes, as ratios that hold on any machine: `make bench`.

Worksheets differ in every word, because Typst remembers what it has set before.
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from workbook_builder.acroform import fillable
from workbook_builder.documents import Document, documents
from workbook_builder.load import load
from workbook_builder.model import Workbook
from workbook_builder.templating import translations, typst_environment
from workbook_builder.typeset import typeset

ROOT = Path(__file__).parent.parent
SHEETS = 20
LIMITS = {"sheet": 2.0, "book": 0.8}  # ratio to Typst alone; seconds


def words(chance: random.Random, count: int) -> str:
    syllables = ["ka", "lo", "mi", "ren", "tu", "sa", "ve", "no", "pil", "da"]
    return " ".join("".join(chance.choices(syllables, k=3)) for _ in range(count)).capitalize()


def dense(name: str, chance: random.Random) -> str:
    """A worksheet of two pages with 120 answers."""
    table = "columns: [{0}, {1}, {2}, {{label: {3}, type: date}}, {{label: {4}, type: number}}]"
    fields = [
        f"- {{id: line-{n}, type: text, label: {words(chance, 6)}}}" for n in range(6)
    ] + [
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
        content = Path(folder) / "content"
        for path in (ROOT / "tests/practice/content").rglob("*.yml"):
            target = content / path.relative_to(ROOT / "tests/practice/content")
            target.parent.mkdir(parents=True, exist_ok=True)
            text = path.read_text(encoding="utf-8")
            for phase in ("plan", "act", "reflect", "assess"):  # twelve at most in each
                many = count // 4 + (phase == "plan" and count % 4)
                share = [dense(f"{phase}-{n}", chance) for n in range(many)]
                head = f"  {phase}:\n"
                before, found, after = text.partition(head)
                if found:
                    after = after.replace("    worksheets:\n", f"    worksheets:\n{''.join(share)}", 1)
                    text = before + found + after
            target.write_text(text, encoding="utf-8")
        return load(content)


def timed(job: Callable[[], object]) -> float:
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def sheets(workbook: Workbook) -> list[Document]:
    environment = typst_environment(None, translations("en", []))
    made = documents(workbook, environment)
    return [each for each in made if each.path.endswith("-a4.pdf") and len(each.answers) == 122]


def main() -> int:
    first = sheets(practice(4, 1))[0]
    fillable(typeset(first.source), first.answers)  # reads fonts, makes the form font
    ratios = []
    for seed in range(2, 5):
        plain = [
            each.source.replace("#let form = true", "#let form = false")
            for each in sheets(practice(SHEETS, seed))
        ]
        alone = sum(timed(lambda source=source: typeset(source)) for source in plain)
        workbook = practice(SHEETS, seed + 100)
        made: list[Document] = []
        rendered = timed(lambda: made.extend(sheets(workbook))) * share_of_sheets(workbook)
        whole = sum(
            timed(lambda each=each: fillable(typeset(each.source), each.answers)) for each in made
        )
        ratios.append((rendered + whole) / alone)
        per = 1000 / SHEETS
        print(
            f"{len(made)} worksheets of 122 fields: Typst alone {alone * per:.1f} ms each,"
            f" from model to fillable PDF {(rendered + whole) * per:.1f} ms"
            f" (rendering {rendered * per:.1f} ms), {ratios[-1]:.2f} times"
        )
    print(f"size {max(len(fillable(typeset(e.source), e.answers)) for e in made) / 1000:.0f} kB")
    workbook = practice(33, 7)
    environment = typst_environment(None, translations("en", []))
    book = next(e for e in documents(workbook, environment) if "workbook-a4" in e.path)
    seconds = timed(lambda: fillable(typeset(book.source), book.answers))
    count = sum(len(program.worksheets) for _, program in workbook.programs())
    print(f"a workbook of {count} worksheets, {len(book.answers)} fields: {seconds:.2f} s")
    ratio = statistics.median(ratios)
    late = ratio > LIMITS["sheet"] or seconds > LIMITS["book"]
    print(f"limits: {LIMITS['sheet']} times, {LIMITS['book']} s: {'missed' if late else 'kept'}")
    return int(late)


def share_of_sheets(workbook: Workbook) -> float:
    """Which part of rendering all documents of a workbook the sheets of one paper have."""
    return 1 / (2 * len(workbook.papers) + 1)


if __name__ == "__main__":
    sys.exit(main())
