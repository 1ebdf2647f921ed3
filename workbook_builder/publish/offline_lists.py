"""Lists what clients need of a site without a network, for its service worker.

Each program has a list, so does the toolbox, and the site has one. Digests tell the service worker
what has changed.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote, unquote

from workbook_builder.model.workbook import Section, SheetCollection, Workbook
from workbook_builder.practice.practice import Practice
from workbook_builder.publish.split_search import INDEX
from workbook_builder.rendering import output_paths
from workbook_builder.storage.output_tree import Tree

_NAME = "offline.json"
_ABOUT = (
    output_paths.HOME,
    output_paths.WORKSHEETS,
    output_paths.HOW_TO_USE,
    output_paths.YOUR_ANSWERS,
    output_paths.ABOUT_COACHING,
)


def offline_lists(
    practice: Practice, folder: Path, *, directory_urls: bool = True, build: str = ""
) -> Tree:
    """Make the lists for a folder that is complete otherwise.

    Args:
        practice: The practice.
        folder: The folder of the site, or the Markdown files that another engine makes it from.
        directory_urls: Whether addresses of pages end in ``/`` and not in ``.html``.
        build: For Markdown files: what their pages depend on besides.

    Returns:
        The lists by their path in the site. Each has digests by address: of ``pages``, with their
        pictures and what is searched, and of ``downloads``. The list of the site also has those
        of all other pages, which are kept only when a client has ``visited`` them.
    """
    workbook = practice.workbook

    def digests(addresses: Iterable[str]) -> dict[str, str]:
        """The digest of each file that there is, as the author may have left out pages."""
        files = {each: folder / (sources.get(each) or _file(each)) for each in addresses}
        return {
            address: _digest(file.read_bytes() + (build.encode() if file.suffix == ".md" else b""))
            for address, file in files.items()
            if file.is_file()
        }

    def urls(paths: Iterable[str]) -> list[str]:
        found = (output_paths.url(path, directory_urls=directory_urls) for path in paths)
        return [_address(url) for url in found]

    further = tuple(f"{language}/" for language in workbook.further_languages)
    markdown = list(_paths(folder, ".md")) if build else []
    sources = dict(zip(urls(markdown), markdown, strict=True))
    # Hashing all PDFs takes longer than anything else in a build without changes.
    pdfs = practice.remembered("digests of PDFs", lambda: _pdfs(workbook, folder))
    lists: dict[str, dict[str, dict[str, str]]] = {}
    others = dict.fromkeys(sources if build else map(_address, map(quote, _paths(folder, ".html"))))
    if not workbook.folder:  # the folders of further languages have lists of their own
        others = {each: None for each in others if not each.startswith(further)}
    for track, program in workbook.collections():
        place = f"{output_paths.folder(track, program)}/"
        pages = digests([*urls(_pages(workbook, track, program)), place + INDEX])
        paths = urls(_downloads(workbook, track, program))
        downloads = {path: pdfs[path] for path in paths if path in pdfs}
        lists[place + _NAME] = {"pages": pages, "downloads": downloads, "visited": {}}
        for address in pages:
            others.pop(address, None)
    about = digests([*urls(_ABOUT), INDEX])
    rest = [address for address in others if address not in about and address != "404.html"]
    lists[_NAME] = {"pages": about, "downloads": {}, "visited": digests(rest)}
    return {path: json.dumps(each, separators=(",", ":")) for path, each in lists.items()}


def list_paths(workbook: Workbook) -> Iterator[str]:
    """The paths of the lists in a site."""
    yield _NAME
    for track, program in workbook.collections():
        yield f"{output_paths.folder(track, program)}/{_NAME}"


def _pages(workbook: Workbook, track: Section, program: SheetCollection) -> Iterator[str]:
    """The paths of the pages of a program, and of the pictures on them."""
    yield output_paths.program_page(track, program)
    if workbook.theme_of(track).has_art:
        for stage in range(len(program.phases) + 1):
            yield output_paths.program_art(program, stage)
    for phase in program.phases:
        yield output_paths.phase_page(track, program, phase)
    for sheet in program.worksheets:
        yield output_paths.worksheet_page(track, program, sheet)
        for field in sheet.fields:
            yield from (f"assets/content/{each.file}" for each in field.shown_pictures)


def _downloads(workbook: Workbook, track: Section, program: SheetCollection) -> Iterator[str]:
    """The paths of the PDFs of a program."""
    for paper in workbook.papers:
        for sheet in program.worksheets:
            yield output_paths.worksheet_pdf(track, program, sheet, paper)
        yield output_paths.workbook_pdf(track, program, paper)


def _pdfs(workbook: Workbook, folder: Path) -> dict[str, str]:
    """The digests of the PDFs that are in the folder by their address."""
    paths = (path for each in workbook.collections() for path in _downloads(workbook, *each))
    found = (path for path in paths if (folder / path).is_file())
    return {output_paths.url(path): _digest((folder / path).read_bytes()) for path in found}


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def _paths(folder: Path, kind: str) -> Iterator[str]:
    """The paths of all files of a kind, relative to a folder."""
    return (path.relative_to(folder).as_posix() for path in sorted(folder.rglob(f"*{kind}")))


def _address(url: str) -> str:
    """An address without ``index.html`` at its end; the service worker sees both as one."""
    return url.removesuffix("index.html") if f"/{url}".endswith("/index.html") else url


def _file(address: str) -> str:
    """The path of what is at an address."""
    path = unquote(address)
    return f"{path}index.html" if not path or path.endswith("/") else path
