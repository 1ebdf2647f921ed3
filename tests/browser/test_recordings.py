"""A recording plays on its page, and whoever cannot play it reads what it says."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect
from support.browser import console_errors, opened, violations
from support.browser_site import Site
from support.listening import FILM, SHEET, SOUND
from support.places import DATA

pytestmark = pytest.mark.slow

WORDS = "Breathe out while you count to six."
PLAY = """async (player) => {
    player.muted = true;
    await player.play();
    return [Math.round(player.duration), player.error];
}"""


def sound(page: Page) -> Locator:
    return page.get_by_role("region", name="Calm breathing")


def film(page: Page) -> Locator:
    return page.get_by_role("region", name="Stretching at your desk")


def test_a_sound_and_a_film_play_when_a_client_wants(client: BrowserContext, site: Site) -> None:
    errors = console_errors(client)
    page = opened(client, site, SHEET)
    for place in (sound(page), film(page)):
        player = place.locator("audio, video")
        assert player.evaluate("(player) => player.paused && !player.autoplay && player.controls")
        assert player.evaluate(PLAY) == [2, None]
    captions = film(page).locator("track")
    expect(captions).to_have_attribute("srclang", "en")
    cues = "(track) => [...track.track.cues].map((cue) => cue.text)"
    assert captions.evaluate(cues) == ["Stand up.", "Reach for the ceiling."]
    assert errors == []


def test_everybody_can_open_the_written_version(client: BrowserContext, site: Site) -> None:
    page = opened(client, site, SHEET)
    words = sound(page).get_by_text(WORDS)
    expect(words).to_be_hidden()
    assert violations(page) == []
    page.get_by_text("Read it instead").first.focus()
    page.keyboard.press("Enter")
    expect(words).to_be_visible()
    assert violations(page) == []


def test_what_a_screen_reader_meets(
    client: BrowserContext, site: Site, golden: Callable[[Path, str], None]
) -> None:
    page = opened(client, site, SHEET)
    tree = page.locator("[data-wb-form]").aria_snapshot().replace(site.url, "…/")
    golden(DATA / "accessibility/listening.yml", tree + "\n")


def test_the_code_on_paper_leads_to_the_recording(client: BrowserContext, site: Site) -> None:
    page = client.new_page()
    page.set_viewport_size({"width": 390, "height": 700})
    page.goto(f"{site.url}{SHEET}#{FILM}")
    expect(film(page)).to_be_in_viewport()
    expect(sound(page)).not_to_be_in_viewport()


def test_it_can_be_saved_on_the_device(client: BrowserContext, site: Site) -> None:
    page = opened(client, site, SHEET)
    with page.expect_download() as saved:
        sound(page).get_by_role("link", name="Save on this device").click()
    assert saved.value.suggested_filename == "calm-breathing.mp3"


def test_without_a_network_it_says_so_and_shows_the_words(
    client: BrowserContext, site: Site
) -> None:
    page = opened(client, site, SHEET)
    note = sound(page).get_by_role("status")
    expect(note).to_be_empty()
    expect(page.locator("[data-wb-offline]")).to_contain_text("also work without a network")
    kept = page.evaluate(
        "caches.keys().then(async ([name]) => (await (await caches.open(name))"
        ".keys()).map(({ url }) => url))"
    )
    assert any(url.endswith(SHEET) for url in kept)
    assert not [url for url in kept if re.search(r"\.(mp3|mp4)$", url)]
    client.set_offline(True)
    page.reload()
    expect(note).to_have_text("To play this, the page needs the internet. You can read it instead.")
    expect(sound(page).get_by_text(WORDS)).to_be_visible()
    assert violations(page) == []
    client.set_offline(False)
    expect(note).to_be_empty()
    assert sound(page).locator("audio").evaluate(PLAY) == [2, None]


def test_a_recording_that_cannot_be_loaded_is_read(client: BrowserContext, site: Site) -> None:
    client.route(f"**/{SOUND}", lambda route: route.fulfill(status=404))
    page = opened(client, site, SHEET)
    expect(sound(page).get_by_role("status")).to_have_text(
        "This cannot be played here. You can read it instead."
    )
    expect(sound(page).get_by_text(WORDS)).to_be_visible()
    expect(film(page).get_by_role("status")).to_be_empty()


def test_print_has_the_words_and_no_player(client: BrowserContext, site: Site) -> None:
    page = opened(client, site, SHEET)
    page.emulate_media(media="print")
    expect(sound(page).get_by_text(WORDS)).to_be_visible()
    for each in ("audio", "summary", "a[download]"):
        expect(sound(page).locator(each)).to_be_hidden()
    page.emulate_media(media="screen")
    expect(sound(page).get_by_text(WORDS)).to_be_hidden()
