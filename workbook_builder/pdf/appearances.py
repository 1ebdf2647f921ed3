"""The appearance streams of widgets (ISO 32000-1, 12.5.5): marks, and lines to write on."""

from workbook_builder.pdf.box_links import Rules
from workbook_builder.pdf.pdf_file import PdfFile, stream

_FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 %s]"
# Centered on the origin in a square with sides of length 1.
_SHAPES = {
    "tick": b".1 G .13 w 1 J 1 j -.29 -.02 m -.09 -.24 l .3 .27 l S Q",
    "dot": b".1 g .29 0 m .29 .16 .16 .29 0 .29 c -.16 .29 -.29 .16 -.29 0 c"
    b" -.29 -.16 -.16 -.29 0 -.29 c .16 -.29 .29 -.16 .29 0 c f Q",
}
# The same marks as letters of ZapfDingbats, for viewers that draw buttons anew.
_LETTERS = {"tick": b"4", "dot": b"l"}
# How far from the sides of a widget its lines end, in points. Programs that check whether text is
# cut off look at the pixels along the sides.
_RULE_INSET = 0.75


class Appearances:
    """Draws widgets.

    Buttons of the same size share the streams of their marks, because no viewer changes these.
    Boxes for texts never share a stream: PDFBox, pypdf, and qpdf overwrite the one that they find,
    so one answer would appear in all boxes.
    """

    def __init__(self, file: PdfFile) -> None:
        """Prepare to add streams to a file."""
        self._file = file
        self._marks: dict[tuple[bytes, str], tuple[bytes, bytes]] = {}
        self._blank: dict[bytes, bytes] = {}

    def button(self, shape: str, state: bytes, off: bytes, width: float, height: float) -> bytes:
        """The entries of a widget that say how a button looks.

        Args:
            shape: Its mark, `tick` or `dot`.
            state: The name of the state in which the mark is drawn, with its slash.
            off: The name of the other state.
            width: The width of the widget in points.
            height: Its height.
        """
        size = b"%.1f %.1f" % (width, height)
        marks = self._marks.get((size, shape))
        if marks is None:
            scale = min(width, height), min(width, height), width / 2, height / 2
            drawn = self._mark(size, b"q %.3f 0 0 %.3f %.3f %.3f cm " % scale + _SHAPES[shape])
            marks = self._marks[size, shape] = drawn, self._empty(size)
        return b"/AS%s/MK<</CA(%s)>>/AP<</N<<%s %s%s %s>>>>" % (
            off, _LETTERS[shape], state, marks[0], off, marks[1],
        )  # fmt: skip

    def _empty(self, size: bytes) -> bytes:
        if size not in self._blank:
            self._blank[size] = self._mark(size, b"")
        return self._blank[size]

    def _mark(self, size: bytes, path: bytes) -> bytes:
        return self._file.add(
            b"<<%s/Length %d>>\nstream\n%s\nendstream" % (_FORM % size, len(path), path)
        )

    def ruled(self, rules: Rules, width: float, height: float) -> bytes:
        """The entry of an empty text field that draws lines to write on.

        They are in the part of the stream that viewers replace with what is typed, so that they
        do not strike through it.

        Args:
            rules: The lines.
            width: The width of the widget in points.
            height: Its height.
        """
        apart = height / rules.rows
        lines = b" ".join(
            b"%.2f %.1f m %.2f %.1f l" % (_RULE_INSET, at, width - _RULE_INSET, at)
            for at in (row * apart for row in range(1, rules.rows))
        )
        color = b"%.3g %.3g %.3g" % tuple(each / 255 for each in bytes.fromhex(rules.color))
        drawing = b"/Tx BMC q %s RG %s w %s S Q EMC" % (color, rules.thickness.encode(), lines)
        form = _FORM % (b"%.1f %.1f" % (width, height))
        return b"/AP<</N %s>>" % self._file.add(stream(form, drawing))
