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
