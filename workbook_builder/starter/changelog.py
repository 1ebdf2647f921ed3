"""The changelog: what is new in each version."""

import re
from collections.abc import Iterator

_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
_RELEASE = re.compile(r"\d+(?:\.\d+)*")


def release(version: str) -> tuple[int, ...]:
    """The numbers of a version, to compare it with others.

    Zeros at the end mean nothing, and what follows the numbers, as in ``1.2.0rc1``, is left out.
    """
    found = _RELEASE.search(version)
    numbers = [int(number) for number in found[0].split(".")] if found else []
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def new_entries(changelog: str, old: str, new: str) -> str:
    """What the changelog says about the way from one version to another.

    Args:
        changelog: Its text. Each version has a heading; `Unreleased` stands for the one that has
            no number yet.
        old: The version that somebody has, or an empty text if nobody knows.
        new: The version that somebody moves to.
    """
    sections = list(_sections(changelog))
    is_released = any(release(new) == release(title) for title, _ in sections)
    chosen = []
    for title, section in sections:
        version = release(title)
        if not version:
            is_new = not is_released
        elif old:
            is_new = release(old) < version <= release(new)
        else:
            is_new = version == release(new)
        if is_new:
            chosen.append(section)
    return "\n\n".join(chosen)


def _sections(changelog: str) -> Iterator[tuple[str, str]]:
    """The title and the text of each section."""
    starts = [*_HEADING.finditer(changelog)]
    ends = [*(found.start() for found in starts), len(changelog)][1:]
    for found, end in zip(starts, ends, strict=True):
        yield found[1], changelog[found.start() : end].strip()
