"""Converts the Markdown of authors to HTML, Typst, and plain text.

Only a subset of Markdown is supported: paragraphs, bold, italic, code, links, lists, and block
quotes. HTML, headings, pictures, and indented code appear as they were typed.
"""

import re
import threading
from collections.abc import Callable, Iterator
from functools import lru_cache
from html import unescape
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.serializers import to_html_string
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE
from markupsafe import Markup

from workbook_builder.typesetting.typst_values import TypstCode, typst_literal

_LEFT_OUT = {
    "preprocessors": ("html_block",),
    "parser.blockprocessors": ("hashheader", "setextheader", "code", "hr"),
    "inlinePatterns": (
        "html",
        "entity",
        "image_link",
        "image_reference",
        "short_image_ref",
    ),
}
_SCHEMES = ("http", "https", "mailto", "tel")


class _SafeLinks(Treeprocessor):
    """Removes links whose scheme is not in `_SCHEMES`, such as `javascript:`, but keeps the text.

    Relative links are removed, too.
    """

    def run(self, root: Element) -> None:
        for link in root.iter("a"):
            address = link.get("href", "").replace(AMP_SUBSTITUTE, "&")
            try:
                safe = urlsplit(address).scheme.lower() in _SCHEMES
            except ValueError:
                safe = False
            if not safe:
                link.tag = "span"
                link.attrib.clear()


class _Parser(threading.local):
    """One parser per thread, because Python-Markdown is not thread-safe."""

    def __init__(self) -> None:
        self.markdown = Markdown(extensions=["sane_lists"], output_format="html")
        self.markdown.stripTopLevelTags = False
        for where, names in _LEFT_OUT.items():
            registry = self.markdown
            for step in where.split("."):
                registry = getattr(registry, step)
            for name in names:
                registry.deregister(name)  # type: ignore[attr-defined]
        self.markdown.treeprocessors.register(_SafeLinks(self.markdown), "safe-links", 5)


_parser = _Parser()


def _parse(text: str, serializer: object) -> str:
    markdown = _parser.markdown.reset()
    markdown.serializer = serializer  # type: ignore[assignment]
    return str(markdown.convert(text))


@lru_cache(maxsize=4096)
def html(text: str) -> Markup:
    """Convert Markdown to HTML without anything unsafe."""
    return Markup(_parse(text, _to_html))


@lru_cache(maxsize=4096)
def typst(text: str) -> TypstCode:
    """Convert Markdown to a Typst content block, including its brackets: ``[…]``."""
    return TypstCode(_parse(text, _to_typst))


def plain(text: str) -> str:
    """Convert Markdown to plain text on one line."""
    return " ".join(html(text).striptags().split())


def _to_html(root: Element) -> str:
    return "\n".join(to_html_string(child).strip() for child in root)


def _to_typst(root: Element) -> str:
    return f"[{_blocks(root)}]"


def _blocks(element: Element) -> str:
    """The content of a block element: its text and the blocks in it, as separate paragraphs."""
    inline = _typst_text(element.text) if (element.text or "").strip() else ""
    blocks: list[str] = []
    for child in element:
        if child.tag in _BLOCKS:
            if inline.strip():
                blocks.append(inline)
            inline = ""
            blocks.append(_BLOCKS[child.tag](child))
            inline += _typst_text(child.tail) if (child.tail or "").strip() else ""
        else:
            inline += _inline(child) + _typst_text(child.tail)
    if inline.strip():
        blocks.append(inline)
    return "\n\n".join(blocks)


def _flow(element: Element) -> str:
    """The text of an element, with its inline elements."""
    return _typst_text(element.text) + "".join(
        _inline(child) + _typst_text(child.tail) for child in element
    )


def _inline(element: Element) -> str:
    if element.tag == "br":
        return "#linebreak()"
    if element.tag == "code":
        return f"#raw({typst_literal(_clean(element.text))})"
    if element.tag == "a":
        address = _clean(element.get("href"))
        return f"#underline(link({typst_literal(address)})[{_flow(element)}])"
    wrap = {"strong": "#strong", "em": "#emph"}.get(element.tag)
    return f"{wrap}[{_flow(element)}]" if wrap else _flow(element)


def _items(element: Element) -> Iterator[str]:
    for item in element:
        yield f"[{_blocks(item) if len(item) else _flow(item)}]"


_BLOCKS: dict[str, Callable[[Element], str]] = {
    "p": _flow,
    "ul": lambda element: f"#bullets({', '.join(_items(element))})",
    "ol": lambda element: f"#numbered({', '.join(_items(element))})",
    "blockquote": lambda element: f"#quote(block: true)[{_blocks(element)}]",
    "div": lambda element: _blocks(element),
}


def _clean(text: str | None) -> str:
    return unescape((text or "").replace(AMP_SUBSTITUTE, "&"))


def _typst_text(text: str | None) -> str:
    """Text as a string literal in Typst markup, on one line, or nothing if it is empty."""
    joined = re.sub(r"\s*\n\s*", " ", _clean(text))
    return f"#{typst_literal(joined)}" if joined else ""
