"""What Typst alone makes of a document, to measure ours by."""

from workbook_builder.documents import Document
from workbook_builder.typeset import typeset

# A link makes a field of a box. Without those links the same sheet has the same boxes in the same
# places, and no fields. To switch `form` off instead costs Typst a tenth more: it measures the rows
# of tables then, for what may be printed in them.
_NO_FIELDS = b"""
#let link(to, body) = {
  if type(to) == str and to.starts-with(regex("fields?:")) { body } else { std.link(to, body) }
}
"""


def without_fields(document: Document) -> bytes:
    """The same sheet without fields."""
    pieces = _NO_FIELDS + document.files["pieces.typ"]
    return typeset(document.source, {**document.files, "pieces.typ": pieces}, document.fonts)


def with_links(document: Document) -> bytes:
    """The sheet before its boxes become fields."""
    return typeset(document.source, document.files, document.fonts)
