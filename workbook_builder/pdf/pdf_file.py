"""Splits a PDF into its numbered objects, which can be edited as bytes, and writes it again.

qpdf would add half of Typst's own time; this adds far less. It relies on the plain cross-reference
table (ISO 32000-1, 7.5.4) that Typst writes; a file without one is first rewritten by qpdf.
"""

import hashlib
import io
import re
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, chain

_END = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_ROW = re.compile(rb"(\d{10}) \d{5} ([fn])")
_REFERENCE = re.compile(rb"(\d+)\s+0\s+R")
_OBJECTS_IN_STREAM = 200  # a viewer unpacks a whole stream to read one of its objects
_ZLIB_LEVEL = 5  # level 6 takes 40% longer, and makes forms only 0.2% smaller


@dataclass(frozen=True, slots=True)
class PdfFile:
    """The objects of a PDF, which can be changed and added to.

    Attributes:
        objects: The bytes of each object, at the index of its number. They are empty if there is
            no object with that number.
        trailer: The bytes of the file trailer (ISO 32000-1, 7.5.5).
    """

    objects: list[bytes]
    trailer: bytes

    @classmethod
    def cut(cls, pdf: bytes) -> "PdfFile":
        """Split a file into its objects.

        Raises:
            ValueError: The bytes are not a PDF.
        """
        found = _END.search(pdf)
        if found is None:
            raise ValueError("This is not a PDF: `startxref` and `%%EOF` are missing at its end.")
        start = int(found[1])
        if not pdf.startswith(b"xref", start):
            return cls.cut(_rewritten(pdf))
        table, _, trailer = pdf[start:].partition(b"trailer")
        offsets = [int(offset) if kind == b"n" else 0 for offset, kind in _ROW.findall(table)]
        ends = sorted([*offsets, start])
        end_of = dict(zip(ends, [*ends[1:], start], strict=True))
        parts = [pdf[offset : end_of[offset]] if offset else b"" for offset in offsets]
        bodies = [part.partition(b"obj")[2].rpartition(b"endobj")[0].strip() for part in parts]
        return cls(bodies, trailer)

    @property
    def root(self) -> int:
        """The object number of the document catalog."""
        return number_after(b"/Root", self.trailer)

    def pages(self) -> Iterator[int]:
        """The object numbers of the pages, in order."""
        nodes = [number_after(b"/Pages", self.objects[self.root])]
        while nodes:
            node = nodes.pop()
            if b"/Kids" in self.objects[node]:
                nodes.extend(reversed(references_in(b"/Kids", self.objects[node])))
            else:
                yield node

    def add(self, body: bytes) -> bytes:
        """Add an object, and return a reference to it."""
        self.objects.append(body)
        return b"%d 0 R" % (len(self.objects) - 1)

    def reserve(self, count: int) -> range:
        """Reserve numbers for objects that are written later."""
        first = len(self.objects)
        self.objects.extend([b""] * count)
        return range(first, first + count)

    def refill(self, holder: int, entry: bytes, numbers: Sequence[int]) -> None:
        """Replace the content of an array with references to some objects.

        Args:
            holder: The number of the object with the array.
            entry: The key of the array in that object, such as ``/Annots``.
            numbers: The numbers of the objects.
        """
        array = entry + b"[" + reference_list(numbers) + b"]"
        self.objects[holder] = _array(entry).sub(array, self.objects[holder], count=1)

    def replace(self, holder: int, entry: bytes, number: int, others: Sequence[int]) -> None:
        """Replace one reference in an array with references to other objects.

        Args:
            holder: The number of the object with the array.
            entry: The key of the array, which must be the last one in that object.
            number: The number of the object whose reference is replaced.
            others: The numbers of the other objects.
        """
        before, entry, after = self.objects[holder].rpartition(entry)
        new = reference_list(others)
        old = b"%d 0 R" % number
        at = after.find(old)
        while at > 0 and after[at - 1 : at].isdigit():  # the end of a longer number
            at = after.find(old, at + 1)
        if at >= 0:
            after = after[:at] + new + after[at + len(old) :]
        self.objects[holder] = before + entry + after

    def pack(self) -> bytes:
        """The bytes of the file, with all objects except streams packed into object streams.

        The same objects always give the same bytes, because the file identifier is a hash of the
        content. Object streams and the cross-reference stream are those of ISO 32000-1, 7.5.7 and
        7.5.8.
        """
        file = bytearray(b"%PDF-1.7\n%\x80\x80\x80\x80\n")
        # The rows of the cross-reference stream: the type of the entry, then the offset in the file
        # (for type 1), or the number of the object stream and the index in it (for type 2).
        rows = [(0, 0, 0)] * len(self.objects)

        def write(number: int, body: bytes) -> None:
            rows[number] = (1, len(file), 0)
            file.extend(b"%d 0 obj\n%s\nendobj\n" % (number, body))

        loose = []
        for number, body in enumerate(self.objects):
            if body.endswith(b"endstream"):
                write(number, body)
            elif body:
                loose.append(number)
        # What looks alike stands together, which makes a form a twelfth smaller.
        loose.sort(key=lambda number: b"/StructElem" in self.objects[number])
        for first in range(0, len(loose), _OBJECTS_IN_STREAM):
            numbers = loose[first : first + _OBJECTS_IN_STREAM]
            bodies = [self.objects[number] for number in numbers]
            offsets = accumulate([len(body) + 1 for body in bodies], initial=0)
            index = b"".join([b"%d %d " % pair for pair in zip(numbers, offsets, strict=False)])
            for place, number in enumerate(numbers):
                rows[number] = (2, len(rows), place)
            rows.append((0, 0, 0))
            head = b"/Type/ObjStm/N %d/First %d" % (len(numbers), len(index))
            write(len(rows) - 1, stream(head, index + b"\n".join([*bodies, b""])))

        start = len(file)
        rows.append((1, start, 0))
        table = struct.pack(">" + "BIH" * len(rows), *chain.from_iterable(rows))
        kept = b"".join(re.findall(rb"/(?:Root|Info)\s+\d+\s+0\s+R", self.trailer))
        identity = hashlib.sha256(file).hexdigest()[:32].encode()
        head = b"/Type/XRef/W[1 4 2]/Size %d%s/ID[<%s><%s>]" % (len(rows), kept, identity, identity)
        write(len(rows) - 1, stream(head, table))
        return bytes(file + b"startxref\n%d\n%%%%EOF\n" % start)


def references_in(entry: bytes, body: bytes) -> list[int]:
    """The object numbers in an array of references, or none if there is no such array.

    Args:
        entry: The key of the array, such as ``/Annots``.
        body: The object with the array.
    """
    found = _array(entry).search(body)
    return [int(number) for number in _REFERENCE.findall(found[1])] if found else []


def reference_list(numbers: Iterable[int]) -> bytes:
    """References to some objects, as they are written in an array."""
    return b" ".join([b"%d 0 R" % number for number in numbers])


@cache
def _array(entry: bytes) -> re.Pattern[bytes]:
    return re.compile(entry + rb"\s*\[([^\]]*)\]")


@cache
def _entry(entry: bytes) -> re.Pattern[bytes]:
    return re.compile(entry + rb"\s+(\d+)\s+0\s+R")


def stream(entries: bytes, content: bytes) -> bytes:
    """A compressed stream object, with some entries at the start of its dictionary."""
    packed = zlib.compress(content, _ZLIB_LEVEL)
    head = b"<<%s/Filter/FlateDecode/Length %d>>" % (entries, len(packed))
    return head + b"\nstream\n" + packed + b"\nendstream"


def number_after(entry: bytes, body: bytes) -> int:
    """The object number in a reference.

    Args:
        entry: The key of the reference, such as ``/Root``.
        body: The object with the reference.

    Raises:
        ValueError: There is no such reference.
    """
    found = _entry(entry).search(body)
    if found is None:
        raise ValueError(f"This PDF has no {entry.decode()}; it must be one from Typst.")
    return int(found[1])


def _rewritten(pdf: bytes) -> bytes:
    """The same PDF, rewritten by qpdf with a plain cross-reference table."""
    import pikepdf  # takes as long to import as a sheet takes to make, and is hardly needed

    with pikepdf.open(io.BytesIO(pdf)) as document:
        plain = io.BytesIO()
        document.save(plain, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return plain.getvalue()
