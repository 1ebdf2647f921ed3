"""Clients of the small practice, and what is in their packs."""

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from textwrap import dedent

import pypdfium2

from workbook_builder.clients.client import Client
from workbook_builder.clients.client_files import load_clients
from workbook_builder.packs.client_pack import Pack, PackMaker
from workbook_builder.practice.practice import Practice
from workbook_builder.print.press import Press, make_pdf

AT = datetime(2026, 11, 30, 12, 30, tzinfo=UTC)
SITE = "https://example.org/workbook/"
ANA = """
    name: Ana Ruiz
    programs:
      - program: wellness/better-sleep
        begins: 2026-12-07
        sessions: [2026-12-09, 2026-12-21]
    note: |
      I look forward to our **first talk**.
"""


def described(practice: Path, **files: str) -> Path:
    """Write the files of clients, by id with underscores. Returns their folder."""
    folder = practice / "clients"
    folder.mkdir(exist_ok=True)
    for id, text in files.items():
        path = folder / f"{id.replace('_', '-')}.yml"
        path.write_text(dedent(text), encoding="utf-8")
    return folder


def opened(practice: Path, site_url: str | None = SITE) -> Practice:
    """The practice, with a site on the web."""
    return Practice.open(practice / "content", practice / "templates", site_url=site_url)


def client(practice: Path, text: str = ANA, id: str = "ana_ruiz") -> Client:
    """A client of the practice."""
    folder = described(practice, **{id: text})
    found = load_clients(folder, Practice.open(practice / "content").workbook)
    return next(each for each in found if each.id == id.replace("_", "-"))


def pack_of(practice: Path, text: str = ANA, site_url: str | None = SITE) -> Pack:
    """The pack of a client."""
    loaded = opened(practice, site_url)
    maker, ana = PackMaker(loaded), client(practice, text)
    with Press() as press:
        press.begin({path: make() for path, make in maker.blanks(ana).items()})
        return maker.pack(ana, press.finish(), make_pdf, AT)


def content(pack: Pack, name: str) -> bytes:
    """A file of a pack."""
    found = pack.files[name]
    return found.encode() if isinstance(found, str) else found


def pages(pdf: bytes) -> list[str]:
    """The text of each page of a PDF."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [" ".join(each.get_textpage().get_text_bounded().split()) for each in document]


def unzipped(path: Path) -> Mapping[str, bytes]:
    """The files in a ZIP file by path."""
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}
