"""The plugin works together with other plugins."""

import json
import os
import re
from pathlib import Path
from textwrap import dedent

import pytest
from support.command_line import mkdocs, run
from support.mistakes import add_configuration

from workbook_builder.publish import search_size

pytestmark = pytest.mark.slow

PROGRAM = "wellness/better-sleep/"
SHEET = f"{PROGRAM}evenings-now/index.html"
LOCAL_SHIM = "extra: {polyfills: [assets/iframe-worker.js]}"
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


def use(practice: Path, plugins: str, *, before: bool = True) -> None:
    """Add plugins before or after ours."""
    file = practice / "mkdocs.yml"
    ours = "  - workbook\n  - search\n"
    both = f"{plugins}{ours}" if before else f"{ours}{plugins}"
    file.write_text(file.read_text().replace(ours, both))


def built(practice: Path, plugins: str, *, before: bool = True) -> Path:
    """Build the site with some plugins before or after ours."""
    use(practice, plugins, before=before)
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
    add_configuration(beside, LOCAL_SHIM)
    site = built(beside, "  - offline\n")
    assert "wellness/better-sleep/evenings-now.html" in searched(site)
    assert len(list(site.rglob("search_index.js"))) == 1
    assert len(list(site.rglob("search_index.json"))) == 1


@pytest.mark.parametrize("before", [True, False])
def test_a_site_for_files_has_addresses_of_files_in_any_order_of_plugins(
    beside: Path, before: bool
) -> None:
    use(beside, "  - offline\n", before=before)
    result = run("build")
    assert "pages load https://unpkg.com/iframe-worker/shim" in result.output
    assert "add the line `- privacy` under `plugins:`" in result.output
    site = beside / "site"
    pages = list(site.rglob("*.html"))
    assert site / "wellness/better-sleep/evenings-now.html" in pages
    for page in pages:
        links = re.findall(r'<a\b[^>]* href="(?!https?:|mailto:|tel:|#)([^"#]+)', page.read_text())
        for link in links if page.name != "404.html" else ():
            assert (page.parent / link).is_file(), f"{page.name} leads to {link}"


def test_a_script_for_files_may_be_a_file_of_the_site(beside: Path) -> None:
    add_configuration(beside, LOCAL_SHIM)
    built(beside, "  - offline\n")


@pytest.mark.parametrize("before", [True, False])
def test_a_menu_that_a_plugin_makes_of_files_has_our_pages(beside: Path, before: bool) -> None:
    (beside / "content/pages/more/deep").mkdir(parents=True)
    (beside / "content/pages/more/deep/diary.md").write_text("# Diary\n")
    (beside / "content/pages/.nav.yml").write_text(
        "nav: [index.md, worksheets.md, more, about-me.md, wellness]\n"
    )
    site = built(beside, "  - awesome-nav\n", before=before)
    page = (site / SHEET).read_text()
    tabs = re.findall(r'<a href="([^"]*)" class="md-tabs__link"', page)
    up = "../../../"
    assert tabs == [f"{up}worksheets/", f"{up}more/deep/diary/", f"{up}about-me/", "../../"]
    assert 'aria-current="true">Wellness</a>' in page


@pytest.fixture
def stub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Plugins that do what well-known ones do: `rss` reads paths, `redirects` looks for pages."""
    folder = tmp_path / "stubs"
    about = folder / "stubs-1.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: stubs\nVersion: 1\n")
    (about / "entry_points.txt").write_text(
        "[mkdocs.plugins]\nrss = stubs:Feed\nredirects = stubs:Redirects\n"
        "section-index = stubs:Redirects\n"
    )
    (folder / "stubs.py").write_text(
        dedent("""
            from pathlib import Path

            from mkdocs.plugins import BasePlugin


            class Feed(BasePlugin):
                def on_page_content(self, html, page, config, files):
                    if not page.meta.get("draft"):
                        Path(page.file.abs_src_path)


            class Redirects(BasePlugin):
                def on_config(self, config):
                    assert config.theme["language"] == "de"

                def on_files(self, files, config):
                    assert files.get_file_from_path("index.md")
        """)
    )
    inherited = os.environ.get("PYTHONPATH", "")
    monkeypatch.setenv("PYTHONPATH", f"{folder}{os.pathsep}{inherited}")


@pytest.mark.usefixtures("stub")
@pytest.mark.parametrize("before", [True, False])
def test_other_plugins_see_our_settings_and_pages_and_feeds_leave_them_out(
    beside: Path, before: bool
) -> None:
    settings = beside / "content/workbook.yml"
    settings.write_text(f"{settings.read_text()}\nlanguage: de\n")
    use(beside, "  - rss\n  - redirects\n", before=before)
    said = mkdocs("build", "--strict", at=beside)
    assert said.returncode == 0, said.stderr


@pytest.mark.usefixtures("stub")
def test_a_plugin_that_cannot_work_is_refused_with_what_to_write(beside: Path) -> None:
    use(beside, "  - section-index\n")
    said = mkdocs("build", at=beside)
    assert said.returncode == 1
    assert "delete the line `- section-index` under `plugins:`" in said.stderr
