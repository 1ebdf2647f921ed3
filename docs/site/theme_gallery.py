"""Makes the pages that show the themes, with pictures of a workbook in each."""

import io
import shutil
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pypdfium2
from gallery import PRACTICE
from PIL import Image

from workbook_builder.content.themes import built_in
from workbook_builder.practice.practice import Practice
from workbook_builder.print.press import make_pdf

_PAGE = """\
# Theme: {title}

<!-- Made from templates/themes/: pytest tests/end_to_end/test_docs.py --write-goldens -->

{summary}

```yaml title="content/workbook.yml"
brand:
  theme: {id}
```

[Themes](themes.md) says what else can be chosen, and how to write a theme of your own.

![Six pages of a workbook in the theme {title}: the cover, the contents, the start of a phase, a \
worksheet, a wheel, and the last page](gallery/theme--{id}.webp)
"""
_SHOWN = (0, 2, 10, 5, 7)  # the pages of the small workbook that are shown before its certificate
_ABOUT = "About coaching"  # the title of a page that is beside the certificate
_SCALE = 0.62  # pixels for each point
_GAP = 16  # pixels between pages


def page(theme: str) -> str:
    """The page of a theme, as it is in the repository."""
    return _PAGE.format(id=theme, title=theme.capitalize(), summary=built_in()[theme])


@cache
def picture(theme: str) -> bytes:
    """Pages of a workbook in a theme, beside and below each other."""
    with tempfile.TemporaryDirectory() as folder:
        content = Path(shutil.copytree(PRACTICE / "content", Path(folder) / "content"))
        with (content / "workbook.yml").open("a", encoding="utf-8") as settings:
            settings.write(f"\nbrand: {{theme: {theme}}}\n")
        sheets = Practice.open(content).sheets()
    (workbook,) = (each for path, each in sheets.items() if path.endswith("-workbook-a4.pdf"))
    with pypdfium2.PdfDocument(make_pdf(workbook)) as pdf:
        pdf.init_forms()  # which draws lines to write on
        last = [number for number in (-2, -1) if _ABOUT not in _text(pdf[len(pdf) + number])]
        numbers = [*_SHOWN, len(pdf) + last[0]]
        return _arranged([pdf[at].render(scale=_SCALE).to_pil() for at in numbers])


def _text(page: pypdfium2.PdfPage) -> str:
    return page.get_textpage().get_text_bounded()


def _arranged(pages: Sequence[Image.Image]) -> bytes:
    """Pages in rows of three, as a compressed picture."""
    width, height = pages[0].width + _GAP, pages[0].height + _GAP
    shown = Image.new("RGB", (3 * width + _GAP, 2 * height + _GAP), "#dcdcdc")
    for number, each in enumerate(pages):
        shown.paste(each, (number % 3 * width + _GAP, number // 3 * height + _GAP))
    written = io.BytesIO()
    shown.save(written, "WEBP", quality=80, method=6)
    return written.getvalue()
