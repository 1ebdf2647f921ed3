"""Makes a Word document from blocks, with python-docx."""

import io
import zipfile
from collections.abc import Mapping
from typing import Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.shared import Twips
from lxml import etree

from workbook_builder.answers.answer import Answer
from workbook_builder.answers.printed_answer import PrintedAnswer
from workbook_builder.word import answer_map
from workbook_builder.word.block_place import BlockError
from workbook_builder.word.blocks import BlockWriter
from workbook_builder.word.content_controls import ControlWriter, Hints
from workbook_builder.word.elements import Element, name, w
from workbook_builder.word.template_file import Look, rrggbb, template_file

_CREATED = (1980, 1, 1, 0, 0, 0)  # the same worksheet always gives the same bytes
_TALLEST = 6800  # of a picture, in twentieths of a point, which is 120 mm
_ITEM = "/customXml/item1.xml"
_ITEM_ID = "{5A9E3C57-6A43-4D0B-9C27-0F8E3B1D7A10}"
_ITEM_PROPERTIES = (
    '<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"'
    f' ds:itemID="{_ITEM_ID}"><ds:schemaRefs><ds:schemaRef ds:uri="{answer_map.NAMESPACE}"/>'
    "</ds:schemaRefs></ds:datastoreItem>"
)
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"


def make_word(
    source: str,
    answers: Mapping[str, Answer],
    given: Mapping[str, PrintedAnswer],
    pictures: Mapping[str, bytes],
) -> bytes:
    """Make a Word document.

    Args:
        source: The document in the language of blocks; `docs/word.md` describes it.
        answers: The answers that it asks for, by their key.
        given: What the client has answered, by key.
        pictures: The pictures that it shows, as PNG or JPEG, by name.

    Raises:
        BlockError: The source is no such document.
    """
    root = _parsed(source)
    look = _look(root)
    document = Document(io.BytesIO(template_file(look)))
    properties = document.core_properties
    properties.title, properties.author = root.get("title", ""), root.get("author", "")
    properties.language = look.language
    hints = Hints(root.get("write", ""), root.get("choose", ""), root.get("pick", ""))
    controls = ControlWriter(answers, given, look.language, hints, fillable=look.fillable)
    colors = {
        named: (rrggbb(color), look.ground(color))
        for named, color in (("primary", look.primary), ("accent", look.accent))
    }
    writer = BlockWriter(
        _Parts(document, pictures), controls, colors, right_to_left=look.right_to_left
    )
    try:
        blocks = writer.document(root, look.width)
    except KeyError as error:
        raise BlockError(f"there is no answer or picture {error}") from error
    end = document.element.body[-1]  # the properties of the section
    for block in blocks:
        end.addprevious(block)
    if look.right_to_left:
        _turn_runs(document.element.body)
    if look.fillable:
        _add_map(document, controls)
    return _packed(document)


def _parsed(source: str) -> Element:
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
        return etree.fromstring(source.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise BlockError(f"this is not well-formed XML: {error}") from error


def _look(root: Element) -> Look:
    try:
        return Look(
            language=root.attrib["language"],
            paper=root.attrib["paper"],
            primary=root.attrib["primary"],
            accent=root.attrib["accent"],
            font=root.attrib["font"],
            footer=root.attrib["footer"],
            fillable=root.attrib["fillable"] == "yes",
            large_print=root.attrib["large-print"] == "yes",
            ink_saver=root.attrib["ink-saver"] == "yes",
            binding_margin=float(root.attrib["binding-margin"]),
            double_sided=root.attrib["double-sided"] == "yes",
        )
    except KeyError as error:
        raise BlockError(f"the document needs the attribute {error}") from error


class _Parts:
    """What blocks need of the document around them."""

    def __init__(self, document: Any, pictures: Mapping[str, bytes]) -> None:
        self._part = document.part
        self._pictures = pictures

    def picture(self, file: str, alt: str, width: int) -> Element:
        """A run with a picture that is ``width`` wide, in twentieths of a point, or less."""
        content = io.BytesIO(self._pictures[file])
        inline = self._part.new_pic_inline(content, width=Twips(width))
        if inline.extent.cy > Twips(_TALLEST):
            inline = self._part.new_pic_inline(content, height=Twips(_TALLEST))
        inline.docPr.set("descr", alt)
        return w("r", w("drawing", inline))

    def link(self, address: str) -> str:
        """The id of the relationship to an address."""
        found: str = self._part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return found

    def numbered(self, start: int) -> int:
        """The id of a new numbered list that begins with a number."""
        numbering = self._part.numbering_part.element
        number = len(numbering.num_lst) + 1
        override = w("lvlOverride", w("startOverride", val=start), ilvl=0)
        numbering.append(w("num", w("abstractNumId", val=1), override, numId=number))
        return number


def _turn_runs(body: Element) -> None:
    """Say of each run that it is written from right to left, which Word asks for its periods."""
    for run in body.iter(name("w:r")):
        properties = run.find(name("w:rPr"))
        if properties is None:
            properties = w("rPr")
            run.insert(0, properties)
        properties.append(w("rtl"))


def _add_map(document: Any, controls: ControlWriter) -> None:
    """Add the part that says which control is which answer."""
    package = document.part.package
    item = Part(PackURI(_ITEM), "application/xml", answer_map.written(controls.map()), package)
    place = PackURI(_ITEM.replace("item1", "itemProps1"))
    properties = Part(place, _PROPERTIES_TYPE, _ITEM_PROPERTIES.encode(), package)
    item.relate_to(properties, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)
    document.part.relate_to(item, RELATIONSHIP_TYPE.CUSTOM_XML)


def _packed(document: Any) -> bytes:
    """The bytes of a document. python-docx writes the time into them."""
    written, packed = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(packed, "w") as new:
        for path in old.namelist():
            entry = zipfile.ZipInfo(path, _CREATED)
            new.writestr(entry, old.read(path), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
