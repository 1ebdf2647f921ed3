"""The small practice with a toolbox, with its programs or without them."""

import shutil
from pathlib import Path

from support.places import DATA

# A worksheet that recalls an answer of another one, and one that repeats.
ONE_STEP = """\
title: One step
also-called: [Next best step, Stepstone]
kind: plan
purpose: Choose one step.
minutes: 5
coach: {introduce: GUIDANCE Ask for a small one.}
fields:
  - {type: recall, from: weekly-check-in/next-step, label: What you promised}
  - {id: step, type: text, label: Which step do you take?}
  - {id: day, type: date, label: When?}
"""
TOOLBOX = """
toolbox:
  title: Toolbox
  summary: Single sheets for one question each.
  notice: This is **not** medical advice.
  worksheets:
    - areas
    - {use: weekly-check-in, title: My check-in}
    - one-step
    - {use: one-step, id: talks, title: My talks, repeat: {times: 3, name: Talk}}
"""


def add_toolbox(practice: Path, toolbox: str = TOOLBOX) -> Path:
    """Add a toolbox to a practice."""
    (practice / "content/worksheets/one-step.yml").write_text(ONE_STEP, encoding="utf-8")
    shutil.copy(DATA / "browser_sheets/areas.yml", practice / "content/worksheets")
    head = practice / "content/workbook.yml"
    head.write_text(f"{head.read_text(encoding='utf-8').rstrip()}\n{toolbox}", encoding="utf-8")
    return practice


def without_programs(practice: Path) -> Path:
    """Leave only the toolbox of a practice."""
    shutil.rmtree(practice / "content/tracks")
    return practice
