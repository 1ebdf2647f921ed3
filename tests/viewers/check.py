"""Fill in forms with many programs, and print what each has kept, and what can be seen of it.

check JARS NODE: the folder with the libraries for Java, and the one in which npm has put those for
JavaScript. Programs for which something is missing on this machine are left out, and named.
"""

import io
import logging
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pikepdf
from viewers import programs
from viewers.outcome import outcome
from viewers.programs import Draw, Fill, Value

from workbook_builder.answers.answer import Answer, AnswerKind
from workbook_builder.practice.practice import Practice
from workbook_builder.print.press import make_pdf

CONTENT = Path(__file__).parents[1] / "data/practice/content"
BOOK = "wellness/better-sleep/downloads/better-sleep-workbook-a4.pdf"  # has fields of every type
TALL = 60  # points: the height from which a box gets a text that wraps

# The language of each form, and the words that are typed into it.
WESTERN = ("en", "Zoë is größer")
OTHERS = {
    "Greek in a Greek form": ("el", "Μια ήσυχη αυλή"),  # noqa: RUF001
    "Cyrillic in a Ukrainian form": ("uk", "Тихий вечір"),
    "Greek in an English form": ("en", "Μια ήσυχη αυλή"),  # noqa: RUF001
}
MEANT = {
    AnswerKind.NUMBER: "7",
    AnswerKind.DATE: "2030-05-01",
    AnswerKind.TIME: "07:30",
    AnswerKind.EMAIL: "zoe@example.org",
}


class Program(NamedTuple):
    """A program that fills in forms, and the one that draws them.

    Attributes:
        needs: What must be on the machine: names of commands, and folders.
    """

    name: str
    fill: Fill
    drawer: str
    draw: Draw
    needs: tuple[str | Path, ...] = ()

    @property
    def missing(self) -> list[str]:
        """What it needs, and is not on this machine."""
        return [
            str(each)
            for each in self.needs
            if not (each.is_dir() if isinstance(each, Path) else shutil.which(each))
        ]


def all_programs(jars: Path, node: Path) -> list[Program]:
    """The programs, whether they are on this machine or not."""
    poppler = ("Poppler", programs.drawn_by_poppler)
    java = {name: programs.by_java(jars, name) for name in ("PDFBox", "iText", "OpenPDF")}
    script = {name: programs.by_javascript(node, name) for name in ("pdf-lib", "pdf.js")}
    modules = node / "node_modules"
    return [
        Program("pypdf", programs.by_pypdf, *poppler, ("pdftoppm",)),
        Program("pikepdf", programs.by_pikepdf, *poppler, ("pdftoppm",)),
        Program("pikepdf alone", programs.by_pikepdf_alone, *poppler, ("pdftoppm",)),
        Program("MuPDF", programs.by_mupdf, "MuPDF", programs.drawn_by_mupdf),
        Program("PDFBox", java["PDFBox"], "PDFBox", programs.drawn_by_pdfbox(jars), ("java", jars)),
        Program("iText", java["iText"], *poppler, ("java", jars, "pdftoppm")),
        Program("OpenPDF", java["OpenPDF"], *poppler, ("java", jars, "pdftoppm")),
        Program("pdf-lib", script["pdf-lib"], *poppler, ("node", modules, "pdftoppm")),
        Program("pdf.js", script["pdf.js"], *poppler, ("node", modules, "pdftoppm")),
    ]


def sample(language: str, folder: Path) -> tuple[Path, Mapping[str, Answer]]:
    """A workbook of the practice that the tests share, in a language, and its answers."""
    content = folder / language
    if not content.exists():
        shutil.copytree(CONTENT, content)
        with (content / "workbook.yml").open("a", encoding="utf-8") as settings:
            settings.write(f"\nlanguage: {language}\n")
    document = Practice.open(content).sheets()[BOOK]
    form = folder / f"{language}.pdf"
    form.write_bytes(make_pdf(document))
    return form, document.answers


def values(form: bytes, answers: Mapping[str, Answer], words: str) -> dict[str, Value]:
    """A value for each field of a form."""
    found: dict[str, Value] = {}
    with pikepdf.open(io.BytesIO(form)) as pdf:
        for each in pdf.Root.AcroForm.Fields:
            answer = answers[str(each.T)]
            match answer.kind:
                case AnswerKind.CHECK:
                    value = Value("check", "yes", "yes")
                case AnswerKind.CHOICE:
                    option = answer.options[-1]
                    is_list = each.FT == "/Ch"
                    written = option.label if is_list else option.id
                    value = Value("list" if is_list else "radio", written, option.id)
                case AnswerKind.LINES if _height(each) > TALL:
                    text = f"{' '.join([words] * 12)}.\n{words}."
                    value = Value("text", text, text)
                case kind:
                    text = MEANT.get(kind, words)
                    value = Value("text", text, text)
            found[answer.key] = value
    return found


def _height(field: pikepdf.Object) -> float:
    widget = field.Kids[0] if "/Kids" in field else field
    return float(widget.Rect[3]) - float(widget.Rect[1])


def main(jars: str, node: str) -> int:
    """Fill in the samples with each program that is there, and print the table."""
    print("| filled in by | drawn by | kept | seen | lines through | points | ", end="")
    print(" | ".join(OTHERS), "|")
    print("|---|---|--:|--:|--:|--:|" + "--:|" * len(OTHERS))
    logging.getLogger("pypdf").setLevel(logging.ERROR)  # it warns of each line break
    left_out = []
    with TemporaryDirectory() as folder:
        for program in all_programs(Path(jars), Path(node)):
            if missing := program.missing:
                left_out.append(f"{program.name} is left out, without {' and '.join(missing)}.")
            else:
                print("|", " | ".join(_row(program, Path(folder))), "|", flush=True)
    print("", *left_out, sep="\n")
    return 0


def _row(program: Program, folder: Path) -> Iterator[str]:
    form, answers = sample(WESTERN[0], folder)
    western = values(form.read_bytes(), answers, WESTERN[1])
    filled = folder / "filled.pdf"
    errors = program.fill(form, western, filled)
    found = outcome(form, filled, western, program.draw)
    yield program.name
    yield program.drawer
    yield f"{found.kept} of {len(western)}" + (f", {errors} errors" if errors else "")
    yield f"{found.seen}"
    yield f"{found.struck}"
    yield f"{found.sizes[0]:.3g} to {found.sizes[-1]:.3g}" if found.sizes else "–"
    for language, words in OTHERS.values():
        form, answers = sample(language, folder)
        given = values(form.read_bytes(), answers, words)
        texts = {key: value for key, value in given.items() if words in value.written}
        errors = program.fill(form, texts, filled)
        found = outcome(form, filled, texts, program.draw)
        lost = f", {len(texts) - found.kept} lost" if found.kept < len(texts) else ""
        yield f"{found.seen} of {len(texts)}{lost}" + (f", {errors} errors" if errors else "")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
