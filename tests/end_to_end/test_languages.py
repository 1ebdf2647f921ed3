"""A site in several languages: each has its own pages, search, sheets, and offline files."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from support.command_line import run
from support.languages import add_language, marked, translated
from support.places import PRACTICE
from support.previewed import Trial

pytestmark = pytest.mark.slow

GOAL = "wellness/better-sleep/goal/index.html"
PDF = "wellness/better-sleep/downloads/goal-a4.pdf"
GUIDE = "wellness/better-sleep-coach-a4.pdf"
SITE = "https://example.org/workbook/"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small practice in English and Spanish, and in Arabic without a translation, built."""
    practice = Path(shutil.copytree(PRACTICE, tmp_path_factory.mktemp("languages") / "practice"))
    add_language(practice)
    add_language(practice, "ar", lambda text: "")
    own = practice / "content/translations/es/pages"
    own.mkdir()
    (practice / "content/pages/own.md").write_text("# My own page\n\nHello.\n", encoding="utf-8")
    (own / "own.md").write_text("# Mi propia página\n\nHola.\n", encoding="utf-8")
    result = run("build", at=practice)
    assert result.exit_code == 0, result.output
    return practice


def page(practice: Path, path: str) -> str:
    return (practice / "site" / path).read_text(encoding="utf-8")


def pages(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")}


def test_each_language_has_all_pages_and_the_first_keeps_its_addresses(built: Path) -> None:
    site = built / "site"
    first = {path for path in pages(site) if not path.startswith(("es/", "ar/"))}
    assert GOAL in first
    assert pages(site / "es") == pages(site / "ar") == first


def test_pages_say_in_which_language_and_direction_they_are(built: Path) -> None:
    assert '<html lang="en"' in page(built, GOAL)
    assert '<html lang="es"' in page(built, f"es/{GOAL}")
    assert '<html lang="ar"' in page(built, f"ar/{GOAL}")
    assert 'dir="rtl"' in page(built, f"ar/{GOAL}")
    assert marked("My goal") in page(built, f"es/{GOAL}")
    assert "¡es!" not in page(built, GOAL)
    assert "My goal" in page(built, f"ar/{GOAL}")
    assert "Hola" in page(built, "es/own/index.html")
    assert "Hello" in page(built, "ar/own/index.html")


def test_pages_name_the_same_page_in_each_language(built: Path) -> None:
    place = "wellness/better-sleep/goal/"
    expected = {
        ("en", f"{SITE}{place}"),
        ("es", f"{SITE}es/{place}"),
        ("ar", f"{SITE}ar/{place}"),
        ("x-default", f"{SITE}{place}"),
    }
    for path in (GOAL, f"es/{GOAL}"):
        found = re.findall(
            r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)"', page(built, path)
        )
        assert set(found) == expected
        switch = re.findall(r'<a href="([^"]+)" lang="(\w+)" hreflang', page(built, path))
        folder = (built / "site" / path).parent
        leads = {code: (folder / to).resolve() for to, code in switch}
        site = (built / "site").resolve()
        assert leads == {
            "en": site / place,
            "es": site / "es" / place,
            "ar": site / "ar" / place,
        }


def test_a_page_that_is_not_there_leads_to_each_language(built: Path) -> None:
    assert '<a class="wb-button" lang="es" dir="ltr" href="/workbook/es/">' in page(
        built, "404.html"
    )
    assert "Esta página" in page(built, "es/404.html")


def test_each_language_is_searched_and_kept_offline_by_itself(built: Path) -> None:
    site = built / "site"
    for folder, word in (("", "My goal"), ("es", marked("My goal"))):
        index = json.loads((site / folder / "search/search_index.json").read_text("utf-8"))
        assert word in {each["title"] for each in index["docs"]}
    first = json.loads((site / "offline.json").read_text("utf-8"))
    assert not [each for each in first["visited"] if each.startswith(("es/", "ar/"))]
    own = json.loads((site / "es/wellness/better-sleep/offline.json").read_text("utf-8"))
    assert "wellness/better-sleep/goal/" in own["pages"]
    assert PDF in own["downloads"]


def test_headers_keep_the_files_of_every_language(built: Path) -> None:
    kept = re.findall(r"^/((?:es/|ar/)?)assets/\w{16}/\*$", page(built, "_headers"), re.MULTILINE)
    assert sorted(kept) == ["", "ar/", "es/"]


def test_sheets_ask_the_same_in_the_words_of_the_language(built: Path) -> None:
    first, second = (built / "site" / folder / PDF for folder in ("", "es"))
    fields = pypdf.PdfReader(first).get_fields()
    assert fields
    assert (pypdf.PdfReader(second).get_fields() or {}).keys() == fields.keys()
    document = pypdfium2.PdfDocument(second.read_bytes())
    text = document[0].get_textpage().get_text_range()
    assert marked("My goal") in text
    assert (built / "coach" / GUIDE).is_file()
    assert (built / "coach/es" / GUIDE).is_file()


def test_the_built_site_is_sound(built: Path) -> None:
    result = run("publish", "--check", at=built)
    # It was built for an address that is only an example.
    assert result.output.startswith("mkdocs.yml:2:1: WB601"), result.output
    assert "1 problem in 1 file" in result.output


def test_guidance_in_any_language_is_found(built: Path, tmp_path: Path) -> None:
    practice = Path(shutil.copytree(built, tmp_path / "practice", symlinks=True))
    own = practice / "site/es/own/index.html"
    secret = marked("GUIDANCE Say that nothing is scored.")
    own.write_text(own.read_text("utf-8").replace("Hola.", secret), encoding="utf-8")
    assert "WB604" in run("publish", "--check", at=practice).output


def test_an_export_has_each_language(built: Path, tmp_path: Path) -> None:
    target = tmp_path / "export"
    result = run("export", str(target), at=built)
    assert f"move {target}/es/site to {target}/site/es" in result.output
    for folder in ("", "es"):
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
        subprocess.run(command, cwd=target / folder, check=True, capture_output=True)
    shutil.move(target / "es/site", target / "site/es")
    found = (target / "site/es" / GOAL).read_text("utf-8")
    assert marked("My goal") in found
    assert f'hreflang="en" href="{SITE}wellness/better-sleep/goal/"' in found


def test_zensical_builds_each_language(built: Path, tmp_path: Path) -> None:
    practice = Path(shutil.copytree(built, tmp_path / "practice", symlinks=True))
    result = run("build", "--engine", "zensical", at=practice)
    assert result.exit_code == 0, result.output
    assert marked("My goal") in page(practice, f"es/{GOAL}")
    assert '<a href="../../../../wellness/better-sleep/goal/" lang="en"' in page(
        practice, f"es/{GOAL}"
    )


def test_a_mistake_in_a_translation_stops_the_build(practice: Path) -> None:
    add_language(practice)
    translated(practice, "title", "x" * 301)
    result = run("build", at=practice)
    assert result.exit_code == 1
    assert "content/translations/es/better-sleep.po" in result.output
    assert not (practice / "site").exists()


def test_the_plugin_for_languages_of_others_is_refused(practice: Path) -> None:
    add_language(practice)
    path = practice / "mkdocs.yml"
    plugin = "  - i18n:\n      languages: [{locale: en, default: true, name: English}]\n"
    text = path.read_text("utf-8").replace("plugins:\n", f"plugins:\n{plugin}")
    path.write_text(text, encoding="utf-8")
    result = run("build", at=practice)
    assert result.exit_code == 1
    assert "delete the plugin `i18n`" in result.output


def test_a_preview_shows_each_language(trial: Trial) -> None:
    trial.response("/workbook/es/", 404)
    add_language(trial.practice)
    trial.updates()
    assert '<html lang="es"' in trial.text("/workbook/es/wellness/better-sleep/goal/")
    assert marked("My goal") in trial.text("/workbook/es/wellness/better-sleep/goal/")
    assert '<html lang="es"' in trial.text("/workbook/es/nothing/", 404)
    assert trial.response(f"/workbook/es/{PDF}").body.startswith(b"%PDF")
    translated(trial.practice, "title", "Mejores noches")
    trial.updates()
    assert "Mejores noches" in trial.text("/workbook/es/wellness/better-sleep/")
    translated(trial.practice, "title", "x" * 301)
    trial.updates()
    assert any("WB107" in each for each in trial.troubles())
