"""Parses the Markdown of authors: once for what is checked, and for what the web and paper show.

It is CommonMark without HTML, headings, pictures, rules, and code blocks, which appear as they were
typed. A rich text, such as the introduction of a worksheet, has headings and tables as well.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, list_block
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from workbook_builder.model.unspaced_letters import between_lines

_LEFT_OUT = [
    "code", "fence", "heading", "hr", "html_block", "lheading",  # blocks
    "entity", "html_inline", "image",  # within a line
]  # fmt: skip
_SCHEMES = ("http", "https", "mailto", "tel")
_DEEPEST = 1000  # `markdown_limits` refuses texts that are nested far less deep
_SHEET = re.compile(r"(?:\.{1,2}/)*([\w-]+)(?:\.md|\.html)?/?")
_YEAR = re.compile(r"[ \t]*\d{4}")
_OWN_LINE = re.compile(r"\s*([-*+] |\d{1,3}[.)] |[#>|]|[-=]{2,}\s*$|\[[^\]]+\]:|(```|~~~))")
_OWN_LINE_ALONE = re.compile(r"\s*([#|]|\[[^\]]+\]:|(```|~~~))")
_MARKER = re.compile(r"( *)(?:[-*+]|\d{1,3}[.)])( {1,4})(?=\S)")


class ParsedText(NamedTuple):
    """A Markdown text.

    Attributes:
        tokens: What it consists of. A link that leads to another worksheet consists of the tokens
            ``sheet_open``, which has the id of the worksheet as its ``href``, and ``sheet_close``.
        sheets: The ids of the worksheets that it links to.
        unsafe: The addresses of links that lead nowhere. They are shown as text.
    """

    tokens: tuple[Token, ...]
    sheets: tuple[str, ...]
    unsafe: tuple[str, ...]

    @property
    def parts(self) -> frozenset[str]:
        """The types of its tokens, such as ``strong_open``."""
        return frozenset(
            each.type for token in self.tokens for each in (token, *(token.children or ()))
        )

    @property
    def words(self) -> str:
        """What is read as it is, one line for each piece."""
        children = (child for token in self.tokens for child in token.children or ())
        return "\n".join(child.content for child in children if child.type == "text")


@lru_cache(maxsize=4096)
def parsed(text: str, rich: bool = False) -> ParsedText:
    """Parse a Markdown text; a rich one has headings and tables."""
    env: dict[str, list[str]] = {"sheets": [], "unsafe": []}
    tokens = (_rich_parser if rich else _parser).parse(_deepened(text), env)
    return ParsedText(tuple(tokens), tuple(env["sheets"]), tuple(env["unsafe"]))


def unwrapped(text: str) -> str:
    """A text with each paragraph on one line, which means the same.

    Lines that may be something else than a part of the paragraph before them stay as they are.
    """
    lines: list[str] = []
    for line in text.split("\n"):
        before = lines[-1] if lines else ""
        joins = before.strip() and line.strip() and not _OWN_LINE.match(line)
        if joins and not before.endswith(("  ", "\\")) and not _OWN_LINE_ALONE.match(before):
            lines[-1] = before + between_lines(before, line.lstrip()) + line.lstrip()
        else:
            lines.append(line)
    return "\n".join(lines)


def _deepened(text: str) -> str:
    """Indent what is nested in a list by two spaces as far as CommonMark wants it.

    Below ``1.`` that is three spaces, and below ``10.`` four.
    """
    lines: list[str] = []
    lists: list[tuple[int, int, int]] = []  # columns of marker and content, and where that is now
    after_blank = False
    for line in text.split("\n"):
        expanded = line.expandtabs(4)
        column = len(expanded) - len(expanded.lstrip(" "))
        marker = _MARKER.match(expanded)
        if line.strip() and (marker or after_blank):
            while lists and column < lists[-1][0] + 2:
                lists.pop()
            indent = lists[-1][2] + max(0, column - lists[-1][1]) if lists else column
            if indent != column:
                line = " " * indent + expanded.lstrip(" ")
            if marker:
                lists.append((column, marker.end(), marker.end() + indent - column))
        after_blank = not line.strip()
        lines.append(line)
    return "\n".join(lines)


def _list(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """Begin a list, unless the line begins with a year."""
    start = state.bMarks[first]
    if _YEAR.match(state.src, start, state.eMarks[first]):
        return False
    return list_block(state, first, last, silent)


def _picture(state: StateInline, silent: bool) -> bool:
    """Take the beginning of a picture for text, so that the rest of it is no link."""
    if not state.src.startswith("![", state.pos):
        return False
    if not silent:
        state.pending += "!["
    state.pos += 2
    return True


def _links(state: StateCore) -> None:
    """Turn links to worksheets into tokens of their own, and links that lead nowhere into text."""
    for block in state.tokens:
        kept: list[Token] = []
        opened: list[str] = []
        for token in block.children or ():
            if token.type == "link_open":
                address = str(token.attrs["href"])
                opened.append(_kind(address))
                if found := _SHEET.fullmatch(address) if opened[-1] == "sheet" else None:
                    token.attrs["href"] = found[1]
                    state.env["sheets"].append(found[1])
                elif opened[-1] == "unsafe":
                    state.env["unsafe"].append(unquote(address))
            if token.type not in ("link_open", "link_close"):
                kept.append(token)
                continue
            kind = opened[-1] if token.nesting == 1 else opened.pop()
            if kind == "sheet":
                token.type = token.type.replace("link", "sheet")
            if kind != "unsafe":
                kept.append(token)
        if block.children:
            block.children = kept


def _line_breaks(state: StateCore) -> None:
    """Drop line breaks within paragraphs beside letters that have no spaces between words."""
    for block in state.tokens:
        before, broken = "", None
        for token in block.children or ():
            if token.type == "softbreak":
                broken = token
            elif token.content:
                if broken and not between_lines(before, token.content):
                    broken.type = "text"
                before, broken = token.content, None


def _plain_looks(state: StateCore) -> None:
    """Give all headings one level, below that of the page, and cells a class for their side."""
    for token in state.tokens:
        if token.type.startswith("heading_"):
            token.tag = "h2"
        side = str(token.attrs.pop("style", "")).removeprefix("text-align:")
        if side in ("center", "right"):
            token.attrSet("class", f"wb-{side}")


def _kind(address: str) -> str:
    """Whether a link leads to the web, to a worksheet, or nowhere: web, sheet, or unsafe."""
    try:
        if urlsplit(unquote(address)).scheme.lower() in _SCHEMES:
            return "web"
    except ValueError:
        return "unsafe"
    return "sheet" if _SHEET.fullmatch(address) else "unsafe"


def _any_link(url: str) -> bool:
    """Take every link for one: `_links` says which of them lead nowhere."""
    return True


def _made_parser(more: Sequence[str] = ()) -> MarkdownIt:
    made = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).disable(_LEFT_OUT).enable(list(more))
    made.validateLink = _any_link  # type: ignore[method-assign]
    made.block.ruler.at("list", _list, {"alt": ["paragraph", "reference", "blockquote"]})
    made.inline.ruler.before("link", "picture", _picture)
    made.core.ruler.after("inline", "links", _links)
    made.core.ruler.push("line_breaks", _line_breaks)
    made.core.ruler.push("plain_looks", _plain_looks)
    made.parse("")  # compiles its rules, before several threads use them
    return made


_parser = _made_parser()
_rich_parser = _made_parser(["heading", "table"])
