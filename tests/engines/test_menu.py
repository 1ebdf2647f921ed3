"""On a narrow screen the menu opens with the keyboard, whichever the browser is."""

from pathlib import Path

import pytest
from selenium.webdriver import ActionChains, Keys
from support import engines
from support.browser_site import Site

pytestmark = pytest.mark.slow

SEEN = """
    const link = document.querySelector(".wb-menu a");
    const { left } = link.getBoundingClientRect();
    return getComputedStyle(link).visibility === "visible" && left >= 0;
"""


@pytest.mark.parametrize("engine", engines.ENGINES)
def test_the_menu_opens_and_shuts(engine: str, site: Site, tmp_path: Path) -> None:
    with engines.driven(engine, tmp_path) as driver:
        page = engines.Page(driver)
        driver.set_window_size(600, 800)
        page.visit(f"{site.url}wellness/better-sleep/evenings-now/")
        assert not page.script(SEEN)
        page.script("document.querySelector('.wb-switch').focus()")
        if engine != "webkit":  # whose driver does not say
            assert page.find(".wb-switch").accessible_name == "Main menu"
        assert page.find(".wb-switch").get_attribute("aria-expanded") == "false"
        ActionChains(driver).send_keys(Keys.SPACE).perform()
        page.until(SEEN)
        assert page.find(".wb-switch").get_attribute("aria-expanded") == "true"
        ActionChains(driver).send_keys(Keys.SPACE).perform()
        page.until(f"return !(() => {{ {SEEN} }})()")
