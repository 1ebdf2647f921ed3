"""QR codes as SVG pictures, always the same bytes for the same text."""

from functools import lru_cache

import segno

_QUIET = 4  # modules around the code that stay white; readers ask for as many


@lru_cache(maxsize=4096)
def svg(text: str) -> str:
    """Draw the QR code of a text, its quiet zone included.

    Runs of dark modules are lines, a little wider than a module, so that no seams show.
    """
    # Any mask can be read; to weigh all eight takes longer than to set a worksheet.
    code = segno.make_qr(text, error="m", mask=4, boost_error=False)
    side = len(code.matrix) + 2 * _QUIET
    path = "".join(
        f"M{_QUIET + start} {_QUIET + row}.5h{length}"
        for row, modules in enumerate(code.matrix)
        for start, length in _runs(modules)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">'
        f'<path fill="none" stroke="#000" stroke-width="1.02" d="{path}"/></svg>'
    )


def _runs(modules: bytearray) -> list[tuple[int, int]]:
    """Where dark modules begin in a row, and how many follow each other."""
    runs, start = [], 0
    for part in "".join(map(str, modules)).replace("01", "0 1").replace("10", "1 0").split():
        if part[0] == "1":
            runs.append((start, len(part)))
        start += len(part)
    return runs
