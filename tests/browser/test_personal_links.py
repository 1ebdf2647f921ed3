"""A personal link sets up a client's browser, once the client has agreed to what it says."""

import base64
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import icalendar
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from support.browser import (
    KEY,
    SHEET,
    entries,
    exported,
    field,
    kept,
    opened,
    read_in,
    store_answer,
    stored,
    violations,
    visit,
)
from support.browser_site import Site

from workbook_builder.answers.personal_link import LinkedProgram, PersonalLink, fragment
from workbook_builder.practice.practice import Practice
from workbook_builder.publish.portable_files import portable_files

pytestmark = pytest.mark.slow

PROGRAM = "wellness/better-sleep/"
NAME = "better-sleep/client-name"
BEGINS = "better-sleep/begins"
WITHOUT = ("goal", "weekly", "steps")
LINK = PersonalLink(
    "ana-ruiz", "Ana Ruiz", "en", {"better-sleep": LinkedProgram("2026-12-07", WITHOUT)}
)
PLAIN = PersonalLink("ana-ruiz", "Ana Ruiz")


def dialog(page: Page) -> Locator:
    return page.locator("dialog")


def visited(
    client: BrowserContext, site: Site, link: PersonalLink = LINK, path: str = PROGRAM
) -> Page:
    """Open a link."""
    page = client.new_page()
    page.goto(f"{site.url}{path}#{fragment(link)}")
    return page


def taken(
    client: BrowserContext, site: Site, link: PersonalLink = LINK, path: str = PROGRAM
) -> Page:
    """Open a link, and agree to it."""
    page = visited(client, site, link, path)
    dialog(page).get_by_role("button", name="Yes, set this up").click()
    expect(dialog(page)).to_contain_text("This device is set up for you.")
    dialog(page).get_by_role("button", name="Close").click()
    expect(dialog(page)).to_have_count(0)
    return page


def settings(page: Page) -> dict[str, str]:
    """What the browser keeps besides answers that concerns the client."""
    names = ("setting:client", "setting:without:", "setting:all:")
    return {
        name.removeprefix("setting:"): entry["value"]
        for name, entry in entries(page).items()
        if name.startswith(names)
    }


def test_it_says_what_it_would_set_and_sets_it(client: BrowserContext, site: Site) -> None:
    page = visited(client, site)
    expect(dialog(page).locator("p").first).to_have_text(
        "This link is for Ana Ruiz. It says it is from Ines Okafor, Quiet Harbor Coaching."
        " Accept it only if your coach gave it to you."
    )
    expect(dialog(page).locator("li")).to_have_text(
        [
            "Your client ID: ana-ruiz",
            "Your name: Ana Ruiz",
            "“Better nights” begins on Monday, 7 December 2026.",
            "In “Better nights”, these worksheets are left out: My goal, My week, My steps.",
        ]
    )
    assert stored(page) == {}
    assert settings(page) == {}
    dialog(page).get_by_role("button", name="Yes, set this up").click()
    expect(dialog(page)).to_contain_text("This device is set up for you.")
    assert stored(page) == {NAME: "Ana Ruiz", BEGINS: "2026-12-07"}
    assert settings(page) == {"client": "ana-ruiz", "without:better-sleep": " ".join(WITHOUT)}
    dialog(page).get_by_role("button", name="Undo").click()
    expect(dialog(page)).to_have_count(0)
    expect(page).to_have_url(f"{site.url}{PROGRAM}")
    assert stored(page) == {}
    assert settings(page) == {}


@pytest.mark.parametrize("how", ["No, change nothing", "Escape"])
def test_a_client_can_refuse(client: BrowserContext, site: Site, how: str) -> None:
    page = visited(client, site)
    expect(dialog(page)).to_be_visible()
    if how == "Escape":
        page.keyboard.press(how)
    else:
        dialog(page).get_by_role("button", name=how).click()
    expect(dialog(page)).to_have_count(0)
    expect(page).to_have_url(f"{site.url}{PROGRAM}")
    assert stored(page) == {}
    assert settings(page) == {}


def test_what_it_replaces_is_said_and_kept(client: BrowserContext, site: Site) -> None:
    page = opened(client, site)
    store_answer(page, NAME, "Anna")
    store_answer(page, BEGINS, "2026-11-30")
    page = visited(client, site)
    expect(dialog(page).locator("li").nth(1)).to_have_text(
        "Your name: Ana Ruiz, in place of “Anna”"
    )
    expect(dialog(page).locator("li").nth(2)).to_have_text(
        "“Better nights” begins on Monday, 7 December 2026, in place of “Monday, 30 November 2026”."
    )
    dialog(page).get_by_role("button", name="Yes, set this up").click()
    expect(dialog(page)).to_contain_text("This device is set up for you.")
    assert stored(page) == {NAME: "Ana Ruiz", BEGINS: "2026-12-07"}
    assert sorted(kept(page)) == ["2026-11-30", "Anna"]
    dialog(page).get_by_role("button", name="Undo").click()
    assert stored(page) == {NAME: "Anna", BEGINS: "2026-11-30"}
    assert kept(page) == []


def test_a_link_that_was_taken_over_does_not_ask_again(client: BrowserContext, site: Site) -> None:
    page = taken(client, site)
    page.goto("about:blank")
    page.goto(f"{site.url}{PROGRAM}#{fragment(LINK)}")
    expect(page).to_have_url(f"{site.url}{PROGRAM}")
    expect(dialog(page)).to_have_count(0)
    # One that says something else does.
    other = LinkedProgram("2026-12-14", ())
    page = visited(client, site, PersonalLink("ana-ruiz", "", "", {"better-sleep": other}))
    expect(dialog(page).locator("li")).to_have_text(
        [
            "“Better nights” begins on Monday, 14 December 2026,"
            " in place of “Monday, 7 December 2026”.",
            "In “Better nights”, no worksheets are left out any more.",
        ]
    )


def coded(data: Any) -> str:
    text = json.dumps(data).encode()
    return f"for={base64.urlsafe_b64encode(text).decode().rstrip('=')}"


@pytest.mark.parametrize(
    ("hash", "said"),
    [
        (coded({"v": 2}), "for a newer version of this site"),
        (fragment(LINK)[:-7], "This link is damaged."),
        (coded({"v": 1, "client": "a b"}), "This link is damaged."),
        ("for=", "This link is damaged."),
    ],
)
def test_a_link_that_cannot_be_read_changes_nothing(
    client: BrowserContext, site: Site, hash: str, said: str
) -> None:
    page = client.new_page()
    page.goto(f"{site.url}#{hash}")
    expect(dialog(page)).to_contain_text(said)
    dialog(page).get_by_role("button", name="Close").click()
    expect(page).to_have_url(site.url)
    assert entries(page).keys() <= {"setting:mark", "setting:check"}


def test_programs_of_another_site_are_passed_over(client: BrowserContext, site: Site) -> None:
    programs = {"better-sleep": LinkedProgram("2026-12-07"), "other": LinkedProgram("2026-12-07")}
    page = visited(client, site, PersonalLink("ana-ruiz", "Ana Ruiz", "", programs))
    expect(dialog(page)).to_contain_text("not here, and are passed over: other.")
    dialog(page).get_by_role("button", name="Yes, set this up").click()
    expect(dialog(page)).to_contain_text("This device is set up for you.")
    assert stored(page) == {NAME: "Ana Ruiz", BEGINS: "2026-12-07"}


def test_a_link_for_somebody_else_is_warned_of(client: BrowserContext, site: Site) -> None:
    taken(client, site, PersonalLink("ben-li", "Ben Li"))
    page = visited(client, site)
    expect(dialog(page).locator("strong")).to_have_text(
        "This device was set up for “ben-li”, and this link is for “ana-ruiz”. If these are two"
        " people, choose “No, change nothing”."
    )


def test_a_link_that_is_pasted_into_an_open_page_is_asked_about(
    client: BrowserContext, site: Site
) -> None:
    page = opened(client, site)
    field(page, f"{KEY}/where").fill("On the sofa")
    page.evaluate("hash => { location.hash = hash }", fragment(LINK))
    dialog(page).get_by_role("button", name="Yes, set this up").click()
    dialog(page).get_by_role("button", name="Close").click()
    expect(field(page, NAME)).to_have_value("Ana Ruiz")
    expect(field(page, f"{KEY}/where")).to_have_value("On the sofa")


def test_home_shows_at_once_what_is_due(client: BrowserContext, site: Site) -> None:
    client.clock.set_fixed_time(datetime.fromisoformat("2026-12-15T12:00"))
    page = taken(client, site, path="")
    expect(page.locator("[data-wb-home] li")).to_have_text(["Session: Steps"])


def sheets(page: Page) -> set[str]:
    """The titles of the worksheets that the page and its menu link to."""
    links = page.locator("[data-wb-lists] a, a[data-wb-lists]").filter(visible=True)
    return {text.strip() for text in links.all_text_contents()}


def test_left_out_worksheets_are_in_no_list(
    client: BrowserContext, site: Site, tmp_path: Path
) -> None:
    client.clock.set_fixed_time(datetime.fromisoformat("2026-12-15T12:00"))
    page = opened(client, site, PROGRAM)
    everything = sheets(page)
    assert everything >= {"My goal", "My week", "My steps"}
    page = taken(client, site)
    line = page.locator("section [data-wb-left-out-of]")
    expect(line).to_contain_text("Worksheets that your coach has left out for you: 3.")
    assert sheets(page) == everything - {"My goal", "My week", "My steps"}
    # Nor are they counted, due, or in the calendar.
    expect(page.locator(".wb-begin__due li")).to_have_text(["Session: Steps"])
    store_answer(page, f"{KEY}/where", "On the sofa")
    page.reload()
    expect(page.locator("[data-wb-phase-note]").first).to_have_text("Worksheets done: 0 of 3")
    expect(page.locator("[data-wb-phase-note]").nth(1)).to_be_empty()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the days for my calendar").click()
    calendar = icalendar.Calendar.from_ical(download.value.path().read_bytes())
    assert {str(each["UID"]).split("@")[0] for each in calendar.walk("VEVENT")} == {
        f"better-sleep-session-{number}" for number in range(1, 5)
    }
    page.goto(f"{site.url}{PROGRAM}plan/")
    expect(page.locator("[data-wb-left-out-of]")).to_contain_text("left out for you: 1.")
    assert "My steps" not in sheets(page)
    page.goto(f"{site.url}{PROGRAM}act/")
    expect(page.locator("[data-wb-left-out]").first).to_be_attached()
    expect(page.locator("[data-wb-left-out-of]")).to_be_hidden()
    page.goto(f"{site.url}worksheets/")
    expect(page.locator(".wb-row[data-wb-left-out]").first).to_be_attached()
    shown = page.locator(".wb-row").filter(visible=True)
    expect(page.locator("[data-wb-count]")).to_have_text(f"Worksheets shown: {shown.count()}")
    assert {"My goal", "My week", "My steps"}.isdisjoint(sheets(page))
    page.get_by_label("Phase").select_option("assess")
    expect(shown).to_have_count(3)
    expect(page.locator("[data-wb-count]")).to_have_text("Worksheets shown: 3")
    # The sheet before leads past one that is left out, which is there when it is opened.
    page.goto(f"{site.url}{PROGRAM}steps/")
    expect(page.locator("h1")).to_contain_text("My steps")
    field(page, "better-sleep/steps/steps/row-1/what").fill("still works")
    page.goto(f"{site.url}{PROGRAM}strengths/")
    expect(page.locator("a[rel=next] .wb-onward__title")).to_have_text("Weekly check-in")
    page.locator("a[rel=next]").click()
    expect(page.locator("h1")).to_contain_text("Weekly check-in")


def test_a_client_can_see_all_worksheets_again(client: BrowserContext, site: Site) -> None:
    page = opened(client, site, PROGRAM)
    everything = sheets(page)
    page = taken(client, site)
    line = page.locator("section [data-wb-left-out-of]")
    line.get_by_role("button", name="Show all").click()
    expect(line).to_contain_text("Your coach has left out some of these for you: 3.")
    expect(line.get_by_role("button", name="Hide them again")).to_be_focused()
    assert sheets(page) == everything
    page.reload()
    expect(line).to_contain_text("Your coach has left out some of these for you: 3.")
    assert sheets(page) == everything
    page.goto(f"{site.url}{PROGRAM}assess/")
    page.get_by_role("button", name="Hide them again").click()
    expect(page.get_by_role("link", name="My goal").first).to_be_hidden()


def test_the_program_begins_with_the_first_one_that_is_not_left_out(
    client: BrowserContext, site: Site
) -> None:
    programs = {"better-sleep": LinkedProgram("", ("evenings-now",))}
    page = taken(client, site, PersonalLink("ana-ruiz", "Ana Ruiz", "", programs))
    start = page.get_by_role("link", name="Start with the first worksheet")
    expect(start).to_have_attribute("href", f"{site.url}{PROGRAM}life-wheel/")


def test_files_say_which_client_they_are_from(
    client: BrowserContext, chromium: Browser, site: Site, tmp_path: Path
) -> None:
    taken(client, site)
    page = opened(client, site)
    field(page, f"{KEY}/where").fill("On the sofa")
    file = exported(page)
    assert file["client"] == "ana-ruiz"
    page.get_by_role("button", name="Send to my coach").click()
    expect(dialog(page)).to_contain_text("your name, Ana Ruiz; your client ID, ana-ruiz")
    (tmp_path / "answers.json").write_text(json.dumps(file), encoding="utf-8")
    with visit(chromium) as other:
        page = opened(other, site)
        read_in(page, tmp_path / "answers.json").get_by_role("button", name="Take the").click()
        expect(field(page, f"{KEY}/where")).to_have_value("On the sofa")
        assert settings(page) == {"client": "ana-ruiz"}


def test_the_page_of_all_that_is_kept_shows_and_erases_it(
    client: BrowserContext, site: Site
) -> None:
    page = taken(client, site)
    page.goto(f"{site.url}your-answers/")
    place = page.locator("[data-wb-kept]")
    expect(place).to_contain_text("your client ID is “ana-ruiz”")
    expect(place).to_contain_text("in “Better nights”: My goal, My week, My steps.")
    page.get_by_role("button", name="Erase answers").click()
    expect(dialog(page)).to_contain_text("What a link from your coach has set up here is erased")
    dialog(page).get_by_role("button", name="Erase them").click()
    expect(place).to_have_text("There are no answers here yet.")
    assert settings(page) == {}
    page.get_by_role("button", name="Undo").click()
    expect(place).to_contain_text("your client ID is “ana-ruiz”")
    # A worksheet is erased alone.
    page.goto(site.url + SHEET)
    field(page, f"{KEY}/where").fill("On the sofa")
    page.get_by_role("button", name="Erase answers").click()
    expect(dialog(page)).not_to_contain_text("What a link from your coach")
    dialog(page).get_by_role("button", name="Erase them").click()
    expect(field(page, f"{KEY}/where")).to_have_value("")
    assert settings(page)["client"] == "ana-ruiz"


def test_what_only_a_link_has_set_can_be_erased(client: BrowserContext, site: Site) -> None:
    page = taken(client, site, PLAIN)
    page.goto(f"{site.url}your-answers/")
    page.get_by_role("button", name="Erase answers").click()
    dialog(page).get_by_role("button", name="Erase them").click()
    expect(page.locator("[data-wb-kept]")).to_have_text("There are no answers here yet.")
    assert settings(page) == {}


def test_a_program_in_one_file_takes_a_link_over(chromium: Browser, practice: Path) -> None:
    path = practice / "better-sleep.html"
    files = portable_files(Practice.open(practice / "content"))
    path.write_text(files[path.name], encoding="utf-8")
    with visit(chromium) as client:
        page = client.new_page()
        page.goto(f"{path.as_uri()}#{fragment(LINK)}")
        expect(dialog(page).locator("li")).to_have_count(4)
        expect(dialog(page)).to_contain_text("“Better nights” begins on Monday, 7 December 2026.")
        dialog(page).get_by_role("button", name="Yes, set this up").click()
        dialog(page).get_by_role("button", name="Close").click()
        expect(page).to_have_url(path.as_uri())
        expect(page.locator("section [data-wb-left-out-of]")).to_contain_text("left out for you: 2")
        expect(page.get_by_role("link", name="My goal").first).to_be_hidden()
        page.locator(".wb-file__menu").get_by_role("link", name="What I am good at").click()
        page.locator(".wb-file__onward").get_by_role("link", name="Weekly check-in").click()
        expect(page.locator("h1")).to_contain_text("Weekly check-in")
        with page.expect_download() as download:
            page.get_by_role("button", name="Save", exact=True).click()
        download.value.save_as(practice / "copy.html")
    with visit(chromium) as client:
        page = client.new_page()
        page.goto((practice / "copy.html").as_uri())
        expect(page.locator("section [data-wb-left-out-of]")).to_contain_text("left out for you: 2")
        page.goto(f"{(practice / 'copy.html').as_uri()}#/answers")
        expect(page.locator("[data-wb-kept]")).to_contain_text("your client ID is “ana-ruiz”")


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_axe_finds_nothing(chromium: Browser, site: Site, width: int, scheme: str) -> None:
    options: dict[str, Any] = {"color_scheme": scheme, "viewport": {"width": width, "height": 800}}
    fits = "() => document.documentElement.scrollWidth <= innerWidth"
    with visit(chromium, **options) as client:
        page = visited(client, site)
        expect(dialog(page).get_by_role("heading")).to_be_focused()
        assert violations(page) == []
        assert dialog(page).evaluate("each => each.scrollWidth <= each.clientWidth")
        dialog(page).get_by_role("button", name="Yes, set this up").click()
        expect(dialog(page)).to_contain_text("This device is set up for you.")
        assert violations(page) == []
        dialog(page).get_by_role("button", name="Close").click()
        expect(page.locator("section [data-wb-left-out-of]")).to_be_visible()
        for path in (PROGRAM, f"{PROGRAM}plan/", "worksheets/", "your-answers/"):
            page.goto(site.url + path)
            page.wait_for_load_state("networkidle")
            assert violations(page) == [], path
            assert page.evaluate(fits), path
