"""No template runs for longer than a few seconds, or fills the memory."""

import threading
import time
from gettext import NullTranslations
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment
from support.command_line import run

from workbook_builder.rendering import template_limits
from workbook_builder.rendering.environments import html_environment
from workbook_builder.rendering.template_limits import LimitedTemplate, TooSlowError

ENDLESS = "\n{% for x in range(99999) %}{% for y in range(99999) %}{% endfor %}{% endfor %}"
USES = {
    "itself": ENDLESS,
    "include": "{% include 'endless' %}",
    "import": "{% import 'endless' as it %}",
    "extends": "{% extends 'endless' %}",
    "macro": "{% from 'macros' import it %}{{ it() }}",
}


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> Environment:
    monkeypatch.setattr(template_limits, "LIMIT", 0.2)
    macros = f"{{% macro it() %}}{ENDLESS}{{% endmacro %}}"
    found = Environment(loader=DictLoader({**USES, "endless": ENDLESS, "macros": macros}))
    found.template_class = LimitedTemplate
    return found


@pytest.mark.parametrize("name", USES)
def test_an_endless_loop_ends(environment: Environment, name: str) -> None:
    started = time.monotonic()
    with pytest.raises(TooSlowError, match=r"longer than 0\.2 seconds"):
        environment.get_template(name).render()
    assert time.monotonic() - started < 5


def test_an_endless_module_ends(environment: Environment) -> None:
    with pytest.raises(TooSlowError):
        _ = environment.get_template("endless").module


def test_each_thread_has_its_own_limit(environment: Environment) -> None:
    ends: list[object] = []

    def render(text: str) -> None:
        try:
            ends.append(environment.from_string(text).render())
        except TooSlowError:
            ends.append(TooSlowError)

    texts = [ENDLESS, "fine", ENDLESS]
    threads = [threading.Thread(target=render, args=(text,)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(map(str, ends)) == sorted(map(str, [TooSlowError, TooSlowError, "fine"]))


def test_what_comes_after_a_template_is_never_interrupted(
    environment: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(template_limits, "LIMIT", 0.002)
    short = environment.from_string("{% for x in range(9999) %}{% endfor %}")
    for _ in range(100):
        try:
            short.render()
        except TooSlowError:
            continue
        sum(range(1000))
    assert not template_limits._this_thread.is_limited


def test_waiting_is_no_work(environment: Environment) -> None:
    assert environment.from_string("{{ wait(0.5) or 'done' }}").render(wait=time.sleep) == "done"


@pytest.mark.parametrize(
    "name", ["site/home.md.j2", "print/_own.typ.j2", "theme/main.html", "site/_words.html.j2"]
)
def test_an_endless_template_is_named_with_its_line(
    practice: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = practice / "templates" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("fine\n" + ENDLESS)
    if name.startswith("print/"):
        sheet = practice / "templates/print/worksheet.typ.j2"
        sheet.write_text("{% include 'print/_own.typ.j2' %}")
    monkeypatch.setattr(template_limits, "LIMIT", 0.5)
    result = run("build", at=practice)
    assert result.exit_code == 1
    assert f"templates/{name}:3:1: WB501 this template fails: it takes longer than" in result.output
    assert not (practice / "site").exists()


GROWING = (
    "{{% set it = namespace(x={}) %}}{{% for _ in range(99) %}}{{% set it.x = {} %}}{{% endfor %}}"
)
HUGE = [
    '{{ "a" * 999999999999 }}',
    '{{ 999999999999 * "ab" }}',
    "{{ 9 ** 999999999 }}",
    GROWING.format("9", "it.x * it.x"),
    GROWING.format("'a'", "it.x + it.x"),
    GROWING.format("[1]", "it.x * 9"),
    '{% for _ in range(3000) %}{{ "a" * 9999 }}{% endfor %}',
    '{{ "%999999999999d"|format(1) }}',
    '{{ "a"|center(99999999999999) }}',
]


@pytest.mark.parametrize("text", HUGE)
def test_a_huge_value_is_a_problem(practice: Path, text: str) -> None:
    path = practice / "templates/site/home.md.j2"
    path.parent.mkdir(parents=True)
    path.write_text(f"\n{text}")
    result = run("build", at=practice)
    assert result.exit_code == 1
    assert "templates/site/home.md.j2:" in result.output
    assert "WB501 this template fails: " in result.output
    assert not (practice / "site").exists()


def test_usual_values_can_be_computed() -> None:
    environment = html_environment(None, NullTranslations())
    text = "{{ 2 * 3 }} {{ 2 ** 10 }} {{ 0.5 * 3 }} {{ 'ab' * 3 }} {{ [1] + [2] }} {{ 1 + 2.5 }}"
    assert environment.from_string(text).render() == "6 1024 1.5 ababab [1, 2] 3.5"
