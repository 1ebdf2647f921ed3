"""Worksheets with every layout: one with all types of fields, and one such as coaches write."""

import re
from pathlib import Path
from typing import get_args

import yaml

from support.places import DATA
from workbook_builder.model.literal_types import Layout

LAYOUTS: tuple[Layout, ...] = get_args(Layout)
_USED = "      - use: weekly-check-in\n"
_HEAD = """\
title: What a worksheet with a longer title asks
kind: exercise
purpose: See how it is arranged.
minutes: 10
layout: {layout}
intro: Write what is true today. There are no wrong answers.
source: Original to this workbook.
fields:
"""
SHORT = """\
  - {id: well, type: long-text, label: What went well?, lines: 3}
  - {id: who, type: text, label: Who helped you?}
  - {id: sure, type: scale, label: How sure are you?, low: not at all, high: completely}
  - {id: where, type: choice, label: Where were you?, options: [At home, At work, On the way]}
  - {id: hours, type: number, label: How many hours did you sleep?, unit: hours}
  - {id: friend, type: long-text, label: What would you tell a friend?, lines: 3}
  - {id: begin, type: date, label: When do you begin?}
"""
# Types that show answers to other worksheets.
_OF_OTHERS = ("recall", "trend")


def add_layouts(practice: Path) -> Path:
    """Add worksheets with each layout to the practice, and return its folder of content.

    Their ids are `all-` and `short-`, followed by the name of the layout.
    """
    names = []
    for layout in LAYOUTS:
        for kind, fields in (("all", _every_type()), ("short", SHORT)):
            names.append(f"{kind}-{layout}")
            path = practice / f"content/worksheets/{names[-1]}.yml"
            path.write_text(_HEAD.format(layout=layout) + fields, encoding="utf-8")
    program = practice / "content/tracks/wellness/better-sleep.yml"
    text = program.read_text(encoding="utf-8")
    half = len(names) // 2
    for marker, used in ((_USED, names[:half]), ("      - id: review\n", names[half:])):
        assert marker in text
        text = text.replace(marker, "".join(f"      - use: {name}\n" for name in used) + marker)
    program.write_text(text, encoding="utf-8")
    return practice / "content"


def _every_type() -> str:
    """The fields of the tests of all types, with ids of their own."""
    found: list[str] = []
    for path in sorted((DATA / "fields").glob("*.yml")):
        if path.stem.partition("--")[0] not in _OF_OTHERS:
            given = str(yaml.safe_load(path.read_text(encoding="utf-8"))["given"])
            given = re.sub("^id:.*$", f"id: field-{len(found)}", given, flags=re.MULTILINE)
            found.append("  -\n" + "".join(f"    {line}\n" for line in given.splitlines()))
    return "".join(found)
