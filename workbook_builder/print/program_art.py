"""Draws the pictures of programs, which a theme makes from a program's id and place."""

from collections.abc import Iterator, MutableMapping

from jinja2 import Environment

from workbook_builder.model.workbook import Workbook
from workbook_builder.print.document import Document
from workbook_builder.print.document_fingerprints import document_fingerprint
from workbook_builder.print.program_documents import ProgramDocuments
from workbook_builder.rendering import output_paths
from workbook_builder.typesetting.typst_compiler import draw

_TEMPLATE = "print/art"


def program_art(
    workbook: Workbook, environment: Environment, cache: MutableMapping[str, bytes] | None = None
) -> dict[str, bytes]:
    """The pictures of all programs whose theme draws some, as SVG.

    Args:
        workbook: The workbook.
        environment: The environment that renders documents.
        cache: Where to keep pictures by what they are drawn from; by default, nowhere.

    Returns:
        Path in the site -> the picture.
    """
    return dict(_pictures(workbook, environment, {} if cache is None else cache))


def _pictures(
    workbook: Workbook, environment: Environment, cache: MutableMapping[str, bytes]
) -> Iterator[tuple[str, bytes]]:
    for track, program in workbook.programs():
        if not workbook.theme_of(track).has_art:
            continue
        documents = ProgramDocuments(workbook, track, program, environment)
        paper = workbook.papers[0]
        files = documents.pieces(paper, fillable=False)
        for stage in range(len(program.phases) + 1):
            source = documents.render(_TEMPLATE, paper, stage=stage)
            path = output_paths.program_art(program, stage)
            name = document_fingerprint(Document(path, source, files=files))
            drawn = cache.get(name)
            if drawn is None:
                drawn = cache[name] = draw(source, files, "svg")
            yield path, drawn
