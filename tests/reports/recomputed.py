"""Computes the numbers of a cohort anew, by itself: recomputed.py CLIENTS TODAY

It knows the worksheets of the practice in `support/reported.py`, reads the files on the disk, and
shares no code with Workbook Builder.
"""

import json
import sys
from datetime import date, timedelta
from pathlib import Path

import yaml

# Each worksheet that repeats at intervals: its times, and the first and last day of each, counted
# from the day on which the program begins.
PLANNED = {
    "weekly": {2: (7, 13), 3: (14, 20), 4: (21, 27)},
    "log": {n: (n - 1, n - 1) for n in range(1, 8)},
    "promises": {1: (0, 13), 3: (14, 27)},
}


def main(clients: Path, today: date) -> dict[str, dict[str, object]]:
    """The numbers of each client by id."""
    return {path.stem: one(path, today) for path in sorted(clients.glob("*.yml"))}


def one(path: Path, today: date) -> dict[str, object]:
    begins = yaml.safe_load(path.read_text())["programs"][0].get("begins")
    answers: dict[str, tuple[str, str]] = {}
    done = set()
    last = ""
    for file in sorted((path.parent / path.stem / "received").glob("*.answers.json")):
        data = json.loads(file.read_text())
        at = data["received"]["at"]
        last = max(last, at[:10])
        for key, value in data["answers"].items():
            written = data.get("saved", {}).get(key) or at
            if key not in answers or written >= answers[key][0]:
                answers[key] = (written, value)
        done |= set(data.get("done", {}))
    values = {key.removeprefix("better-sleep/"): value for key, (_, value) in answers.items()}
    before, after = values.get("evenings-now/rest"), values.get("review/rest")
    filled = missed = 0
    for sheet, times in PLANNED.items():
        for time, (_, end) in times.items():
            name = f"{sheet}@{time}"
            if f"better-sleep/{name}" in done or any(k.startswith(f"{name}/") for k in values):
                filled += 1
            elif begins and begins + timedelta(end) < today:
                missed += 1
    rows = [key.removesuffix("what") for key in values if key.endswith("/what")]
    kept = sum(f"{row}done" in values for row in rows)
    late = 0
    for row in rows:
        day = values.get(f"{row}when") or values.get(f"{row}by-when")
        late += f"{row}done" not in values and day is not None and day < str(today)
    return {
        "before": before and int(before),
        "after": after and int(after),
        "done": filled,
        "so_far": filled + missed if begins else None,
        "kept": kept,
        "promised": len(rows),
        "due": kept + late,
        "last": last,
    }


if __name__ == "__main__":
    folder, day = sys.argv[1:]
    print(json.dumps(main(Path(folder), date.fromisoformat(day))))
