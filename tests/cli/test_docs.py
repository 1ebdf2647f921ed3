"""`workbook docs` opens the documents, without a network."""

import re
import urllib.request
import webbrowser
from pathlib import Path

import pytest
from support.command_line import output_of, usage_error
from support.places import ROOT

import workbook_builder.cli.commands.docs


class Reader:
    """A browser that loads a page with all that belongs to it, and then is done."""

    def __init__(self) -> None:
        self.page = ""
        self.loaded: dict[str, bytes] = {}

    def open(self, address: str) -> bool:
        folder = address.rpartition("/")[0]
        self.page = self.load(address).decode()
        for name in re.findall(r'(?:src|href)="((?!https?:|data:|mailto:|#)[^"#]+)', self.page):
            self.loaded[name] = self.load(f"{folder}/{name}")
        raise KeyboardInterrupt

    def load(self, address: str) -> bytes:
        with urllib.request.urlopen(address) as response:
            found: bytes = response.read()
        return found


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Reader:
    made = Reader()
    monkeypatch.setattr(webbrowser, "open", made.open)
    return made


@pytest.mark.slow
def test_a_page_opens_with_all_that_it_shows_and_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reader: Reader
) -> None:
    monkeypatch.setenv("WORKBOOK_CACHE", str(tmp_path))
    said = output_of("docs", "gallery")
    assert re.search(r"Documents: http://127\.0\.0\.1:\d+/gallery\.html  \(press Ctrl-C", said)
    assert "<h1" in reader.page
    assert reader.loaded["gallery/wheel.webp"].startswith(b"RIFF")
    assert {"index.html", "tutorial.html", "changelog.html"} <= set(reader.loaded)
    assert not re.findall(r'<(?:script|link|img)[^>]*="https?://', reader.page), "from the network"
    (mark,) = re.findall(r"The same as a file: (.*)gallery\.html", said)
    made = Path(mark, "index.html")
    made.write_text("kept", encoding="utf-8")
    output_of("docs")
    assert reader.page == "kept", "it is built once"


@pytest.mark.slow
def test_without_a_browser_it_says_where_the_documents_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBOOK_CACHE", str(tmp_path))
    monkeypatch.setattr(webbrowser, "open", lambda _: False)
    monkeypatch.setattr(workbook_builder.cli.commands.docs, "wait", interrupted)
    said = output_of("docs", "fields")
    assert "There is no browser here. Open the address or the file in one.\n" in said
    assert (tmp_path / "docs/fields.html").is_file()
    assert f"The same as a file: {tmp_path / 'docs/fields.html'}\n" in said


def interrupted() -> None:
    raise KeyboardInterrupt


def test_all_pages_are_listed() -> None:
    lines = dict(line.split(maxsplit=1) for line in output_of("docs", "--list").splitlines())
    assert set(lines) == {
        *(path.stem for path in (ROOT / "docs").glob("*.md")),
        "changelog",
        "contributing",
    }
    assert lines["tutorial"] == "Tutorial: your site in ten minutes"


def test_an_unknown_page_is_refused() -> None:
    assert (
        usage_error("docs", "tutoral") == "there is no page `tutoral`; did you mean `tutorial`?\n"
    )
