"""The Word document that every document begins as: the parts in ``template/``, with a look.

python-docx brings a template of its own, with a hundred styles that nothing here uses and parts
that Word repairs. This one has what is used, and is readable.
"""

import io
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import Template
from xml.sax.saxutils import escape

from workbook_builder.answers.written_words import locale_of
from workbook_builder.graphics.colors import mix
from workbook_builder.word.day_pattern import word_language

_PARTS = Path(__file__).parent / "template"
_PAPERS = {"a4": (11906, 16838), "us-letter": (12240, 15840), "a5": (8391, 11906)}
_MARGIN = 1134  # twentieths of a point, which is 20 mm; 12 mm on the smallest paper
_SMALL_MARGIN = 680
_TWENTIETHS = 1440 / 25.4  # of a point, in a millimeter
_HALVES = {  # of a point; the smallest with large print is 14 points
    "cover": 60, "first": 40, "second": 32, "third": 26, "lead": 24, "label": 23, "text": 22,
    "cell": 20, "small": 19, "foot": 17,
}  # fmt: skip
_LARGE = 36 / 22  # as large as the text of large print, in relation to other text
_SMALLEST_LARGE = 28
_MOST_LARGE = 72


@dataclass(frozen=True)
class Look:
    """How a document looks, and what is said of it on each page.

    Attributes:
        language: The code of its language.
        paper: The name of the paper.
        primary: The main color, as ``#rrggbb``.
        accent: The second color.
        font: The name of the font, which need not be on the machine that opens the document.
        footer: The text at the foot of each page.
        fillable: Whether only content controls can be changed, until somebody ends the protection,
            which needs no password.
        large_print: Whether the text is large.
        ink_saver: Whether there are no colored areas.
        binding_margin: Extra margin for a binding, in millimeters.
        double_sided: Whether that margin alternates.
    """

    language: str
    paper: str
    primary: str
    accent: str
    font: str
    footer: str
    fillable: bool
    large_print: bool = False
    ink_saver: bool = False
    binding_margin: float = 0
    double_sided: bool = False

    @property
    def right_to_left(self) -> bool:
        """Whether its language is written from right to left."""
        return locale_of(self.language).text_direction == "rtl"

    @property
    def width(self) -> int:
        """The width of the text, in twentieths of a point."""
        return _PAPERS[self.paper][0] - 2 * self.margin - self.gutter

    @property
    def margin(self) -> int:
        """The margins, in twentieths of a point."""
        return _SMALL_MARGIN if self.paper == "a5" else _MARGIN

    @property
    def gutter(self) -> int:
        """The margin for a binding, in twentieths of a point."""
        return round(self.binding_margin * _TWENTIETHS)

    def ground(self, color: str) -> str:
        """The pale ground of an area in a color, as RRGGBB."""
        return "FFFFFF" if self.ink_saver else rrggbb(mix(color, "#ffffff", 0.92))


def rrggbb(color: str) -> str:
    """A color as Word writes it."""
    return color.removeprefix("#").upper()


@lru_cache(8)  # a practice has one for its sheets, and one for each program's workbook and guide
def template_file(look: Look) -> bytes:
    """An empty Word document with a look."""
    values = {key: escape(value) for key, value in _values(look).items()}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for path, text in _parts().items():
            packed.writestr(path, Template(text).substitute(values | _xml(look)))
    return file.getvalue()


@lru_cache(1)
def _parts() -> dict[str, str]:
    return {
        path.relative_to(_PARTS).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(_PARTS.rglob("*"))
        if path.is_file()
    }


def _values(look: Look) -> dict[str, str]:
    width, height = _PAPERS[look.paper]
    return {
        **{name: str(_size(halves, look)) for name, halves in _HALVES.items()},
        "font": look.font,
        "language": word_language(look.language),
        "footer": look.footer,
        "primary": rrggbb(look.primary),
        "accent": rrggbb(look.accent),
        "quiet": "4F5B59",
        "edge": "66726F",
        "page_width": str(width),
        "page_height": str(height),
        "margin": str(look.margin),
        "gutter": str(look.gutter),
        "width": str(look.width),
    }


def _size(halves: int, look: Look) -> int:
    if not look.large_print:
        return halves
    return min(_MOST_LARGE, max(_SMALLEST_LARGE, round(halves * _LARGE)))


def _xml(look: Look) -> dict[str, str]:
    """The elements that only some looks have."""
    levels = range(2, 6)
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{look.ground(look.primary)}"/>'
    protection = '<w:documentProtection w:edit="forms" w:enforcement="1"/>'
    rtl = look.right_to_left
    return {
        "bidi": "<w:bidi/>" if rtl else "",
        "direction": "<w:pPr><w:bidi/></w:pPr>" if rtl else "",
        "run_direction": "<w:rPr><w:rtl/></w:rPr>" if rtl else "",
        "protected": protection if look.fillable else "",
        "mirrored": "<w:mirrorMargins/>" if look.double_sided else "",
        "headed": f'<w:tblStylePr w:type="firstRow"><w:tcPr>{shade}</w:tcPr></w:tblStylePr>',
        "questions": "".join(_question_style(level, look) for level in levels),
    }


def _question_style(level: int, look: Look) -> str:
    """The style of a question, which is a heading in the color of text."""
    size = _size(_HALVES["label"], look)
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="Question{level}">'
        f'<w:name w:val="Question {level}"/><w:basedOn w:val="Heading{level}"/>'
        '<w:next w:val="Normal"/><w:qFormat/>'
        '<w:pPr><w:tabs><w:tab w:val="left" w:pos="454"/></w:tabs>'
        '<w:spacing w:before="300" w:after="60"/><w:ind w:left="454" w:hanging="454"/></w:pPr>'
        f'<w:rPr><w:color w:val="1C2423"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
        "</w:style>"
    )
