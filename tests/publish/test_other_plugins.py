"""The plugin works together with other plugins."""

import json
import re
from pathlib import Path

import pytest
from support.command_line import run

from workbook_builder.publish import search_size

pytestmark = pytest.mark.slow

PROGRAM = "wellness/better-sleep/"
SHEET = f"{PROGRAM}evenings-now/index.html"
TWO_LANGUAGES = """\
  - i18n:
      reconfigure_material: false
      languages:
        - {locale: en, name: English, default: true}
        - {locale: de, name: Deutsch}
"""


@pytest.fixture
def beside(practice: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A practice with a page of its own, to which tests add other plugins."""
    monkeypatch.chdir(practice)
    (practice / "content/pages/about-me.md").write_text(
        "---\ntags: [Calm]\n---\n# About me\n\nI lead {{ 6 * 7 }} programs.\n"
    )
    return practice


def built(practice: Path, plugins: str) -> Path:
    """Build the site with some plugins before ours."""
    file = practice / "mkdocs.yml"
    file.write_text(file.read_text().replace("plugins:\n", f"plugins:\n{plugins}"))
    result = run("build", "--strict")
    assert result.exit_code == 0, result.output
    assert " and 18 PDFs in site" in result.output
    return practice / "site"


def test_tags(beside: Path) -> None:
    (beside / "content/pages/tags.md").write_text("# Tags\n\n<!-- material/tags -->\n")
    site = built(beside, "  - tags\n")
    page = (site / "tags/index.html").read_text()
    assert 'href="../about-me/"' in page
    assert "Calm" in page


def test_macros_are_for_own_pages_and_never_for_worksheets(beside: Path) -> None:
    program = beside / "content/tracks/wellness/better-sleep.yml"
    text = program.read_text().replace("My evenings now", "My {{ 6 * 7 }} evenings")
    program.write_text(text)
    site = built(beside, "  - macros\n")
    assert "I lead 42 programs." in (site / "about-me/index.html").read_text()
    assert "My {{ 6 * 7 }} evenings" in (site / SHEET).read_text()


def test_a_second_language_of_own_pages(beside: Path) -> None:
    (beside / "content/pages/about-me.de.md").write_text("# Über mich\n")
    site = built(beside, TWO_LANGUAGES)
    german = (site / "de/about-me/index.html").read_text()
    assert "Über mich" in german
    assert 'href="../../wellness/" class="md-tabs__link"' in german
    # Our pages and PDFs exist once, in the language of the workbook.
    assert '<html lang="en"' in (site / SHEET).read_text()
    assert not (site / "de/wellness").exists()
    found = json.loads((site / "search/search_index.json").read_text())["docs"]
    places = [each["location"] for each in found]
    assert len(places) == len(set(places))
    assert {"about-me/", "de/about-me/", "wellness/better-sleep/evenings-now/"} <= set(places)
    stylesheets = re.findall(r'href="([^"]*workbook.css)"', (site / SHEET).read_text())
    assert len(stylesheets) == 1


def searched(site: Path, folder: str = "") -> list[str]:
    """The pages in one part of the search index."""
    found = json.loads((site / folder / "search/search_index.json").read_text())["docs"]
    return [each["location"] for each in found if "#" not in each["location"]]


def test_a_large_site_in_two_languages_with_tags(
    beside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_size, "LIMIT", 1)
    (beside / "content/pages/about-me.de.md").write_text("# Über mich\n")
    site = built(beside, f"  - tags\n  - macros\n{TWO_LANGUAGES}")
    pages = searched(site)
    assert len(pages) == len({*pages})
    assert {"", "wellness/", PROGRAM, "about-me/", "de/about-me/"} <= {*pages}
    assert f"{PROGRAM}evenings-now/" not in pages
    assert {"", "evenings-now/", "../../about-me/"} <= {*searched(site, PROGRAM)}
    config = '<script id="__config" type="application/json">{"annotate": null, "base": "%s"'
    assert config % f"../../../{PROGRAM}" in (site / SHEET).read_text()
    for page, base in {"about-me": "..", "de/about-me": "../.."}.items():
        html = (site / page / "index.html").read_text()
        assert config % base in html
        assert "navigation.instant" not in html


def test_a_site_for_use_without_a_server_has_one_index(
    beside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_size, "LIMIT", 1)
    site = built(beside, "  - offline\n")
    assert "wellness/better-sleep/evenings-now.html" in searched(site)
    assert len(list(site.rglob("search_index.js"))) == 1
    assert len(list(site.rglob("search_index.json"))) == 1
