"""Where this Workbook Builder was installed from, and how another machine installs the same one.

Installers note in ``direct_url.json`` where a package came from, unless it was an index (PEP 610).
"""

import json
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from workbook_builder import __version__
from workbook_builder.starter.requirements_file import NAME, PACKAGES

_SSH = re.compile(r"(?:ssh://)?git@(?P<host>[^:/]+)[:/](?P<path>.+)")


@dataclass(frozen=True)
class Origin:
    """Where to install the same Workbook Builder from.

    Attributes:
        requirement: The line for ``requirements.txt``.
        files: What the line needs, by path in the practice: the wheel, or nothing.
        warning: Why the line works on no other machine, and what to do about it; or an empty text.
    """

    requirement: str
    files: Mapping[str, bytes] = field(default_factory=dict)
    warning: str = ""


def origin() -> Origin:
    """Find out where the running Workbook Builder was installed from."""
    try:
        noted = distribution(NAME).read_text("direct_url.json")
    except PackageNotFoundError:  # it runs from a folder, without being installed
        noted = None
    return origin_of(json.loads(noted) if noted else {})


def origin_of(noted: Mapping[str, Any]) -> Origin:
    """Find out where to install from.

    Args:
        noted: The contents of ``direct_url.json``; empty if there is none.
    """
    url = noted.get("url", "")
    is_local = url.startswith("file:")
    if (vcs := noted.get("vcs_info")) and not is_local:
        ending = f"#subdirectory={noted['subdirectory']}" if "subdirectory" in noted else ""
        return Origin(f"{NAME} @ {vcs['vcs']}+{url}@{vcs['commit_id']}{ending}")
    if not url:
        return _from_index()
    if not is_local:
        hashes = noted.get("archive_info", {}).get("hashes", {})
        ending = f"#sha256={hashes['sha256']}" if "sha256" in hashes else ""
        return Origin(f"{NAME} @ {url}{ending}")
    path = Path(url2pathname(urlsplit(url).path))
    if "dir_info" in noted:
        return _from_repository(path) or _from_wheel(_wheel_in(path), path)
    return _from_wheel(path, path)


def from_wheel(name: str, data: bytes) -> Origin:
    """A copy of a wheel in the practice itself."""
    path = f"{PACKAGES}/{name}"
    return Origin(f"./{path}", {path: data})


def _from_index(warning: str = "") -> Origin:
    return Origin(f"{NAME}=={__version__}", warning=warning)


def _from_wheel(wheel: Path | None, source: Path) -> Origin:
    """Copy the wheel into the practice. Without one, no other machine can install it."""
    if wheel and wheel.is_file():
        return from_wheel(wheel.name, wheel.read_bytes())
    return _from_index(
        f"This Workbook Builder was installed from {source}, which other machines do not have. "
        "Before you publish, name its wheel in your practice, as in `workbook upgrade FILE.whl`; "
        "in a clone, `make wheel` makes one in `dist`."
    )


def _wheel_in(folder: Path) -> Path | None:
    """The wheel of this version that `make wheel` has made in a clone."""
    return next(iter(sorted(folder.glob(f"dist/*-{__version__}-*.whl"))), None)


def _from_repository(folder: Path) -> Origin | None:
    """The Git address of a clone and its commit, if the commit has been pushed there."""
    address = _git(folder, "remote", "get-url", "origin")
    if ssh := _SSH.fullmatch(address):
        address = f"https://{ssh['host']}/{ssh['path']}"
    commit = _git(folder, "rev-parse", "HEAD")
    if not address.startswith("https://") or not _git(folder, "branch", "-r", "--contains", commit):
        return None
    return Origin(f"{NAME} @ git+{address}@{commit}")


def _git(folder: Path, *arguments: str) -> str:
    """What Git says; empty if it fails, or if there is no Git."""
    command = ["git", "-C", str(folder), *arguments]
    try:
        ended = subprocess.run(
            command,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=10,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return ended.stdout.strip() if ended.returncode == 0 else ""
