"""The desk in a browser: files dropped on it, by keyboard, on small screens, and in the dark."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from support.browser import console_errors, violations, visit
from support.places import PRACTICE
from support.sent_back import GOAL, NAME, add_clients, answers_file, filled_pdf

from workbook_builder.desk.desk import Desk
from workbook_builder.desk.server import serving

pytestmark = pytest.mark.slow

PLAN = "better-sleep/steps/steps/row-1"
ANA = {
    NAME: "Ana Ruiz",
    GOAL: "Sleep six hours",
    f"{PLAN}/what": "Read",
    f"{PLAN}/when": "2026-12-10",
}
PAGES = ("", "clients/ana-ruiz", "clients/ana-ruiz/session", "clients/ana-ruiz/report")


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The address of a desk with two clients."""
    practice = Path(shutil.copytree(PRACTICE, tmp_path / "practice"))
    add_clients(practice, ana_ruiz="Ana Ruiz", long="Esther Lindqvist-Montgomery-Featherstonehaugh")
    desk = Desk(practice / "mkdocs.yml", lambda: "2026-12-15", lambda: "2026-12-15T08:00:00.000Z")
    with serving(desk, 0) as found:
        yield found


def files(folder: Path) -> list[Path]:
    """Two files of one client that differ, one that may be anybody's, and one that is none."""
    contents = {
        "answers.json": answers_file(ANA, "2026-12-14T20:00:00.000Z"),
        "goal.pdf": filled_pdf(ANA | {GOAL: "Sleep seven hours"}),
        "whose.json": answers_file({GOAL: "Sleep"}),
        "photo.png": b"\x89PNG",
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in contents]


def collect(page: Page, folder: Path) -> None:
    page.set_input_files("input[type=file]", files(folder))
    page.get_by_role("button", name="Collect").click()


def test_what_clients_sent_is_dropped_and_seen(
    chromium: Browser, address: str, tmp_path: Path
) -> None:
    with visit(chromium) as coach:
        errors = console_errors(coach)
        page = coach.new_page()
        page.goto(address)
        assert "token" not in page.url
        collect(page, tmp_path)
        said = page.get_by_role("status")
        expect(said).to_contain_text("answers.json: 3 answers for ana-ruiz")
        expect(page.get_by_role("alert")).to_contain_text(
            "photo.png: this is not a file of answers"
        )
        page.get_by_label("Client", exact=True).select_option("Ana Ruiz")
        page.get_by_role("button", name="Decide").click()
        expect(page.get_by_role("status")).to_contain_text("whose.json: 1 answer for ana-ruiz")
        page.get_by_role("link", name="Ana Ruiz").click()
        expect(page.get_by_text("1 answer differs")).to_be_visible()
        expect(page.get_by_text("was due on Dec 10, 2026")).to_be_visible()
        page.get_by_role("link", name="Prepare the next session").click()
        expect(page.get_by_text("Ask about these")).to_be_visible()
        with coach.expect_page() as opened:  # so that the desk is still there
            page.get_by_role("link", name="Report").click()
        expect(opened.value.get_by_role("heading", level=1)).to_have_text("Ana Ruiz")
        assert errors == []


def test_no_request_leaves_the_machine(chromium: Browser, address: str, tmp_path: Path) -> None:
    with visit(chromium) as coach:
        asked: list[str] = []
        coach.on("request", lambda request: asked.append(request.url))
        page = coach.new_page()
        page.goto(address)
        collect(page, tmp_path)
        origin = address.partition("/?")[0]
        for path in PAGES:
            page.goto(f"{origin}/{path}")
        assert asked
        assert [url for url in asked if not url.startswith((f"{origin}/", "data:"))] == []


def test_it_works_by_keyboard(chromium: Browser, address: str) -> None:
    with visit(chromium) as coach:
        page = coach.new_page()
        page.goto(address)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to content"
        reached = set()
        for _ in range(12):
            page.keyboard.press("Tab")
            reached.add(
                page.evaluate("document.activeElement.textContent || document.activeElement.id")
            )
        assert {"files", "Collect", "Ana Ruiz", "Next session"} <= reached


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_and_nothing_is_cut_off(
    chromium: Browser, address: str, tmp_path: Path, width: int, scheme: str
) -> None:
    size = {"width": width, "height": 800}
    with visit(chromium, viewport=size, color_scheme=scheme) as coach:
        page = coach.new_page()
        page.goto(address)
        collect(page, tmp_path)
        assert violations(page) == []
        for path in PAGES:
            page.goto(f"{address.partition('/?')[0]}/{path}")
            assert violations(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_it_can_be_printed(chromium: Browser, address: str) -> None:
    with visit(chromium) as coach:
        page = coach.new_page()
        page.goto(address)
        page.goto(f"{address.partition('/?')[0]}/clients/ana-ruiz/session")
        page.emulate_media(media="print")
        expect(page.get_by_role("link", name="Report")).to_be_hidden()
        expect(page.get_by_role("heading", name="Agenda")).to_be_visible()
