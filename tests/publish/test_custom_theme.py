"""Templates in the folder that `custom_dir` names win over ours, as Material's users expect."""

import subprocess
import sys
from pathlib import Path

import pytest
from support.command_line import mkdocs, run
from support.previewed import HOME, SHEET, Trial

from workbook_builder.publish.custom_theme import framed

FRAME = ("md-tabs__link", "wb-menu--site", "wb-footer", 'rel="modulepreload"', "http-equiv")


@pytest.fixture
def custom(practice: Path) -> Path:
    """The folder `overrides` of a practice, with templates for Material."""
    file = practice / "mkdocs.yml"
    text = file.read_text().replace(
        "  name: material\n", "  name: material\n  custom_dir: overrides\n"
    )
    file.write_text(f"{text}copyright: © Ann\n")
    folder = practice / "overrides"
    (folder / "partials").mkdir(parents=True)
    (folder / "assets").mkdir()
    (folder / "main.html").write_text(
        '{% extends "base.html" %}\n{% block announce %}We are on holiday{% endblock %}\n'
    )
    (folder / "own.html").write_text(
        "{% extends 'main.html' %}{% block content %}Only this{% endblock %}"
    )
    (folder / "assets/tabs.js").write_text("own()")
    (practice / "content/pages/me.md").write_text("---\ntemplate: own.html\n---\n# Me\n")
    return folder


def test_only_a_template_that_extends_the_base_gets_our_frame() -> None:
    assert framed("{%- extends  'base.html' %}") == "{%- extends  'workbook.html' %}"
    for other in ('{% extends "main.html" %}', '{% include "base.html" %}', "base.html"):
        assert framed(other) == other


@pytest.mark.slow
def test_templates_of_the_practice_win_inside_our_frame(custom: Path) -> None:
    practice = custom.parent
    assert run("build", "--strict", at=practice).exit_code == 0
    site = practice / "site"
    for page in ("index.html", "wellness/better-sleep/evenings-now/index.html", "me/index.html"):
        html = (site / page).read_text("utf-8")
        for part in ("We are on holiday", "© Ann", *FRAME):
            assert html.count(part) >= 1, (page, part)
        assert html.count('rel="manifest"') == 1
    assert "Only this" in (site / "me/index.html").read_text()
    assert (site / "assets/tabs.js").read_text() == "own()"


@pytest.mark.slow
def test_a_partial_wins_and_one_that_no_page_shows_is_named(custom: Path) -> None:
    (custom / "partials/copyright.html").write_text("My own line")
    (custom / "partials/footer.html").write_text("My own footer")
    said = mkdocs("build", at=custom.parent)
    assert said.returncode == 0, said.stderr
    assert "footer.html; rename it to `workbook-footer.html`" in said.stderr
    html = (custom.parent / "site/index.html").read_text()
    assert "My own line" in html
    assert "My own footer" not in html


@pytest.mark.slow
def test_an_export_takes_them_along(custom: Path) -> None:
    practice = custom.parent
    assert run("export", "plain", at=practice).exit_code == 0
    command = [sys.executable, "-m", "zensical", "build"]
    subprocess.run(command, cwd=practice / "plain", check=True, capture_output=True)
    html = (practice / "plain/site/index.html").read_text("utf-8")
    tab = 'class="md-tabs__link">All worksheets</a>'
    for part in ("We are on holiday", tab, "wb-footer"):
        assert part in html


def test_a_preview_shows_them(custom: Path, tmp_path: Path) -> None:
    trial = Trial(custom.parent, tmp_path / "made")
    try:
        trial.preview.update()
        assert not trial.troubles()
        for url in (HOME, SHEET):
            html = trial.text(url)
            for part in ("We are on holiday", *FRAME):
                assert part in html
    finally:
        trial.preview.close()
