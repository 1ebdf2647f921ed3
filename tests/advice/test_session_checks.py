"""The minutes of a session are those of its points."""

from pathlib import Path

import pytest
from support.command_line import run

PLACE = "content/tracks/wellness/better-sleep.yml:29:18: WB913"
AGENDA = "        agenda: [Your evenings now, What already helps]\n"


def checked(practice: Path, minutes: int, first: int, second: int | None) -> str:
    path = practice / "content/tracks/wellness/better-sleep.yml"
    text = path.read_text(encoding="utf-8")
    assert AGENDA in text
    last = f"{{point: What already helps, minutes: {second}}}" if second else "What already helps"
    planned = (
        f"        minutes: {minutes}\n"
        f"        agenda: [{{point: Your evenings now, minutes: {first}}}, {last}]\n"
    )
    path.write_text(text.replace(AGENDA, planned, 1), encoding="utf-8")
    result = run("check", at=practice)
    assert result.exit_code == 0
    return result.output


@pytest.mark.parametrize(
    ("minutes", "first", "second", "said"),
    [
        (60, 40, 30, "its points take 70 minutes, but the session takes 60"),
        (60, 40, 10, "its points take 50 minutes, but the session takes 60"),
        (
            60,
            60,
            None,
            "its points take 60 of 60 minutes, which leaves none for “What already helps”",
        ),
    ],
)
def test_minutes_that_do_not_add_up_are_found(
    practice: Path, minutes: int, first: int, second: int | None, said: str
) -> None:
    assert f"{PLACE} {said}" in checked(practice, minutes, first, second)


@pytest.mark.parametrize(("minutes", "first", "second"), [(60, 40, 20), (60, 40, None)])
def test_minutes_that_add_up_are_fine(
    practice: Path, minutes: int, first: int, second: int | None
) -> None:
    assert "WB913" not in checked(practice, minutes, first, second)
