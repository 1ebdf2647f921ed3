"""A field type of a package can do whatever a built-in type can do."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.code_blocks import blocks
from support.field_package import install
from support.places import ROOT

from workbook_builder.advice.advice import advice
from workbook_builder.content.loader import load
from workbook_builder.model import fields
from workbook_builder.model.program import Program
from workbook_builder.model.worksheet import Placed
from workbook_builder.practice.practice import Practice
from workbook_builder.problems.problem import Rule, WorkbookError
from workbook_builder.storage.memo import Memo
from workbook_builder.typesetting.typst_compiler import typeset

PROGRAM = "content/tracks/wellness/better-sleep.yml"
SHEET = "wellness/better-sleep/downloads/review-a4.pdf"
DATED = "- {label: By when, type: date}"
WEEK = "- id: week\n"
GOAL = "- {id: goal, type: long-text,"
NIGHTS = "- {id: nights, type: number,"
REST = "- {id: rest, type: scale, measure: rest}"
PROUD = "- {id: proud, type: long-text,"

TYPES = '''
from typing import ClassVar, Literal, Self

from pydantic import Field as Describe
from workbook_builder.api import (
    Answer, AnswerKind, Field, Items, Line, Measure, Picture, PictureFile, Question, Slug,
    answer_each, join_key,
)


class Appointment(Question):
    """Where and when."""

    type: Literal["appointment"]

    def answers(self, key: str) -> tuple[Answer, ...]:
        return (
            Answer(join_key(key, "where"), AnswerKind.LINE, self.label),
            Answer(join_key(key, "on"), AnswerKind.DATE, self.label),
        )


class Faces(Question):
    """A measure, rated by faces."""

    type: Literal["faces"]
    label: Line = Describe("", description="The question.", validate_default=False)
    measure: Slug = Describe(description="The measure.")

    @property
    def rated_measure(self) -> str:
        return self.measure

    def with_measure(self, measure: Measure) -> Self:
        return self.model_copy(update={"label": f"{measure.label} Pick a face."})

    def answers(self, key: str) -> tuple[Answer, ...]:
        return (Answer(key, AnswerKind.NUMBER, self.label),)


class Letter(Question):
    """A letter to oneself about an earlier answer."""

    type: Literal["letter"]
    about: Line = Describe(description="The answer that it is about.")

    @property
    def recalled_path(self) -> str:
        return self.about

    def answers(self, key: str) -> tuple[Answer, ...]:
        return (Answer(key, AnswerKind.LINES, self.label),)


class Banner(Field):
    """An earlier answer in large letters."""

    type: Literal["banner"]
    recalled_path: ClassVar[str] = "goal"


class Ladder(Question):
    """A step for each area, which can be compared with that of an earlier sheet."""

    type: Literal["ladder"]
    areas: Items = Describe(description="The areas.")

    @property
    def comparable_shape(self) -> frozenset[str]:
        return frozenset(area.id for area in self.areas)

    def answers(self, key: str) -> tuple[Answer, ...]:
        return answer_each(key, self.label, self.areas, AnswerKind.NUMBER)
'''
CLASSES = {
    name: f"my_fields:{name.title()}"
    for name in ("appointment", "faces", "letter", "banner", "ladder", "contrast")
}
WEB = {
    "contrast": "{% for each in field.shown_pictures %}{{ each.file }} {% endfor %}",
    "banner": "{{ field.earlier.title }}: {{ key }}",
}
PAPER = """#grid(
  {% for each in field.shown_pictures %}
  image({{ each.name }}, alt: {{ each.alt }}),
  {% endfor %}
)
"""


@pytest.fixture(autouse=True)
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A package with the field types above, and the one in the documentation."""
    folder = tmp_path / "package"
    templates = folder / "templates/fields"
    templates.mkdir(parents=True)
    (example,) = blocks(ROOT / "docs/templates.md", "python")
    (folder / "my_fields.py").write_text(f"{TYPES}\n\n{example.text}")
    for name in CLASSES:
        (templates / f"{name}.html.j2").write_text(WEB.get(name, ""))
    (templates / "contrast.typ.j2").write_text(PAPER)
    install(folder, monkeypatch, **CLASSES)
    yield
    fields.types.cache_clear()
    sys.modules.pop("my_fields", None)


def change(practice: Path, old: str, new: str) -> None:
    path = practice / PROGRAM
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def add(practice: Path, field: str, before: str = PROUD) -> None:
    """Insert a field before another one."""
    change(practice, before, f"{field}\n          {before}")


def program(practice: Path) -> Program:
    ((_, found),) = load(practice / "content").programs()
    return found


def placed(practice: Path, sheet: str, index: int) -> Placed:
    whole = program(practice)
    (found,) = (each for each in whole.worksheets if each.id == sheet)
    return found.placed(whole.id)[index]


def page(practice: Path, name: str) -> str:
    return Practice.open(practice / "content").pages()[f"wellness/better-sleep/{name}.md"].source()


def problems_of(practice: Path) -> list[tuple[Rule, str]]:
    """The rule of each problem, and the text at its place."""
    with pytest.raises(WorkbookError) as caught:
        load(practice / "content")
    return [(each.rule, each.text[each.column - 1 :]) for each in caught.value.problems]


def test_its_date_counts_as_a_step(practice: Path) -> None:
    change(practice, DATED, "- {label: By when}")
    assert problems_of(practice) == [(Rule.NO_STEPS, "worksheets:")]
    add(practice, "- {id: next, type: appointment, label: Where do we meet?}", WEEK)
    assert placed(practice, "steps", 1).field.asks_for_date


def test_its_text_and_its_number_count_as_a_goal(practice: Path) -> None:
    change(practice, GOAL, "- {id: goal, type: letter, about: evenings-now/story,")
    change(practice, ", lines: 3}", "}")
    assert placed(practice, "goal", 0).field.asks_for_text
    change(practice, NIGHTS, "- {id: nights, type: faces, measure: rest} #")
    assert placed(practice, "goal", 1).field.asks_for_number
    change(practice, "type: faces, measure: rest}", "type: text, label: How many?}")
    assert problems_of(practice) == [(Rule.NO_GOAL, "worksheets:")]


def test_it_rates_a_measure(practice: Path) -> None:
    change(practice, REST, "- {id: faces, type: faces, measure: rest}")
    found = placed(practice, "review", 0)
    (answer,) = found.answers.values()
    assert answer.label == "How rested do you feel in the morning? Pick a face."
    assert f'data-wb-after="{found.key}"' in page(practice, "reflect")
    change(practice, "type: faces, measure: rest", "type: faces, measure: sleep")
    assert problems_of(practice) == [(Rule.NO_MEASURE, "sleep}")]


def test_it_cannot_rate_a_measure_in_a_shared_worksheet(practice: Path) -> None:
    path = practice / "content/worksheets/weekly-check-in.yml"
    text = path.read_text(encoding="utf-8")
    faces = "fields:\n  - {id: faces, type: faces, measure: rest}\n"
    path.write_text(text.replace("fields:\n", faces), encoding="utf-8")
    assert problems_of(practice) == [(Rule.MEASURE_IN_SHARED, "rest}")]


def test_its_pictures_are_published_and_printed(practice: Path) -> None:
    evening = practice / "content/pictures/evening.svg"
    (practice / "content/pictures/morning.svg").write_bytes(evening.read_bytes())
    pictures = "left: pictures/evening.svg, right: pictures/morning.svg"
    add(practice, f"- {{type: contrast, {pictures}, alt: An evening and a morning.}}")
    opened = Practice.open(practice / "content")
    assert {f"assets/content/pictures/{name}.svg" for name in ("evening", "morning")} <= set(
        opened.assets().files
    )
    (sheet,) = (each for each in opened.documents if each.path == SHEET)
    names = {"picture+pictures+evening.svg", "picture+pictures+morning.svg"}
    assert names <= set(sheet.files)
    assert typeset(sheet.source, sheet.files).startswith(b"%PDF")
    assert "pictures/evening.svg pictures/morning.svg" in page(practice, "review")


def test_a_picture_that_is_not_there_is_shown_at_its_key(practice: Path) -> None:
    pictures = "left: pictures/evening.svg, right: pictures/morning.svg"
    add(practice, f"- {{type: contrast, alt: An evening and a morning., {pictures}}}")
    assert problems_of(practice) == [(Rule.NO_PICTURE, "pictures/morning.svg}")]


def test_advice_reads_its_question_and_its_alternative_text(practice: Path) -> None:
    add(practice, "- {id: one, type: appointment, label: Question 1}")
    pictures = "left: pictures/evening.svg, right: pictures/evening.svg"
    add(practice, f"- {{type: contrast, {pictures}, alt: Picture}}")
    found = advice(load(practice / "content"), practice / "content", {}, Memo())
    said = {(each.rule, each.text[each.column - 1 :]) for each in found}
    assert said == {(Rule.UNCLEAR_LABEL, "Question 1}"), (Rule.VAGUE_ALTERNATIVE, "Picture}")}


def test_it_shows_an_earlier_answer(practice: Path) -> None:
    change(practice, "topic: Sleep\n", "topic: Sleep\ngoal: goal/goal\n")
    add(practice, "- {type: banner}")
    found = placed(practice, "review", 1)
    assert found.key == "better-sleep/goal/goal"
    assert not found.answers
    assert "My goal: better-sleep/goal/goal" in page(practice, "review")
    change(practice, "goal: goal/goal\n", "")
    assert problems_of(practice) == [(Rule.NO_ANSWER, "{type: banner}")]


def test_it_can_have_an_answer_of_its_own_and_show_an_earlier_one(practice: Path) -> None:
    add(practice, "- {id: letter, type: letter, label: Write to yourself., about: goal/goal}")
    found = placed(practice, "review", 1)
    assert found.field.earlier
    assert found.field.earlier.answer.label == "What do you want to be true in four weeks?"
    assert list(found.answers) == [""]
    assert found.key == "better-sleep/review/letter"


def test_it_is_compared_with_an_earlier_one_of_its_shape(practice: Path) -> None:
    ladder = "- {id: %s, type: ladder, label: How far are you?, areas: [%s]}"
    add(practice, ladder % ("then", "Food, Quiet"), GOAL)
    add(practice, ladder % ("now", "Quiet, Food"))
    add(practice, ladder % ("other", "Quiet, Company"))
    pair = "better-sleep/review/now=better-sleep/goal/then"
    assert f'data-wb-earlier="{pair} "' in page(practice, "review")
    assert "data-wb-earlier" not in page(practice, "goal")
