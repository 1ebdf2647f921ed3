"""A client begins in one language and goes on in another, in each engine."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from support.browser_site import Site, built
from support.engines import Page
from support.languages import add_language
from support.places import PRACTICE

pytestmark = pytest.mark.slow

SHEET = "wellness/better-sleep/evenings-now/"
WHERE = "better-sleep/evenings-now/where"


@pytest.fixture(scope="module")
def bilingual(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site of the small practice in English and Spanish."""
    practice = Path(copytree(PRACTICE, tmp_path_factory.mktemp("bilingual") / "practice"))
    add_language(practice)
    with built(practice) as site:
        yield site


def write(page: Page, key: str, text: str) -> None:
    page.script(
        """const field = document.querySelector(`[name="${args[0]}"]`);
        field.value = args[1];
        field.dispatchEvent(new Event("input", {bubbles: true}));
        field.dispatchEvent(new Event("change", {bubbles: true}));""",
        key,
        text,
    )


def test_answers_in_one_language_are_there_in_the_other(page: Page, bilingual: Site) -> None:
    site = Site(bilingual.folder)  # at an address for which no browser has kept anything
    page.visit(f"{site.url}es/{SHEET}")
    page.ready()
    write(page, WHERE, "en la cocina")
    write(page, "better-sleep/evenings-now/bedtime", "23,5")
    page.until("return document.querySelector('[data-wb-status]').textContent.includes('uardad')")
    page.find(".wb-languages summary").click()
    page.find(".wb-languages a[lang=en]").click()
    page.until("return document.documentElement.lang === 'en'")
    page.ready()
    assert page.script("return location.pathname").endswith(f"/workbook/{SHEET}")
    assert page.shown() == {WHERE: "en la cocina", "better-sleep/evenings-now/bedtime": "23.5"}
