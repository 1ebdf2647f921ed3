"""Turns what is within a paragraph into runs, links, and content controls."""

import re
from collections.abc import Callable, Iterator

from workbook_builder.answers.answer import AnswerKind
from workbook_builder.word.block_place import BlockError, Place
from workbook_builder.word.content_controls import ControlWriter
from workbook_builder.word.elements import Element, name, run, styled, w

_SPACES = re.compile(r"[ \t\r\n]+")
_RUNS_TEXT = name("w:t")

Flow = list[Element | str]  # text and elements


def flow_of(node: Element) -> Flow:
    """What is in an element."""
    flow: Flow = [node.text or ""]
    for child in node:
        flow += [child, child.tail or ""]
    return flow


def is_blank(flow: Flow) -> bool:
    """Whether there is nothing to see."""
    return all(isinstance(each, str) and not each.strip() for each in flow)


class InlineWriter:
    """Writes what is within the paragraphs of one document."""

    def __init__(self, link: Callable[[str], str], controls: ControlWriter) -> None:
        """Prepare to write.

        Args:
            link: Returns the id of the relationship to an address.
            controls: Writes the answers.
        """
        self._link_to = link
        self._controls = controls
        self._writers: dict[str, Callable[[Element, Place, Element], Iterator[Element]]] = {
            "strong": self._strong, "em": self._emphasized, "code": self._code, "a": self._link,
            "br": self._line_break, "answer": self._answer, "earlier": self._earlier,
        }  # fmt: skip

    def __contains__(self, tag: object) -> bool:
        """Whether an element stands within a paragraph, by its tag."""
        return tag in self._writers

    def runs(self, flow: Flow, place: Place, look: Element | None = None) -> list[Element]:
        """The runs of a paragraph, without spaces at its ends.

        Args:
            flow: What is in it.
            place: Where it is.
            look: The properties that all runs have.

        Raises:
            BlockError: An element cannot stand within a paragraph.
        """
        made = list(self._runs(flow, place, look))
        texts = [each for each in made if each.tag == name("w:r")]
        if texts and texts[0] is made[0]:
            _strip(texts[0], str.lstrip)
        if texts and texts[-1] is made[-1]:
            _strip(texts[-1], str.rstrip)
        return made

    def style_of(self, flow: Flow) -> str:
        """The style of a paragraph that is nothing but an answer; empty for any other."""
        nodes = [each for each in flow if not isinstance(each, str) or each.strip()]
        if len(nodes) != 1 or isinstance(nodes[0], str):
            return ""
        if nodes[0].tag == "answer":
            kind = self._controls.kind(_key(nodes[0]))
            return {AnswerKind.LINES: "LongAnswer", AnswerKind.CHECK: ""}.get(kind, "Answer")
        return "LongAnswer" if nodes[0].tag == "earlier" else ""

    def _runs(self, flow: Flow, place: Place, look: Element | None) -> Iterator[Element]:
        for each in flow:
            if isinstance(each, str):
                if text := _SPACES.sub(" ", each):
                    yield run(text, _with(look))
            elif each.tag in self._writers:
                yield from self._writers[each.tag](each, place, look)
            else:
                message = f"line {each.sourceline}: `{each.tag}` cannot be within a paragraph"
                raise BlockError(message)

    def _strong(self, node: Element, place: Place, look: Element) -> Iterator[Element]:
        yield from self._runs(flow_of(node), place, _with(look, "b", "bCs"))

    def _emphasized(self, node: Element, place: Place, look: Element) -> Iterator[Element]:
        yield from self._runs(flow_of(node), place, _with(look, "i", "iCs"))

    def _code(self, node: Element, place: Place, look: Element) -> Iterator[Element]:
        yield run("".join(node.itertext()), styled("Code"))

    def _link(self, node: Element, place: Place, look: Element) -> Iterator[Element]:
        link = w("hyperlink", *self._runs(flow_of(node), place, styled("Hyperlink")))
        link.set(name("r:id"), self._link_to(node.get("href", "")))
        yield link

    def _line_break(self, node: Element, place: Place, look: Element) -> Iterator[Element]:
        yield w("r", w("br"))

    def _answer(self, node: Element, place: Place, look: Element) -> Iterator[Element]:
        yield self._controls.answer(_key(node), brief=place.brief)

    def _earlier(self, node: Element, place: Place, look: Element) -> Iterator[Element]:
        yield self._controls.earlier(_key(node), node.get("title", ""))


def _key(node: Element) -> str:
    key = node.get("key")
    if key is None:
        raise BlockError(f"line {node.sourceline}: `{node.tag}` needs a `key`")
    return str(key)


def _with(look: Element | None, *more: str) -> Element | None:
    """A copy of the properties of a run, with further ones that are just there."""
    names = [each.tag for each in look] if look is not None else []
    attributes = [dict(each.attrib) for each in look] if look is not None else []
    made = w("rPr")
    for tag, values in zip(names, attributes, strict=True):
        made.append(made.makeelement(tag, values))
    for each in more:
        if name(f"w:{each}") not in names:
            made.append(w(each))
    return made if len(made) else None


def _strip(made: Element, strip: Callable[[str], str]) -> None:
    for text in made.iter(_RUNS_TEXT):
        text.text = strip(text.text)
