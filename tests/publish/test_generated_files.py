"""Pages of ours as MkDocs and other plugins read them, and as they are drawn."""

import pytest
from mkdocs.exceptions import PluginError

from workbook_builder.publish.generated_files import GeneratedPage, joined
from workbook_builder.storage.disk_cache import packed_texts

SOURCE = """---
title: Sheet
workbook: {"page": "worksheet"}
---
<p>Above</p>
<!-- apart -->
<p>First</p>
<!-- /apart -->

# Sheet

<p>Below</p>
<!-- apart -->
<form></form>
<!-- /apart -->
<p>Last</p>
"""


@pytest.fixture
def page() -> GeneratedPage:
    file = GeneratedPage("sheet.md", src_dir=None, dest_dir="site", use_directory_urls=True)
    file.content_bytes = packed_texts({"": SOURCE}, None, {})[""]
    return file


def test_markdown_reads_the_title_alone(page: GeneratedPage) -> None:
    assert page.content_string == "---\ntitle: Sheet\n---\n\n# Sheet\n"


def test_what_is_apart_is_not_read_but_drawn(page: GeneratedPage) -> None:
    assert page.content_string
    html = page.around("<h1>Sheet</h1>")
    for read in ("Above", "<h1>Sheet</h1>", "Below", "Last"):
        assert read in html
    assert "First" not in html
    assert "form>" not in html
    frame, apart = page.frame()
    assert frame == {"page": "worksheet"}
    whole = joined(html, apart, "sheet.md")
    places = [whole.index(text) for text in ("Above", "First", "<h1>", "Below", "<form>", "Last")]
    assert places == sorted(places)
    assert "apart" not in whole


def test_a_lost_place_is_refused(page: GeneratedPage) -> None:
    with pytest.raises(PluginError, match=r"sheet\.md has lost the comments"):
        joined("<p>Below</p>", page.frame()[1] if page.content_string else [], "sheet.md")
