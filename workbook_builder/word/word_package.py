"""Opens a Word document that somebody sent: a ZIP file of XML parts, of which nothing is trusted.

A part of a few kilobytes can unpack to gigabytes, and XML can name entities that do, too, or that
are files of the machine. So parts have a limit, and no part may declare anything.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from workbook_builder.answers.filled_form import UnreadableForm
from workbook_builder.word.elements import Element

DOCUMENT = "word/document.xml"
_FOLDER = b"word/"
_ZIP = b"PK\x03\x04"
_OLD = b"\xd0\xcf\x11\xe0"  # a compound file, as of Word 97, or around what is encrypted
_STREAMS = tuple(each.encode("utf-16-le") for each in ("WordDocument", "EncryptedPackage"))
_CUSTOM = "customXml/item"
_MOST_PARTS = 2000
_MOST_CUSTOM = 50
_LARGEST = 40_000_000  # bytes of a part, unpacked; a workbook of fifty sheets has two million
_LARGEST_CUSTOM = 4_000_000

# What is raised for a damaged file, or one that is packed or encrypted in another way.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, LookupError, NotImplementedError, OSError,
    OverflowError, RuntimeError, ValueError,
)  # fmt: skip
_SAVE_AGAIN = "open it in the program that it was filled in with, and save it again as .docx"


def is_word(content: bytes) -> bool:
    """Whether a file is a Word document, even one that `roots` refuses, and not another file."""
    if content.startswith(_OLD):
        return any(each in content for each in _STREAMS)
    if not content.startswith(_ZIP):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return DOCUMENT in parts.NameToInfo
    except _BROKEN:  # a document that was cut short has some parts, but not their list
        return _FOLDER in content


def roots(content: bytes) -> tuple[Element, list[Element]]:
    """The root of the text of a document, and those of its custom parts.

    Args:
        content: The bytes of the document.

    Raises:
        UnreadableForm: It is damaged, or no document that anybody would send.
    """
    if content.startswith(_OLD):
        message = "this Word document has a password, or is of the kind `.doc`"
        raise UnreadableForm(message, "open it in Word, and save it as .docx without a password")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            if len(parts.NameToInfo) > _MOST_PARTS:
                raise _refused("it has too many parts")
            document = _root(_unpacked(parts, DOCUMENT, _LARGEST))
            return document, list(_custom(parts))
    except UnreadableForm:
        raise
    except _BROKEN as error:
        message = "this cannot be read as a Word document"
        raise UnreadableForm(message, _SAVE_AGAIN) from error


def _custom(parts: zipfile.ZipFile) -> Iterator[Element]:
    """The roots of the custom parts. Those of other programs need not be XML that we read."""
    names = [name for name in parts.namelist() if name.startswith(_CUSTOM)]
    for name in names[:_MOST_CUSTOM]:
        if name.endswith(".xml"):
            yield _root(_unpacked(parts, name, _LARGEST_CUSTOM))


def _unpacked(parts: zipfile.ZipFile, name: str, most: int) -> bytes:
    """A part, of which no more is unpacked than its limit, whatever the file says of its size."""
    with parts.open(name) as part:
        content = part.read(most + 1)
    if len(content) > most:
        raise _refused("a part of it is too large")
    return content


def _root(xml: bytes) -> Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        message = "this cannot be read as a Word document"
        raise UnreadableForm(message, _SAVE_AGAIN) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _refused("it declares a document type, which Word never does")
    return root


def _refused(reason: str) -> UnreadableForm:
    message = f"this is no Word document that a client would send: {reason}"
    return UnreadableForm(message, "ask whose it is before you open it")
