"""The same recordings play in each engine."""

import pytest
from support.browser_site import Site
from support.engines import Page
from support.listening import SHEET

H264 = 'video/mp4; codecs="avc1.64000a,mp4a.40.2"'
pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore:setting remote_server_addr:DeprecationWarning"),  # selenium
]


def test_a_sound_plays(page: Page, site: Site) -> None:
    page.visit(site.url + SHEET)
    page.until("return document.querySelector('audio').readyState >= 1")
    page.click(".wb-recording summary")  # browsers play nothing before a client has done something
    length, fails = page.script(
        """const player = document.querySelector("audio");
        player.muted = true;
        await player.play();
        return [player.duration, player.error !== null]"""
    )
    assert 1.9 < length < 2.3
    assert not fails


def test_a_film_plays_or_is_read(page: Page, site: Site) -> None:
    """On Linux, Firefox and WebKit know H.264 only where the system has it, unlike elsewhere."""
    page.visit(site.url + SHEET)
    outcome = page.until(
        """const film = document.querySelector("video").closest("section");
        const [player] = film.getElementsByTagName("video");
        const note = film.querySelector("[role=status]").textContent;
        return player.readyState >= 1 && "plays" || film.querySelector("details").open && note"""
    )
    played = page.script("return document.createElement('video').canPlayType(args[0]) !== ''", H264)
    assert outcome == (
        "plays" if played else "This cannot be played here. You can read it instead."
    )
