"""A made-up cohort: clients with their files, and what they have sent back, on the disk."""

from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from random import Random

from support.reported import received
from workbook_builder.history.received_folder import ReceivedFolder

BEGIN = date(2026, 11, 23)
CLIENT = "name: {name}\nprograms:\n  - program: wellness/better-sleep\n{begins}"


def add_cohort(practice: Path, people: int, seed: int = 1) -> Path:
    """Add clients who do the program in different weeks, and answer some of what they are asked."""
    folder = practice / "clients"
    folder.mkdir(exist_ok=True)
    kept = ReceivedFolder(folder)
    chance = Random(seed)
    for number in range(1, people + 1):
        id = f"client-{number:02}"
        begins = BEGIN + timedelta(7 * chance.randrange(3))
        known = number % 6 != 0  # nobody knows when the program of every sixth begins
        line = f"    begins: {begins}\n" if known else ""
        (folder / f"{id}.yml").write_text(CLIENT.format(name=f"Client {number}", begins=line))
        for week in range(1, 5):
            day = begins + timedelta(7 * week - 1)
            if day <= date(2026, 12, 31) and chance.random() < 0.9:
                answers = _answers(chance, week, begins)
                done = {"log@7": f"{day}"} if chance.random() < 0.3 else {}
                thing = received(f"{day}", answers, saved=f"{day - timedelta(1)}", done=done)
                content = repr((id, week)).encode()
                digest = sha256(content).hexdigest()
                kept.add(id, content, ".json", replace(thing, digest=digest))
    return folder


def _answers(chance: Random, week: int, begins: date) -> dict[str, str]:
    """What a client sends in a week."""
    found: dict[str, str] = {}
    if week == 1:
        found["evenings-now/rest"] = str(chance.randint(1, 6))
        found |= {f"log@{day}/rest": "5" for day in range(1, 8) if chance.random() < 0.6}
    else:
        found[f"weekly@{week}/energy"] = str(chance.randint(2, 9))
    if week in (1, 3):
        for step in (1, 2):
            row = f"promises@{week}/plan/step-{step}"
            found[f"{row}/what"] = "A walk"
            found[f"{row}/when"] = str(begins + timedelta(chance.randrange(40)))
            if chance.random() < 0.5:
                found[f"{row}/done"] = "yes"
    if week == 4:
        found["review/rest"] = str(chance.randint(4, 9))
        found["evenings-now/rest"] = str(chance.randint(1, 6))  # corrected
    return found
