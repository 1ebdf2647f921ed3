"""Turns the blocks that templates write into WordprocessingML.

The language of blocks is a small part of HTML, and a few elements more. `docs/word.md` lists them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from workbook_builder.word.block_place import BlockError, Place
from workbook_builder.word.content_controls import ControlWriter
from workbook_builder.word.contents import Contents
from workbook_builder.word.elements import Element, name, run, styled, w
from workbook_builder.word.inline import Flow, InlineWriter, flow_of, is_blank
from workbook_builder.word.tables import TableWriter

_STYLES = {
    "": "", "kicker": "Kicker", "lead": "Lead", "help": "Help", "condition": "Condition",
    "small": "Small", "line": "FillLine", "label": "Label", "title": "Title", "caption": "Caption",
}  # fmt: skip
_DEEPEST = 5  # levels of headings
_DEEPEST_LIST = 2
_BULLETS = 1  # the list of the template that has bullets
_STEP = 397  # twentieths of a point, between lists
_CALLOUT_INDENT = 227


class WordParts(Protocol):
    """What blocks need of the document around them."""

    def picture(self, file: str, alt: str, width: int) -> Element:
        """A run with a picture that is ``width`` wide, in twentieths of a point, or less."""

    def link(self, address: str) -> str:
        """The id of the relationship to an address."""

    def numbered(self, start: int) -> int:
        """The id of a new numbered list that begins with a number."""


class BlockWriter:
    """Writes the blocks of one document."""

    def __init__(
        self,
        parts: WordParts,
        controls: ControlWriter,
        colors: Mapping[str, tuple[str, str]],
        *,
        right_to_left: bool = False,
    ) -> None:
        """Prepare to write blocks.

        Args:
            parts: The document around them.
            controls: Writes the answers.
            colors: The color of a callout by its name, and that of its ground, as RRGGBB.
            right_to_left: Whether the text is written from right to left.
        """
        self._parts = parts
        self._inline = InlineWriter(parts.link, controls)
        self._colors = colors
        self._behind = "right" if right_to_left else "left"  # the side of a callout's bar
        self._contents = Contents()
        self._new_page = False
        table = TableWriter(self.blocks, right_to_left=right_to_left).table
        self._writers: dict[str, Callable[[Element, Place], Iterator[Element]]] = {
            "p": self._text, "tick": self._tick, "question": self._question, "sheet": self._sheet,
            "ul": self._list, "ol": self._list, "blockquote": self._quote, "table": table,
            "callout": self._callout, "picture": self._picture, "contents": self._mark_contents,
            "page-break": self._turn, "small": self._small,
            **dict.fromkeys(
                ["heading", "subheading", "h1", "h2", "h3", "h4", "h5", "h6"], self._heading
            ),
        }  # fmt: skip

    def document(self, root: Element, width: int) -> list[Element]:
        """All blocks of a document.

        Args:
            root: The element with the blocks.
            width: The width of the text, in twentieths of a point.

        Raises:
            BlockError: Something in it is no block.
        """
        return self._contents.complete(list(self.blocks(root, Place(width))))

    def blocks(self, parent: Element, place: Place) -> Iterator[Element]:
        """The blocks in an element. Text between blocks is a paragraph."""
        last = None
        for block in self._blocks(parent, place):
            if last is not None and block.tag == last.tag == name("w:tbl"):
                yield w("p", w("pPr", w("pStyle", val="Small")))  # Word would join the tables
            yield block
            last = block

    def _blocks(self, parent: Element, place: Place) -> Iterator[Element]:
        flow: Flow = [parent.text or ""]
        for child in parent:
            if child.tag in self._inline:
                flow += [child, child.tail or ""]
                continue
            yield from self._paragraph(flow, place)
            yield from self._block(child, place)
            flow = [child.tail or ""]
        yield from self._paragraph(flow, place)

    def _block(self, node: Element, place: Place) -> Iterator[Element]:
        if node.tag not in self._writers:
            raise BlockError(f"line {node.sourceline}: there is no block `{node.tag}`")
        return self._writers[node.tag](node, place)

    # -- Paragraphs ---------------------------------------------------------------------------

    def _paragraph(
        self,
        flow: Flow,
        place: Place,
        style: str = "",
        *more: Element,
        before: Sequence[Element] = (),
    ) -> Iterator[Element]:
        """A paragraph; none if there is nothing in it.

        Args:
            flow: What is in it.
            place: Where it is.
            style: Its style; by default, that of its place, or of an answer that is all of it.
            *more: Further properties: ``numPr``, or what follows ``shd`` in the schema.
            before: Runs before the flow.
        """
        if is_blank(flow) and not before:
            return
        alone = "" if style or place.in_cell else self._inline.style_of(flow)
        properties = self._properties(style or alone or place.style, place, more)
        yield w("p", properties, *before, *self._inline.runs(flow, place))

    def _properties(self, style: str, place: Place, more: Sequence[Element]) -> Element:
        numbered = [each for each in more if each.tag == name("w:numPr")]
        others = [each for each in more if each.tag != name("w:numPr")]
        turns, self._new_page = self._new_page, False
        color, ground = place.callout or ("", "")
        bar = w(self._behind, val="single", sz=24, space=8, color=color)
        return w(
            "pPr",
            w("pStyle", val=style),
            w("pageBreakBefore") if turns else None,
            *numbered,
            w("pBdr", bar) if color else None,
            w("shd", val="clear", color="auto", fill=ground) if ground else None,
            *others,
            w("spacing", before=0) if color and style == "LongAnswer" else None,
            w("ind", left=_CALLOUT_INDENT) if color and not more else None,
            w("jc", val=place.side) if place.side != "start" else None,
        )

    def _text(self, node: Element, place: Place) -> Iterator[Element]:
        kind = node.get("class", "")
        if kind not in _STYLES:
            raise BlockError(f"line {node.sourceline}: there is no class `{kind}`")
        style = "CellName" if place.in_cell and kind == "label" else _STYLES[kind]
        yield from self._paragraph(flow_of(node), place, style)

    def _small(self, node: Element, place: Place) -> Iterator[Element]:
        """Blocks in small type."""
        yield from self.blocks(node, replace(place, style="Small"))

    def _tick(self, node: Element, place: Place) -> Iterator[Element]:
        """A box to tick, and what stands beside it."""
        flow = flow_of(node)
        box = [each for each in flow if not isinstance(each, str)][:1]
        words = flow[flow.index(box[0]) + 1 :] if box else flow
        before = [*self._inline.runs([*box], place), run("\t")]
        yield from self._paragraph(words, place, "Tick", before=before)

    def _question(self, node: Element, place: Place) -> Iterator[Element]:
        """A question. With a number it is a heading; within a group it has none."""
        if number := node.get("number"):
            style = f"Question{min(place.level + 1, _DEEPEST)}"
            before = [run(f"{number}\t", styled("Number"))]
            yield from self._paragraph(flow_of(node), place, style, before=before)
        else:
            yield from self._paragraph(flow_of(node), place, "Label")
        if node.get("help"):
            yield from self._paragraph([node.get("help")], place, "Help")

    def _heading(self, node: Element, place: Place) -> Iterator[Element]:
        """A heading: ``h1`` to ``h3`` of a document, or one within a sheet."""
        level = place.level + (2 if node.tag == "subheading" else 1)
        if not place.level and node.tag[1:].isdigit():
            level = int(node.tag[1:])
        level = min(level, _DEEPEST)
        for paragraph in self._paragraph(flow_of(node), place, f"Heading{level}"):
            self._contents.add(paragraph, level, " ".join("".join(node.itertext()).split()))
            yield paragraph

    def _sheet(self, node: Element, place: Place) -> Iterator[Element]:
        """A worksheet: its title, and what is below it."""
        level = int(node.get("level", "1"))
        title = node.makeelement(f"h{level}", {})
        title.text = node.get("title", "")
        yield from self._paragraph([node.get("kicker", "")], place, "Kicker")
        yield from self._heading(title, place)
        yield from self.blocks(node, replace(place, level=level))

    def _list(self, node: Element, place: Place) -> Iterator[Element]:
        start = int(node.get("start", "1"))
        number = _BULLETS if node.tag == "ul" else self._parts.numbered(start)
        depth = min(place.depth, _DEEPEST_LIST)
        style = place.style if place.in_cell else "ListParagraph"
        left = _STEP * (depth + 1) + (_CALLOUT_INDENT if place.callout else 0)
        for item in node:
            more = [
                w("numPr", w("ilvl", val=depth), w("numId", val=number)),
                w("ind", left=left, hanging=_STEP),
            ]
            for part in self._parts_of(item):
                if isinstance(part, list):
                    if not is_blank(part):
                        yield from self._paragraph(part, place, style, *more)
                        more = [w("ind", left=left)]
                else:
                    yield from self._block(part, replace(place, depth=place.depth + 1))

    def _parts_of(self, item: Element) -> Iterator[Flow | Element]:
        """The paragraphs in an item of a list, and the other blocks."""
        flow: Flow = [item.text or ""]
        for child in item:
            if child.tag in self._inline:
                flow += [child, child.tail or ""]
                continue
            yield flow
            yield flow_of(child) if child.tag == "p" else child
            flow = [child.tail or ""]
        yield flow

    def _quote(self, node: Element, place: Place) -> Iterator[Element]:
        yield from self.blocks(node, replace(place, style="Quote"))

    def _callout(self, node: Element, place: Place) -> Iterator[Element]:
        """A text in a colored frame, with a title."""
        color = node.get("color", "primary")
        if color not in self._colors:
            raise BlockError(f"line {node.sourceline}: there is no color `{color}`")
        inside = replace(place, callout=self._colors[color])
        yield from self._paragraph([node.get("title", "")], inside, "CalloutTitle")
        yield from self.blocks(node, inside)

    def _picture(self, node: Element, place: Place) -> Iterator[Element]:
        width = place.width * int(node.get("width", "100")) // 100
        drawn = self._parts.picture(node.get("file", ""), node.get("alt", ""), width)
        inside = replace(place, side=node.get("side", "center"))
        yield from self._paragraph([], inside, before=[drawn])

    def _turn(self, node: Element, place: Place) -> Iterator[Element]:
        """Begin the next paragraph on a new page."""
        self._new_page = True
        yield from ()

    def _mark_contents(self, node: Element, place: Place) -> Iterator[Element]:
        yield self._contents.mark()
