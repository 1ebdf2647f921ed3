"""A page is taken apart when it is rendered, and put together again when it is written."""

import re

import pytest
import yaml

from workbook_builder.rendering.page_marks import HEADING, unsearched
from workbook_builder.web.page import LostPartError, Page

FORM = unsearched("<form>\n</form>")
RENDERED = f"""
  <p>Above</p>
{HEADING}

<p>Below {{braces}}</p>
{FORM}
<p>Last</p>
"""


def page(**meta: str) -> Page:
    return Page.from_rendered(RENDERED, "A &#42; heading", meta, {"page": "worksheet"})


def test_the_parts_are_taken_out_and_put_back() -> None:
    found = page()
    assert found.parts == ("<form>\n</form>",)
    html = found.searchable("<h1>A</h1>")
    assert "form" not in html
    order = ["Above", "<h1>A</h1>", "Below", "<form>", "Last"]
    whole = found.complete(html)
    assert sorted(order, key=whole.index) == order


def test_a_page_has_no_braces_and_no_blank_lines() -> None:
    assert "&#123;braces}" in page().html
    assert "\n\n" not in page().html
    assert not [line for line in page().html.splitlines() if line != line.strip()]


def test_a_page_without_a_title_is_not_named_by_its_heading() -> None:
    assert page(title="T").markdown() == "# A &#42; heading\n"
    assert page().markdown() == "<!-- no name -->\n\n# A &#42; heading\n"
    assert page().searchable("<!-- no name -->\n<h1>A</h1>").count("<!-- no name -->") == 0


def test_a_page_without_a_heading_has_none() -> None:
    assert Page.from_rendered("<p>Text</p>", "Heading", {}, {}).markdown() == ""


def test_a_removed_placeholder_is_noticed() -> None:
    with pytest.raises(LostPartError):
        page().complete("<p>Above</p>")


def test_a_nested_part_belongs_to_the_outer_one() -> None:
    inner = unsearched(f"<ul>{unsearched('<li>One</li>')}</ul>")
    found = Page.from_rendered(f"<p>A</p>{inner}<p>B</p>", "", {}, {})
    assert found.parts == ("<ul>\n<li>One</li>\n</ul>",)


def test_the_version_changes_with_anything_that_a_page_shows() -> None:
    def version(html: str = "a", heading: str = "h", menu: int = 1) -> object:
        return Page.from_rendered(html, heading, {}, {"menu": menu}).frame["version"]

    assert version() == version()
    assert len({version(), version(html="b"), version(heading="i"), version(menu=2)}) == 4


def test_a_file_for_other_engines_is_complete() -> None:
    _, front, body = page(title="yes: a\u2028b #x", description="1").source().split("---\n", 2)
    meta = yaml.safe_load(front)
    assert re.fullmatch("[0-9a-f]{16}", meta["workbook"].pop("version"))
    assert meta == {
        "title": "yes: a\u2028b #x",
        "description": "1",
        "workbook": {"page": "worksheet"},
    }
    assert "\n\n# A &#42; heading\n\n" in body
    assert "<form>" in body
    assert "<!--" not in body
