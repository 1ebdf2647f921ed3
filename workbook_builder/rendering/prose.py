"""Converts the Markdown of authors to HTML, Typst, blocks for Word, and plain text.

All of them are made from the same tokens (`model.markdown_text`), so that a list on the web is a
list on paper.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from markdown_it.utils import OptionsDict
from markupsafe import Markup, escape

from workbook_builder.model.markdown_text import parsed
from workbook_builder.typesetting.typst_values import TypstCode, typst_literal

# Returns the address of a worksheet's page, or None if there is no such worksheet.
AddressOf = Callable[[str], str | None]


def html(text: str, address_of: AddressOf | None = None, *, rich: bool = False) -> Markup:
    """Convert Markdown to HTML without anything unsafe.

    Args:
        text: The text.
        address_of: Finds the pages of worksheets that it links to. Other links are left out.
        rich: Whether it has headings and tables.
    """
    if address_of is None or not parsed(text, rich).sheets:
        return _html(text, rich)
    return _rendered(text, rich, {"address_of": address_of})


def typst(text: str, titles: Mapping[str, str] | None = None, *, rich: bool = False) -> TypstCode:
    """Convert Markdown to a Typst content block, including its brackets: ``[…]``.

    Args:
        text: The text.
        titles: The titles of the worksheets that it may link to, by id. On paper, a title stands
            for the link.
        rich: Whether it has headings and tables.
    """
    linked = titles and parsed(text, rich).sheets
    return _set(text, rich, titles or {}) if linked else _typst(text, rich)


def blocks(text: str, titles: Mapping[str, str] | None = None, *, rich: bool = False) -> Markup:
    """Convert Markdown to blocks for Word, which are well-formed HTML.

    Args:
        text: The text.
        titles: The titles of the worksheets that it may link to, as for `typst`.
        rich: Whether it has headings and tables.
    """
    tokens = parsed(text, rich).tokens
    return Markup(_BLOCKS.render(tokens, _CLOSED, {"titles": titles or {}}).strip())


def plain(text: str) -> str:
    """Convert Markdown to plain text on one line."""
    return " ".join(html(text).striptags().split())


# -- HTML -------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def _html(text: str, rich: bool) -> Markup:
    return _rendered(text, rich, {})


def _rendered(text: str, rich: bool, env: dict[str, Any]) -> Markup:
    return Markup(_HTML.render(parsed(text, rich).tokens, _OPTIONS, env).strip())


class _Renderer(RendererHTML):
    """Writes links to worksheets with the addresses of their pages."""

    def sheet_open(
        self, tokens: Sequence[Token], index: int, options: OptionsDict, env: Any
    ) -> str:
        """Write the beginning of a link. ``env`` gets to know whether it has one."""
        find: AddressOf | None = env.get("address_of")
        address = find(str(tokens[index].attrs["href"])) if find else None
        env["linked"] = address is not None
        return f'<a href="{escape(address)}">' if address is not None else ""

    def sheet_close(
        self, tokens: Sequence[Token], index: int, options: OptionsDict, env: Any
    ) -> str:
        """Write the end of a link. Links cannot contain each other."""
        return "</a>" if env["linked"] else ""


class _BlockRenderer(RendererHTML):
    """Writes the titles of worksheets in place of links to them."""

    def sheet_open(
        self, tokens: Sequence[Token], index: int, options: OptionsDict, env: Any
    ) -> str:
        """Write nothing, and remember the title, unless the text of the link is the title."""
        title = env["titles"].get(str(tokens[index].attrs["href"]))
        words = tokens[index + 1].content
        env["title"] = "" if title is None or words == title else f" ({escape(title)})"
        return ""

    def sheet_close(
        self, tokens: Sequence[Token], index: int, options: OptionsDict, env: Any
    ) -> str:
        """Write the title."""
        return str(env["title"])


_OPTIONS = MarkdownIt("commonmark", {"xhtmlOut": False}).options
_CLOSED = MarkdownIt("commonmark", {"xhtmlOut": True}).options
_HTML = _Renderer()
_BLOCKS = _BlockRenderer()


# -- Typst ------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def _typst(text: str, rich: bool) -> TypstCode:
    return _set(text, rich, {})


def _set(text: str, rich: bool, titles: Mapping[str, str]) -> TypstCode:
    return TypstCode(f"[{_blocks(SyntaxTreeNode(parsed(text, rich).tokens), titles)}]")


def _blocks(node: SyntaxTreeNode, titles: Mapping[str, str]) -> str:
    """The blocks in a block, as separate paragraphs."""
    blocks = (_block(child, titles) for child in node.children)
    return "\n\n".join(block for block in blocks if block)


def _block(node: SyntaxTreeNode, titles: Mapping[str, str]) -> str:
    if node.type == "paragraph":
        return _flow(node.children[0], titles)
    if node.type == "blockquote":
        return f"#quote(block: true)[{_blocks(node, titles)}]"
    if node.type == "heading":
        return f"#part-heading[{_flow(node.children[0], titles)}]"
    if node.type == "table":
        return _table(node, titles)
    items = [f"[{_blocks(item, titles)}]" for item in node.children]
    if node.type == "bullet_list":
        return f"#bullets({', '.join(items)})"
    start = node.attrs.get("start", 1)
    return f"#numbered({', '.join([f'start: {start}'] * (start != 1) + items)})"


def _table(table: SyntaxTreeNode, titles: Mapping[str, str]) -> str:
    """A table: the sides of its columns, the cells of its head, and those of its rows."""
    rows = [row.children for part in table.children for row in part.children]
    sides = [
        _SIDES.get(str(cell.attrs.get("class", "")).removeprefix("wb-"), "start")
        for cell in rows[0]
    ]
    head, *cells = ([f"[{_flow(cell.children[0], titles)}]" for cell in row] for row in rows)
    parts = [f"({', '.join(each)},)" for each in (sides, head, *cells)]
    return f"#prose-table({', '.join(parts)})"


_SIDES = {"center": "center", "right": "end"}


def _flow(node: SyntaxTreeNode, titles: Mapping[str, str]) -> str:
    """The text of an element, with its inline elements."""
    written, text = "", ""
    for child in node.children:
        if child.type in ("text", "softbreak"):
            text += child.content if child.type == "text" else " "
            continue
        written += _text(text) + _inline(child, titles)
        text = ""
    return written + _text(text)


def _inline(node: SyntaxTreeNode, titles: Mapping[str, str]) -> str:
    if node.type == "hardbreak":
        return "#linebreak()"
    if node.type == "code_inline":
        return f"#raw({typst_literal(node.content)})"
    flow = _flow(node, titles)
    if node.type == "link":
        return f"#underline(link({typst_literal(str(node.attrs['href']))})[{flow}])"
    if node.type == "sheet":
        title = titles.get(str(node.attrs["href"]))
        named = title is None or flow == _text(title)
        return flow if named else flow + _text(f" ({title})")
    return f"{'#strong' if node.type == 'strong' else '#emph'}[{flow}]"


def _text(text: str) -> str:
    """Text as a string literal in Typst markup, or nothing if it is empty."""
    return f"#{typst_literal(text)}" if text else ""
