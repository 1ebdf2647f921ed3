"""What our plugin does when MkDocs and other plugins work on a page or a static template."""

from collections.abc import Callable
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from workbook_builder.publish.generated_files import GeneratedPage, anchors
from workbook_builder.publish.page_policy import PagePolicy
from workbook_builder.publish.site_build import PagesBuild

_RSS = "rss"


class PageEvents:
    """The events of single pages."""

    def __init__(self) -> None:
        """Set up what the events need of the build that they belong to."""
        self._build: PagesBuild | None = None
        self._policy = PagePolicy(False)
        self._step: Callable[[], None] = lambda: None

    @event_priority(100)
    def _search_from_template(self, /, output: str, *, template_name: str, **_: Any) -> str:
        """Let static templates, such as ``404.html``, search the part for general pages."""
        search = self._build and self._build.search
        return search.page(output, "") if search else output

    @event_priority(-100)
    def _secure_template(self, /, output: str, *, template_name: str, **_: Any) -> str:
        """Add the policy to a static template, such as ``404.html``."""
        html = template_name.endswith(".html")
        return self._policy.page(output, template_name) if html else output

    on_post_template = CombinedEvent(_search_from_template, _secure_template)

    @event_priority(100)  # before plugins that read the text
    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, **_: Any) -> str:
        """Set the metadata of a generated page, for MkDocs and for other plugins."""
        if isinstance(page.file, GeneratedPage):
            page.meta.update(page.file.page_value.meta)
            page.meta["render_macros"] = False  # braces in an author's texts are not macros
            if _RSS in config.plugins:
                page.meta["draft"] = True  # feeds have news, and leave out drafts
            if self._is_further_language:
                page.meta["search"] = {"exclude": True}
        return markdown

    @event_priority(100)
    def on_page_content(self, html: str, *, page: Page, **_: Any) -> str:
        """Put the heading that Markdown made into the page's HTML, which Markdown never sees."""
        if isinstance(page.file, GeneratedPage):
            html = page.file.page_value.searchable(html)
            page.present_anchor_ids = anchors(html)
        return html

    @event_priority(-100)  # after the search
    def on_page_context(self, context: TemplateContext, *, page: Page, **_: Any) -> TemplateContext:
        """Insert the hidden parts of a generated page, and pass its frame to the theme."""
        if isinstance(page.file, GeneratedPage):
            page.meta["workbook"] = page.file.page_value.frame
            page.content = page.file.complete(page.content or "")
        return context

    @event_priority(100)  # before plugins that minify the page
    def _finish_page(self, /, output: str, *, page: Page, **_: Any) -> str:
        """Report progress, and set the part of the search index that the page uses.

        A build for a further language must not overwrite generated pages.
        """
        if isinstance(page.file, GeneratedPage):
            del page.meta["workbook"]
            if self._is_further_language:
                return ""
        self._step()
        search = self._build and self._build.search
        return search.page(output, page.url) if search else output

    @event_priority(-100)  # after plugins that change the page's scripts
    def _secure_page(self, /, output: str, *, page: Page, **_: Any) -> str:
        """Add the policy to a page."""
        return self._policy.page(output, page.file.src_uri)

    on_post_page = CombinedEvent(_finish_page, _secure_page)

    @property
    def _is_further_language(self) -> bool:
        """Whether this is the build of a further language, started by a plugin for languages."""
        return self._build is not None and self._build.has_nested
