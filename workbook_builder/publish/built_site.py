"""The folder of a built site: its files, their texts, and the address that it was built for."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Self

from workbook_builder.problems.problem import Problem, Rule
from workbook_builder.storage.file_names import from_here

HOME = "index.html"
_ADDRESS = re.compile(r"<link\s+rel=[\"']?canonical[\"']?\s+href=[\"']?([^\"'\s>]+)")
_NAMED = 3  # files that a problem names


@dataclass(frozen=True)
class BuiltSite:
    """The folder of a built site.

    Attributes:
        folder: The folder.
        sizes: The bytes of each file, by its path in the site.
    """

    folder: Path
    sizes: Mapping[str, int]

    @classmethod
    def at(cls, folder: Path) -> Self:
        """Look through a folder. One that does not exist has no files."""
        folder = folder.absolute()
        sizes = {}
        for parent, _, names in os.walk(folder):
            for name in names:
                path = Path(parent, name)
                if path.is_file():  # and not a pipe, which nobody could read to its end
                    sizes[path.relative_to(folder).as_posix()] = path.stat().st_size
        return cls(folder, dict(sorted(sizes.items())))

    @cached_property
    def address(self) -> str:
        """The address that it was built for; empty if there was none."""
        found = _ADDRESS.search(self.text(HOME)) if HOME in self.sizes else None
        return found[1].removesuffix(HOME) if found else ""

    def text(self, path: str) -> str:
        """The text of a file."""
        return (self.folder / path).read_text(encoding="utf-8", errors="replace")

    def problem(self, path: str, rule: Rule, message: str, hint: str) -> Problem:
        """A problem with a file, or with the whole site if the path is empty."""
        return Problem(shown(self.folder / path), 0, 0, rule, message, hint)


def shown(path: Path) -> str:
    """The path of a file as a problem shows it, with the same slashes on every system."""
    return Path(from_here(path.absolute())).as_posix()


def named(paths: list[str]) -> str:
    """The first of some files, and how many more there are."""
    more = f" and {len(paths) - _NAMED:,} more" if len(paths) > _NAMED else ""
    return ", ".join(f"`{path}`" for path in paths[:_NAMED]) + more


def and_others(first: str, others: int) -> str:
    """The first of several things, and how many others there are."""
    return first if not others else f"{first} and {others:,} other{'s' if others > 1 else ''}"
