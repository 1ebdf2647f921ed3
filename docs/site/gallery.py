"""Makes the gallery of field types from their tests: YAML, HTML, and a picture of the paper."""

import io
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import yaml
from PIL import ImageOps

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from support.one_field import practice_with, printed, rendered, sheet_of  # noqa: E402

from workbook_builder.model import fields  # noqa: E402
from workbook_builder.model.workbook import Workbook  # noqa: E402
from workbook_builder.print.documents import Document  # noqa: E402
from workbook_builder.storage.packaged_data import packaged_folder  # noqa: E402
from workbook_builder.typesetting.typst_compiler import typeset  # noqa: E402
from workbook_builder.web.assets import site_assets  # noqa: E402

_HEAD = """---
hide: [toc]
---

# Field types

Each field type as YAML, as clients see it in the browser, and on paper. Everything here is made
from the files in `tests/data/fields/`, so it shows what is tested.
"""


def gallery() -> dict[str, str | bytes]:
    """The page of the gallery, its pictures, and its styles, by path."""
    made: dict[str, str | bytes] = {}
    parts = [_HEAD]
    for name, kind in fields.types().items():
        summary = (kind.__doc__ or "").splitlines()[0]
        parts.append(f"\n## `{name}`\n\n{summary}\n")
        for path in sorted((ROOT / "tests/data/fields").glob(f"{name}*.yml")):
            if path.stem.partition("--")[0] != name:
                continue
            case = yaml.safe_load(path.read_text(encoding="utf-8"))
            with tempfile.TemporaryDirectory() as folder:
                workbook = practice_with(case["given"], Path(folder))
            made[f"gallery/{path.stem}.png"] = picture(printed(workbook))
            parts.append("".join(entry(path.stem, case["given"], workbook)))
        assets = site_assets(workbook, [packaged_folder("templates")], {}, {})
        # MkDocs needs to know each style sheet by one name.
        folder = assets.style_sheets[0].rpartition("/")[0]
        made |= {path.replace(folder, "assets", 1): each for path, each in assets.files.items()}
    made["gallery.md"] = "\n".join(parts)
    return made


def entry(name: str, given: str, workbook: Workbook) -> Iterator[str]:
    """An example of a field type: YAML, HTML, and a picture of the paper."""
    yield f"\n```yaml\n{given}```\n\n"
    web = rendered(sheet_of(workbook), "html").replace("{", "&#123;")
    yield f'<div class="wb-sheet"><form class="wb-form" aria-label="{name}">\n{web}</form></div>\n'
    kind = name.partition("--")[0]
    yield f"\n![A worksheet with the field type {kind}](gallery/{name}.png){{ width=560 }}\n"


def picture(printed: Document) -> bytes:
    """The upper part of the printed page as a PNG, down to the last ink."""
    source = re.sub(r"^#leftover\(.*\)$", "", printed.source, flags=re.MULTILINE)
    with pypdfium2.PdfDocument(typeset(source, printed.files, printed.fonts)) as document:
        page = document[0].render(scale=1.6).to_pil().convert("RGB")
    above_the_foot = page.crop((0, 0, page.width, round(page.height * 0.93)))
    ink = ImageOps.invert(above_the_foot.convert("L")).getbbox()
    lowest = min(above_the_foot.height, ink[3] + 40) if ink else above_the_foot.height
    shown = above_the_foot.crop((0, 0, page.width, lowest))
    written = io.BytesIO()
    ImageOps.expand(shown, 1, "#bbb").save(written, "PNG", optimize=True)
    return written.getvalue()
