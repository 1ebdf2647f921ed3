"""A PDF file as its numbered objects: cut at its cross-reference table, and packed again.

Between the two, objects are edited as bytes: qpdf takes half as long to read and write a file as
Typst to set it. A file that is not laid out as Typst's are is rewritten by qpdf first.
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

import pikepdf

_END = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_ROW = re.compile(rb"(\d{10}) \d{5} ([fn])")
_REFERENCE = re.compile(rb"(\d+)\s+0\s+R")
_IN_ONE_STREAM = 200  # objects; a viewer unpacks all of a stream to see one of them
_LEVEL = 5  # of zlib: one more makes a form smaller by two thousandths, and takes two fifths longer


@dataclass(frozen=True, slots=True)
class PdfFile:
    """The objects of a PDF, to be read, changed and added to.

    Attributes:
        objects: Their bytes, each at the index of its number; empty where there is none.
        trailer: What the file says of itself at its end.
    """

    objects: list[bytes]
    trailer: bytes

    @classmethod
    def cut(cls, pdf: bytes) -> "PdfFile":
        """Cut a file into its objects.

        Raises:
            ValueError: The bytes are no PDF.
        """
        found = _END.search(pdf)
        if found is None:
            raise ValueError("This is no PDF: it has no end.")
        start = int(found[1])
        if not pdf.startswith(b"xref", start):
            return cls.cut(_plain(pdf))
        table, _, trailer = pdf[start:].partition(b"trailer")
        offsets = [int(offset) if kind == b"n" else 0 for offset, kind in _ROW.findall(table)]
        ends = sorted([*offsets, start])
        end_of = dict(zip(ends, [*ends[1:], start], strict=True))
        parts = [pdf[offset : end_of[offset]] if offset else b"" for offset in offsets]
        bodies = [part.partition(b"obj")[2].rpartition(b"endobj")[0].strip() for part in parts]
        return cls(bodies, trailer)

    @property
    def root(self) -> int:
        """The number of the catalog."""
        return number_after(b"/Root", self.trailer)

    def pages(self) -> Iterator[int]:
        """Walk through the pages, in their order."""
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
        """Keep numbers for so many objects that are written later."""
        first = len(self.objects)
        self.objects.extend([b""] * count)
        return range(first, first + count)

    def refill(self, holder: int, entry: bytes, numbers: Sequence[int]) -> None:
        """Let an array hold references to these objects, and nothing that it held before."""
        array = entry + b"[" + reference_list(numbers) + b"]"
        self.objects[holder] = _array(entry).sub(array, self.objects[holder], count=1)

    def replace(self, holder: int, entry: bytes, number: int, others: Sequence[int]) -> None:
        """Put references to others in the place of one, in an array that ends a dictionary."""
        before, entry, after = self.objects[holder].rpartition(entry)
        several = reference_list(others)
        one = b"%d 0 R" % number
        at = after.find(one)
        while at > 0 and after[at - 1 : at].isdigit():  # the end of a longer number
            at = after.find(one, at + 1)
        if at >= 0:
            after = after[:at] + several + after[at + len(one) :]
        self.objects[holder] = before + entry + after

    def pack(self) -> bytes:
        """Write the file: streams as they are, all else packed into object streams.

        The same objects give the same bytes: the identity of a file is a hash of its content.
        """
        file = bytearray(b"%PDF-1.7\n%\x80\x80\x80\x80\n")
        rows = [(0, 0, 0)] * len(self.objects)  # kind, offset or container, index in the container

        def write(number: int, body: bytes) -> None:
            rows[number] = (1, len(file), 0)
            file.extend(b"%d 0 obj\n%s\nendobj\n" % (number, body))

        loose = []
        for number, body in enumerate(self.objects):
            if body.endswith(b"endstream"):
                write(number, body)
            elif body:
                loose.append(number)
        for first in range(0, len(loose), _IN_ONE_STREAM):
            numbers = loose[first : first + _IN_ONE_STREAM]
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
    """Return the numbers of the objects in an array, as `/Annots`; none where there is no array."""
    found = _array(entry).search(body)
    return [int(number) for number in _REFERENCE.findall(found[1])] if found else []


def reference_list(numbers: Iterable[int]) -> bytes:
    """Return references to some objects, as an array holds them."""
    return b" ".join([b"%d 0 R" % number for number in numbers])


@cache
def _array(entry: bytes) -> re.Pattern[bytes]:
    return re.compile(entry + rb"\s*\[([^\]]*)\]")


@cache
def _entry(entry: bytes) -> re.Pattern[bytes]:
    return re.compile(entry + rb"\s+(\d+)\s+0\s+R")


def stream(entries: bytes, content: bytes) -> bytes:
    """Write a compressed stream, its dictionary starting with some entries."""
    packed = zlib.compress(content, _LEVEL)
    head = b"<<%s/Filter/FlateDecode/Length %d>>" % (entries, len(packed))
    return head + b"\nstream\n" + packed + b"\nendstream"


def number_after(entry: bytes, body: bytes) -> int:
    """Return the number of the object that an entry refers to."""
    found = _entry(entry).search(body)
    if found is None:
        raise ValueError(f"This PDF has no {entry.decode()}: it must be tagged, as Typst does.")
    return int(found[1])


def _plain(pdf: bytes) -> bytes:
    """Let qpdf write a file with a plain cross-reference table."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        plain = io.BytesIO()
        document.save(plain, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return plain.getvalue()
