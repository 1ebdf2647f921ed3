"""Each program as one HTML file, which works from a disk and needs no other file."""

from functools import cache, partial

from workbook_builder.model.workbook import Section, SheetCollection
from workbook_builder.practice.practice import Practice
from workbook_builder.problems.problem import Problem, Rule, WorkbookError
from workbook_builder.rendering.template_errors import explaining
from workbook_builder.storage.output_tree import LazyFiles
from workbook_builder.web.portable_assets import PortableAssets, portable_assets
from workbook_builder.web.portable_pages import portable_page
from workbook_builder.web.script_bundle import BundleError

LARGEST = 10_000_000  # bytes that most mail programs still send


def portable_files(practice: Practice) -> LazyFiles[str]:
    """The file of each program, and of the toolbox, by its name. It is made when it is requested.

    To request one raises a WorkbookError if a template has an error, or if a script of the practice
    cannot be a part of the file.
    """

    @cache
    def assets() -> PortableAssets:
        site = practice.assets()
        try:
            return portable_assets(practice.workbook, practice.templates, practice.html, site)
        except BundleError as error:
            raise _problem(error) from error

    def file(track: Section, program: SheetCollection) -> str:
        with explaining():
            return portable_page(
                practice.workbook, track, program, practice.html, assets(), practice.on_web
            )

    return LazyFiles(
        {
            f"{program.id}.html": partial(file, track, program)
            for track, program in practice.workbook.collections()
        }
    )


def _problem(error: BundleError) -> WorkbookError:
    message = f"this script cannot be a part of a program in one file: {error}"
    hint = "import and export as the built-in scripts do, each at the beginning of a line"
    return WorkbookError([Problem(error.name, 0, 0, Rule.TEMPLATE, message, hint)])
