"""The table of contents of a document, which is complete before Word has opened it."""

from collections.abc import Iterator

from workbook_builder.word.elements import Element, run, w

DEPTH = 2  # levels of headings


class Contents:
    """Remembers the headings of a document, and lists them where that was asked for.

    Word alone knows on which page a heading is, so the table has links and no numbers.
    """

    def __init__(self) -> None:
        """Begin without headings."""
        self._headings: list[tuple[int, str, str]] = []  # level, bookmark, text
        self._marks: list[Element] = []

    def add(self, paragraph: Element, level: int, words: str) -> None:
        """List a heading, whose paragraph gets a bookmark for the link."""
        if level > DEPTH:
            return
        number = len(self._headings) + 1
        bookmark = f"part-{number}"
        paragraph.insert(1, w("bookmarkStart", id=number, name=bookmark))
        paragraph.append(w("bookmarkEnd", id=number))
        self._headings.append((level, bookmark, words))

    def mark(self) -> Element:
        """A block that `complete` replaces with the table."""
        self._marks.append(w("p"))
        return self._marks[-1]

    def complete(self, blocks: list[Element]) -> list[Element]:
        """The blocks of a document, with the table in its place."""
        return [
            each
            for block in blocks
            for each in (self._table() if block in self._marks else [block])
        ]

    def _table(self) -> Iterator[Element]:
        """The table: a field, which a coach can bring up to date."""
        last = len(self._headings) - 1
        for number, (level, bookmark, words) in enumerate(self._headings):
            paragraph = w("p", w("pPr", w("pStyle", val=f"TOC{level}")))
            if number == 0:
                code = w("instrText")
                code.text = f'TOC \\o "1-{DEPTH}" \\n \\h'
                paragraph.extend([_field("begin"), w("r", code), _field("separate")])
            paragraph.append(w("hyperlink", run(words), anchor=bookmark))
            if number == last:
                paragraph.append(_field("end"))
            yield paragraph


def _field(part: str) -> Element:
    return w("r", w("fldChar", fldCharType=part))
