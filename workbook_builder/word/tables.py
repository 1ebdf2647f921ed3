"""Turns the tables that templates write into those of Word."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from workbook_builder.word.block_place import BlockError, Place
from workbook_builder.word.elements import Element, w

_PADDING = 170  # twentieths of a point, left and right of the text in a cell
_BRIEF = 1400  # a cell that is narrower has no room for words that say what to do


class TableWriter:
    """Writes tables."""

    def __init__(
        self, blocks: Callable[[Element, Place], Iterator[Element]], *, right_to_left: bool
    ) -> None:
        """Prepare to write tables.

        Args:
            blocks: Writes the blocks in an element.
            right_to_left: Whether the first column is on the right.
        """
        self._blocks = blocks
        self._right_to_left = right_to_left

    def table(self, node: Element, place: Place) -> Iterator[Element]:
        """Write a table.

        Args:
            node: The element. ``columns`` has the width of each column, relative to the others,
                and ``label`` says what is in the table.
            place: Where it is.

        Raises:
            BlockError: Its rows have more cells than columns.
        """
        rows = list(node.iter("tr"))
        heads = [row for row in rows if row.getparent().tag == "thead"]
        count = max((len(row) for row in rows), default=0)
        shares = [int(each) for each in node.get("columns", "").split()] or [1] * count
        if count > len(shares):
            raise BlockError(f"line {node.sourceline}: a row has {count} cells")
        unit = place.width / sum(shares)
        widths = [round(share * unit) for share in shares]
        named = any(row[0].tag == "th" for row in rows if row not in heads)
        yield w(
            "tbl",
            self._properties(node, place, headed=bool(heads), named=named),
            w("tblGrid", *(w("gridCol", w=width) for width in widths)),
            *(self._row(row, widths, place, is_head=row in heads) for row in rows),
        )

    def _properties(self, node: Element, place: Place, *, headed: bool, named: bool) -> Element:
        label = node.get("label")
        return w(
            "tblPr",
            w("tblStyle", val="WorkbookTable"),
            w("bidiVisual") if self._right_to_left else None,
            w("tblW", w=place.width, type="dxa"),
            w("tblLayout", type="fixed"),
            w(
                "tblLook",
                val=f"{0x0600 | 0x20 * headed | 0x80 * named:04X}",
                firstRow=int(headed),
                lastRow=0,
                firstColumn=int(named),
                lastColumn=0,
                noHBand=1,
                noVBand=1,
            ),
            w("tblCaption", val=label) if label else None,
        )

    def _row(self, row: Element, widths: Sequence[int], place: Place, *, is_head: bool) -> Element:
        high = row.get("height")
        properties = w(
            "trPr",
            w("cantSplit"),
            w("trHeight", val=high, hRule="atLeast") if high else None,
            w("tblHeader") if is_head else None,
        )
        cells, at = [], 0
        for cell in row:
            span = int(cell.get("colspan", 1))
            if cell.tag not in ("td", "th") or at + span > len(widths):
                raise BlockError(f"line {cell.sourceline}: `{cell.tag}` is no cell of this row")
            style = "Cell" if cell.tag == "td" else "CellHead" if is_head else "CellName"
            inside = replace(place, style=style)
            cells.append(self._cell(cell, sum(widths[at : at + span]), span, inside))
            at += span
        return w("tr", properties, *cells)

    def _cell(self, cell: Element, width: int, span: int, place: Place) -> Element:
        inside = replace(
            place,
            width=width - _PADDING,
            in_cell=True,
            brief=width < _BRIEF,
            side=cell.get("align", _SIDES.get(cell.get("class", ""), "start")),
        )
        blocks = list(self._blocks(cell, inside))
        return w(
            "tc",
            w(
                "tcPr",
                w("tcW", w=width, type="dxa"),
                w("gridSpan", val=span) if span > 1 else None,
                w("vAlign", val="center") if cell.get("middle") else None,
            ),
            *(blocks or [w("p", w("pPr", w("pStyle", val=inside.style)))]),
        )


_SIDES = {"wb-center": "center", "wb-right": "end"}  # as Markdown says it
