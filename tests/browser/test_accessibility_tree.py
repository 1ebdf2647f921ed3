"""What a screen reader meets on a sheet with every field type."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext
from support.browser import opened
from support.browser_site import Site
from support.places import DATA

from workbook_builder.content.loader import load
from workbook_builder.model import fields

pytestmark = pytest.mark.slow

SHEETS = [
    "everything",
    "evenings-now",
    "life-wheel",
    "steps",
    "moved",
    "kinds",
    "weekly",
    "listening",
]


@pytest.mark.parametrize("sheet", SHEETS)
def test_the_tree_of_a_sheet(
    client: BrowserContext, site: Site, golden: Callable[[Path, str], None], sheet: str
) -> None:
    client.clock.set_fixed_time("2026-03-02T08:00:00+00:00")  # for suggested days
    page = opened(client, site, f"wellness/better-sleep/{sheet}/")
    page.wait_for_load_state("networkidle")
    tree = page.locator("[data-wb-form]").aria_snapshot().replace(site.url, "…/")
    golden(DATA / f"accessibility/{sheet}.yml", tree + "\n")


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_control_has_a_name_of_its_own(
    client: BrowserContext, site: Site, sheet: str
) -> None:
    page = opened(client, site, f"wellness/better-sleep/{sheet}/")
    page.wait_for_load_state("networkidle")
    script = """form => [...form.elements].filter(each => each.checkVisibility()
            && each.matches("input, select, textarea, button"))
        .map(each => `${each.type}: ` + (each.getAttribute("aria-label")
            || [...each.labels].map(label => label.innerText).join(" ") || each.innerText)
            + (each.type === "radio" ? each.value : ""))"""
    names = page.locator("[data-wb-form]").evaluate(script)
    assert len(names) > 1
    assert [name for name, count in Counter(names).items() if count > 1] == []


def test_these_sheets_have_every_field_type(site: Site) -> None:
    workbook = load(site.folder.parent / "content")
    sheets = [sheet for _, program in workbook.programs() for sheet in program.worksheets]
    used = {field.type for sheet in sheets if sheet.id in SHEETS for field in sheet.fields}
    assert used == set(fields.types())
