"""What Python and the scripts of a page must agree on, read from ``contract.json``.

The scripts read the same data from ``contract.js``, which is made from it. Both are tested against
the cases in ``tests/data/contract.json``.
"""

import json
from pathlib import Path
from typing import Any, Final

_DATA: dict[str, Any] = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))

# Unicode categories of the characters that each part of an id begins with, and goes on with.
ID_BEGINS_WITH: Final = frozenset[str](_DATA["id"]["begins-with"])
ID_GOES_ON_WITH: Final = frozenset[str](_DATA["id"]["goes-on-with"])
NORMALIZATION: Final = "NFC"  # `unicodedata.normalize` takes only what mypy knows
LONGEST_ID: Final[int] = _DATA["id"]["longest"]  # characters

FILE_FORMAT: Final[str] = _DATA["file"]["format"]
FILE_VERSION: Final[int] = _DATA["file"]["version"]
TICKED: Final[str] = _DATA["file"]["ticked"]  # the answer of a box that is ticked

# PDF forms: the state of a button that is off, what encoded names begin with, what a drop-down
# exports while nothing is chosen, and the flags of fields (ISO 32000-1, 12.7.4).
OFF: Final[str] = _DATA["pdf"]["off"]
ENCODED: Final[str] = _DATA["pdf"]["encoded"]
NOT_CHOSEN: Final[str] = _DATA["pdf"]["not-chosen"]
MULTILINE: Final[int] = _DATA["pdf"]["flags"]["multiline"]
ALWAYS_ONE: Final[int] = _DATA["pdf"]["flags"]["always-one"]
RADIO: Final[int] = _DATA["pdf"]["flags"]["radio"]
COMBO: Final[int] = _DATA["pdf"]["flags"]["combo"]


def script() -> str:
    """The same data as a module for the scripts of a page."""
    data = json.dumps(_DATA, ensure_ascii=False, indent=2)
    return (
        "// What the scripts and Python must agree on. Made from answers/contract.json:\n"
        "// pytest tests/answers/test_contract.py --write-goldens\n\n"
        f"export default {data};\n"
    )
