"""Elements of WordprocessingML (ECMA-376, part 1), the language of Word documents."""

from typing import Any

from lxml import etree

Element = Any  # an element of lxml, which has no annotations

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_2010 = "http://schemas.microsoft.com/office/word/2010/wordml"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PREFIXES = {"w": _MAIN, "w14": _2010, "r": _RELATIONSHIPS}
_W = f"{{{_MAIN}}}"
_XML = "http://www.w3.org/XML/1998/namespace"

_make = etree.Element("root", nsmap=_PREFIXES).makeelement


def name(short: str) -> str:
    """The full name of an element or attribute, as in ``w:p``."""
    prefix, _, local = short.rpartition(":")
    return f"{{{_PREFIXES[prefix]}}}{local}"


def w(tag: str, *children: Element | None, **attributes: str | int) -> Element:
    """Make an element in the namespace ``w``, with attributes in the same namespace.

    Args:
        tag: Its name without the prefix.
        *children: What is in it; None is left out.
        **attributes: Its attributes by their name without the prefix.
    """
    named = {f"{_W}{key}": str(value) for key, value in attributes.items()}
    element = _make(_W + tag, named)
    element.extend([child for child in children if child is not None])
    return element


def w14(tag: str, *children: Element, **attributes: str | int) -> Element:
    """Make an element of Word 2010, as in `w`."""
    element = _make(
        f"{{{_2010}}}{tag}", {f"{{{_2010}}}{key}": str(value) for key, value in attributes.items()}
    )
    element.extend(children)
    return element


def run(text: str, properties: Element | None = None) -> Element:
    """A run of text, in which a line feed breaks the line, and a tab is one."""
    made = w("r", properties)
    for number, line in enumerate(text.split("\n")):
        if number:
            made.append(w("br"))
        for place, part in enumerate(line.split("\t")):
            if place:
                made.append(w("tab"))
            if part:
                made.append(_text(part))
    return made


def _text(text: str) -> Element:
    element = w("t")
    element.text = text
    element.set(f"{{{_XML}}}space", "preserve")
    return element


def styled(style: str) -> Element:
    """The properties of a run in a style."""
    return w("rPr", w("rStyle", val=style))
