"""The parts of a page of a site, so that pages of two site engines can be compared."""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import urljoin

_VOID = {"br", "hr", "img", "input", "link", "meta", "source", "wbr"}
_ADDRESSES = ("href", "src")


class Element(NamedTuple):
    """The start of an element, a text, or the end of an element."""

    tag: str
    attributes: tuple[tuple[str, str], ...] = ()
    text: str = ""

    def get(self, name: str) -> str:
        return dict(self.attributes).get(name, "")


class Html(HTMLParser):
    """A page as a row of elements and texts. Addresses are relative to the site."""

    def __init__(self, html: str, address: str) -> None:
        super().__init__()
        self.row: list[Element] = []
        self._address = address
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        for name in _ADDRESSES:
            if name in found:
                found[name] = urljoin(f"https://site/{self._address}", found[name])
        self.row.append(Element(tag, tuple(sorted(found.items()))))

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            self.row.append(Element(f"/{tag}"))

    def handle_data(self, data: str) -> None:
        if text := " ".join(data.split()):
            self.row.append(Element("", (), text))


def inside(row: list[Element], tag: str, kind: str = "") -> list[Element]:
    """What is inside the elements of a tag that have a class, one after the other."""
    found: list[Element] = []
    depth = 0
    for each in row:
        if depth:
            depth += (each.tag == tag) - (each.tag == f"/{tag}")
            found += [each] if depth else []
        elif each.tag == tag and (not kind or kind in each.get("class").split()):
            depth = 1
    return found


def without(row: list[Element], tag: str, kind: str = "") -> Iterator[Element]:
    """A row without the elements of a tag that have a class, and without what is inside them."""
    depth = 0
    for each in row:
        if depth:
            depth += (each.tag == tag) - (each.tag == f"/{tag}")
        elif each.tag == tag and (not kind or kind in each.get("class").split()):
            depth = 1
        else:
            yield each
