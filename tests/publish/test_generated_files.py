"""Generated pages: what MkDocs and other plugins read, and what is written to the site."""

from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from workbook_builder.problems.problem import Problem, Rule, WorkbookError
from workbook_builder.publish.generated_files import GeneratedFile, GeneratedPage
from workbook_builder.rendering.page_marks import HEADING, unsearched
from workbook_builder.storage.pickled_objects import packed
from workbook_builder.web.page import Page

PAGE = Page.from_rendered(
    f"<p>Above</p>{unsearched('<p>First</p>')}{HEADING}<p>Below</p>{unsearched('<form></form>')}",
    "Sheet",
    {"title": "Sheet"},
    {"page": "worksheet"},
)


@pytest.fixture
def config(tmp_path: Path) -> MkDocsConfig:
    config = MkDocsConfig()
    config.load_dict({"site_name": "Site", "site_dir": str(tmp_path / "site")})
    assert config.validate() == ([], [])
    return config


@pytest.fixture
def page(config: MkDocsConfig) -> GeneratedPage:
    return GeneratedPage("sheet.md", lambda: packed(PAGE), config)


def test_markdown_reads_only_the_heading(page: GeneratedPage) -> None:
    assert page.content_string == "# Sheet\n"
    assert page.content_bytes == b"# Sheet\n"


def test_unsearched_parts_are_only_in_the_complete_page(page: GeneratedPage) -> None:
    assert page.content_string
    html = page.page_value.searchable("<h1>Sheet</h1>")
    for read in ("Above", "<h1>Sheet</h1>", "Below"):
        assert read in html
    assert "First" not in html
    assert "form>" not in html
    whole = page.complete(html)
    places = [whole.index(text) for text in ("Above", "First", "<h1>", "Below", "<form>")]
    assert places == sorted(places)
    assert "<!--" not in whole


def test_a_page_that_has_lost_its_placeholders_is_refused(page: GeneratedPage) -> None:
    assert page.content_string
    with pytest.raises(PluginError, match=r"sheet\.md: another plugin has removed"):
        page.complete("<p>Below</p>")


def test_a_file_is_made_when_it_is_read_or_written(config: MkDocsConfig, tmp_path: Path) -> None:
    made = []

    def make() -> str:
        made.append("now")
        return "p {}"

    file = GeneratedFile("a/b.css", make, config)
    assert not made
    assert file.content_string == "p {}"
    assert file.content_bytes == b"p {}"
    file.copy_file()
    assert (tmp_path / "site/a/b.css").read_text() == "p {}"
    assert len(made) == 3
    assert file.is_modified()
    assert file.edit_uri is None


def test_another_plugin_may_replace_the_content(config: MkDocsConfig) -> None:
    file = GeneratedFile("b.css", lambda: b"p {}", config)
    file.content_string = "q {}"
    assert file.content_bytes == b"q {}"
    file.content_bytes = b"r {}"
    assert file.content_string == "r {}"


def test_a_problem_ends_the_build(config: MkDocsConfig) -> None:
    def fail() -> str:
        raise WorkbookError([Problem("a.yml", 1, 1, Rule.YAML, "is wrong")])

    with pytest.raises(PluginError, match="is wrong"):
        assert GeneratedFile("b.css", fail, config).content_bytes
