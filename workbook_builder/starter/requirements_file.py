"""The line in ``requirements.txt`` of a practice that names its Workbook Builder."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

NAME = "workbook-builder"
PACKAGES = "packages"  # the folder in a practice for the wheel

_EXTRAS = r"(?P<extras>\[[^\]]*\])?"
_FORMS = (
    # A wheel in the practice: ./packages/workbook_builder-1.2.0-py3-none-any.whl
    re.compile(rf"(?P<path>[^\s:@]*workbook_builder-(?P<version>[^-\s]+)-\S+?\.whl){_EXTRAS}.*"),
    # By its name: workbook-builder==1.2.0, or workbook-builder @ git+https://…
    re.compile(rf"workbook[-_.]builder\s*{_EXTRAS}\s*(?![\w.-])(?P<source>.*)", re.IGNORECASE),
    # Only a Git address, as one gives it to pip
    re.compile(r"(?P<source>git\+\S*workbook[-_]builder\S*)", re.IGNORECASE),
)
_COMMENT = re.compile(r"(?:^|\s+)#\s*(?P<words>.*)$")
_VERSION = re.compile(r"(?:==\s*|workbook_builder-)(\d[^-\s;#]*)")


@dataclass(frozen=True)
class Requirement:
    """The line that names Workbook Builder.

    Attributes:
        index: The number of the line, counting from 0.
        text: The line, without the comment at its end.
        extras: The optional dependencies that it asks for, in brackets; or an empty text.
        version: The version that it names; empty if it names none.
        wheel: The path of the wheel in the practice; empty if it comes from elsewhere.
    """

    index: int
    text: str
    extras: str
    version: str
    wheel: str


def requirements(text: str) -> list[Requirement]:
    """The lines of a file that name Workbook Builder. There should be one."""
    return list(_requirements(text))


def _requirements(text: str) -> Iterator[Requirement]:
    for index, line in enumerate(text.splitlines()):
        comment = _COMMENT.search(line)
        plain = (line[: comment.start()] if comment else line).strip()
        found = next(filter(None, (form.fullmatch(plain) for form in _FORMS)), None)
        if found is None:
            continue
        parts = found.groupdict()
        noted = comment["words"] if comment else ""
        version = _VERSION.search(plain)
        yield Requirement(
            index,
            plain,
            parts.get("extras") or "",
            version[1] if version else noted.split()[0] if noted[:1].isdigit() else "",
            (parts.get("path") or "").removeprefix("./"),
        )


def line(requirement: str, version: str, extras: str = "") -> str:
    """A line that names Workbook Builder, with a comment if it would not tell the version.

    Args:
        requirement: Where to install it from.
        version: Its version.
        extras: Optional dependencies, in brackets.
    """
    if requirement.startswith(NAME):
        requirement = f"{NAME}{extras}{requirement.removeprefix(NAME)}"
    else:
        requirement += extras
    return requirement if version in requirement else f"{requirement} # {version}"


def replaced(text: str, old: Requirement, new: str) -> str:
    """The text of the file with another line in the place of one. All else stays as it is."""
    lines = text.splitlines(keepends=True)
    before = lines[old.index]
    lines[old.index] = new + before[len(before.rstrip("\r\n")) :]
    return "".join(lines)
