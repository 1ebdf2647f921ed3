"""However much is wrong in a file, it is explained soon."""

import time
from pathlib import Path

import pytest

from workbook_builder.content.loader import load
from workbook_builder.content.yaml_parsing import MOST_PROBLEMS
from workbook_builder.problems.problem import WorkbookError

FIELD = "      - {id: a, type: text, label: A, lable: B, helpp: C, x1: D, x2: E}\n"
SHEET = "title: A\nkind: exercise\npurpose: B\nminutes: 9\nwhen: in-session\nfields:\n"


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"key-{number}: 1\n" for number in range(40_000)),
        SHEET + FIELD * 8_000,
        SHEET + "  - {}\n" * 40_000,
        SHEET + "  - 1\n" * 40_000,
        SHEET + "".join(f"  - {{type: typ{number}}}\n" for number in range(12_000)),
        SHEET + f"  - {{id: a, type: choice, label: A, options: [{'b, ' * 40_000}]}}\n",
        SHEET + f"  - {{id: a, type: choice, label: A, options: [{'{}, ' * 40_000}]}}\n",
        SHEET + f"  - {{id: a, type: choice, label: A, options: [{'{}, ' * 90}]}}\n" * 50,
        SHEET + f"  - {{type: text, {', '.join(f'x{n}: 1' for n in range(95))}}}\n" * 90,
    ],
    ids=[
        "keys",
        "fields",
        "empty",
        "numbers",
        "types",
        "options",
        "empty-options",
        "many-options",
        "many-keys",
    ],
)
def test_a_file_full_of_mistakes_is_explained_soon(practice: Path, text: str) -> None:
    (practice / "content/worksheets/own.yml").write_text(text)
    started = time.monotonic()
    with pytest.raises(WorkbookError) as caught:
        load(practice / "content")
    assert 0 < len(caught.value.problems) <= MOST_PROBLEMS
    assert time.monotonic() - started < 5
