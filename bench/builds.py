"""Runs whole builds, each in a process of its own, so that none profits from loaded modules."""

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
    """The figures of one build.

    Attributes:
        seconds: The time of the build.
        ours: The seconds of it that our code took.
        things: The number of pages and PDFs.
        memory: The peak memory in MB.
    """

    seconds: float
    ours: float
    things: int
    memory: float


def run(folder: Path, *command: str, cache: Path | None = None) -> str:
    """Run Python in a folder, and return its output.

    Args:
        folder: The working folder.
        command: The arguments for Python.
        cache: The folder of the disk cache; by default, there is no cache.

    Raises:
        RuntimeError: The command fails.
    """
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
    """Run one of our commands."""
    run(folder, "-m", "workbook_builder", *arguments, cache=cache)


def measured(kind: str, folder: Path, cache: Path | None = None) -> Built:
    """Build a practice with `one_build.py`: its ``site`` without PDFs, or ``all``."""
    output = run(folder, str(Path(__file__).with_name("one_build.py")), kind, cache=cache)
    result: Built = json.loads(output.splitlines()[-1])
    return result


def by_hand(folder: Path, target: Path) -> Path:
    """Write a site for plain MkDocs and Material with the same pages, as if written by hand.

    All pages are in the navigation. There are no PDFs, and no scripts, styles, or theme of ours.
    """
    settings = yaml.safe_load((folder / "mkdocs.yml").read_text(encoding="utf-8"))
    practice = Practice.open(folder / "content", site_url=settings.get("site_url"))
    write_tree(
        exported(practice, [folder / settings["docs_dir"]], settings.get("site_url")), target
    )
    config = yaml.safe_load((target / "mkdocs.yml").read_text(encoding="utf-8"))
    for ours in ("nav", "extra_css", "extra_javascript", "extra"):
        del config[ours]
    del config["theme"]["custom_dir"]
    (target / "mkdocs.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    return target


def plain(folder: Path) -> None:
    """Build the site that `by_hand` has written, without an earlier site."""
    shutil.rmtree(folder / "site", ignore_errors=True)
    run(folder, "-m", "mkdocs", "build", "-q")
