"""A link from the coach and a file for the coach, in each engine: on a site, and in one file."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from jwcrypto.jwk import JWK
from support.browser_site import Site, built
from support.client_actions import CATCH_FILES, downloaded
from support.coach_key import add_coach_key, opened_file
from support.engines import Page
from support.places import PRACTICE

from workbook_builder.answers.personal_link import LinkedProgram, PersonalLink, fragment

pytestmark = pytest.mark.slow

KEY = "better-sleep/evenings-now"
STORY = "naïve “Ärger” & <Mut>, Ωμέγα 😀"
LINK = PersonalLink(
    "ωμέγα", "Ωμέγα 😀", "", {"better-sleep": LinkedProgram("2026-12-07", ("life-wheel", "goal"))}
)


@pytest.fixture(scope="module")
def coach(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, JWK]]:
    """The site of a coach who has a key, with a program in one file beside it, and the key."""
    practice = Path(copytree(PRACTICE, tmp_path_factory.mktemp("coach") / "practice"))
    key = add_coach_key(practice)
    with built(practice, "--portable") as site:
        yield site, key


def agreed(page: Page) -> None:
    """Agree to what a link says."""
    page.until("return document.querySelector('dialog button[value=take]') !== null")
    page.find("dialog button[value=take]").click()
    page.until("return document.querySelector('dialog button[value=undo]') !== null")
    page.find("dialog button[value='']").click()
    page.until("return document.querySelector('dialog') === null")
    assert page.script("return location.hash") == ""


def sent(page: Page) -> str:
    """The file for the coach that the page saves."""
    page.script(CATCH_FILES)
    page.click('[data-wb-do="send"]')
    page.until("return document.querySelector('dialog button[value=save]') !== null")
    page.find("dialog button[value=save]").click()
    text = downloaded(page).decode()
    page.until("return document.querySelector('dialog a[href^=\"mailto:\"]') !== null")
    return text


@pytest.mark.parametrize("place", ["site", "file"])
def test_a_link_sets_up_the_page_and_the_coach_can_open_what_comes_back(
    page: Page, coach: tuple[Site, JWK], tmp_path: Path, place: str
) -> None:
    site, key = coach
    served = Site(site.folder)  # at an address for which no browser has kept anything
    start, sheet = f"{served.url}wellness/better-sleep/", "evenings-now/"
    if place == "file":
        path = copytree(site.folder.parent / "portable", tmp_path / "kept") / "better-sleep.html"
        start, sheet = path.as_uri(), "#evenings-now"
    page.driver.get("about:blank")
    page.driver.get(f"{start}#{fragment(LINK)}")
    agreed(page)
    hidden = "[data-wb-lists='better-sleep/goal'][data-wb-left-out]"
    page.until(f'return document.querySelector("{hidden}") !== null')
    assert not page.find(f"{hidden} a").is_displayed()
    page.driver.get("about:blank")
    page.visit(f"{start}{sheet}")
    page.until("return !!document.querySelector('[data-wb-form]')")
    page.ready()
    assert page.shown() == {"better-sleep/client-name": "Ωμέγα 😀"}
    page.script(
        """const field = document.querySelector(`[name="${args[0]}"]`);
        field.value = args[1];
        field.dispatchEvent(new Event("input", {bubbles: true}));
        field.dispatchEvent(new Event("change", {bubbles: true}));""",
        f"{KEY}/story",
        STORY,
    )
    page.saved()
    text = sent(page)
    content = opened_file(text, key)
    assert content["client"] == "ωμέγα"
    assert content["answers"] == {
        "better-sleep/client-name": "Ωμέγα 😀",
        "better-sleep/begins": "2026-12-07",
        f"{KEY}/story": STORY,
    }
    served.close()
