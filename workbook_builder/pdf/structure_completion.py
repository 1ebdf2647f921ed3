"""Completes the tags of a PDF from Typst, for PDF/UA-2 and for people who listen to it.

Typst tags only the heads of columns as headers, has no destinations that are tags, and leaves text
that is in no paragraph in a ``Span``. docs/pdf-forms.md says which rules ask for more.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import groupby

from workbook_builder.pdf.pdf_file import PdfFile, number_after, reference_list, references_in
from workbook_builder.pdf.structure_tags import StructureTags

# Nearly all elements begin with the first part, so that nothing of them has to be searched.
_KIND = re.compile(rb"(?:<<\s*/Type\s*/StructElem\s*)?/S\s*/(\w+)")
_HEADING = re.compile(rb"H[1-9]\d*")
_GROUPS = {b"Document", b"Part", b"Sect", b"Div", b"Art"}  # they hold blocks
_INLINE = {b"Span", b"Strong", b"Em", b"Link", b"Code", b"Quote", b"Reference"}
_TABLES = {b"Table", b"TH", b"TD"}
_BLOCKS = {b"P", b"Div"}
# Colors and borders, of which Poppler does not understand some.
_LAYOUT = re.compile(rb"<<[^<>]*/O\s*/Layout\b[^<>]*>>")
_OF_TABLE = re.compile(rb"/O\s*/Table\b")
_HEADERS = re.compile(rb"/Headers\s*\[([^\[\]]*)\]")
_ID_TREE = re.compile(rb"/IDTree\s*<<\s*/Names\s*\[((?:[^\[\]()]|\([^()]*\))*)\]\s*>>")
_NAMED = re.compile(rb"(\([^()]*\)|<[0-9A-Fa-f]*>)\s*(\d+)\s+0\s+R")
_TEXT = rb"\s*(\((?:[^()\\]|\\.|\([^()]*\))*\)|<[0-9A-Fa-f\s]*>)"
_TITLE = re.compile(rb"/Title" + _TEXT, re.DOTALL)
_HEADING_TITLE = re.compile(rb"/T" + _TEXT, re.DOTALL)
_DESTINATION = re.compile(rb"/Dest\s+(\d+)\s+0\s+R")
_NAMES = re.compile(rb"/Dests\s*<<\s*/Names\s*\[((?:[^\[\]()]|\([^()]*\))*)\]")
_NAME = re.compile(rb"/Dest\s*(\([^()]*\))")
_PARENT = re.compile(rb"/P\s+\d+\s+0\s+R")
_STRUCT_PARENT = re.compile(rb"/StructParent\s+(\d+)")
_PAGE = re.compile(rb"(\[|/Pg)\s*(\d+)\s+0\s+R")
_ON_PAGE = re.compile(rb"/Pg\s+(\d+)\s+0\s+R")
_SUSPECTS = re.compile(rb"/Suspects\s+false")


def complete_structure(file: PdfFile, tags: StructureTags) -> None:
    """Complete the tags of a file.

    Args:
        file: The file.
        tags: Its structure elements.
    """
    objects = file.objects
    kinds = {
        number: found[1]
        for number, body in enumerate(objects)
        if b"/StructElem" in body and (found := _KIND.search(body))
    }
    _flatten_paragraphs(file, kinds)
    _name_rows(file, tags, kinds)
    for number, kind in kinds.items():
        if kind in _GROUPS:
            _gather_text(file, number, kinds)
        elif kind in _TABLES and b"/Layout" in objects[number]:
            objects[number] = _LAYOUT.sub(b"", objects[number], count=1)
        if kind == b"Document":
            space = file.add(b"<</Type/Namespace/NS(http://iso.org/pdf2/ssn)>>")
            objects[number] = _with(objects[number], b"/NS " + space)
            objects[tags.root] = _with(objects[tags.root], b"/Namespaces[" + space + b"]")
    _aim_at_headings(file, tags, kinds)
    # False is the default. Poppler takes it for an error if it is written.
    objects[file.root] = _SUSPECTS.sub(b"", objects[file.root])


def _flatten_paragraphs(file: PdfFile, kinds: dict[int, bytes]) -> None:
    """Make blocks within a heading or a paragraph, which hold no others, parts of its text."""
    objects = file.objects

    def is_in_text(number: int) -> bool:
        parent = number_after(b"/P", objects[number])
        kind = kinds.get(parent, b"Document")
        if kind in (b"Link", b"Div"):
            return is_in_text(parent)
        return kind == b"P" or kind in _INLINE or bool(_HEADING.fullmatch(kind))

    inner = [number for number, kind in kinds.items() if kind in _BLOCKS and is_in_text(number)]
    for number in inner:
        objects[number] = _of_kind(b"Span", objects[number])
        kinds[number] = b"Span"


def _gather_text(file: PdfFile, group: int, kinds: Mapping[int, bytes]) -> None:
    """Put the text that is directly in a group into paragraphs."""
    objects = file.objects
    kids = references_in(b"/K", objects[group])
    gathered: list[int] = []
    for inline, run in groupby(kids, lambda kid: kinds.get(kid) in _INLINE):
        texts = list(run)
        if inline and len(texts) == 1 and kinds[texts[0]] == b"Span":
            objects[texts[0]] = _of_kind(b"P", objects[texts[0]])
        elif inline:
            paragraph = file.reserve(1).start
            inside = reference_list(texts)
            objects[paragraph] = b"<</Type/StructElem/S/P/P %d 0 R/K[%s]>>" % (group, inside)
            for text in texts:
                objects[text] = _PARENT.sub(b"/P %d 0 R" % paragraph, objects[text], count=1)
            texts = [paragraph]
        gathered += texts
    if gathered != kids:
        file.refill(group, b"/K", gathered)


def _name_rows(file: PdfFile, tags: StructureTags, kinds: Mapping[int, bytes]) -> None:
    """Make the first cell of a row the header of the others if all that is in it is `strong`."""
    objects = file.objects
    names: list[tuple[bytes, int]] = []
    for row, kind in kinds.items():
        if kind != b"TR":
            continue
        first, *others = references_in(b"/K", objects[row])
        inside = references_in(b"/K", objects[first])
        if (
            kinds[first] != b"TD"
            or not others
            or [kinds.get(each) for each in inside] != [b"Strong"]
        ):
            continue
        name = b"(row-%d)" % first
        names.append((name, first))
        header = _of_kind(b"TH", _OF_TABLE.sub(b"/O/Table/Scope/Row", objects[first], count=1))
        objects[first] = _with(header, b"/ID" + name)
        for cell in others:
            objects[cell] = _HEADERS.sub(rb"/Headers[\1" + name + b"]", objects[cell], count=1)
    found = _ID_TREE.search(objects[tags.root])
    if names and found:
        known = [(name, int(number)) for name, number in _NAMED.findall(found[1])]
        entries = b"".join([b"%s%d 0 R" % pair for pair in sorted([*known, *names])])
        tree = b"/IDTree<</Names[" + entries + b"]>>"
        objects[tags.root] = objects[tags.root].replace(found[0], tree, 1)


def _aim_at_headings(file: PdfFile, tags: StructureTags, kinds: Mapping[int, bytes]) -> None:
    """Let the outline, and links within the document, lead to the tags of headings."""
    objects = file.objects
    headings = _headings(file, kinds)
    leading = [number for number, body in enumerate(objects) if _leads(body)]
    _resolve_names(file, leading)
    targets: dict[int, int] = {}
    for number in leading:
        title, found = _TITLE.search(objects[number]), _DESTINATION.search(objects[number])
        if title and found:
            aims = headings.get(title[1], ())
            page = _PAGE.search(objects[int(found[1])])
            same = [each for each, on in aims if page and on == page[2]]
            for heading in [*same, *(each for each, _ in aims)][:1]:
                targets[int(found[1])] = heading
    # What leads to no heading of the outline leads to the first tag of its page, best a heading.
    first = _first_on_pages(file, kinds)
    for number in leading:
        found = _DESTINATION.search(objects[number])
        place = int(found[1]) if found else 0
        page = _PAGE.search(objects[place]) if found and place not in targets else None
        if page and page[2] in first:
            targets[place] = first[page[2]]
    actions: dict[int, bytes] = {}
    for number in leading:
        found = _DESTINATION.search(objects[number])
        if not found or int(found[1]) not in targets:
            continue
        place = int(found[1])
        if place not in actions:
            aim = _PAGE.sub(b"[%d 0 R" % targets[place], objects[place], count=1)
            actions[place] = file.add(b"<</S/GoTo/D %d 0 R/SD%s>>" % (place, aim))
        objects[number] = _DESTINATION.sub(b"/A " + actions[place], objects[number])
        key = _STRUCT_PARENT.search(objects[number])
        entry = tags.get(int(key[1])) if key else None
        while entry is not None and kinds.get(entry, b"Document") not in (b"TOCI", b"Document"):
            entry = number_after(b"/P", objects[entry])
        if entry is not None and kinds.get(entry) == b"TOCI":
            objects[entry] = _with(objects[entry], b"/Ref[%d 0 R]" % targets[place])


def _headings(file: PdfFile, kinds: Mapping[int, bytes]) -> dict[bytes, list[tuple[int, bytes]]]:
    """The element of each heading, and the page that it begins on, if it says so; by its text."""
    found: dict[bytes, list[tuple[int, bytes]]] = {}
    for number, kind in kinds.items():
        title = _HEADING.fullmatch(kind) and _HEADING_TITLE.search(file.objects[number])
        if title:
            page = _PAGE.search(file.objects[number])
            found.setdefault(title[1], []).append((number, page[2] if page else b""))
    return found


def _resolve_names(file: PdfFile, leading: Sequence[int]) -> None:
    """Let what leads to the name of a place lead to the place itself."""
    objects = file.objects
    found = _NAMES.search(objects[file.root])
    places = dict(_NAMED.findall(found[1])) if found else {}
    for number in leading:
        named = _NAME.search(objects[number])
        if named and named[1] in places:
            place = b"/Dest %s 0 R" % places[named[1]]
            objects[number] = objects[number].replace(named[0], place, 1)


def _leads(body: bytes) -> bool:
    """Whether an object is a link, or an entry of the outline, that leads into the document."""
    return b"/Dest" in body and b"/Dests" not in body


def _first_on_pages(file: PdfFile, kinds: Mapping[int, bytes]) -> dict[bytes, int]:
    """The first heading of each page, or else its first element."""
    headings: dict[bytes, int] = {}
    others: dict[bytes, int] = {}
    for number, kind in kinds.items():
        page = _ON_PAGE.search(file.objects[number])
        if page:
            found = headings if _HEADING.fullmatch(kind) else others
            found.setdefault(page[1], number)
    return others | headings


def _of_kind(kind: bytes, body: bytes) -> bytes:
    found = _KIND.search(body)
    return body[: found.start(1)] + kind + body[found.end(1) :] if found else body


def _with(body: bytes, entries: bytes) -> bytes:
    """A dictionary with further entries."""
    return body.removesuffix(b">>") + entries + b">>"
