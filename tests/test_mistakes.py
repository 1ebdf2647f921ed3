"""Every mistake of an author is explained: place, line and way out.

A case is one file in `mistakes/`: what is changed in the practice, three dashes, and what the
author reads then. A change is `file: …`, `find: …` and `write: …`, `copy: …` or `delete: …`.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from workbook_builder.content.loader import load
from workbook_builder.problems.problem import WorkbookError

CASES = sorted((Path(__file__).parent / "mistakes").glob("*.txt"))


def change(practice: Path, text: str) -> None:
    """Apply the changes of a case to a practice."""
    path = find = None
    for line in text.splitlines():
        key, _, value = line.partition(": ")
        value = value.replace("\\n", "\n").replace("\\t", "\t")
        if key == "file":
            path, find = practice / "content" / value, None
        elif key == "copy":
            assert path is not None
            shutil.copy(practice / "content" / value, path)
        elif key == "delete":
            target = practice / "content" / value
            shutil.rmtree(target) if target.is_dir() else target.unlink()
        elif key == "find":
            find = value
        elif key == "write":
            assert path is not None
            path.parent.mkdir(parents=True, exist_ok=True)
            if find is None:
                path.write_bytes(value.encode("latin-1" if "\xff" in value else "utf-8"))
                continue
            old = path.read_text(encoding="utf-8")
            assert find in old, f"{find!r} is not in {path}"
            path.write_text(old.replace(find, value, 1), encoding="utf-8")
        else:
            raise AssertionError(f"not a change: {line}")


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
