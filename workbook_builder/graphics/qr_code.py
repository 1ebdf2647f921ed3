"""QR codes as SVG. The same text always gives the same bytes."""

from functools import lru_cache

_QUIET = 4  # width of the white border in modules, as ISO/IEC 18004 requires


@lru_cache(maxsize=4096)
def svg(text: str) -> str:
    """Draw the QR code of a text, including the quiet zone around it.

    One unit of the SVG is one module. Each horizontal run of dark modules is a line slightly
    wider than a module, so that no gaps show between the rows.
    """
    import segno  # most sheets have no code, and the import takes as long as a sheet

    # Every mask is readable. Letting segno choose the best of all eight would take longer than
    # typesetting a worksheet.
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
    """The start (counting from 0) and length of each run of dark modules in a row."""
    runs, start = [], 0
    for part in "".join(map(str, modules)).replace("01", "0 1").replace("10", "1 0").split():
        if part[0] == "1":
            runs.append((start, len(part)))
        start += len(part)
    return runs
