"""Whole builds, each in a process of its own, so that none profits from what another has loaded."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TypedDict

import yaml

from workbook_builder.practice.practice import Practice
from workbook_builder.publish.export import exported
from workbook_builder.storage.output_tree import write_tree


class Built(TypedDict):
    """What a build says of itself: seconds, our part of them, pages and PDFs, MB of memory."""

    seconds: float
    ours: float
    things: int
    memory: float


def run(folder: Path, *command: str, cache: Path | None = None) -> str:
    """What a command of Python prints in a folder; without ``cache`` nothing is remembered."""
    result = subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env=os.environ | {"WORKBOOK_CACHE": str(cache or "")},
        capture_output=True,
        text=True,
    )
    if result.returncode:
        raise RuntimeError(f"{' '.join(command)}:\n{result.stdout}{result.stderr}")
    return result.stdout


def workbook(folder: Path, *arguments: str, cache: Path | None = None) -> None:
    """One of our commands."""
    run(folder, "-m", "workbook_builder", *arguments, cache=cache)


def measured(kind: str, folder: Path, cache: Path | None = None) -> Built:
    """What `one_build.py` says of a practice: of its ``site`` without PDFs, or of ``all``."""
    output = run(folder, str(Path(__file__).with_name("one_build.py")), kind, cache=cache)
    found: Built = json.loads(output.splitlines()[-1])
    return found


def by_hand(folder: Path, target: Path) -> Path:
    """Write the pages of a practice as if by hand, all in the navigation of Material's own theme.

    There are no PDFs, and nothing of ours but the text of the pages, with their forms.
    """
    settings = yaml.safe_load((folder / "mkdocs.yml").read_text(encoding="utf-8"))
    practice = Practice.open(folder / "content", site_url=settings.get("site_url"))
    write_tree(exported(practice, folder / settings["docs_dir"], settings.get("site_url")), target)
    config = yaml.safe_load((target / "mkdocs.yml").read_text(encoding="utf-8"))
    for ours in ("nav", "extra_css", "extra_javascript", "extra"):
        del config[ours]
    del config["theme"]["custom_dir"]
    (target / "mkdocs.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    return target


def plain(folder: Path) -> None:
    """Build what was written by hand, for the first time."""
    shutil.rmtree(folder / "site", ignore_errors=True)
    run(folder, "-m", "mkdocs", "build", "-q")
