"""The constants that Python and the scripts of pages have in common, from ``contract.json``.

The scripts read them from ``contract.js``, which is generated from it. Both sides are tested with
the cases in ``tests/data/contract.json``.
"""

import json
from pathlib import Path
from typing import Any, Final

_DATA: dict[str, Any] = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))

# The first letters of the Unicode categories of the characters that a word of an id can begin
# with, and can contain after that.
ID_BEGINS_WITH: Final = frozenset[str](_DATA["id"]["begins-with"])
ID_GOES_ON_WITH: Final = frozenset[str](_DATA["id"]["goes-on-with"])
NORMALIZATION: Final = "NFC"  # not from the JSON: mypy accepts only a literal as the form
LONGEST_ID: Final[int] = _DATA["id"]["longest"]  # in characters

TIME_MARK: Final[str] = _DATA["time"]["mark"]  # before the number of a time, in a key
WHICH_TIME: Final[str] = _DATA["time"]["which"]  # the id of the number of a time, on a blank sheet
MOST_TIMES: Final[int] = _DATA["time"]["most"]  # that a worksheet can be filled in

# In keys of a sheet that others fill in, after its id in place of a time; and the ids of the names
# at its head: of the client who asked for it, and of the person who fills it in.
OTHERS: Final[str] = _DATA["handout"]["mark"]
ASKED_BY: Final[str] = _DATA["handout"]["asked-by"]
FILLED_IN_BY: Final[str] = _DATA["handout"]["filled-in-by"]

FILE_FORMAT: Final[str] = _DATA["file"]["format"]
FILE_VERSION: Final[int] = _DATA["file"]["version"]
TICKED: Final[str] = _DATA["file"]["ticked"]  # the value of a box that is ticked
CLIENT_NAME: Final[str] = _DATA["file"]["client-name"]  # the id of a client's name in a program

BEGINS: Final[str] = _DATA["file"]["begins"]  # the id of the day on which a program begins

# For PDF forms: the state of a button that is off, the prefix of encoded names, the value of a
# drop-down list in which nothing is chosen, and the flags of form fields (ISO 32000-1, 12.7.4).
OFF: Final[str] = _DATA["pdf"]["off"]
ENCODED: Final[str] = _DATA["pdf"]["encoded"]
NOT_CHOSEN: Final[str] = _DATA["pdf"]["not-chosen"]
MULTILINE: Final[int] = _DATA["pdf"]["flags"]["multiline"]
ALWAYS_ONE: Final[int] = _DATA["pdf"]["flags"]["always-one"]
RADIO: Final[int] = _DATA["pdf"]["flags"]["radio"]
COMBO: Final[int] = _DATA["pdf"]["flags"]["combo"]


def script() -> str:
    """The text of ``contract.js``, a module with the same data for the scripts of pages."""
    data = json.dumps(_DATA, ensure_ascii=False)
    return (
        "// What the scripts and Python must agree on. Made from answers/contract.json:\n"
        "// pytest tests/answers/test_contract.py --write-goldens\n\n"
        f"export default {data};\n"
    )
