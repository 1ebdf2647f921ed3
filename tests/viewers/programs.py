"""The programs that fill in forms, and those that draw them."""

import re
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pikepdf
import pymupdf
import pypdf
from pikepdf.form import (
    CheckboxField,
    ChoiceField,
    ExtendedAppearanceStreamGenerator,
    Form,
    RadioButtonGroup,
    TextField,
)

HERE = Path(__file__).parent
DPI = 100
JAVA = ("java", "-Djava.awt.headless=true", "-Dslf4j.internal.verbosity=ERROR")


class Value(NamedTuple):
    """What is filled in: the kind of the field, the value that is written, and the one to read."""

    kind: str
    written: str
    read: str


class Picture(NamedTuple):
    """A page in gray."""

    width: int
    pixels: bytes


# Writes a filled-in form to a file, and returns for how many fields it failed.
Fill = Callable[[Path, Mapping[str, Value], Path], int]


def by_pypdf(form: Path, values: Mapping[str, Value], out: Path) -> int:
    """Fill in a form with pypdf."""
    writer = pypdf.PdfWriter(clone_from=str(form))
    buttons = ("check", "radio")
    written = {
        key: f"/{value.written}" if value.kind in buttons else value.written
        for key, value in values.items()
    }
    for page in writer.pages:
        if "/Annots" in page:
            writer.update_page_form_field_values(page, dict(written), auto_regenerate=False)
    writer.write(out)
    return 0


def by_pikepdf(
    form: Path, values: Mapping[str, Value], out: Path, drawing: type[Any] | None = None
) -> int:
    """Fill in a form with pikepdf, which by default asks viewers to draw all fields."""
    errors = 0
    with pikepdf.open(form) as pdf:
        fields = Form(pdf, drawing)
        for key, value in values.items():
            try:
                match fields[key]:
                    case CheckboxField() as found:
                        found.checked = True
                    case RadioButtonGroup() as found:
                        found.value = pikepdf.Name(f"/{value.written}")
                    case TextField() | ChoiceField() as found:
                        found.value = value.written
            except ValueError:
                errors += 1
        pdf.save(out)
    return errors


def by_pikepdf_alone(form: Path, values: Mapping[str, Value], out: Path) -> int:
    """Fill in a form with pikepdf, which draws the fields itself."""
    return by_pikepdf(form, values, out, ExtendedAppearanceStreamGenerator)


def by_mupdf(form: Path, values: Mapping[str, Value], out: Path) -> int:
    """Fill in a form with MuPDF."""
    errors = 0
    with pymupdf.open(form) as pdf:
        for page in pdf:
            for widget in page.widgets():
                value = values.get(widget.field_name)
                if value is None:
                    continue
                if value.kind == "radio" and widget.on_state() != value.written:
                    continue
                widget.field_value = True if value.kind in ("check", "radio") else value.written
                try:
                    widget.update()
                except (ValueError, RuntimeError):
                    errors += 1
        pdf.save(out)
    return errors


def by_java(jars: Path, library: str) -> Fill:
    """A program that fills in a form with a library for Java."""

    def fill(form: Path, values: Mapping[str, Value], out: Path) -> int:
        command = [*JAVA, "-cp", f"{jars}/*", str(HERE / "Fill.java"), library]
        return _run(command, form, values, out)

    return fill


def by_javascript(node: Path, library: str) -> Fill:
    """A program that fills in a form with a library for JavaScript."""

    def fill(form: Path, values: Mapping[str, Value], out: Path) -> int:
        return _run(["node", str(HERE / "fill.mjs"), library], form, values, out, node)

    return fill


def _run(
    command: Sequence[str],
    form: Path,
    values: Mapping[str, Value],
    out: Path,
    folder: Path | None = None,
) -> int:
    listed = out.with_suffix(".tsv")
    rows = ("\t".join((each.kind, key, each.written)) for key, each in values.items())
    text = "\n".join(row.replace("\n", "\\n") for row in rows)
    listed.write_text(f"{text}\n", encoding="utf-8")
    done = subprocess.run(
        [*command, str(form), str(listed), str(out)],
        cwd=folder, stdout=subprocess.PIPE, encoding="utf-8", check=True,
    )  # fmt: skip
    return len(done.stdout.splitlines())


Draw = Callable[[Path], list[Picture]]


def drawn_by_poppler(form: Path) -> list[Picture]:
    """Draw a form with Poppler."""
    with TemporaryDirectory() as folder:
        command = ["pdftoppm", "-gray", "-r", str(DPI), str(form), f"{folder}/page"]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        return [_picture(each) for each in sorted(Path(folder).iterdir())]


def drawn_by_mupdf(form: Path) -> list[Picture]:
    """Draw a form with MuPDF."""
    with pymupdf.open(form) as pdf:
        drawn = [page.get_pixmap(dpi=DPI, colorspace=pymupdf.csGRAY) for page in pdf]
        return [Picture(each.width, each.samples) for each in drawn]


def drawn_by_pdfbox(jars: Path) -> Draw:
    """A program that draws a form with PDFBox."""

    def draw(form: Path) -> list[Picture]:
        with TemporaryDirectory() as folder:
            command = [
                *JAVA,
                "-cp",
                f"{jars}/*",
                str(HERE / "Fill.java"),
                "draw",
                str(form),
                folder,
            ]
            subprocess.run(command, check=True)
            return [_picture(each) for each in sorted(Path(folder).iterdir())]

    return draw


def _picture(path: Path) -> Picture:
    """Read a picture in the format PGM."""
    head = re.match(rb"P5\s+(\d+)\s+\d+\s+255\s", content := path.read_bytes())
    assert head is not None, path
    return Picture(int(head[1]), content[head.end() :])
