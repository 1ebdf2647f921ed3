"""The paths and addresses of all pages and PDFs of a site.

The path of a page is that of its Markdown file, as in MkDocs: ``personal/index.md``.
"""

import posixpath
from collections.abc import Callable
from functools import lru_cache
from itertools import takewhile
from urllib.parse import quote

from workbook_builder.model.program import Phase
from workbook_builder.model.toolbox import Toolbox
from workbook_builder.model.workbook import Section, SheetCollection
from workbook_builder.model.workbook_settings import Paper
from workbook_builder.model.worksheet import Worksheet

HOME = "index.md"
WORKSHEETS = "worksheets.md"
HOW_TO_USE = "how-to-use.md"
YOUR_ANSWERS = "your-answers.md"
ABOUT_COACHING = "about-coaching.md"
LICENSES = "licenses.md"

# Turns the path of a page into its address on the web.
OnWeb = Callable[[str], str]


def track_page(track: Section) -> str:
    """The page of a track, or of the toolbox."""
    return f"{track.id}/index.md"


def folder(track: Section, program: SheetCollection) -> str:
    """The folder of all pages and PDFs of a program. The toolbox is its own section."""
    return program.id if isinstance(program, Toolbox) else f"{track.id}/{program.id}"


def program_page(track: Section, program: SheetCollection) -> str:
    """The page of a program."""
    return f"{folder(track, program)}/index.md"


def phase_page(track: Section, program: SheetCollection, phase: Phase) -> str:
    """The page of a phase."""
    return f"{folder(track, program)}/{phase.id}.md"


def worksheet_page(track: Section, program: SheetCollection, sheet: Worksheet) -> str:
    """The page of a worksheet. Its path stays the same if the worksheet moves to another phase."""
    return f"{folder(track, program)}/{sheet.id}.md"


def worksheet_pdf(track: Section, program: SheetCollection, sheet: Worksheet, paper: Paper) -> str:
    """The PDF of a worksheet."""
    return f"{folder(track, program)}/downloads/{sheet.id}-{paper}.pdf"


def workbook_pdf(track: Section, program: SheetCollection, paper: Paper) -> str:
    """The PDF of the workbook of a program, with all its worksheets."""
    return f"{folder(track, program)}/downloads/{program.id}-workbook-{paper}.pdf"


def program_art(program: SheetCollection, stage: int) -> str:
    """The picture that a theme draws for a program: 0 for its cover, from 1 for its phases."""
    return f"assets/art/{program.id}-{stage}.svg"


def worksheet_word(track: Section, program: SheetCollection, sheet: Worksheet) -> str:
    """The Word document of a worksheet, which adapts to any paper."""
    return f"{folder(track, program)}/downloads/{sheet.id}.docx"


def workbook_word(track: Section, program: SheetCollection) -> str:
    """The Word document of the workbook of a program."""
    return f"{folder(track, program)}/downloads/{program.id}-workbook.docx"


def in_menu(own: str) -> bool:
    """Whether a page that the practice wrote itself is in the site's menu.

    Pages at the top level are, and so are the index pages of folders there.
    """
    folder, name = posixpath.split(own)
    return not folder or (name == "index.md" and "/" not in folder)


def coach_pdf(track: Section, program: SheetCollection, paper: Paper) -> str:
    """The PDF of the coach's guide to a program, in the folder for the coach."""
    return f"{folder(track, program)}-coach-{paper}.pdf"


def handbook_pdf(paper: Paper) -> str:
    """The PDF of the coach's handbook, in the folder for the coach."""
    return f"handbook-{paper}.pdf"


def coach_word(track: Section, program: SheetCollection) -> str:
    """The Word document of the coach's guide to a program, in the folder for the coach."""
    return f"{folder(track, program)}-coach.docx"


@lru_cache(4096)  # every page of a program links to the others
def url(path: str, *, directory_urls: bool = True) -> str:
    """The percent-encoded address of a page or file, relative to the site.

    Args:
        path: The path of the page or file.
        directory_urls: Whether addresses of pages end in ``/``, as in MkDocs' setting
            ``use_directory_urls``, and not in ``.html``.
    """
    if not path.endswith(".md"):
        return quote(path)
    folder, name = posixpath.split(path.removesuffix(".md"))
    if name == "index":
        return (
            quote(f"{folder}/" if folder else "")
            if directory_urls
            else quote(posixpath.join(folder, "index.html"))
        )
    page = posixpath.join(folder, name)
    return quote(f"{page}/" if directory_urls else f"{page}.html")


def full_address(site_url: str, *, directory_urls: bool = True) -> OnWeb:
    """A function that returns the full address of a page or file of a site."""
    start = site_url.rstrip("/") + "/"
    return lambda path: start + url(path, directory_urls=directory_urls)


def link(start: str, end: str, *, directory_urls: bool = True) -> str:
    """The relative address that leads from one page to another page or to a file."""
    here = url(start, directory_urls=directory_urls).split("/")[:-1]
    *folders, name = url(end, directory_urls=directory_urls).split("/")
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(here, folders, strict=False))
    shared = len(list(pairs))
    up = [".."] * (len(here) - shared)
    return "/".join([*up, *folders[shared:], name]) or "./"
