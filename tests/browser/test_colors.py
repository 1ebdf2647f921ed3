"""A site has the light or dark colors of the device, until the client chooses."""

import pytest
from playwright.sync_api import Browser, Page, expect
from support.browser import opened, visit
from support.browser_site import Site

pytestmark = pytest.mark.slow
PROGRAM = "wellness/better-sleep/"


def looks(page: Page, scheme: str, ground: str) -> None:
    """Check that the page, and what the browser draws around it, have the colors of a scheme."""
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)
    expect(page.locator("body")).to_have_css("background-color", ground)
    bar = page.evaluate("document.querySelector('meta[name=theme-color]').content")
    assert tuple(bytes.fromhex(bar[1:])) == tuple(int(n) for n in ground[4:-1].split(","))
    drawn = page.evaluate("document.querySelector('meta[name=color-scheme]').content")
    assert drawn == {"default": "light", "slate": "dark"}[scheme]


LIGHT = ("default", "rgb(250, 248, 244)")
DARK = ("slate", "rgb(19, 25, 24)")


def test_a_site_has_the_colors_of_the_device_until_the_client_chooses(
    chromium: Browser, site: Site
) -> None:
    with visit(chromium, color_scheme="dark") as client:
        page = opened(client, site)
        looks(page, *DARK)
        page.emulate_media(color_scheme="light")
        looks(page, *LIGHT)
        page.emulate_media(color_scheme="dark")
        switch = page.get_by_role("banner").get_by_role("button", name="colors")
        expect(switch).to_have_accessible_name("Switch to light colors")
        switch.press("Enter")
        looks(page, *LIGHT)
        expect(switch).to_have_accessible_name("Switch to dark colors")
        expect(switch).to_be_focused()
        page.locator(".wb-menu").get_by_role("link", name="What I am good at").click()
        expect(page.locator("h1")).to_contain_text("What I am good at")
        looks(page, *LIGHT)
        page.reload()
        looks(page, *LIGHT)
        switch.click()
        page.emulate_media(color_scheme="light")
        looks(page, *DARK)
        switch.click()
        looks(page, *LIGHT)
        expect(switch).to_have_accessible_name("Switch to light colors")


def test_the_colors_are_chosen_before_the_page_is_drawn(chromium: Browser, site: Site) -> None:
    with visit(chromium, color_scheme="dark") as client:
        client.route("**/bundle*.js", lambda route: route.abort())
        page = client.new_page()
        page.goto(site.url + PROGRAM)
        looks(page, *DARK)
