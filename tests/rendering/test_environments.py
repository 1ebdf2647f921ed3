"""Templates run in a sandbox that hides private attributes and the internals of Python."""

from collections.abc import Callable
from gettext import NullTranslations
from pathlib import Path
from typing import Any

import pytest
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from workbook_builder.content.loader import load
from workbook_builder.model.workbook import Workbook
from workbook_builder.rendering.environments import html_environment, typst_environment


class Thing:
    """An object with a public and a private attribute."""

    public = "shown"
    _private = "hidden"

    def method(self) -> str:
        return self.public


def function() -> str:
    return "called"


@pytest.fixture(params=[html_environment, typst_environment], ids=["html", "typst"])
def render(request: pytest.FixtureRequest) -> Callable[..., str]:
    """Render the text of a template with some values."""
    environment: ImmutableSandboxedEnvironment = request.param(None, NullTranslations())

    def rendered(text: str, **values: Any) -> str:
        given = {"thing": Thing(), "kind": Thing, "function": function, "list": ["one"]}
        return environment.from_string(text).render({**given, **values}).replace('"', "")

    return rendered


@pytest.fixture
def workbook(practice: Path) -> Workbook:
    return load(practice / "content")


UNSAFE = [
    "thing._private",
    "thing['_private']",
    "thing|attr('_private')",
    "[thing]|map(attribute='_private')|first",
    "thing.__class__",
    "thing.__dict__",
    "thing.method.__func__",
    "thing.method.__globals__",
    "function.__globals__",
    "function.__code__",
    "kind.mro()",
    "kind.__subclasses__()",
    "''.__class__",
    "cycler.__init__.__globals__",
    "'{0._private}'.format(thing)",
    "'{0.__class__}'.format(thing)",
    "'{thing.__class__}'.format_map({'thing': thing})",
    "('{0.__class__}'|safe).format(thing)",
    "(list|map('upper')).gi_frame",
    "(list|map('upper')).gi_code",
    "list.append('two')",
]


@pytest.mark.parametrize("expression", UNSAFE)
def test_a_template_cannot_read_private_attributes(
    render: Callable[..., str], expression: str
) -> None:
    with pytest.raises(SecurityError, match="is unsafe"):
        render(f"{{{{ {expression} }}}}")


@pytest.mark.parametrize(
    "path", ["__class__", "__dict__", "model_copy.__func__", "tracks.__class__", "_anything"]
)
def test_a_template_cannot_read_private_attributes_of_a_workbook(
    render: Callable[..., str], workbook: Workbook, path: str
) -> None:
    object.__setattr__(workbook, "_anything", "hidden")
    with pytest.raises(SecurityError, match="is unsafe"):
        render(f"{{{{ workbook.{path} }}}}", workbook=workbook)


def test_a_template_can_read_public_attributes(
    render: Callable[..., str], workbook: Workbook
) -> None:
    text = "{{ workbook.practice }}, {{ thing.public }}, {{ thing.method() }}, {{ function() }}"
    assert render(text, workbook=workbook) == "Quiet Harbor Coaching, shown, shown, called"
    assert render("{{ '{0.public}'.format(thing) }} {{ list.index('one') }}") == "shown 0"


@pytest.mark.parametrize("expression", ["thing._private", "thing.__class__"])
def test_a_safe_attribute_does_not_make_others_of_the_same_type_safe(
    render: Callable[..., str], expression: str
) -> None:
    for _ in range(2):
        assert render("{{ thing.public }} {{ thing.method() }}") == "shown shown"
        with pytest.raises(SecurityError, match="is unsafe"):
            render(f"{{{{ {expression} }}}}")


def test_an_unsafe_attribute_does_not_make_others_of_the_same_type_unsafe(
    render: Callable[..., str],
) -> None:
    for _ in range(2):
        with pytest.raises(SecurityError, match="is unsafe"):
            render("{{ thing._private }}")
        assert render("{{ thing.public }} {{ thing.method() }}") == "shown shown"


def test_an_attribute_that_is_safe_for_one_type_can_be_unsafe_for_another(
    render: Callable[..., str],
) -> None:
    class Appending:
        def append(self, each: str) -> str:
            return each

    for _ in range(2):
        assert render("{{ other.append('two') }}", other=Appending()) == "two"
        with pytest.raises(SecurityError, match="is unsafe"):
            render("{{ list.append('two') }}")
