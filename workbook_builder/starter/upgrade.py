"""Moves a practice to another version of Workbook Builder, and says what is different then."""

import difflib
from dataclasses import dataclass
from pathlib import Path

from workbook_builder import __version__
from workbook_builder.content.text_files import read_text
from workbook_builder.starter import requirements_file
from workbook_builder.starter.changelog import new_entries, release
from workbook_builder.starter.origin import Origin, from_wheel, origin
from workbook_builder.starter.requirements_file import NAME, PACKAGES, Requirement
from workbook_builder.starter.wheel_file import Wheel
from workbook_builder.storage.file_replacement import replace_file
from workbook_builder.storage.output_tree import Tree
from workbook_builder.storage.packaged_data import packaged_changelog

FILE = "requirements.txt"


class CannotUpgrade(Exception):
    """A practice cannot be moved. The message says why, and what to do."""


@dataclass(frozen=True)
class Version:
    """A version of Workbook Builder to move to.

    Attributes:
        number: Such as ``1.2.0``.
        origin: Where it can be installed from.
        changelog: Its changelog.
    """

    number: str
    origin: Origin
    changelog: str


@dataclass(frozen=True)
class Upgrade:
    """What moving a practice to another version changes.

    Attributes:
        old: The line in ``requirements.txt`` as it was.
        line: The line as it will be.
        text: The whole file as it will be.
        origin: What comes into the practice with it: a wheel, or nothing.
        news: What the changelog says about the way there.
    """

    old: Requirement
    line: str
    text: str
    origin: Origin
    news: str


def running_version() -> Version:
    """The version that runs now."""
    return Version(__version__, origin(), packaged_changelog())


def version_of(wheel: Wheel) -> Version:
    """The version that a wheel installs."""
    return Version(wheel.version, from_wheel(wheel.name, wheel.data), wheel.changelog)


def plan_upgrade(practice: Path, new: Version) -> Upgrade:
    """Find out what moving a practice changes, without writing anything.

    Raises:
        CannotUpgrade: It cannot be moved there.
        WorkbookError: ``requirements.txt`` cannot be read.
    """
    if new.origin.warning:
        raise CannotUpgrade(new.origin.warning)
    found = []
    if (practice / FILE).exists():
        text = read_text(practice / FILE, FILE)
        found = requirements_file.requirements(text)
    if not found:
        missing = "does not name Workbook Builder" if (practice / FILE).exists() else "is missing"
        raise CannotUpgrade(
            f"{FILE}, from which a host installs what builds your site, {missing}."
            f" Write the line `{NAME}` into it, and run this again, which completes the line."
        )
    if len(found) > 1:
        lines = ", ".join(str(each.index + 1) for each in found)
        raise CannotUpgrade(
            f"{FILE} names Workbook Builder more than once, in lines {lines}. Keep one of them."
        )
    (old,) = found
    if old.text.endswith("\\") or ";" in old.text or " --" in old.text:
        raise CannotUpgrade(
            f"line {old.index + 1} of {FILE} says more than where Workbook Builder comes from."
            f" Put what belongs to other packages on lines of its own, and leave `{NAME}` here."
        )
    if release(new.number) < release(old.version):
        raise CannotUpgrade(
            f"this practice is built with Workbook Builder {old.version}, and {new.number} is"
            f" older. Install a newer one first. To go back, restore {FILE} as it was, and install"
            " from it."
        )
    line = requirements_file.line(new.origin.requirement, new.number, old.extras)
    return Upgrade(
        old,
        line,
        requirements_file.replaced(text, old, line),
        new.origin,
        new_entries(new.changelog, old.version, new.number),
    )


def write_upgrade(upgrade: Upgrade, practice: Path) -> list[str]:
    """Write what an upgrade changes.

    The new wheel is there before a line names it, and the old one until no line does, so that the
    practice can be installed at any moment.

    Returns:
        The paths of the files that were written or deleted.
    """
    changed = []
    files: Tree = {**upgrade.origin.files, FILE: upgrade.text}
    for path, content in files.items():
        data = content.encode() if isinstance(content, str) else content
        target = practice / path
        if not target.is_file() or target.read_bytes() != data:
            replace_file(target, data)
            changed.append(path)
    old = upgrade.old.wheel
    if old.startswith(f"{PACKAGES}/") and old not in files and (practice / old).is_file():
        (practice / old).unlink()
        changed.append(old)
    return changed


def difference(path: str, yours: str, new: str) -> str:
    """What a new text of a file would change, line by line; empty if it changes nothing."""
    lines = difflib.unified_diff(
        yours.splitlines(), new.splitlines(), f"{path} (yours)", f"{path} (new)", n=1, lineterm=""
    )
    return "\n".join(lines)
