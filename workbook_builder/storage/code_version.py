"""A digest of the code that output depends on: this package, its direct dependencies, Python."""

import hashlib
import re
import sys
from functools import cache
from importlib.metadata import requires, version
from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
_CODE_SUFFIXES = {".py", ".json", ".yml", ".xml", ".rels"}


@cache
def code_version() -> str:
    """A digest that changes whenever a module, a required library, or the Python version changes.

    Returns:
        64 hexadecimal digits.
    """
    digest = hashlib.sha256(sys.version.encode())
    for name in _required():
        digest.update(f"{name} {version(name)}\n".encode())
    for path in sorted(_PACKAGE.rglob("*")):
        name_in_package = path.relative_to(_PACKAGE)
        if path.suffix in _CODE_SUFFIXES and name_in_package.parts[0] != "_data":
            code = path.read_bytes()
            digest.update(f"{name_in_package.as_posix()} {len(code)}\n".encode() + code)
    return digest.hexdigest()


def _required() -> list[str]:
    """The names of the packages that ours requires, from its metadata."""
    required = [each for each in requires("workbook-builder") or () if "extra ==" not in each]
    return sorted(re.split(r"[^\w.-]", each, maxsplit=1)[0] for each in required)
