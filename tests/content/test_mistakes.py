"""Every mistake of an author is explained, with its place and a hint.

Each file in `data/mistakes/` is a case: what is changed in the practice, three dashes, and the
messages for the author. A change is `file: …`, `find: …` and `write: …`, `copy: …` or `delete: …`.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from support.mistakes import CASES, change

from workbook_builder.content.loader import load
from workbook_builder.problems.problem import WorkbookError


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_mistake_is_explained(
    case: Path, practice: Path, golden: Callable[[Path, str], None]
) -> None:
    given, _, _ = case.read_text(encoding="utf-8").partition("---\n")
    change(practice, given)
    with pytest.raises(WorkbookError) as caught:
        load(practice / "content")
    golden(case, f"{given}---\n{caught.value}\n")


def test_there_are_many_cases() -> None:
    assert len(CASES) > 40


def test_the_practice_itself_has_no_problem(practice: Path) -> None:
    assert load(practice / "content").practice == "Quiet Harbor Coaching"
