"""A sheet that the browser prints has every question and every answer, whichever the browser is."""

from collections.abc import Iterator
from typing import Any

import pytest
from PIL import ImageChops
from support import on_device
from support.browser_site import Site
from support.engines import ENGINES
from support.paper import (
    Printer,
    fonts_of,
    marks_of,
    outside_margins,
    pictures_of,
    printing,
    text_of,
)

pytestmark = pytest.mark.slow
SHEETS = ("evenings-now", "life-wheel", "steps", "everything", "moved")
WORDS = 60  # in an answer of one line
SENTENCES = 120  # in an answer of several


@pytest.fixture(scope="module", params=ENGINES)
def printer(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Printer]:
    with printing(request.param, tmp_path_factory.mktemp("profile")) as browser:
        yield browser


def opened(printer: Printer, site: Site, sheet: str) -> None:
    printer.visit(f"{site.url}wellness/better-sleep/{sheet}/")
    # Fonts count as loaded before the first one is asked for. Another font has other ligatures.
    printer.until("""return document.readyState === "complete" && document.fonts.status === "loaded"
        && [...document.fonts].some(each => each.status === "loaded")""")
    grips = "!document.querySelector('.wb-rank') || !!document.querySelector('.wb-rank .wb-grip')"
    printer.until(f"return {grips}")


def emptied(printer: Printer, site: Site, sheet: str) -> None:
    """Open a sheet without an answer."""
    opened(printer, site, sheet)
    printer.script(on_device.CLEAR)
    opened(printer, site, sheet)


# Each text is full of marks with its own number; what else can be answered is.
ANSWER = f"""
    const answers = {{}};
    [...document.querySelector("[data-wb-form]").elements].forEach((control, index) => {{
        const {{ name, type, localName }} = control;
        const marks = count => Array.from({{length: count}}, (_, at) => `<${{index}}.${{at + 1}}>`);
        if (!name) return;
        if (type === "radio") answers[name] = control.value;
        else if (type === "checkbox") answers[name] = "yes";
        else if (localName === "select") answers[name] = control.options[control.length - 1].value;
        else if (localName === "textarea")
            answers[name] = marks({SENTENCES}).map(mark => `This is sentence ${{mark}}.`).join(" ");
        else if (control.matches(".wb-input--date")) answers[name] = "2026-03-14";
        else if (control.matches(".wb-input--number")) answers[name] = "7";
        else answers[name] = marks({WORDS}).join(" ");
    }});
    answers["better-sleep/goal/goal"] = "<0.1> is my goal";
    const given = Object.entries(answers)
        .map(([key, value]) => [`answer:${{key}}`, value, "2026-01-01T08:00:00.000Z"]);
    {on_device.STORE}
    return answers;
"""
SHOWN = """
    const controls = [...document.querySelector("[data-wb-form]").elements];
    return controls.filter(each => each.name).map(each => [each.name, each.value, !!each.checked]);
"""
# What a sheet asks, without the texts for screen readers alone, and without the numbers of scales:
# Firefox and WebKit do not say in a PDF which letters the figures of equal width are.
ASKED = """
    const texts = "legend, label, th, .wb-ends span, .wb-timeline__stop, .wb-box__hint";
    const asked = document.querySelector("[data-wb-form]").querySelectorAll(texts);
    return [...asked].filter(each => !each.matches(".wb-aloud") && each.textContent.trim())
        .map(each => {
            const copy = each.cloneNode(true);
            const unseen = ".wb-aloud, .wb-quadrants__meaning, .wb-rating__number";
            copy.querySelectorAll(unseen).forEach(one => one.remove());
            return copy.textContent.replace(/\\s+/g, "");
        }).filter(text => !/^\\d+$/.test(text));
"""
PRESS = """
    window.print = () => { window.asked = true; };
    document.querySelector('[data-wb-print="KIND"]').click();
    return window.asked;
"""


def answered(printer: Printer, site: Site, sheet: str) -> dict[str, str]:
    """Open a sheet on which everything is answered, texts at length."""
    emptied(printer, site, sheet)
    answers: dict[str, str] = printer.script(ANSWER)
    opened(printer, site, sheet)
    return answers


def press(printer: Printer, kind: str) -> None:
    """Press a button for printing. No dialog opens; the test prints instead."""
    assert printer.script(PRESS.replace("KIND", kind))


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_question_is_printed(printer: Printer, site: Site, sheet: str) -> None:
    emptied(printer, site, sheet)
    asked = printer.script(ASKED)
    assert len(asked) > 9
    pdf = printer.print()
    text = text_of(pdf)
    assert [each for each in asked if each not in text] == []
    assert outside_margins(pdf) == []
    assert "Onemorerow" not in text
    assert "Today,inaweek" not in text


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_answer_is_printed_in_full(printer: Printer, site: Site, sheet: str) -> None:
    answers = answered(printer, site, sheet)
    before = printer.script(SHOWN)
    expected = {mark.rstrip(".") for value in answers.values() for mark in value.split()}
    expected = {mark for mark in expected if mark.startswith("<")}
    if sheet != "everything":
        expected.discard("<0.1>")  # the answer to another sheet, which this one recalls
    pdf = printer.print()
    printed = marks_of(pdf)
    assert printed.keys() == expected
    assert {mark: count for mark, count in printed.items() if count > 1} == {}, "cut lines"
    assert outside_margins(pdf) == []
    assert printer.script(SHOWN) == before
    assert printer.script("return document.querySelectorAll('.wb-printed').length") == 0


def test_fonts_are_there_even_if_nothing_may_be_kept(printer: Printer, site: Site) -> None:
    """Chromium asked for them again when it printed, and did not wait."""
    found = []
    for control in ("max-age=600", "no-cache"):
        site.headers["Cache-Control"] = control
        emptied(printer, site, "steps")
        found.append(printer.print())
    del site.headers["Cache-Control"]
    assert fonts_of(found[0]) == fonts_of(found[1])
    assert "AtkinsonHyperlegible" in fonts_of(found[0])
    assert differing(*map(pictures_of, found)) == []


def test_tables_have_their_columns_beside_each_other(printer: Printer, site: Site) -> None:
    """A heading of a column is printed once: in the narrow layout each row repeats it."""
    emptied(printer, site, "steps")
    text = text_of(printer.print())
    assert text.count("Bywhen") == text.count("Rested") == 1
    emptied(printer, site, "everything")
    text = text_of(printer.print())
    assert "MonTueWedThuFriSatSun" in text
    assert text.count("Whohelps") == text.count("Mon") == 1


@pytest.mark.parametrize("sheet", ["steps", "everything"])
def test_an_empty_sheet_has_no_answers_and_loses_none(
    printer: Printer, site: Site, sheet: str
) -> None:
    emptied(printer, site, sheet)
    fresh = pictures_of(printer.print())
    answered(printer, site, sheet)
    before = printer.script(SHOWN)
    press(printer, "empty")
    assert printer.script(SHOWN) == before, "not even while it is printed"
    empty = printer.print()
    assert not marks_of(empty)
    assert differing(pictures_of(empty), fresh) == []
    assert printer.script(SHOWN) == before
    filled = printer.print()
    assert differing(pictures_of(filled), fresh), "only what is printed next is empty"


def differing(pages: list[Any], others: list[Any]) -> list[int]:
    """The numbers of pages that do not look the same."""
    count = max(len(pages), len(others))
    if len(pages) != len(others):
        return list(range(1, count + 1))
    return [
        number
        for number, (page, other) in enumerate(zip(pages, others, strict=True), 1)
        if page.size != other.size or ImageChops.difference(page, other).getbbox()
    ]


def test_what_the_button_prints_is_what_the_keyboard_prints(printer: Printer, site: Site) -> None:
    answered(printer, site, "evenings-now")
    by_keyboard = pictures_of(printer.print())
    press(printer, "filled")
    assert differing(pictures_of(printer.print()), by_keyboard) == []


def test_an_empty_sheet_is_over_once_the_client_goes_on(printer: Printer, site: Site) -> None:
    """Some browsers never say that printing has ended."""
    answered(printer, site, "evenings-now")
    press(printer, "empty")
    printer.script("document.body.dispatchEvent(new KeyboardEvent('keydown', {bubbles: true}))")
    assert marks_of(printer.print())


def test_dark_colors_stay_on_the_screen(printer: Printer, site: Site) -> None:
    emptied(printer, site, "evenings-now")
    light = pictures_of(printer.print())
    color = "document.body.dataset.mdColorScheme"
    for _ in range(3):
        if printer.script(f"return {color}") != "slate":
            printer.script(
                "document.querySelector('[data-wb-palettes] button:not([hidden])').click()"
            )
    assert printer.script(f"return {color}") == "slate"
    dark = pictures_of(printer.print())
    printer.script(on_device.CLEAR)
    assert differing(dark, light) == []
    assert all(page.getpixel((x, page.height // 2)) == 255 for page in dark for x in (1, 10))


def test_it_prints_where_the_paper_size_cannot_be_set(printer: Printer, site: Site) -> None:
    """As in a Safari before 16.4. The language of WebKit in these tests, C, is none either."""
    answered(printer, site, "evenings-now")
    printer.script(
        "window.CSSStyleSheet = undefined; document.querySelector('[data-wb-paper]').click()"
    )
    assert marks_of(printer.print())
