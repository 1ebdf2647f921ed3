import base64
import gc
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from workbook_builder.typesetting.typst_compiler import (
    ANSWERS,
    SourceLine,
    TypesetError,
    draw,
    typeset,
)
from workbook_builder.typesetting.typst_values import typst_literal

HEAD = '#set document(title: "Sheet")\n#set text(lang: "en", font: "Atkinson Hyperlegible")\n'
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def test_the_same_source_gives_the_same_tagged_pdf() -> None:
    pdf = typeset(HEAD + "= Where I stand")
    assert pdf.startswith(b"%PDF-1.7")
    assert b"/StructTreeRoot" in pdf
    assert b"pdfuaid:part>1<" in pdf
    assert typeset(HEAD + "= Where I stand") == pdf


def test_fonts_come_from_the_installed_packages() -> None:
    pdf = typeset(HEAD + 'Step #text(font: "Noto Sans")[шаг]')
    assert b"AtkinsonHyperlegible" in pdf
    assert b"NotoSans" in pdf


def test_a_source_reads_the_files_handed_over_with_it() -> None:
    source = HEAD + '#image("logo.png", alt: "Logo")'
    assert b"/Subtype/Image" in typeset(source, {"logo.png": PNG})
    with pytest.raises(TypesetError, match="file not found"):
        typeset(source)  # The files are gone after the compilation.


@pytest.mark.parametrize(
    "path",
    [
        "/etc/passwd",
        "../../../etc/passwd",
        "test_typeset.py",
        "/pyproject.toml",
        "@preview/cetz:0.2.0/a",
    ],
)
@pytest.mark.parametrize("call", ["read({})", 'image({}, alt: "A")', "plugin({})", "json({})"])
def test_a_source_reads_nothing_else(path: str, call: str) -> None:
    with pytest.raises(TypesetError) as caught:
        typeset(HEAD + "#" + call.format(f'"{path}"'), {"logo.png": PNG})
    assert "--root" not in str(caught.value)
    assert "root:" not in str(caught.value)
    assert "typeset-" not in caught.value.message  # and messages do not show the temporary folder


@pytest.mark.parametrize(
    "name", ["../logo.png", "/tmp/logo.png", "a/logo.png", "", "..", "../pieces.typ"]
)
def test_the_name_of_a_file_must_be_plain(name: str) -> None:
    with pytest.raises(ValueError, match="plain name"):
        typeset(HEAD, {name: PNG})


def test_no_file_can_take_the_place_of_the_source() -> None:
    with pytest.raises(ValueError, match=r"cannot be called main\.typ"):
        typeset(HEAD, {"main.typ": b"Hello"})


PACKAGE = '"@preview/cetz:0.2.0"'


@pytest.mark.parametrize(
    "code",
    [
        f"#import {PACKAGE}: *",
        f"#include {PACKAGE}",
        '#import "@local/secret:0.1.0"',
        '#import "\\u{40}preview/cetz:0.2.0": *',
        '#import/**/"@preview/cetz:0.2.0": *',
        '#import "@pre" + "view/cetz:0.2.0": *',
        '#let at = "@pre" + "view/cetz:0.2.0"\n#import at: *',
        '#import "pieces.typ".replace("pieces.typ", "@preview/cetz:0.2.0"): *',
        '#import "a.typ/../picture.svg": *',
        '#include "picture.svg"',
        f"#eval({PACKAGE})",
        "#let run = eval\n#run(text)",
        '#dictionary(std).at("ev" + "al")("1")',
        "#{ 1-eval(text) }",
        "$2eval(x)$",
        "$x_eval(x)$",
    ],
)
@pytest.mark.parametrize("place", ["source", "file"])
def test_no_package_and_no_other_code_is_loaded(code: str, place: str) -> None:
    files = {"picture.svg": b"<svg>#eval(1)</svg>"}
    source = HEAD + code
    if place == "file":
        files["pieces.typ"] = code.encode()
        source = HEAD + '#import "pieces.typ": *'
    with pytest.raises(TypesetError, match="cannot be used here") as caught:
        typeset(source, files)
    (found,) = caught.value.places
    assert found.text == code.splitlines()[found.line - (3 if place == "source" else 1)]
    with pytest.raises(TypesetError, match="cannot be used here"):
        draw(source, files)


def test_words_that_load_code_can_be_texts() -> None:
    texts = ["import", 'include "@preview/cetz:0.2.0"', "eval(1), std!", "importance", "a\nimport"]
    for text in texts:
        literal = typst_literal(text)
        assert typeset(HEAD + f"#assert.eq({literal}.len(), {len(text)})\n#{literal}")
    assert typst_literal("An important, medieval standard") == '"An important, medieval standard"'


def test_an_error_shows_the_offending_line() -> None:
    with pytest.raises(TypesetError) as caught:
        typeset(HEAD + "Hello\n\n  #foo(3)\n")
    assert caught.value.message == "unknown variable: foo"
    assert caught.value.places == (SourceLine("", 5, "  #foo(3)"),)
    assert str(caught.value) == "unknown variable: foo\nline 5: #foo(3)"


def test_an_error_in_a_file_that_is_read_shows_both_lines() -> None:
    with pytest.raises(TypesetError) as caught:
        typeset(HEAD + '#import "pieces.typ": *\n#half(3)', {"pieces.typ": b"#let half(x) = x + y"})
    assert [place.file for place in caught.value.places] == ["pieces.typ", ""]
    assert str(caught.value).splitlines()[1:3] == [
        "pieces.typ, line 1: #let half(x) = x + y",
        "line 4: #half(3)",
    ]


def test_each_compilation_sees_only_its_own_files() -> None:
    source = HEAD + '#import "pieces.typ": word\n#word'
    one, two = (
        typeset(source, {"pieces.typ": b'#let word = "%s"' % word}) for word in (b"a", b"b")
    )
    assert one != two
    assert typeset(source, {"pieces.typ": b'#let word = "a"', "logo.png": PNG}) == one
    with pytest.raises(TypesetError, match="file not found"):
        typeset(source, {"logo.png": PNG})


def test_temporary_files_may_be_deleted_between_two_compilations(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with ThreadPoolExecutor(1) as thread:  # a new thread has no folder yet
        source, files = HEAD + '#image("logo.png", alt: "Logo")', {"logo.png": PNG}
        pdf = thread.submit(typeset, source, files).result()
        (folder,) = tmp_path.glob("typeset-*")
        (folder / "logo.png").unlink()
        assert thread.submit(typeset, source, files).result() == pdf
        shutil.rmtree(folder)
        assert thread.submit(typeset, source, files).result() == pdf
    gc.collect()
    assert not list(tmp_path.glob("typeset-*"))


def test_answers_and_sources_are_never_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They contain clients' answers, and a process can be killed at any time."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    source = HEAD + '#import "pieces.typ": word\n#word #image("logo.png", alt: "Logo")'
    pieces = b'#import "answers.typ": word'
    files = {ANSWERS: b'#let word = "a"', "pieces.typ": pieces, "logo.png": PNG}
    with ThreadPoolExecutor(1) as thread:  # a new thread has no folder yet
        thread.submit(typeset, source, files).result()
        (folder,) = tmp_path.glob("typeset-*")
        assert sorted(path.name for path in folder.iterdir()) == ["logo.png", "pieces.typ"]


def test_a_violation_of_pdf_ua_is_an_error_with_a_hint() -> None:
    with pytest.raises(TypesetError) as caught:
        typeset("No title")
    assert not caught.value.places
    assert "title" in caught.value.message
    assert caught.value.hints


def test_threads_can_typeset_at_the_same_time() -> None:
    sources = [HEAD + f"Sheet {number}" for number in range(24)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(typeset, sources)) == [typeset(source) for source in sources]


def test_a_picture_has_a_pixel_for_each_point() -> None:
    page = '#set page(width: 7pt, height: 5pt, margin: 0pt, fill: rgb("#123456"))\n'
    png = draw(page + '#image("logo.png", width: 1pt)', {"logo.png": PNG})
    assert png.startswith(b"\x89PNG")
    assert (png[16:20], png[20:24]) == (b"\0\0\0\7", b"\0\0\0\5")
    with pytest.raises(TypesetError, match="file not found"):
        draw(page + '#image("logo.png")')
