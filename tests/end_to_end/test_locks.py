"""The locks hold what pyproject.toml asks for, in the versions of constraints.txt, with hashes.

`make lock` writes them.
"""

import re
import tomllib
from importlib.metadata import requires
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from support.places import ROOT

LOCKS = sorted((ROOT / "locks").glob("*.txt"))
_ENTRY = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>\S+)(?P<more>(?:.*\\\n)+.*$)", re.MULTILINE)


def pins(text: str) -> dict[str, str]:
    """The version of each package."""
    found = re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE)
    return {canonicalize_name(name): version for name, version in found}


def locked(name: str) -> dict[str, str]:
    return pins((ROOT / "locks" / f"{name}.txt").read_text("utf-8"))


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def group(name: str) -> list[str]:
    """The requirements of a dependency group, and of the groups that it includes."""
    found: list[str] = []
    for each in project()["dependency-groups"][name]:
        found += [each] if isinstance(each, str) else group(each["include-group"])
    return found


def package() -> list[str]:
    """The requirements of the package, with those of its extras."""
    about = project()["project"]
    return [*about["dependencies"], *chain(*about["optional-dependencies"].values())]


ASKED = {
    "workbook": package(),
    "dev": [*package(), *group("dev"), *project()["build-system"]["requires"]],
    "rivals": group("rivals"),
    "viewers": group("viewers"),
    "supply": group("supply"),
    "pip": group("pip"),
}


def test_there_is_a_lock_for_all_that_make_installs() -> None:
    assert {path.stem for path in LOCKS} == ASKED.keys()


@pytest.mark.parametrize("name", ASKED)
def test_a_lock_has_what_is_asked_for(name: str) -> None:
    versions = locked(name)
    for requirement in map(Requirement, ASKED[name]):
        version = versions[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version), requirement


@pytest.mark.slow  # with all of it installed, in these versions
@pytest.mark.parametrize("name", ["workbook", "dev"])
def test_a_lock_has_what_that_needs_in_turn(name: str) -> None:
    versions, wanted, seen = locked(name), list(map(Requirement, ASKED[name])), set()
    while wanted:
        requirement = wanted.pop()
        here = canonicalize_name(requirement.name), frozenset(requirement.extras)
        if here in seen:
            continue
        seen.add(here)
        assert here[0] in versions
        for needed in map(Requirement, requires(requirement.name) or ()):
            extras = ["", *requirement.extras]
            if not needed.marker or any(needed.marker.evaluate({"extra": e}) for e in extras):
                wanted.append(needed)
    assert len(seen) > 25


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.stem)
def test_every_file_is_known_by_its_hash(path: Path) -> None:
    text = path.read_text("utf-8")
    entries = {canonicalize_name(each["name"]): each["more"] for each in _ENTRY.finditer(text)}
    assert entries.keys() == pins(text).keys()
    for name, more in entries.items():
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", more), name


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.stem)
def test_a_lock_names_no_place_to_fetch_from(path: Path) -> None:
    text = path.read_text("utf-8")
    assert "://" not in text
    assert "--index" not in text


def test_versions_are_those_of_the_constraints() -> None:
    constraints = pins((ROOT / "constraints.txt").read_text("utf-8"))
    everything = [item for path in LOCKS for item in locked(path.stem).items()]
    assert dict(everything) == constraints
    assert set(everything) == set(constraints.items()), "no two locks have different versions"
