"""Says in the metadata of a PDF which standards it conforms to besides PDF/UA-1.

A file can name only one part of PDF/UA. So it declares Well-Tagged PDF 1.0, whose rules for
accessibility are those of PDF/UA-2, and names PDF/A-2a, which wants both described in turn.
docs/pdf-forms.md says which of the rules are kept, and by whom.
"""

import re
from functools import cache
from pathlib import Path

from workbook_builder.pdf.pdf_file import PdfFile, number_after, stream

_PACKET = re.compile(rb"stream\r?\n(.*)endstream", re.DOTALL)
_END = b"</rdf:RDF>"
_ARCHIVED = (
    b'<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">'
    b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance></rdf:Description>"
)
_PROFILE = re.compile(rb"/N\s+3\b")
_COLORS = re.compile(rb"/ICCBased\s+(\d+)\s+0\s+R")


def declare_conformance(file: PdfFile) -> None:
    """Add the declarations to the metadata of a file, and the colors that printers start from.

    Args:
        file: The file, whose metadata are from Typst.
    """
    objects = file.objects
    metadata = number_after(b"/Metadata", objects[file.root])
    found = _PACKET.search(objects[metadata])
    if found is None or _END not in found[1] or b"/Filter" in objects[metadata][: found.start()]:
        return
    declared = _declarations()
    if profile := _rgb_profile(file):
        if all(map(_is_drawn, objects)):
            declared += _ARCHIVED
        intent = b"<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)"
        intent += b"/DestOutputProfile %d 0 R>>" % profile
        catalog = objects[file.root].removesuffix(b">>")
        objects[file.root] = catalog + b"/OutputIntents[" + file.add(intent) + b"]>>"
    packet = found[1].strip().replace(_END, declared + _END)
    objects[metadata] = stream(b"/Type/Metadata/Subtype/XML", packet)


def _is_drawn(body: bytes) -> bool:
    """False for a form field without an appearance, which PDF/A does not allow."""
    return b"/Subtype/Widget" not in body or b"/AP" in body


def _rgb_profile(file: PdfFile) -> int | None:
    """The object number of the color profile of the file's RGB colors."""
    for body in file.objects:
        found = _COLORS.search(body) if len(body) < 100 else None
        if found and _PROFILE.search(file.objects[int(found[1])].partition(b"stream")[0]):
            return int(found[1])
    return None


@cache
def _declarations() -> bytes:
    source = Path(__file__).with_suffix(".xml").read_bytes()
    return b" ".join(source.split()).replace(b"> <", b"><")
