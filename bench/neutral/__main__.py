"""Makes the neutral work with one tool, and prints the processor time of the whole process.

Usage, in the folder ``bench``: ``python -m neutral TOOL NUMBER [FILE]``. It prints the seconds, and
the bytes and pages of the last PDF, which FILE gets.
"""

import importlib
import resource
import sys
from pathlib import Path

from neutral.sheets import sheets


def main(tool: str, number: int, file: str | None = None) -> None:
    """Make some worksheets, and print what that took."""
    *_, last = importlib.import_module(f"neutral.{tool}").make(sheets(number))
    used = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    seconds = sum(each.ru_utime + each.ru_stime for each in used)
    if file:
        Path(file).write_bytes(last)
    import pypdfium2

    with pypdfium2.PdfDocument(last) as document:
        print(seconds, len(last), len(document))


main(sys.argv[1], int(sys.argv[2]), *sys.argv[3:])
