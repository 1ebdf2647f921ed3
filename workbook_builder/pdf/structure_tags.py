"""The structure elements (tags) of a PDF: finds the one of an annotation, divides those of links.

An annotation has the key of its structure element in ``/StructParent``, and the parent tree of the
file maps such keys to elements (ISO 32000-1, 14.7.4.4).
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
# A Form element that holds one widget.
_FORM = b"<</Type/StructElem/S/Form/P %d 0 R/K[<</Type/OBJR/Pg %d 0 R/Obj %d 0 R>>]>>"


class StructureTags:
    """The structure elements of a file, by their keys in the parent tree."""

    def __init__(self, file: PdfFile) -> None:
        """Read the parent tree. Raises ValueError if the file is not tagged."""
        self._file = file
        self._root = number_after(b"/StructTreeRoot", file.objects[file.root])
        reference = re.search(rb"/ParentTree\s+(\d+)\s+0\s+R", file.objects[self._root])
        self._tree = int(reference[1]) if reference else self._root
        numbers = _NUMBERS.search(file.objects[self._tree])
        pairs = _PAIR.findall(numbers[1]) if numbers else ()
        self._elements = {int(key): int(element) for key, element in pairs}
        self._read = len(self._elements)
        self._next = max(self._elements, default=-1) + 1

    def get(self, key: int) -> int | None:
        """The object number of the element with a key in the parent tree."""
        return self._elements.get(key)

    def divide(self, key: int, page: int, widgets: Sequence[int]) -> list[int]:
        """Replace the element of a link with `Form` elements for boxes side by side.

        If the link is all that is in a table cell, which then spans the columns of all boxes, the
        cell is divided into one cell per box.

        Args:
            key: The key of the link's element in the parent tree.
            page: The object number of the page.
            widgets: The object numbers of the boxes' annotations, in order.

        Returns:
            The keys of the new elements in the parent tree; the first has that of the link.
        """
        objects, link = self._file.objects, self._elements[key]
        parent = number_after(b"/P", objects[link])
        cell = objects[parent]
        forms = self._file.reserve(len(widgets))
        cells: Sequence[int]
        if _CELL.search(cell) and references_in(b"/K", cell) == [link]:
            cells = self._file.reserve(len(widgets))
            self._replace(parent, cells)
            for number, body in zip(cells, _cells(cell, link, forms), strict=True):
                objects[number] = body
            objects[link] = b""
        else:
            cells = [parent] * len(widgets)
            self._replace(link, forms)
        for number, holder, widget in zip(forms, cells, widgets, strict=True):
            objects[number] = _FORM % (holder, page, widget)
        keys = [key, *range(self._next, self._next + len(forms) - 1)]
        self._next += len(forms) - 1
        self._elements |= zip(keys, forms, strict=True)
        return keys

    def keep(self) -> None:
        """Write the parent tree back to the file if elements were added."""
        if len(self._elements) == self._read:
            return
        objects = self._file.objects
        numbers = b" ".join([b"%d %d 0 R" % pair for pair in sorted(self._elements.items())])
        objects[self._tree] = _NUMBERS.sub(b"/Nums[" + numbers, objects[self._tree], count=1)
        next_key = b"/ParentTreeNextKey %d" % self._next
        objects[self._root] = _NEXT.sub(next_key, objects[self._root])

    def _replace(self, element: int, others: Sequence[int]) -> None:
        """Delete an element, and put others in its place in its parent."""
        parent = number_after(b"/P", self._file.objects[element])
        self._file.replace(parent, b"/K", element, others)
        self._file.objects[element] = b""


def _cells(cell: bytes, link: int, forms: Sequence[int]) -> list[bytes]:
    """Divide the table cell of a link into one cell per form, each with its own column's header."""
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
