"""Content is loaded with its translations, and every mistake in them is told with its line."""

from pathlib import Path

import pytest
from support.languages import add_language, translated
from support.places import ROOT

from workbook_builder.content.loader import load
from workbook_builder.model.placed_texts import placed_texts
from workbook_builder.model.workbook import Workbook
from workbook_builder.problems.problem import Problem, WorkbookError

INTRO = "phases.assess.worksheets.evenings-now.intro"
WHERE = "phases.assess.worksheets.evenings-now.fields.where.label"


@pytest.fixture
def bilingual(practice: Path) -> Path:
    """The small practice in English and in Spanish."""
    add_language(practice)
    return practice


def spanish(practice: Path) -> Workbook:
    return load(practice / "content", language="es")


def problems(practice: Path) -> tuple[Problem, ...]:
    with pytest.raises(WorkbookError) as error:
        spanish(practice)
    return error.value.problems


def texts_of(workbook: Workbook) -> dict[str, str]:
    return {each.place: each.text for each in placed_texts(workbook)}


def test_every_text_is_that_of_the_language(bilingual: Path) -> None:
    first, second = load(bilingual / "content"), spanish(bilingual)
    assert (first.language, second.language) == ("en", "es")
    assert (first.folder, second.folder) == ("", "es")
    original, found = texts_of(first), texts_of(second)
    assert found.keys() == original.keys()
    same = {place for place in found if found[place] == original[place]}
    assert same == {"themes.plain.title", "themes.plain.summary"}
    assert len(found) > 150
    assert not second.gaps


def test_all_keys_and_options_are_those_of_the_first_language(bilingual: Path) -> None:
    def asked(workbook: Workbook) -> list[tuple[str, str, list[str]]]:
        return [
            (answer.key, answer.kind, [option.id for option in answer.options])
            for _, collection in workbook.collections()
            for sheet in collection.worksheets
            for answer in sheet.answers(collection.id)
        ]

    assert asked(spanish(bilingual)) == asked(load(bilingual / "content"))


def test_the_keys_of_the_library_are_the_same_in_every_language() -> None:
    def asked(language: str | None) -> list[tuple[str, list[str]]]:
        return [
            (answer.key, [option.id for option in answer.options])
            for _, collection in load(ROOT / "content", language=language).collections()
            for sheet in collection.worksheets
            for answer in sheet.answers(collection.id)
        ]

    written = sorted(path.name for path in (ROOT / "content/translations").iterdir())
    assert written
    first = asked(None)
    assert all(asked(language) == first for language in written)


def test_what_has_no_translation_is_shown_in_the_first_language(bilingual: Path) -> None:
    translated(bilingual, WHERE, "")
    found = spanish(bilingual)
    assert "Where are you in the last hour of the day?" in texts_of(found).values()
    (gap,) = found.gaps
    assert (gap.file, gap.missing, gap.changed) == ("content/translations/es/better-sleep.po", 1, 0)


def test_a_question_without_any_translation_is_in_the_first_language(bilingual: Path) -> None:
    def where(workbook: Workbook) -> str | None:
        fields = (
            each
            for _, program in workbook.programs()
            for sheet in program.worksheets
            for each in sheet.fields
        )
        field = next(each for each in fields if getattr(each, "id", "") == "where")
        return workbook.foreign_language(field)

    assert where(spanish(bilingual)) is None
    translated(bilingual, WHERE, "")
    found = spanish(bilingual)
    assert found.foreign_language("Where are you in the last hour of the day?") == "en"
    assert where(found) is None  # its help is translated
    translated(bilingual, WHERE.replace("label", "help"), "")
    assert where(spanish(bilingual)) == "en"
    assert where(load(bilingual / "content")) is None


def test_a_translation_of_an_earlier_text_is_not_shown(bilingual: Path) -> None:
    program = bilingual / "content/tracks/wellness/better-sleep.yml"
    text = program.read_text(encoding="utf-8")
    program.write_text(text.replace("in the last hour of the day?", "at ten?"), encoding="utf-8")
    found = spanish(bilingual)
    assert "Where are you at ten?" in texts_of(found).values()
    (gap,) = found.gaps
    assert (gap.missing, gap.changed) == (0, 1)


def test_lines_that_are_filled_anew_keep_their_translation(bilingual: Path) -> None:
    program = bilingual / "content/tracks/wellness/better-sleep.yml"
    text = program.read_text(encoding="utf-8")
    old = "Write what is true **today**. There are no wrong answers."
    assert old in text
    program.write_text(text.replace(old, old.replace(" no ", "\n          no ")), encoding="utf-8")
    assert not spanish(bilingual).gaps


def test_quotes_are_those_of_the_language(bilingual: Path) -> None:
    translated(bilingual, WHERE, 'Aber "wo"?')
    assert "Aber “wo”?" in texts_of(spanish(bilingual)).values()


@pytest.mark.parametrize(
    ("place", "text", "message"),
    [
        (INTRO, "Escribe lo que es cierto hoy.", "the original text has bold text"),
        (INTRO, "Escribe ** hoy ** y **mañana**.", "clients would read the signs `**`"),
        (INTRO, "**Hoy**: [mira](goal).", "no link to a worksheet `goal`"),
        (INTRO, "**Hoy**: [mira](javascript:x).", "a link cannot lead to"),
        (WHERE, "Dos\nlíneas", "one line"),
        (WHERE, "x" * 301, "300"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line(
    bilingual: Path, place: str, text: str, message: str
) -> None:
    path = translated(bilingual, place, text)
    (found,) = problems(bilingual)
    assert found.file == "content/translations/es/better-sleep.po"
    assert message in found.message + found.hint
    before = path.read_text(encoding="utf-8").split("\n")[: found.line]
    assert before[-1].startswith("msgstr")
    assert [line for line in before if line.startswith("msgctxt")][-1] == f'msgctxt "{place}"'


def test_an_option_that_there_is_not_is_told_with_its_line(bilingual: Path) -> None:
    path = bilingual / "content/translations/es/better-sleep.po"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("what-helps.options.music", "what-helps.options.musik"))
    (found,) = problems(bilingual)
    assert "has no `musik`" in found.message
    assert "did you mean `music`?" in found.hint


def test_a_question_that_is_gone_leaves_its_translation_unused(bilingual: Path) -> None:
    program = bilingual / "content/tracks/wellness/better-sleep.yml"
    text = program.read_text(encoding="utf-8")
    gone = text[text.index("          - id: where") : text.index("          - id: what-helps")]
    program.write_text(text.replace(gone, ""), encoding="utf-8")
    assert not spanish(bilingual).gaps


def test_a_file_that_belongs_to_nothing_is_told(bilingual: Path) -> None:
    folder = bilingual / "content/translations/es"
    (folder / "better-sleep.po").rename(folder / "beter-sleep.po")
    (found,) = problems(bilingual)
    assert found.file == "content/translations/es/beter-sleep.po"
    assert found.hint == "did you mean `better-sleep.po`?"


def test_a_letter_that_no_font_has_is_told(bilingual: Path) -> None:
    translated(bilingual, WHERE, "Wo ist \U00012000?")
    (found,) = problems(bilingual)
    assert found.rule == "WB407"
    assert found.file.endswith("better-sleep.po")


def test_a_page_of_the_handbook_and_a_picture_can_have_a_translation(bilingual: Path) -> None:
    content = bilingual / "content"
    for folder, title in ((content, "Scope"), (content / "translations/es", "Alcance")):
        (folder / "coach").mkdir(parents=True)
        (folder / "coach/01-scope.md").write_text(f"# {title}\n\nText.\n", encoding="utf-8")
    assert [page.title for page in load(content).handbook] == ["Scope"]
    assert [page.title for page in spanish(bilingual).handbook] == ["Alcance"]
    name = next(iter(load(content).pictures))
    other = content / "translations/es" / name
    other.parent.mkdir(parents=True, exist_ok=True)
    box = '<rect width="9" height="9"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{box}</svg>'
    other.write_text(svg, encoding="utf-8")
    assert spanish(bilingual).pictures[name] == svg.encode()
    assert load(content).pictures[name] != svg.encode()


def test_the_first_language_is_that_of_the_content(practice: Path) -> None:
    path = practice / "content/workbook.yml"
    path.write_text(f"languages: [de, en]\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    assert load(practice / "content").language == "de"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("languages: [en, es, en]", "`en` is listed twice"),
        ("language: de\nlanguages: [en, es]", "differ"),
    ],
)
def test_languages_that_contradict_each_other_are_refused(
    practice: Path, line: str, message: str
) -> None:
    path = practice / "content/workbook.yml"
    path.write_text(f"{line}\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    with pytest.raises(WorkbookError, match=message):
        load(practice / "content")
