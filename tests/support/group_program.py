"""The small practice as one that is led in a group, with a run sheet and a sheet for others."""

from pathlib import Path

SECRETS = ("GUIDANCE A bell with a long handle", "GUIDANCE Printed sheets, and two spare ones")
BRING = "The clock that stands beside your bed"
SESSION = f"""\
        minutes: 90
        bring: [{BRING}]
        prepare: ["{SECRETS[0]}", "{SECRETS[1]}"]
        agenda:
          - {{point: Your evenings now, minutes: 45, worksheet: evenings-now}}
          - What already helps
          - {{point: What you take home, minutes: 15}}
"""
AGENDA = "        agenda: [Your evenings now, What already helps]\n"


def lead_in_a_group(practice: Path) -> None:
    """Change the program of a practice: a group of 4 to 12, and minutes in its first session."""
    path = practice / "content/tracks/wellness/better-sleep.yml"
    text = path.read_text(encoding="utf-8")
    assert AGENDA in text
    text = text.replace(AGENDA, SESSION, 1)
    text = text.replace("weeks: 4\n", "weeks: 4\ngroup: {from: 4, to: 12}\n", 1)
    path.write_text(text, encoding="utf-8")


HANDOUT = """\
      - id: what-you-see
        title: What you see
        kind: conversation
        for: others
        purpose: Say what you see, so that I can learn from it.
        minutes: 5
        source: Original to this workbook.
        coach: {introduce: GUIDANCE Ask whom the client trusts.}
        fields:
          - {id: works, type: long-text, label: What do I do that works well?}
          - {id: often, type: number, label: How often do you see me in a week?}
          - {id: day, type: date, label: When did you see me last?}
          - {id: bring, type: choice, label: May I ask you more?, options: [Gladly, Better not]}
"""


def add_a_handout(practice: Path) -> None:
    """Add a sheet that others fill in to the first phase of a practice's program."""
    path = practice / "content/tracks/wellness/better-sleep.yml"
    text = path.read_text(encoding="utf-8")
    first = "      - id: strengths\n"
    assert first in text
    path.write_text(text.replace(first, HANDOUT + first, 1), encoding="utf-8")
