"""Fills in a few fields of a blank form beforehand, such as the name of the client who gets it.

The blank form is read once. Each copy of it is the same bytes, followed by what has changed (an
incremental update, ISO 32000-1, 7.5.6), so that a copy costs next to nothing.
"""

import hashlib
import io
import re
import struct
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

import pikepdf

from workbook_builder.pdf.drawn_text import DrawnText
from workbook_builder.pdf.own_entries import CLIENT
from workbook_builder.pdf.pdf_file import stream

_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_CLIENT = CLIENT.encode()

# Draws a text in a box of a width and a height in points.
Draw = Callable[[str, float, float], DrawnText]


@dataclass(frozen=True)
class _Box:
    """A widget of a text field: its number, its dictionary without the end, and its size."""

    number: int
    start: bytes
    width: float
    height: float


@dataclass(frozen=True)
class _Field:
    """A text field: its widgets, and the field above them if there are several."""

    boxes: tuple[_Box, ...]
    parent: tuple[int, bytes] | None


class BlankForm:
    """A blank form that we have made, of which copies are filled in."""

    def __init__(self, pdf: bytes, keys: Collection[str]) -> None:
        """Read a form.

        Args:
            pdf: The bytes of the PDF.
            keys: The keys of the fields that copies will fill in. It need not have all of them.

        Raises:
            ValueError: It is no PDF, or one of the fields is not for text.
        """
        found = _START.search(pdf)
        if found is None:
            raise ValueError("This is not a PDF: `startxref` and `%%EOF` are missing at its end.")
        self._pdf = pdf if pdf.endswith(b"\n") else pdf + b"\n"
        self._previous = int(found[1])
        with pikepdf.open(io.BytesIO(pdf)) as document:
            trailer: Any = document.trailer
            self._size = int(trailer.Size)
            self._root = trailer.Root.objgen[0]
            self._id = bytes(trailer.ID[0])
            form = document.Root.get("/AcroForm")
            self._fields = (
                {
                    str(each.T): _field(each)
                    for each in form.Fields
                    if str(each.get("/T", "")) in keys
                }
                if form is not None
                else {}
            )
            info = trailer.get("/Info")
            self._info = b"" if info is None else b"/Info %d 0 R" % info.objgen[0]
            self._form = None if form is None else (form.objgen[0], _open(form))

    def filled(self, values: Mapping[str, str], draw: Draw, client: str = "") -> bytes:
        """A copy with some fields filled in.

        Args:
            values: The text of each field by its key. Keys that the form does not have, or was
                not read for, are left out.
            draw: Draws a text in a box.
            client: The id of the client whom the copy is for; see `form_values.FilledForm`.

        Returns:
            The bytes of the PDF. The same arguments always give the same bytes.
        """
        name = b"%s%s" % (_CLIENT, pikepdf.String(client).unparse()) if client else b""
        bodies: dict[int, bytes] = {}
        if name and self._form:
            bodies[self._form[0]] = b"%s%s>>" % (self._form[1], name)
        added: list[bytes] = []
        for key, field in self._fields.items():
            if key in values:
                text = pikepdf.String(values[key]).unparse()
                if field.parent:
                    bodies[field.parent[0]] = b"%s/V%s>>" % (field.parent[1], text)
                looks: dict[tuple[float, float], int] = {}  # boxes of the same size share one
                for box in field.boxes:
                    size = round(box.width, 2), round(box.height, 2)
                    if size not in looks:
                        looks[size] = self._size + len(added)
                        added += draw(values[key], *size).appended(looks[size])
                    value = b"" if field.parent else b"/V" + text
                    bodies[box.number] = b"%s%s%s/AP<</N %d 0 R>>>>" % (
                        box.start, value, name, looks[size],
                    )  # fmt: skip
        bodies |= dict(enumerate(added, self._size))
        return self._updated(bodies, self._size + len(added)) if bodies else self._pdf

    def _updated(self, bodies: Mapping[int, bytes], size: int) -> bytes:
        """The form with some objects changed or added, and a cross-reference stream for them."""
        file = bytearray(self._pdf)
        offsets: dict[int, int] = {}
        for number in sorted(bodies):
            offsets[number] = len(file)
            file += b"%d 0 obj\n%s\nendobj\n" % (number, bodies[number])
        offsets[size] = start = len(file)
        rows = [(1, offset, 0) for offset in offsets.values()]
        table = struct.pack(">" + "BIH" * len(rows), *chain.from_iterable(rows))
        index = b" ".join([b"%d 1" % number for number in offsets])
        identity = hashlib.sha256(memoryview(file)[len(self._pdf) :]).digest()[:16]
        entries = b"/Type/XRef/W[1 4 2]/Size %d/Index[%s]/Prev %d/Root %d 0 R%s/ID[<%s><%s>]" % (
            size + 1, index, self._previous, self._root, self._info,
            self._id.hex().encode(), identity.hex().encode(),
        )  # fmt: skip
        file += b"%d 0 obj\n%s\nendobj\n" % (size, stream(entries, table))
        return bytes(file + b"startxref\n%d\n%%%%EOF\n" % start)


def _field(field: pikepdf.Object) -> _Field:
    """Read a text field. Raises ValueError for any other."""
    if field.get("/FT") != "/Tx":
        raise ValueError(f"{field.T} cannot be filled in beforehand: it is not for text.")
    kids = field.get("/Kids")
    if kids is None:
        return _Field((_box(field),), None)
    return _Field(tuple(_box(each) for each in kids), (field.objgen[0], _open(field)))


def _box(widget: pikepdf.Object) -> _Box:
    left, bottom, right, top = map(float, widget.Rect)
    if "/AP" in widget:
        del widget.AP  # lines to write on, in whose place the text is drawn
    return _Box(widget.objgen[0], _open(widget), right - left, top - bottom)


def _open(dictionary: pikepdf.Object) -> bytes:
    """A dictionary as it is written in a file, without its end."""
    return dictionary.unparse(resolved=True).rstrip().removesuffix(b">>").rstrip()
