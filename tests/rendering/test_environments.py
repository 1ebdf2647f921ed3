"""Templates run in a sandbox that hides private attributes and the internals of Python."""

from collections.abc import Callable
from contextlib import suppress
from gettext import NullTranslations
from pathlib import Path, PurePath
from types import FunctionType, MethodType, ModuleType
from typing import Any, Literal

import pytest
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import BaseModel, computed_field

from workbook_builder.api import Field
from workbook_builder.content.loader import load
from workbook_builder.graphics import icons
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


PYDANTIC = [
    "parse_raw('', proto='pickle', allow_pickle=true)",
    "parse_file('/etc/passwd')",
    "parse_obj({})",
    "from_orm(1)",
    "validate(1)",
    "construct()",
    "copy()",
    "dict()",
    "json()",
    "schema()",
    "update_forward_refs()",
    "model_construct()",
    "model_copy()",
    "model_dump()",
    "model_dump_json()",
    "model_validate({})",
    "model_validate_json('{}')",
    "model_fields",
    "model_fields_set",
    "model_config",
    "model_extra",
    "model_json_schema()",
    "model_rebuild()",
    "model_post_init(1)",
    "__fields__",
    "__pydantic_validator__",
    "__class__",
]


@pytest.mark.filterwarnings("ignore::pydantic.PydanticDeprecatedSince20")
@pytest.mark.filterwarnings("ignore::pydantic.PydanticDeprecatedSince211")
@pytest.mark.parametrize("name", PYDANTIC)
@pytest.mark.parametrize("place", ["workbook", "track", "program", "sheet", "field", "measure"])
def test_a_template_cannot_reach_the_methods_of_pydantic(
    render: Callable[..., str], workbook: Workbook, place: str, name: str
) -> None:
    track = workbook.tracks[0]
    program = track.programs[0]
    sheet = program.worksheets[0]
    given = {
        "workbook": workbook,
        "track": track,
        "program": program,
        "sheet": sheet,
        "field": next(each for each in sheet.fields if each.asks),
        "measure": next(iter(program.measures.values())),
    }
    short = name.partition("(")[0]
    for expression in (f"{place}.{name}", f"{place}['{short}']", f"{place}|attr('{short}')"):
        with pytest.raises(SecurityError, match="is unsafe"):
            render(f"{{{{ {expression} }}}}", **given)


class Mood(Field):
    """A field type of a package, with fields and properties of its own."""

    type: Literal["mood"] = "mood"
    words: str = "calm"

    @property
    def shouted(self) -> str:
        return self.words.upper()

    @computed_field
    def length(self) -> int:
        return len(self.words)

    def said(self, who: str) -> str:
        return f"{who}: {self.words}"

    def model_post_init(self, context: Any) -> None:
        pass


def test_a_template_reads_what_a_package_defines(render: Callable[..., str]) -> None:
    text = "{{ mood.words }}, {{ mood.shouted }}, {{ mood.said('I') }}, {{ mood.asks_for_text }}"
    shown = "calm, CALM, I: calm, "
    assert render(text, mood=Mood()).lower() == f"{shown}false".lower()
    assert render("{{ mood.length }}", mood=Mood()) == "4"
    with pytest.raises(SecurityError, match="is unsafe"):
        render("{{ mood.model_post_init(1) }}", mood=Mood())


@pytest.mark.filterwarnings("ignore::pydantic.PydanticDeprecatedSince20")
def test_nothing_that_a_template_can_reach_leads_out(workbook: Workbook) -> None:
    """Follow every attribute and item that the sandbox allows, from all that templates get."""
    environment = html_environment(None, NullTranslations())
    placed = [each.placed("p") for _, program in workbook.programs() for each in program.worksheets]
    waiting: list[Any] = [workbook, *placed, *environment.globals.values()]
    seen: dict[int, Any] = {}
    while waiting:
        found = waiting.pop()
        if id(found) in seen or isinstance(found, str | bytes | int | float | None):
            continue
        seen[id(found)] = found
        for name in dir(found):
            if isinstance(found, BaseModel) and hasattr(BaseModel, name):
                assert not environment.is_safe_attribute(found, name, None)
                continue
            with suppress(AttributeError, TypeError):  # some names of `dir` cannot be read
                value = getattr(found, name)
                if environment.is_safe_attribute(found, name, value):
                    waiting.append(value)
        if isinstance(found, dict):
            waiting += [*found.keys(), *found.values()]
        elif isinstance(found, list | tuple | frozenset):
            waiting += found
    kinds = {type(each) for each in seen.values()}
    assert len(seen) > 500
    assert not [kind for kind in kinds if issubclass(kind, ModuleType | PurePath)]
    homes = {kind.__module__.partition(".")[0] for kind in kinds}
    assert homes <= {"builtins", "functools", "types", "jinja2", "workbook_builder", "typing"}
    functions = [each for each in seen.values() if isinstance(each, FunctionType | MethodType)]
    assert {each.__module__.partition(".")[0] for each in functions} <= {
        "jinja2",
        "workbook_builder",
    }


@pytest.mark.parametrize(
    "name",
    ["/etc/picture", "../../x", "material/../../../x", "material\\x", "", ".", "material/nope"],
)
def test_an_icon_is_one_of_material(tmp_path: Path, name: str) -> None:
    secret = tmp_path / "secret.svg"
    secret.write_text("<svg>secret</svg>")
    template = html_environment(None, NullTranslations()).from_string("{{ icon(name) }}")
    for each in (name, str(secret.with_suffix("")), f"../../../../../../..{tmp_path}/secret"):
        with pytest.raises(FileNotFoundError, match="there is no icon"):
            template.render(name=each)
        assert not icons.exists(each)
        assert icons.names(each) == [] or each.startswith("material/")
    assert template.render(name="material/sprout").startswith("<svg")


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
