"""The desk works in each engine: the address opens it, and its forms come from it."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from support.engines import Page
from support.places import PRACTICE
from support.sent_back import GOAL, NAME, add_clients, answers_file, filled_pdf

from workbook_builder.desk.desk import Desk
from workbook_builder.desk.server import serving

pytestmark = pytest.mark.slow

CONTENT = "return document.querySelector('main')?.textContent.includes(args[0])"


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The address of a desk with two clients."""
    practice = Path(copytree(PRACTICE, tmp_path / "practice"))
    add_clients(practice, ana_ruiz="Ana Ruiz", ben_oka="Ben Oka")
    desk = Desk(practice / "mkdocs.yml", lambda: "2026-12-15", lambda: "2026-12-15T08:00:00.000Z")
    with serving(desk, 0) as found:
        yield found


def test_files_are_collected_and_a_session_is_prepared(
    page: Page, address: str, tmp_path: Path
) -> None:
    files = {
        "Größe.pdf": filled_pdf({NAME: "Ana Ruiz", GOAL: "Sleep six hours"}),
        "whose.json": answers_file({GOAL: "Sleep"}),
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    page.driver.get(address)
    page.until(CONTENT, "Ana Ruiz")
    assert page.script("return location.search") == ""
    page.find("input[type=file]").send_keys("\n".join(str(tmp_path / name) for name in files))
    page.click("form.drop button")
    page.until(CONTENT, "Größe.pdf: 1 answer for ana-ruiz")
    page.until(CONTENT, "Whose are these?")
    page.script("document.querySelector('select').value = 'ben-oka'")
    page.click("form.row button")
    page.until(CONTENT, "whose.json: 1 answer for ben-oka")
    page.click("a[href='/clients/ana-ruiz']")
    page.until(CONTENT, "Prepare the next session")
    page.click("a[href='/clients/ana-ruiz/session']")
    page.until(CONTENT, "Last promises")
