"""Scripts and style sheets have addresses that change with their contents."""

import re
from pathlib import Path

import pytest
from rjsmin import jsmin
from support.command_line import run
from support.places import ROOT

pytestmark = pytest.mark.slow

SHEET = "wellness/better-sleep/evenings-now/index.html"
ADDED = """
extra_css: [assets/own.css, https://example.org/other.css]
extra_javascript:
  - assets/own.js
  - {path: assets/module.js, type: module, defer: true}
  - https://example.org/other.js
"""


@pytest.fixture
def own(practice: Path) -> Path:
    """A practice with scripts and style sheets of its own."""
    settings = practice / "mkdocs.yml"
    settings.write_text(settings.read_text() + ADDED)
    for name in ("own.css", "own.js", "module.js"):
        path = practice / "content/pages/assets" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("/* before */")
    return practice


def addresses(practice: Path) -> list[str]:
    """The scripts and style sheets of a page, except those of Material."""
    result = run("build", "-f", str(practice / "mkdocs.yml"), "--strict")
    assert result.exit_code == 0, result.output
    html = (practice / "site" / SHEET).read_text()
    found = re.findall(r'<(?:link rel="stylesheet" href|script src)="([^"]+)"', html)
    return [each.removeprefix("../../../") for each in found if ".min." not in each]


def test_they_change_with_the_contents_and_exist(own: Path) -> None:
    before = addresses(own)
    assert [re.sub("[0-9a-f]{16}", "#", each) for each in before] == [
        "assets/#/fonts.css",
        "assets/#/workbook.css",
        "assets/own.css?v=#",
        "https://example.org/other.css",
        "assets/#/workbook.js",
        "assets/own.js?v=#",
        "assets/module.js?v=#",
        "https://example.org/other.js",
    ]
    local = [each.partition("?")[0] for each in before if ":" not in each]
    assert all((own / "site" / each).is_file() for each in local)
    assert addresses(own) == before
    (own / "content/pages/assets/own.css").write_text("/* after */")
    after = addresses(own)
    assert [i for i, each in enumerate(before) if after[i] != each] == [2]


def test_a_script_of_the_practice_takes_the_place_of_ours(own: Path) -> None:
    before = addresses(own)
    theme = own / "templates/theme/assets"
    theme.mkdir(parents=True)
    (theme / "words.js").write_text("own()")
    (theme / "more.js").write_text("more()")
    after = addresses(own)
    folder = own / "site" / Path(after[0]).parent
    assert after[0] != before[0]
    assert (folder / "words.js").read_text() == "own()"
    ours = (ROOT / "templates/theme/assets/store.js").read_bytes()
    assert (folder / "store.js").read_bytes() == jsmin(ours)
    left = {path.name for path in (own / "site/assets").glob("*.js")}
    assert left == {"own.js", "module.js", "more.js"}, "what has a new name is there as well"


def test_an_export_has_them_once(own: Path, tmp_path: Path) -> None:
    result = run("export", str(tmp_path / "plain"), "-f", str(own / "mkdocs.yml"))
    assert result.exit_code == 0, result.output
    scripts = [*(tmp_path / "plain").rglob("store.js")]
    assert len(scripts) == 1
    settings = (tmp_path / "plain/mkdocs.yml").read_text()
    assert f"path: assets/{scripts[0].parent.name}/workbook.js" in settings
    assert f"- assets/{scripts[0].parent.name}/workbook.css" in settings
    assert (tmp_path / "plain/docs/manifest.webmanifest").is_file()
