"""The tags of a PDF file: which element an annotation belongs to, and links divided into forms.

Elements are the structure elements of ISO 32000-1, 14.7. A place is the number by which an
annotation names its own, and the parent tree says which that is.
"""

import re
from collections.abc import Sequence

from workbook_builder.pdf.pdf_file import PdfFile, number_after, references_in

_NUMBERS = re.compile(rb"/Nums\s*\[([^\[\]]*)")
_PAIR = re.compile(rb"(\d+)\s+(\d+)\s+0\s+R")
_NEXT = re.compile(rb"/ParentTreeNextKey\s+\d+")
_CELL = re.compile(rb"/S\s*/TD\b")
_SPAN = re.compile(rb"/ColSpan\s+\d+")
_HEADERS = re.compile(rb"/Headers\s*\[([^\[\]]*)\]")
_HEADER = re.compile(rb"\([^()]*\)|<[0-9A-Fa-f]*>")
_FORM = b"<</Type/StructElem/S/Form/P %d 0 R/K[<</Type/OBJR/Pg %d 0 R/Obj %d 0 R>>]>>"  # one widget


class StructureTags:
    """The structure elements of a file by their places."""

    def __init__(self, file: PdfFile) -> None:
        """Read the parent tree. Raises ValueError where the file has no tags."""
        self._file = file
        self._root = number_after(b"/StructTreeRoot", file.objects[file.root])
        elsewhere = re.search(rb"/ParentTree\s+(\d+)\s+0\s+R", file.objects[self._root])
        self._tree = int(elsewhere[1]) if elsewhere else self._root
        numbers = _NUMBERS.search(file.objects[self._tree])
        pairs = _PAIR.findall(numbers[1]) if numbers else ()
        self._elements = {int(place): int(element) for place, element in pairs}
        self._read = len(self._elements)
        self._next = max(self._elements, default=-1) + 1

    def get(self, place: int) -> int | None:
        """The object number of the element at a place."""
        return self._elements.get(place)

    def divide(self, link: int, page: int, widgets: Sequence[int]) -> list[int]:
        """Put forms, for boxes side by side, where the element of a link was; return their places.

        A cell of a table that holds nothing but the link, and so spans as many columns as there
        are boxes, becomes a cell for each of them.

        Args:
            link: The object number of the element.
            page: The object number of the page.
            widgets: Those of the boxes' annotations, in their order.
        """
        objects = self._file.objects
        above = number_after(b"/P", objects[link])
        cell = objects[above]
        forms = self._file.reserve(len(widgets))
        cells: Sequence[int]
        if _CELL.search(cell) and references_in(b"/K", cell) == [link]:
            cells = self._file.reserve(len(widgets))
            self._replace(above, cells)
            for number, body in zip(cells, _cells(cell, link, forms), strict=True):
                objects[number] = body
            objects[link] = b""
        else:
            cells = [above] * len(widgets)
            self._replace(link, forms)
        for number, holder, widget in zip(forms, cells, widgets, strict=True):
            objects[number] = _FORM % (holder, page, widget)
        places = list(range(self._next, self._next + len(forms)))
        self._next += len(forms)
        self._elements |= zip(places, forms, strict=True)
        return places

    def keep(self) -> None:
        """Write the parent tree, if elements were added."""
        if len(self._elements) == self._read:
            return
        objects = self._file.objects
        numbers = b" ".join([b"%d %d 0 R" % pair for pair in sorted(self._elements.items())])
        objects[self._tree] = _NUMBERS.sub(b"/Nums[" + numbers, objects[self._tree], count=1)
        following = b"/ParentTreeNextKey %d" % self._next
        objects[self._root] = _NEXT.sub(following, objects[self._root])

    def _replace(self, element: int, others: Sequence[int]) -> None:
        """Put others in the place of an element among its parent's."""
        above = number_after(b"/P", self._file.objects[element])
        self._file.replace(above, b"/K", element, others)
        self._file.objects[element] = b""


def _cells(cell: bytes, link: int, forms: Sequence[int]) -> list[bytes]:
    """A cell for each of some forms, with the header of its own column, out of one of a link."""
    before, _, after = _SPAN.sub(b"", cell, count=1).rpartition(b"/K")
    first, _, last = after.partition(b"%d 0 R" % link)
    found = _HEADERS.search(before)
    if found is None:
        return [b"%s/K%s%d 0 R%s" % (before, first, form, last) for form in forms]
    headers = _HEADER.findall(found[1])
    if len(headers) != len(forms):
        headers = [found[1]] * len(forms)
    start, rest = before[: found.start(1)], before[found.end(1) :]
    return [
        b"%s%s%s/K%s%d 0 R%s" % (start, header, rest, first, form, last)
        for header, form in zip(headers, forms, strict=True)
    ]
