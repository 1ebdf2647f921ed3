"""What real worksheets ask: options that clients name, limits, remarks, and so on."""

import re

import pytest
from playwright.sync_api import BrowserContext, expect
from support.browser import field, opened, stored, violations
from support.browser_site import Site

pytestmark = pytest.mark.slow

SHEET = "wellness/better-sleep/kinds/"
KEY = "better-sleep/kinds"


def test_the_sheet_is_accessible(client: BrowserContext, site: Site) -> None:
    assert violations(opened(client, site, SHEET)) == []


def test_a_text_of_their_own_chooses_the_option_beside_it(
    client: BrowserContext, site: Site
) -> None:
    page = opened(client, site, SHEET)
    field(page, f"{KEY}/place", "at-home").check()
    field(page, f"{KEY}/place/other").fill("In the park")
    expect(field(page, f"{KEY}/place", "other")).to_be_checked()
    page.reload()
    expect(field(page, f"{KEY}/place/other")).to_have_value("In the park")
    assert stored(page)[f"{KEY}/place"] == "other"


def test_more_options_than_asked_for_are_kept_and_gently_noted(
    client: BrowserContext, site: Site
) -> None:
    page = opened(client, site, SHEET)
    note = page.locator(".wb-field", has_text="Who can help you?").locator(".wb-sum")
    field(page, f"{KEY}/help/my-partner").check()
    field(page, f"{KEY}/help/a-friend").check()
    expect(note).to_be_empty()
    field(page, f"{KEY}/help/other/text").fill("My aunt")
    expect(note).to_contain_text("You have chosen 3. At most 2 are asked for")
    assert stored(page)[f"{KEY}/help/other"] == "yes"
    field(page, f"{KEY}/help/a-friend").uncheck()
    expect(note).to_be_empty()


def test_a_scale_goes_below_nothing(client: BrowserContext, site: Site) -> None:
    page = opened(client, site, SHEET)
    field(page, f"{KEY}/change", "-5").check()
    page.reload()
    expect(field(page, f"{KEY}/change", "-5")).to_be_checked()
    assert stored(page)[f"{KEY}/change"] == "-5"


@pytest.mark.parametrize(
    ("name", "typed", "value", "note"),
    [
        ("bed", "10.30 pm", "22:30", ""),
        ("bed", "after dinner", "after dinner", "This is not a time. It is kept as you wrote it."),
        ("write", " ana@example.org ", "ana@example.org", ""),
        ("write", "ana at home", "ana at home", "This does not look like an e-mail address."),
        ("call", "+44 20  7946 0018", "+44 20 7946 0018", ""),
        ("call", "at work", "at work", "This does not look like a phone number."),
    ],
)
def test_times_and_addresses_are_understood_and_nothing_is_refused(
    client: BrowserContext, site: Site, name: str, typed: str, value: str, note: str
) -> None:
    page = opened(client, site, SHEET)
    control = field(page, f"{KEY}/{name}")
    control.fill(typed)
    control.blur()
    assert stored(page)[f"{KEY}/{name}"] == value
    if note:
        expect(page.locator(".wb-understood")).to_contain_text(note)
    else:
        expect(control).not_to_have_attribute("aria-invalid", "true")


def test_halves_share_a_line_where_there_is_room(client: BrowserContext, site: Site) -> None:
    page = opened(client, site, SHEET)

    def box(name: str) -> dict[str, float]:
        return dict(field(page, f"{KEY}/{name}").bounding_box())

    page.set_viewport_size({"width": 1280, "height": 800})
    assert box("bed")["y"] == box("up")["y"]
    assert box("bed")["x"] < box("up")["x"]
    page.set_viewport_size({"width": 360, "height": 800})
    assert box("bed")["x"] == box("up")["x"]
    assert box("bed")["y"] < box("up")["y"]


def test_words_are_tracked_and_only_numbers_are_added_up(
    client: BrowserContext, site: Site
) -> None:
    page = opened(client, site, SHEET)
    field(page, f"{KEY}/days/mood/day-1").select_option("calm")
    field(page, f"{KEY}/days/one-word/day-1").fill("7")
    field(page, f"{KEY}/days/sleep/day-1").fill("6,5")
    field(page, f"{KEY}/days/sleep/day-2").fill("7")
    field(page, f"{KEY}/days/sleep/day-2").blur()
    note = page.locator(".wb-field", has_text="How were your days?").locator(".wb-sum")
    expect(note).to_have_text("Sleep: 13.5 in all")
    page.reload()
    expect(field(page, f"{KEY}/days/mood/day-1")).to_have_value("calm")


def test_an_area_has_the_name_that_the_client_gives_it(client: BrowserContext, site: Site) -> None:
    page = opened(client, site, SHEET)
    drawing = page.locator(".wb-wheel svg")
    field(page, f"{KEY}/areas/own-1", "6").check()
    expect(drawing).to_have_attribute("aria-label", re.compile(r"Now: 3 6\.$"))
    field(page, f"{KEY}/areas/own-1/name").fill("Music")
    field(page, f"{KEY}/areas/own-1/name").blur()
    expect(drawing).to_have_attribute("aria-label", re.compile(r"Now: Music 6\.$"))


def test_a_group_asks_about_each_and_its_answers_say_about_whom(
    client: BrowserContext, site: Site
) -> None:
    page = opened(client, site, SHEET)
    field(page, f"{KEY}/people/time-2/name").fill("Ana")
    field(page, f"{KEY}/people/time-2/trust", "9").check()
    page.reload()
    expect(field(page, f"{KEY}/people/time-1/name")).to_have_value("")
    expect(field(page, f"{KEY}/people/time-2/name")).to_have_value("Ana")
    asked = page.evaluate(
        """async (keys) => {
            const script = document.querySelector('script[src*="workbook.js"]');
            const { question } = await import(new URL("questions.js", script.src));
            return keys.map((key) => question(document, key));
        }""",
        [f"{KEY}/people/time-2/name", f"{KEY}/people/time-2/trust", f"{KEY}/bed"],
    )
    assert asked == [
        "Person 2: Name",
        "Person 2: How much do you trust them?",
        "When do you go to bed?",
    ]
