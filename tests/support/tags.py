"""The structure tags of a PDF, which assistive software reads."""

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Object, Pdf


def elements(pdf: Pdf) -> Iterator[Object]:
    """Every element of the structure tree, in reading order."""
    return _below(pdf.Root.StructTreeRoot)


def elements_of_kind(pdf: Pdf, kind: str) -> list[Object]:
    return [each for each in elements(pdf) if each.get("/S") == kind]


def kids(element: Object) -> list[Object]:
    """The direct children of an element that are elements or references, not page content."""
    inside = element.get("/K", Array())
    found = list(inside) if isinstance(inside, Array) else [inside]
    return [kid for kid in found if isinstance(kid, Dictionary)]


def _below(element: Object) -> Iterator[Object]:
    for kid in kids(element):
        if "/S" in kid:
            yield kid
            yield from _below(kid)
