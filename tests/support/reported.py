"""A practice with worksheets that repeat, and what its clients send back."""

import shutil
from collections.abc import Mapping
from gettext import NullTranslations
from pathlib import Path

from support.group_program import add_a_handout
from support.places import DATA
from workbook_builder.clients.client import Client
from workbook_builder.history.history import History
from workbook_builder.history.received import Kind, Received, Value
from workbook_builder.rendering.terms import terms

PROGRAM = "better-sleep"
TERMS = terms(NullTranslations())
# In the program: a weekly check-in from week 2 on, a log of each day of week 1, talks without
# days, and a plan every two weeks.
_MORE = """
      - use: weekly
      - id: log
        title: My log
        kind: tracker
        purpose: See each day of the first week.
        minutes: 5
        source: Original to this workbook.
        coach: {introduce: GUIDANCE One number a day.}
        repeat: {every: day, to: 1}
        fields:
          - {id: rest, type: scale, measure: rest}
      - id: talk
        title: Talk
        kind: conversation
        purpose: Look at a talk.
        minutes: 5
        source: Original to this workbook.
        coach: {introduce: GUIDANCE After each talk.}
        repeat: {times: 3, name: Talk}
        fields:
          - {id: how, type: text, label: How did it go?}
      - id: promises
        title: My promises
        kind: plan
        purpose: Promise what you can keep.
        minutes: 5
        source: Original to this workbook.
        coach: {introduce: GUIDANCE Make it smaller.}
        repeat: {every: two-weeks}
        fields:
          - {id: plan, type: plan, label: What will you do?, steps: 2}
"""


def reported_practice(practice: Path) -> Path:
    """Add worksheets that repeat, and one for others, to the small practice."""
    shutil.copytree(DATA / "browser_sheets", practice / "content/worksheets", dirs_exist_ok=True)
    path = practice / "content/tracks/wellness/better-sleep.yml"
    path.write_text(path.read_text(encoding="utf-8").rstrip() + _MORE, encoding="utf-8")
    add_a_handout(practice)
    return practice


def client(
    begins: str | None = "2026-12-07",
    sessions: tuple[str, ...] = (),
    without: tuple[str, ...] = (),
    name: str = "Ana Ruiz",
    id: str = "ana-ruiz",
) -> Client:
    """A client of the practice who does its program."""
    entry = {
        "program": f"wellness/{PROGRAM}",
        "begins": begins,
        "sessions": sessions,
        "without": without,
    }
    return Client.model_validate({"name": name, "id": id, "programs": (entry,)})


def received(
    day: str,
    answers: Mapping[str, str],
    kind: Kind = "answers file",
    saved: str = "",
    done: Mapping[str, str] | None = None,
) -> Received:
    """Something that was collected on a day.

    Args:
        day: The day, in the morning of which it was collected.
        answers: The answers by their key without that of the program.
        kind: What it was.
        saved: The day in the evening of which the client wrote all of them, if that is known.
        done: The days on which worksheets were marked as done, by key without the program.
    """
    time = f"{saved}T20:00:00Z" if saved else ""
    values = {f"{PROGRAM}/{key}": Value(value, time) for key, value in answers.items()}
    marks = {f"{PROGRAM}/{key}": f"{each}T20:00:00Z" for key, each in (done or {}).items()}
    name = {"PDF": "sheet.pdf", "answers file": "answers.json"}.get(kind, "program.html")
    return Received(f"{day} {kind} {values}", name, kind, f"{day}T08:00:00Z", values, done=marks)


def history(*things: Received) -> History:
    """What a client has sent back."""
    return History.of(things)
