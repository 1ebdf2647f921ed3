"""Printing documents once, and the fingerprint by which a PDF is found in the cache."""

import os
from dataclasses import replace
from pathlib import Path

import fontpkg
import pytest

from workbook_builder.answers.answer import Answer, AnswerKind
from workbook_builder.print.document import Document
from workbook_builder.print.document_fingerprints import document_fingerprint, printing_version
from workbook_builder.print.press import Press
from workbook_builder.storage.disk_cache import DiskCache

QUESTION = Answer("p/sheet/name", AnswerKind.LINE, "Name")
DOCUMENT = Document(
    "sheet.pdf",
    "= Sheet",
    answers={QUESTION.key: QUESTION},
    files={"logo.svg": b"<svg/>"},
    fonts=(b"one", b"two"),
)


@pytest.mark.parametrize(
    "change",
    [
        {"source": "= Another"},
        {"answers": {}},
        {"answers": {QUESTION.key: QUESTION._replace(label="Your name")}},
        {"answers": {QUESTION.key: QUESTION._replace(kind=AnswerKind.LINES)}},
        {"files": {}},
        {"files": {"logo.svg": b"<svg />"}},
        {"files": {"logo.png": b"<svg/>"}},
        {"fonts": ()},
        {"fonts": (b"one",)},
        {"fonts": (b"one", b"three")},
    ],
    ids=str,
)
def test_the_fingerprint_changes_with_everything_a_pdf_depends_on(
    change: dict[str, object],
) -> None:
    assert document_fingerprint(replace(DOCUMENT, **change)) != document_fingerprint(DOCUMENT)  # type: ignore[arg-type]


def test_the_fingerprint_does_not_depend_on_the_path() -> None:
    moved = replace(DOCUMENT, path="moved.pdf", coach=True)
    assert document_fingerprint(moved) == document_fingerprint(DOCUMENT)


def test_installed_fonts_change_the_version_of_printing(monkeypatch: pytest.MonkeyPatch) -> None:
    before = printing_version.__wrapped__()
    families = dict(fontpkg.families())
    families.popitem()
    monkeypatch.setattr(fontpkg, "families", lambda: families)
    assert printing_version.__wrapped__() != before


def test_each_finished_document_is_reported_once() -> None:
    done: list[None] = []
    documents = {f"{n}.pdf": replace(DOCUMENT, source=f"= Sheet {n}") for n in range(5)}
    made: dict[str, bytes] = {}

    def printed(document: Document) -> bytes:
        return document.source.encode()

    for _ in range(2):  # made, and found in the cache
        done.clear()
        with Press(lambda: done.append(None), made, (printed, 2)) as press:
            press.begin(documents)
            pdfs = press.finish()
            assert dict(pdfs) == {path: each.source.encode() for path, each in documents.items()}
        assert len(done) == len(documents)


def test_a_document_with_answers_is_never_in_the_cache(tmp_path: Path) -> None:
    source = '#set document(title: "Sheet")\n= Sheet'
    filled = replace(DOCUMENT, path="filled.pdf", source=source, answers={}, private=True)
    cache = DiskCache(tmp_path)
    for document in (
        filled,
        replace(filled, path="empty.pdf", source=f"{source} 1", private=False),
    ):
        with Press(cache=cache) as press:
            press.begin({document.path: document})
            made = press.finish()
            assert made[document.path].startswith(b"%PDF")
            kept = len(cache)
        assert kept == (0 if document.private else 1)


def test_the_cache_is_swept_at_the_end(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path)
    cache["aa-old"] = b"x"
    os.utime(tmp_path / "aa/-old", (0, 0))
    with Press(cache=cache):
        assert "aa-old" in cache
    assert "aa-old" not in cache
