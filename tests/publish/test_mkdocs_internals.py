"""The private parts of MkDocs and Material that we use have not changed."""

import inspect
import json
import logging
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from material.plugins.search.plugin import SearchIndex, SearchPlugin
from mkdocs.commands import build
from mkdocs.utils import CountHandler

from workbook_builder.publish.mkdocs_config import load_configuration
from workbook_builder.publish.mkdocs_internals import has_warned, index_sizes, new_plugins

# The parameters that we pass, in order.
KNOWN = [
    (build._populate_page, ["page", "config", "files", "dirty"]),
    (
        build._build_page,
        ["page", "config", "doc_files", "nav", "env", "dirty", "excluded"],
    ),
    (build._build_extra_template, ["template_name", "files", "config", "nav"]),
    (build._build_theme_template, ["template_name", "env", "files", "config", "nav"]),
]


@pytest.mark.parametrize(("function", "parameters"), KNOWN)
def test_a_private_function_has_the_parameters_that_we_pass(
    function: Callable[..., Any], parameters: list[str]
) -> None:
    assert list(inspect.signature(function).parameters) == parameters


def test_a_build_calls_them_in_the_order_that_a_preview_keeps() -> None:
    source = inspect.getsource(build.build)
    calls = ["_populate_page(", "on_env(", "_build_theme_template(", "_build_extra_template("]
    places = [source.index(call) for call in [*calls, "_build_page(", "on_post_build("]]
    assert places == sorted(places)


def test_the_size_of_an_index_is_known_before_it_is_written() -> None:
    plugin = SearchPlugin()
    plugin.load_config({})
    plugin.search_index = SearchIndex(**plugin.config)
    pages: list[Any] = [
        SimpleNamespace(
            title=f"Page {number}",
            url=f"page-{number}/",
            content="<h1 id='one'>One</h1><p>Text of a page</p><h2 id='two'>Two</h2><p>More</p>",
            toc=[],
            meta={"search": {}},
        )
        for number in range(3)
    ]
    sizes = list(index_sizes(plugin, pages))
    assert len(sizes) == 4
    for page in pages:
        plugin.search_index.add_entry_from_context(page)
    written = plugin.search_index.generate_search_index(None)
    assert len(json.loads(written)["docs"]) >= 3
    assert sum(sizes) == len(written)


def test_warnings_of_a_build_are_counted() -> None:
    logger = logging.getLogger("mkdocs")
    before = logger.handlers
    handler = CountHandler()
    handler.setLevel(logging.WARNING)
    logger.handlers = [handler]
    try:
        assert not has_warned()
        logger.warning("something is odd")
        assert has_warned()
    finally:
        logger.handlers = before


def test_configurations_share_plugins_unless_they_are_to_have_their_own(practice: Path) -> None:
    def plugins() -> list[int]:
        return [id(each) for each in configurations[-1].plugins.values()]

    configurations = [load_configuration(practice / "mkdocs.yml")]
    first = plugins()
    with new_plugins():
        configurations.append(load_configuration(practice / "mkdocs.yml"))
        assert not set(plugins()) & set(first)
    configurations.append(load_configuration(practice / "mkdocs.yml"))
    assert set(plugins()) & set(first), "MkDocs keeps plugins, or `new_plugins` is not needed"
