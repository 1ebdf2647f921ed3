"""The measurements of `make bench`, `make growth`, and `make rivals` run and report results."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from support.places import ROOT

from workbook_builder.content.loader import load
from workbook_builder.print.document import Document
from workbook_builder.print.press import make_pdf

BENCH = ROOT / "bench"
sys.path.append(str(BENCH))

from limits import Limits, shown  # noqa: E402
from made_up import QUESTIONS, fresh, fresh_book, site  # noqa: E402
from pairs import Times, interleaved  # noqa: E402
from test_printing import printed  # noqa: E402

# -- Limits ------------------------------------------------------------------------------------


def test_a_table_says_of_each_figure_whether_its_limit_is_kept() -> None:
    limits = Limits()
    limits.note("ours : theirs", 1.25, 1.5, made_of="5 ms : 4 ms")
    limits.note("a share", 0.151, 0.15, unit="%")
    limits.note("no number", float("nan"), 1)
    limits.note("for information", 0.125)
    assert limits.missed == ["a share", "no number"]
    assert limits.table() == [
        "                 measured  limit",
        "ours : theirs        1.25   1.50  kept    5 ms : 4 ms",
        "a share            15.1 %   15 %  MISSED",
        "no number             nan   1.00  MISSED",
        "for information     1/8.0",
        "2 of 3 limits missed",
    ]


def test_a_value_at_its_limit_keeps_it() -> None:
    limits = Limits()
    limits.note("ours : theirs", 1 / 6, 1 / 6)
    assert limits.table()[1:] == ["ours : theirs     1/6.0    1/6  kept", "all 1 limits kept"]


def test_values_are_shown_as_people_read_them() -> None:
    values = [(0.5, ""), (0.7612, "s"), (0.0137, "ms"), (1125.2, "MB"), (0, "")]
    assert [shown(*each) for each in values] == ["0.50", "0.76 s", "13.7 ms", "1125 MB", "0.00"]


@pytest.mark.parametrize(("value", "code"), [(1, 0), (2, 1)])
def test_a_run_measures_everything_and_fails_where_a_limit_is_missed(
    tmp_path: Path, value: int, code: int
) -> None:
    (tmp_path / "test_it.py").write_text(
        f"def test_first(limits):\n    limits.note('first', {value}, 1)\n"
        "def test_second(limits):\n    limits.note('second', 3, 3)\n"
    )
    result = run(tmp_path, tmp_path, "-p", "conftest", "test_it.py")
    assert result.returncode == code, result.stdout
    assert re.search(r"^second +3\.00 +3\.00 +kept$", result.stdout, re.M)
    assert ("MISSED" in result.stdout) is bool(code)
    assert "2 passed" in result.stdout


def run(folder: Path, temporary: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run pytest in a folder. Without a base of its own, other runs delete its temporary files."""
    base = f"--basetemp={temporary / 'base'}"
    environment = os.environ | {"PYTHONPATH": str(BENCH)}
    environment.pop("PYTEST_XDIST_WORKER", None)  # in a worker, pytest-benchmark measures nothing
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", base, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
    )


# -- Turns -------------------------------------------------------------------------------------


class Rounds:
    """A stand-in for pytest-benchmark that runs a target with its setup and teardown."""

    def pedantic(
        self,
        target: Callable[..., object],
        args: tuple[object, ...] = (),
        *,
        setup: Callable[[], tuple[tuple[int], dict[str, object]]] | None = None,
        teardown: Callable[[int], None] | None = None,
        rounds: int = 1,
    ) -> None:
        assert setup
        assert teardown
        for _ in range(rounds):
            arguments, _ = setup()
            target(*arguments)
            teardown(*arguments)


def test_variants_take_turns_in_an_order_that_is_reversed_each_round() -> None:
    gone: list[str] = []
    ways = {name: lambda number, name=name: gone.append(f"{name}{number}") for name in "abc"}
    times = interleaved(Rounds(), ways, 3)
    assert gone == ["a0", "b0", "c0", "c1", "b1", "a1", "a2", "b2", "c2"]
    assert {name: len(seconds) for name, seconds in times.items()} == {"a": 3, "b": 3, "c": 3}


def test_a_ratio_is_taken_within_each_round() -> None:
    times = Times(ours=[2.0, 40.0, 6.0], theirs=[1.0, 20.0, 2.0])
    assert times.of_pairs("ours", "theirs") == 2
    assert times.of_best("ours", "theirs") == 2
    assert times.medians("ours", "theirs") == "6.00 s : 2.00 s"
    assert times.best("ours") == "2.00 s"


# -- What is measured --------------------------------------------------------------------------


def made(document: Document, make: Callable[[Document], bytes]) -> PdfReader:
    return PdfReader(BytesIO(make(document)))


def links(reader: PdfReader) -> int:
    return sum(
        "field:" in str(each.get_object().get("/A"))
        for page in reader.pages
        for each in page.get("/Annots", [])
    )


def test_a_dense_sheet_is_set_alone_and_as_a_form() -> None:
    document = fresh(1)[0].document()
    alone, form = (made(document, each) for each in (printed, make_pdf))
    assert len(alone.pages) == len(form.pages)
    assert links(alone) >= 22  # the boxes of a row share a link
    assert not alone.get_fields()
    assert len(form.get_fields() or {}) >= QUESTIONS
    assert alone.pages[0].extract_text() == form.pages[0].extract_text()


def test_no_sheet_is_measured_twice() -> None:
    sources = [sheet.document().source for sheet in [*fresh(21), *fresh(2)]]
    assert len(set(sources)) == 23


def test_a_book_has_as_many_sheets_as_are_asked_for() -> None:
    assert fresh_book(9)().source.count("#sheet-head(") == 9


def test_a_made_up_site_has_as_many_programs_as_are_asked_for(tmp_path: Path) -> None:
    workbook = load(site(tmp_path / "practice", 21) / "content")
    assert len(list(workbook.programs())) == 21
    assert len(workbook.tracks) == 2


@pytest.mark.slow
def test_every_measure_runs(tmp_path: Path) -> None:
    names = ("neutral", "printing", "parts", "sites", "growth")
    files = [str(BENCH / f"test_{name}.py") for name in names]
    result = run(BENCH.parent, tmp_path, "-o", "tmp_path_retention_policy=none", "--tiny", *files)
    tests = sum(Path(file).read_text(encoding="utf-8").count("\ndef test_") for file in files)
    assert re.search(rf"^{tests} passed in", result.stdout, re.M), result.stdout
    limits = re.findall(r"^\S.* (?:kept|MISSED)\b", result.stdout, re.M)
    assert len(limits) == 17, result.stdout
