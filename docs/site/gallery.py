"""Makes the gallery of field types from their tests: YAML, HTML, and pictures of the paper."""

import io
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pypdfium2
import yaml
from PIL import Image, ImageOps

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "tests/data/layouts"  # a worksheet of each layout
sys.path.insert(0, str(ROOT / "tests"))

from support.one_field import (  # noqa: E402
    practice_with,
    practice_with_sheet,
    printed,
    rendered,
    sheet_of,
)
from support.places import PRACTICE  # noqa: E402

from workbook_builder.model import fields  # noqa: E402
from workbook_builder.model.field import Field  # noqa: E402
from workbook_builder.model.literal_types import LAYOUT_MEANINGS, Layout  # noqa: E402
from workbook_builder.model.workbook import Workbook  # noqa: E402
from workbook_builder.print.press import make_pdf  # noqa: E402
from workbook_builder.rendering.output_paths import full_address  # noqa: E402
from workbook_builder.storage.packaged_data import packaged_folder  # noqa: E402
from workbook_builder.web.assets import site_assets  # noqa: E402

_LAYOUTS = """
## Layouts

A worksheet can ask for [another arrangement on paper](authoring.md#layouts) in one word. It is
right on every paper, with any fields, and in every setting for printing.
"""
_HEAD = """\
# Gallery

<!-- Made from tests/data/fields/: pytest tests/end_to_end/test_docs.py --write-goldens -->

Each field type as YAML, and how it is printed. Everything here is made from files that are tested.
[Field types](fields.md) has every key.
"""


def page() -> str:
    """The page of the gallery, as it is in the repository."""
    types = (_entry(name, kind.__doc__ or "") for name, kind in _types())
    return "\n".join([_HEAD, *types, _LAYOUTS, *map(_layout_entry, layouts())])


def layouts() -> tuple[Layout, ...]:
    """The names of all layouts."""
    return get_args(Layout)


def forms() -> Mapping[str, str]:
    """The HTML of each field type, to put in front of its picture, by the line of that picture."""
    return {
        _picture_line(name): (
            f'<div class="wb-sheet"><form class="wb-form" aria-label="{name}">\n'
            f"{rendered(sheet_of(_workbook(name)), 'html').replace('{', '&#123;')}</form></div>\n"
        )
        for kind, _ in _types()
        for name in examples(kind)
    }


def styles() -> Mapping[str, str | bytes]:
    """The styles, scripts, and recordings of worksheets, by path."""
    assets = site_assets(_workbook("text"), [packaged_folder("templates")], {}, {})
    # MkDocs needs to know each style sheet by one name.
    folder = assets.style_sheets[0].rpartition("/")[0]
    files = {path.replace(folder, "assets", 1): each for path, each in assets.files.items()}
    recordings = (PRACTICE / "content/recordings").iterdir()
    return files | {
        f"assets/content/recordings/{each.name}": each.read_bytes() for each in recordings
    }


def _types() -> Iterator[tuple[str, type[Field]]]:
    """The built-in types by name, without those of installed packages."""
    others = set(fields.types_of_packages())
    return ((name, kind) for name, kind in fields.types().items() if kind not in others)


def _given(name: str) -> str:
    """The YAML of a field type's example."""
    case = yaml.safe_load((ROOT / f"tests/data/fields/{name}.yml").read_text(encoding="utf-8"))
    return str(case["given"])


def _workbook(name: str) -> Workbook:
    """A workbook with a worksheet that shows a field type."""
    with tempfile.TemporaryDirectory() as folder:
        return practice_with(_given(name), Path(folder))


def examples(kind: str) -> Iterator[str]:
    """The names of the examples of a field type: ``scale``, ``scale--middle``."""
    for path in sorted((ROOT / "tests/data/fields").glob(f"{kind}*.yml")):
        if path.stem.partition("--")[0] == kind:
            yield path.stem


def _entry(kind: str, doc: str) -> str:
    """The entry of a field type: its heading, and the YAML and the picture of each example."""
    shown = (f"```yaml\n{_given(name)}```\n\n{_picture_line(name)}\n" for name in examples(kind))
    return f"\n## `{kind}`\n\n{doc.splitlines()[0]}\n\n" + "\n".join(shown)


def _picture_line(name: str) -> str:
    kind = name.partition("--")[0]
    return f"![The field type {kind} on a printed worksheet](gallery/{name}.webp)"


def _layout_entry(layout: Layout) -> str:
    """The entry of a layout: what it is for, and the YAML and the picture of its example."""
    example = (EXAMPLES / f"{layout}.yml").read_text(encoding="utf-8")
    return (
        f"\n### `{layout}`\n\n{LAYOUT_MEANINGS[layout]}\n\n```yaml\n{example}```\n\n"
        f"![A printed worksheet with the layout {layout}](gallery/layout--{layout}.webp)\n"
    )


def layout_picture(layout: Layout) -> bytes:
    """A picture of the first page of a layout's example on paper."""
    example = (EXAMPLES / f"{layout}.yml").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        document = printed(practice_with_sheet(example, Path(folder)))
    with pypdfium2.PdfDocument(make_pdf(document)) as pdf:
        pdf.init_forms()
        return _written(pdf[0].render(scale=1).to_pil().convert("RGB"))


def picture(name: str) -> bytes:
    """A picture of a field type on paper: the upper part of the page, down to the last ink."""
    workbook = _workbook(name)
    played = any(field.played_recordings for field in sheet_of(workbook).fields)
    document = printed(workbook, full_address("https://example.org") if played else None)
    source = re.sub(r"^#leftover\(.*\)$", "", document.source, flags=re.MULTILINE)
    with pypdfium2.PdfDocument(make_pdf(replace(document, source=source))) as pdf:
        pdf.init_forms()  # which draws lines to write on
        page = pdf[0].render(scale=1.6).to_pil().convert("RGB")
    above_the_foot = page.crop((0, 0, page.width, round(page.height * 0.93)))
    ink = ImageOps.invert(above_the_foot.convert("L")).getbbox()
    lowest = min(above_the_foot.height, ink[3] + 40) if ink else above_the_foot.height
    shown = above_the_foot.crop((0, 0, page.width, lowest))
    return _written(shown)


def _written(shown: Image.Image) -> bytes:
    written = io.BytesIO()
    ImageOps.expand(shown, 1, "#bbb").save(written, "WEBP", lossless=True, method=6)
    return written.getvalue()
