"""Everybody can use a page: by touch, on small screens, enlarged, in dark mode, on paper."""

import re
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from support.browser import KEY, SETTLED, SHEET, opened, store_answer, violations, visit
from support.browser_site import Site

pytestmark = pytest.mark.slow
SHEETS = ("evenings-now", "life-wheel", "steps", "everything", "moved")
PROGRAM = "wellness/better-sleep/"
PAGES = ("", "how-to-use/", "licenses/", "worksheets/", PROGRAM, f"{PROGRAM}reflect/")
GIVEN = {
    f"{KEY}/bedtime": "half past ten",
    f"{KEY}/rest": "4",
    f"{KEY}/habits/work": "3",
    f"{KEY}/room/it-is-dark": "yes",
    f"{KEY}/who": "others",
    "better-sleep/goal/goal": "Asleep at eleven",
    "better-sleep/life-wheel/wheel/food": "7",
    "better-sleep/everything/values/quiet": "much",
    "better-sleep/everything/nights/in-bed-by-ten/mon": "yes",
    "better-sleep/moved/order/rest": "1",
}


def prepared(client: BrowserContext, site: Site) -> Page:
    """The page of a client who has answered some questions of several sheets."""
    page = opened(client, site)
    for key, value in GIVEN.items():
        store_answer(page, key, value)
    return page


def shown(page: Page, site: Site, sheet: str) -> None:
    """Open a sheet, and add a row if it has a table that can grow."""
    page.goto(f"{site.url}{PROGRAM}{sheet}/")
    expect(page.locator("[data-wb-status]")).not_to_be_empty()
    page.wait_for_load_state("networkidle")  # the scripts of fields are loaded
    if sheet == "steps":
        page.get_by_role("button", name="One more row").click()


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_axe_finds_nothing(chromium: Browser, site: Site, width: int, scheme: str) -> None:
    with visit(chromium, color_scheme=scheme, viewport={"width": width, "height": 800}) as client:
        page = prepared(client, site)
        for path in PAGES:
            page.goto(site.url + path)
            page.wait_for_load_state("networkidle")
            assert not violations(page), path
        for sheet in SHEETS:
            shown(page, site, sheet)
            assert not violations(page), sheet
        dark = {"light": "default", "dark": "slate"}[scheme]
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", dark)
        page.goto(site.url + SHEET)
        page.get_by_role("button", name="Erase answers").click()
        expect(page.get_by_role("dialog", name="Erase answers")).to_be_visible()
        assert not violations(page)


def controls(page: Page) -> list[tuple[str, str]]:
    """The role and the name of all that can be filled in, as screen readers get them."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    roles = ("textbox", "checkbox", "radio", "combobox", "spinbutton", "Date")
    found = [
        (str(node["role"]["value"]), str(node["name"]["value"]))
        for node in nodes
        if not node["ignored"] and node["role"]["value"] in roles
    ]
    # The parts of a date field in Chromium repeat its name.
    return [each for each in found if each[1] not in ("Day Day", "Month Month", "Year Year")]


def test_no_two_controls_of_a_sheet_have_the_same_name(client: BrowserContext, site: Site) -> None:
    page = prepared(client, site)
    for sheet in SHEETS:
        shown(page, site, sheet)
        names = controls(page)
        assert len(names) > 20, sheet
        assert {name for name in names if names.count(name) > 1 or not name[1]} == set(), sheet
    shown(page, site, "everything")
    assert ("textbox", "How did your sleep change over the years? 2: Event") in controls(page)
    assert ("textbox", "We agree on this plan. Coach: Name") in controls(page)


@pytest.mark.parametrize("scripts", [True, False])
def test_the_menu_opens_with_the_keyboard(chromium: Browser, site: Site, scripts: bool) -> None:
    with visit(
        chromium, java_script_enabled=scripts, viewport={"width": 360, "height": 800}
    ) as client:
        page = client.new_page()
        page.goto(site.url + SHEET)
        role: Literal["button", "checkbox"] = "button" if scripts else "checkbox"
        menu = page.get_by_role(role, name="Main menu")
        link = page.locator(".wb-menu").get_by_role("link", name="The wheel of my evening")
        expect(link).to_be_hidden()
        for _ in range(4):  # the link to the content and the logo may come before
            page.keyboard.press("Tab")
            if menu.evaluate("menu => menu === document.activeElement"):
                break
        expect(menu).to_be_focused()
        shown = ".wb-switch" if scripts else "label[for=__drawer]"
        ring = "switch_ => getComputedStyle(switch_).outlineStyle"
        assert page.locator(f".md-header {shown}").evaluate(ring) == "solid"
        page.keyboard.press("Space")
        expect(link).to_be_in_viewport()
        for _ in range(40):
            page.keyboard.press("Tab")
            if link.evaluate("link => link === document.activeElement"):
                break
        expect(link).to_be_focused()
        page.set_viewport_size({"width": 1280, "height": 800})
        expect(menu).to_have_count(0)


# Scans outward from the center of each target how far away a tap still hits it, or its label. Links
# within a sentence may be as high as its lines (WCAG); one pixel may be a neighbor's border.
PRACTICE = """least => [...document.querySelectorAll(
        ":is(.md-content, .wb-menu, .wb-footer, .wb-trail, .md-tabs)"
        + " :is(a[href], button, input, select, textarea, .wb-grip), .md-header__button"
    )].flatMap(target => {
    const parent = target.parentElement;
    const sentence = target.matches("p a, li a")
        && [...parent.childNodes].some(each => each.nodeType === 3 && each.data.trim().length > 1);
    const visible = target.checkVisibility({visibilityProperty: true});
    if (sentence || !visible || target.closest("[hidden]")) return [];
    const labels = [...target.labels ?? []];
    const area = labels.find(label => label.contains(target)) ?? target;
    const {left, top, width, height} = area.getBoundingClientRect();
    if (left + width < 0) return []; // in the drawer, which is shut
    const met = (x, y) => {
        const found = document.elementFromPoint(left + width / 2 + x, top + height / 2 + y);
        return [target, ...labels].some(each => each.contains(found));
    };
    const steps = [...Array(25).keys()].map(step => 2 * step - 24);
    const wide = 2 * steps.filter(step => met(step, 0)).length;
    const high = 2 * steps.filter(step => met(0, step)).length;
    return Math.min(wide, high) < least - 1
        ? [`${wide} x ${high} ${target.className} ${target.name ?? target.textContent}`] : [];
})"""


def test_targets_are_large_enough(chromium: Browser, site: Site) -> None:
    for touch, widths, least in ((True, (320, 700, 1000), 44), (False, (1280,), 24)):
        with visit(chromium, has_touch=touch, is_mobile=touch) as client:
            page = prepared(client, site)
            for sheet in SHEETS:
                shown(page, site, sheet)
                for width in widths:
                    page.set_viewport_size({"width": width, "height": 12_000})  # all of it
                    assert page.evaluate("() => document.body.scrollHeight <= innerHeight")
                    page.evaluate(SETTLED)
                    assert page.evaluate(PRACTICE, least) == [], (sheet, width)
            assert len(page.evaluate(PRACTICE, 200)) > 10, "what is too small is found"


# Elements that extend beyond the edge of the window, and those that can be scrolled sideways.
WIDE = """() => [...document.querySelectorAll("body *")].filter(each =>
        each.checkVisibility({visibilityProperty: true, opacityProperty: true})
        && !each.closest(".md-sidebar, .md-header, .md-search, svg")
        && getComputedStyle(each).clipPath === "none"
        && (each.getBoundingClientRect().right > innerWidth + 1
            || each.scrollWidth > each.clientWidth + 1
                && ["auto", "scroll"].includes(getComputedStyle(each).overflowX)))
    .map(each => each.outerHTML.slice(0, 120))"""


def test_nothing_scrolls_sideways(client: BrowserContext, site: Site) -> None:
    page = prepared(client, site)
    widths = {"small": 320, "1280 at 200 %": 640}

    def check(name: str) -> None:
        for screen, width in widths.items():
            page.set_viewport_size({"width": width, "height": 500})
            assert page.evaluate(WIDE) == [], (name, screen)
            assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")

    for path in PAGES:
        page.goto(site.url + path)
        page.wait_for_load_state("networkidle")
        check(path)
    for sheet in SHEETS:
        shown(page, site, sheet)
        check(sheet)
    page.set_viewport_size({"width": 90, "height": 500})
    assert page.evaluate(WIDE), "what is too wide is found"


def test_without_scripts_it_is_a_form_to_print(chromium: Browser, site: Site) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.url + SHEET)
    expect(page.get_by_label("Tell the story of one good evening.")).to_be_visible()
    expect(page.get_by_role("link", name="PDF, A4")).to_be_visible()
    assert page.get_by_role("button", name=re.compile("answers|Print")).count() == 0
    assert page.locator("[data-wb-form] [name]").count() > 30
    page.goto(f"{site.url}wellness/better-sleep/reflect/")
    expect(page.get_by_role("heading", name="Before and now")).to_have_count(0)
    context.close()
