"""The documents are a site whose links all lead somewhere."""

import logging
import re
from pathlib import Path

import pytest

from workbook_builder.publish.docs_site import docs_site, with_links_of_the_site


def test_links_of_the_repository_lead_to_pages_of_the_site() -> None:
    text = "[a](../CHANGELOG.md) [b](CONTRIBUTING.md#set-up) [c](docs/keys.md) [d](fields.md)"
    assert with_links_of_the_site(text) == (
        "[a](changelog.md) [b](contributing.md#set-up) [c](keys.md) [d](fields.md)"
    )


@pytest.mark.slow
def test_it_is_built_without_a_warning_and_anew_when_something_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("WORKBOOK_CACHE", str(tmp_path))
    with caplog.at_level(logging.WARNING, "mkdocs"):
        site = docs_site()
    assert not caplog.records
    for page in site.glob("*.html"):
        for link in re.findall(r'<a [^>]*href="([^":#]+)["#]', page.read_text(encoding="utf-8")):
            assert page.name == "404.html" or (site / link).exists(), f"{page.name}: {link}"
    (site / "old.html").write_text("old")
    assert docs_site() == site
    assert (site / "old.html").exists(), "nothing has changed"
    (site / ".made-from").write_text("another version")
    docs_site()
    assert not (site / "old.html").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["docs"]


@pytest.mark.slow
def test_without_a_cache_it_is_built_beside_other_temporary_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBOOK_CACHE", "")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    site = docs_site()
    assert site.is_relative_to(tmp_path)
    assert (site / "index.html").is_file()
