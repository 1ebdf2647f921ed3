"""The version of all code that output is made with: ours, that of libraries, and Python's."""

import hashlib
import re
import sys
from functools import cache
from importlib.metadata import requires, version
from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
_CODE = {".py", ".json", ".yml"}


@cache
def code_version() -> str:
    """A digest that changes with any of our modules, any library that we require, and Python.

    Returns:
        64 hexadecimal digits.
    """
    digest = hashlib.sha256(sys.version.encode())
    for name in _required():
        digest.update(f"{name} {version(name)}\n".encode())
    for path in sorted(_PACKAGE.rglob("*")):
        place = path.relative_to(_PACKAGE)
        if path.suffix in _CODE and place.parts[0] != "_data":
            code = path.read_bytes()
            digest.update(f"{place.as_posix()} {len(code)}\n".encode() + code)
    return digest.hexdigest()


def _required() -> list[str]:
    """The names of the packages that must be installed for ours, as its metadata has them."""
    needed = [each for each in requires("workbook-builder") or () if "extra ==" not in each]
    return sorted(re.split(r"[^\w.-]", each, maxsplit=1)[0] for each in needed)
