"""Fields that change with their answers."""

import re

import pytest
from playwright.sync_api import BrowserContext, expect
from support.browser import KEY, exported, field, opened, store_answer, stored
from support.browser_site import Site

pytestmark = pytest.mark.slow


def test_a_wheel_is_drawn_as_its_areas_are_rated(client: BrowserContext, site: Site) -> None:
    page = opened(client, site, "wellness/better-sleep/life-wheel/")
    slice = page.locator('.wb-wheel [data-name$="/food"]')
    expect(slice).to_have_attribute("d", "")
    field(page, "better-sleep/life-wheel/wheel/food", "7").check()
    expect(slice).to_have_attribute("d", re.compile("^M0 0L"))
    half = slice.get_attribute("d")
    page.reload()
    expect(slice).to_have_attribute("d", str(half))


def test_a_second_wheel_shows_the_first_behind_it(client: BrowserContext, site: Site) -> None:
    page = opened(client, site, "wellness/better-sleep/areas/")
    drawing = page.locator(".wb-wheel svg")
    for area, rating in {"food": "4", "quiet": "2"}.items():
        field(page, f"better-sleep/areas/wheel/{area}", rating).check()
    expect(drawing).to_have_attribute("aria-label", re.compile(r"Quiet\. Now: Food 4, Quiet 2\.$"))
    expect(page.locator(".wb-wheel__times, .wb-wheel__earlier[d]")).to_have_count(0)

    page.locator(".wb-menu").get_by_role("link", name="My areas again").click()
    expect(page.locator("h1")).to_contain_text("My areas again")
    field(page, "better-sleep/areas-again/wheel/food", "7").check()
    then, now = page.locator(".wb-wheel__earlier"), page.locator('[data-name$="/food"]')
    expect(then).to_have_attribute("d", re.compile("^M0 0L[^Z]*ZM0 0L[^Z]*Z$"))
    assert float(reach(then.get_attribute("d"))) == pytest.approx(
        float(reach(now.get_attribute("d"))) * 4 / 7, rel=0.01
    )
    expect(page.locator(".wb-wheel__times")).to_have_text("Then Now")
    expect(drawing).to_have_attribute(
        "aria-label", re.compile(r"Quiet\. Then: Food 4, Quiet 2\. Now: Food 7\.$")
    )
    assert stored(page)["better-sleep/areas/wheel/food"] == "4", "the first answers stay"


def reach(shape: str | None) -> str:
    """The radius of the first slice of a shape."""
    found = re.search(r"A(\S+) ", shape or "")
    assert found
    return found[1]


def test_a_table_gets_more_rows_and_they_come_back(client: BrowserContext, site: Site) -> None:
    page = opened(client, site, "wellness/better-sleep/steps/")
    key = "better-sleep/steps/steps/row-6/what"
    page.get_by_role("button", name="One more row").click()
    expect(field(page, key)).to_be_focused()
    names = (
        page.locator("[data-wb-form] table")
        .first.locator("[name]")
        .evaluate_all("all => all.map(each => each.getAttribute('aria-label'))")
    )
    assert len(set(names)) == len(names) == 30
    assert names[-5:] == [
        f"What will you do? 6: {column}"
        for column in ("What", "By when", "Minutes", "When", "Done")
    ]
    page.keyboard.type("a sixth step")
    page.reload()
    expect(field(page, key)).to_have_value("a sixth step")
    page.get_by_role("button", name="Remove the last row").click()
    expect(field(page, key)).to_have_count(0)
    assert stored(page) == {}
    assert [each["value"] for each in exported(page)["replaced"]] == ["a sixth step"]


def test_scales_are_answered_with_the_keyboard_alone(client: BrowserContext, site: Site) -> None:
    page = opened(client, site)
    page.get_by_label("Name", exact=True).focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.type("22.5")
    assert stored(page) == {f"{KEY}/rest": "2", f"{KEY}/bedtime": "22.5"}


def test_trackers_rankings_and_earlier_answers_are_put_into_words(
    client: BrowserContext, site: Site
) -> None:
    page = opened(client, site)
    store_answer(page, "better-sleep/goal/goal", "Asleep at eleven")
    everything_sheet = "better-sleep/everything"
    page.goto(f"{site.url}wellness/better-sleep/everything/")
    expect(page.locator("[data-wb-recall]")).to_have_text("Asleep at eleven")
    for day in ("mon", "tue", "thu"):
        field(page, f"{everything_sheet}/nights/in-bed-by-ten/{day}").check()
    field(page, f"{everything_sheet}/nights/sleep/mon").fill("7.5")
    field(page, f"{everything_sheet}/nights/sleep/tue").fill("6")
    field(page, f"{everything_sheet}/nights/sleep/tue").blur()
    sums = page.locator(".wb-sum")
    expect(sums.filter(has_text="In bed by ten")).to_contain_text(
        "In bed by ten: 3 in all, longest run 2. Sleep: 13.5 in all"
    )
    ranks = page.locator(".wb-ranks select")
    ranks.nth(1).select_option(index=1)
    expect(sums.first).to_have_text("Your order: 1. A darker room")
    ranks.nth(0).select_option(index=1)
    expect(sums.first).to_contain_text("Two have the same number")


def test_an_earlier_choice_is_said_in_its_own_words(client: BrowserContext, site: Site) -> None:
    page = opened(client, site)
    field(page, f"{KEY}/who", "others").check()
    file = site.folder / "wellness/better-sleep/everything/index.html"
    html = file.read_text(encoding="utf-8")
    asked = html.replace('recall="better-sleep/goal/goal"', f'recall="{KEY}/who"')
    asked = asked.replace('href="../goal/"', 'href="../evenings-now/"')
    assert asked.count("evenings-now") > html.count("evenings-now") + 1
    file.write_text(asked, encoding="utf-8")
    page.goto(f"{site.url}wellness/better-sleep/everything/")
    said = "I live with others, and they are awake as late as I am."
    expect(page.locator("[data-wb-recall]")).to_have_text(said)
    file.write_text(html, encoding="utf-8")
