"""Recordings are copied as they are, and belong neither to a program in one file nor to a cache."""

import re
from pathlib import Path

import pytest
from support.command_line import run
from support.listening import CAPTIONS, FILM, SHEET, SOUND, add_listening

from workbook_builder.practice.practice import Practice
from workbook_builder.publish.export import exported
from workbook_builder.publish.portable_files import portable_files

WORDS = "Breathe out while you count to six."


@pytest.mark.slow
def test_a_site_has_the_recordings_of_its_worksheets_and_no_others(practice: Path) -> None:
    content = add_listening(practice)
    unused = content / "recordings/unused.mp3"
    unused.write_bytes((content / SOUND).read_bytes())
    site = practice / "site/assets/content"

    def built() -> set[str]:
        result = run("build", "-f", str(practice / "mkdocs.yml"), "--strict")
        assert result.exit_code == 0, result.output
        return {each.relative_to(site).as_posix() for each in site.glob("recordings/*")}

    assert built() == {SOUND, FILM, CAPTIONS}
    assert all((site / each).read_bytes() == (content / each).read_bytes() for each in built())
    lists = [path.read_text() for path in (practice / "site").rglob("offline.json")]
    assert any(SHEET in each for each in lists)
    assert not any("recordings/" in each for each in lists)
    sheet = content / "worksheets/listening.yml"
    text = sheet.read_text(encoding="utf-8")
    sheet.write_text(text.replace(f"    captions: {CAPTIONS}\n", ""), encoding="utf-8")
    (content / CAPTIONS).unlink()
    assert built() == {SOUND, FILM}


def test_the_files_of_recordings_are_not_kept_with_the_other_files(practice: Path) -> None:
    content = add_listening(practice)
    assets = Practice.open(content).assets()
    assert not any("recordings/" in path for path in assets.files)
    tree = assets.tree()
    assert set(tree) - set(assets.files) == {f"assets/content/{e}" for e in (SOUND, FILM, CAPTIONS)}
    assert tree[f"assets/content/{FILM}"] == (content / FILM).read_bytes()
    assert all(tree[path] == file for path, file in assets.files.items())


def test_an_export_has_them_too(practice: Path) -> None:
    content = add_listening(practice)
    files = exported(Practice.open(content), [content / "pages"], None)
    assert files[f"docs/assets/content/{SOUND}"] == (content / SOUND).read_bytes()


@pytest.mark.parametrize("site", [None, "https://example.org/"])
def test_a_program_in_one_file_has_the_written_version(practice: Path, site: str | None) -> None:
    opened = Practice.open(add_listening(practice), site_url=site)
    text = portable_files(opened)["better-sleep.html"]
    assert WORDS in text
    assert "<audio" not in text
    assert "<video" not in text
    assert text.count('<details class="wb-recording__words" open>') == 2
    address = f"https://example.org/{SHEET}"
    found = re.findall(r"You find it on the web: <a href=\"([^\"]*)\">([^<]*)</a>", text)
    expected = [(f"{address}#{each}", address) for each in (SOUND, FILM)]
    assert found == (expected if site else [])
    assert text.count("Your coach can give it to you.") == (0 if site else 2)
