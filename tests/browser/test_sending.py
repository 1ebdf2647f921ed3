"""A client makes a file for the coach, which the coach alone can open, and sends it."""

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from typing import Any
from urllib.parse import unquote

import pytest
from jwcrypto.jwk import JWK
from playwright.sync_api import Browser, BrowserContext, Download, Locator, Page, Route, expect
from support.browser import (
    KEY,
    SHEET,
    console_errors,
    entries,
    exported,
    field,
    opened,
    read_in,
    store_answer,
    stored,
    violations,
    visit,
)
from support.browser_site import Site, built, policy
from support.coach_key import add_coach_key, opened_file
from support.places import DATA, PRACTICE

pytestmark = pytest.mark.slow

PROGRAM = "wellness/better-sleep/"
NAME = "better-sleep/client-name"
GOAL = "better-sleep/goal/goal"
SHARES = """
    window.shared = [];
    Navigator.prototype.canShare = ({files}) => files.every(({type}) => type === "text/plain");
    Navigator.prototype.share = async ({files}) => {
        if (window.refuses) throw new DOMException("", window.refuses);
        for (const file of files) window.shared.push([file.name, await file.text()]);
    };
"""


@pytest.fixture(scope="module")
def coach(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, JWK]]:
    """The site of a coach who has a key, and the key."""
    practice = Path(copytree(PRACTICE, tmp_path_factory.mktemp("sending") / "practice"))
    copytree(DATA / "browser_sheets", practice / "content/worksheets", dirs_exist_ok=True)
    program = practice / "content/tracks/wellness/better-sleep.yml"
    text = program.read_text(encoding="utf-8").rstrip()
    program.write_text(f"{text}\n      - use: weekly\n", encoding="utf-8")
    key = add_coach_key(practice)
    with built(practice) as site:
        yield site, key


@pytest.fixture
def private(coach: tuple[Site, JWK]) -> Site:
    """The site of the coach who has a key."""
    return coach[0]


@pytest.fixture
def key(coach: tuple[Site, JWK]) -> JWK:
    """The key."""
    return coach[1]


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Send to my coach")


def send(page: Page) -> Locator:
    """Choose the button, and return the dialog."""
    page.get_by_role("button", name="Send to my coach").click()
    expect(dialog(page)).to_be_visible()
    return dialog(page)


def saved(page: Page, button: str = "Save the file") -> Download:
    """Save the file that the dialog is about."""
    with page.expect_download() as download:
        dialog(page).get_by_role("button", name=button, exact=True).click()
    return download.value


def text_of(download: Download) -> str:
    return download.path().read_text(encoding="utf-8")


def chosen(page: Page) -> list[str]:
    """The worksheets that are chosen in the dialog."""
    boxes = dialog(page).locator("input:checked")
    values: list[str] = boxes.evaluate_all("all => all.map(each => each.value)")
    return values


def note(page: Page) -> Locator:
    return page.locator("[data-wb-paper-note]")


def answered(client: BrowserContext, site: Site, path: str = SHEET) -> Page:
    """A page of a client who has given their name, and answers on three sheets."""
    page = opened(client, site, SHEET)
    for key, value in {
        NAME: "Ana Ruiz",
        f"{KEY}/where": "On the sofa",
        GOAL: "Ωμέγα 😀",
        "better-sleep/weekly@2/step": "to bed at ten",
        "better-sleep/weekly@3/step": "no coffee",
    }.items():
        store_answer(page, key, value)
    page.goto(site.url + path)
    if page.locator("[data-wb-form]").count():
        expect(page.locator("[data-wb-status]")).not_to_be_empty()
    return page


def test_only_the_coach_can_open_the_file(client: BrowserContext, private: Site, key: JWK) -> None:
    page = answered(client, private)
    shown = send(page)
    expect(shown).to_contain_text("This makes a file for Ines Okafor.")
    expect(shown).to_contain_text("only Ines Okafor can read it")
    expect(shown).to_contain_text("Also in the file: your name, Ana Ruiz; when you wrote each")
    assert chosen(page) == [KEY]
    file = saved(page)
    assert file.suggested_filename.startswith("Ana-Ruiz-answers-")
    assert file.suggested_filename.endswith(".txt")
    text = text_of(file)
    assert "sofa" not in text
    assert "Ana" not in text
    header = json.loads(base64.urlsafe_b64decode(text.split(".")[0] + "=="))
    assert header.pop("epk").keys() == {"kty", "crv", "x", "y"}
    expected = {"alg": "ECDH-ES", "enc": "A256GCM", "kid": key.thumbprint(), "cty": "json"}
    assert header == expected
    content = opened_file(text, key)
    assert content["answers"] == {NAME: "Ana Ruiz", f"{KEY}/where": "On the sofa"}
    assert content["practice"] == "Quiet Harbor Coaching"
    assert content["language"] == "en"
    assert set(content) == {"format", "version", "practice", "language", "answers", "saved"}
    assert stored(page)[f"{KEY}/where"] == "On the sofa", "what was sent stays"


def test_a_client_chooses_what_goes_into_the_file(
    client: BrowserContext, private: Site, key: JWK
) -> None:
    page = answered(client, private)
    page.get_by_role("button", name="I am done with this worksheet").click()
    store_answer(page, "better-sleep/begins", "2026-12-07")
    page.reload()
    shown = send(page)
    expect(shown.locator("label")).to_have_text(
        [
            "My evenings now Answers: 1",
            "My goal Answers: 1",
            "My week: Week 2 Answers: 1",
            "My week: Week 3 Answers: 1",
        ]
    )
    expect(shown).to_contain_text("the day on which your program begins")
    shown.get_by_label("My evenings now").uncheck()
    shown.get_by_role("button", name="Save the file").click()
    expect(shown.get_by_role("alert")).to_have_text("Choose at least one worksheet.")
    shown.get_by_label("My week: Week 3").check()
    shown.get_by_label("My goal").check()
    content = opened_file(text_of(saved(page)), key)
    assert set(content["answers"]) == {
        NAME, "better-sleep/begins", GOAL, "better-sleep/weekly@3/step",
    }  # fmt: skip
    assert content["answers"][GOAL] == "Ωμέγα 😀"
    assert "done" not in content


def test_the_week_that_is_shown_is_chosen(client: BrowserContext, private: Site, key: JWK) -> None:
    page = answered(client, private, f"{PROGRAM}weekly/#time-3")
    send(page)
    assert chosen(page) == ["better-sleep/weekly@3"]
    dialog(page).get_by_role("button", name="Cancel").click()
    page.get_by_role("link", name="Week 2").click()
    send(page)
    content = opened_file(text_of(saved(page)), key)
    assert set(content["answers"]) == {NAME, "better-sleep/weekly@2/step"}


@pytest.mark.parametrize("path", [PROGRAM, "your-answers/"])
def test_elsewhere_all_worksheets_are_chosen(
    client: BrowserContext, private: Site, key: JWK, path: str
) -> None:
    page = answered(client, private)
    field(page, f"{KEY}/where").fill("In bed")
    store_answer(page, "elsewhere/sheet/field", "from another site")
    page.goto(private.url + path)
    send(page)
    assert len(chosen(page)) == 4
    content = opened_file(text_of(saved(page)), key)
    assert len(content["answers"]) == 5
    assert "elsewhere/sheet/field" not in content["answers"]
    page.get_by_role("button", name="Close").click()
    expect(page.locator("[data-wb-note]")).to_contain_text("The file for your coach is in your")


def test_what_was_replaced_is_not_sent(client: BrowserContext, private: Site, key: JWK) -> None:
    page = answered(client, private)
    field(page, f"{KEY}/who").last.check()
    page.evaluate("""async () => {
        const {keep} = await import(document.querySelector("script[src*='/workbook.js']").src
            .replace("workbook.js", "store.js"));
        keep("better-sleep/evenings-now/where", {value: "a secret", saved: "2026-01-01T00:00:00Z"});
    }""")
    assert [each["value"] for each in exported(page)["replaced"]] == ["a secret"]
    send(page)
    assert "a secret" not in json.dumps(opened_file(text_of(saved(page)), key))


def test_it_leads_to_an_email_to_the_coach(client: BrowserContext, private: Site) -> None:
    page = answered(client, private)
    send(page)
    file = saved(page).suggested_filename
    ready = page.get_by_role("dialog", name="Your file is ready")
    expect(ready).to_contain_text(file)
    address = unquote(str(ready.get_by_role("link", name="Open an e-mail").get_attribute("href")))
    assert address.startswith("mailto:ines@example.org?subject=Answers from Ana Ruiz&body=My answ")
    assert file in address
    ready.get_by_role("button", name="Close").click()
    expect(note(page)).to_have_text(f"The file for your coach is in your downloads: {file}")
    expect(page.locator("[data-wb-reminder]")).to_contain_text("Last file for your coach:")
    page.goto(f"{private.url}{PROGRAM}")
    expect(page.locator("[data-wb-reminder]")).to_contain_text("Last file for your coach:")
    page.goto(f"{private.url}{PROGRAM}goal/")
    expect(page.locator("[data-wb-reminder]")).to_have_text("Not saved to a file yet.")


def test_a_device_that_shares_files_offers_it(chromium: Browser, private: Site, key: JWK) -> None:
    with visit(chromium) as client:
        client.add_init_script(SHARES)
        page = answered(client, private)
        shown = send(page)
        expect(shown.get_by_role("button", name="Save the file")).to_be_visible()
        page.evaluate("window.refuses = 'AbortError'")
        shown.get_by_role("button", name="Share the file").click()
        expect(note(page)).to_have_text("You called it off. Nothing was sent.")
        assert "setting:sent:" not in entries(page)
        page.evaluate("window.refuses = 'NotAllowedError'")
        send(page).get_by_role("button", name="Share the file").click()
        expect(note(page)).to_contain_text("The file could not be shared.")
        page.evaluate("window.refuses = ''")
        send(page).get_by_role("button", name="Share the file").click()
        expect(note(page)).to_have_text("The file was handed over to the app that you chose.")
        [[name, text]] = page.evaluate("window.shared")
        assert name.startswith("Ana-Ruiz-answers-")
        assert opened_file(text, key)["answers"][f"{KEY}/where"] == "On the sofa"
        expect(page.locator("[data-wb-reminder]")).to_contain_text("Last file for your coach:")


def test_without_a_key_it_says_that_everybody_can_read_the_file(
    chromium: Browser, site: Site, tmp_path: Path
) -> None:
    path = tmp_path / "answers.txt"
    with visit(chromium) as client:
        page = answered(client, site)
        expect(send(page)).to_contain_text("not encrypted: everybody who gets it can read it")
        file = saved(page)
        file.save_as(path)
        content = json.loads(path.read_text(encoding="utf-8"))
        assert content["answers"] == {NAME: "Ana Ruiz", f"{KEY}/where": "On the sofa"}
    with visit(chromium) as other:
        page = opened(other, site)
        read_in(page, path).get_by_role("button", name="Take the answers over").click()
        expect(field(page, f"{KEY}/where")).to_have_value("On the sofa")


def test_the_site_refuses_a_file_that_only_the_coach_can_open(
    client: BrowserContext, private: Site, tmp_path: Path
) -> None:
    page = answered(client, private)
    send(page)
    saved(page).save_as(tmp_path / "answers.txt")
    page.get_by_role("button", name="Close").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Read answers in").click()
    accepted = str(chooser.value.element.get_attribute("accept")).split(",")
    assert {".txt", "text/plain"} <= set(accepted)
    chooser.value.set_files(tmp_path / "answers.txt")
    told = page.locator("[data-wb-note]")
    expect(told).to_contain_text("“answers.txt” is encrypted: only your coach can open it.")


def test_where_nothing_can_be_encrypted_it_says_so(client: BrowserContext, private: Site) -> None:
    """Browsers do not encrypt on pages that came over plain HTTP from another machine."""
    elsewhere = "http://coach.example.org"

    def answer(route: Route) -> None:
        address = route.request.url.replace(elsewhere, private.origin)
        route.fulfill(response=route.fetch(url=address))

    client.route(f"{elsewhere}/**", answer)
    client.add_init_script(SHARES)
    page = client.new_page()
    page.goto(f"{private.url.replace(private.origin, elsewhere)}{SHEET}")
    assert not page.evaluate("isSecureContext")
    field(page, f"{KEY}/where").fill("On the sofa")
    shown = send(page)
    expect(shown).to_contain_text("The file cannot be encrypted here")
    expect(shown.get_by_role("button")).to_have_text(["Save the file, not encrypted", "Cancel"])
    content = json.loads(text_of(saved(page, "Save the file, not encrypted")))
    assert content["answers"] == {f"{KEY}/where": "On the sofa"}
    expect(page.locator("dialog")).to_have_count(0)


def test_without_answers_and_without_a_name_it_says_so(
    client: BrowserContext, private: Site
) -> None:
    page = opened(client, private)
    page.get_by_role("button", name="Send to my coach").click()
    expect(note(page)).to_have_text("There are no answers here yet.")
    field(page, f"{KEY}/where").fill("On the sofa")
    expect(send(page)).to_contain_text("You have not written your name on a worksheet")
    assert saved(page).suggested_filename.startswith("answers-")


def test_erasing_everything_forgets_what_was_sent(client: BrowserContext, private: Site) -> None:
    page = answered(client, private, "your-answers/")
    send(page)
    saved(page)
    page.get_by_role("button", name="Close").click()
    expect(page.locator("[data-wb-reminder]")).to_contain_text("Last file for your coach:")
    assert "setting:sent:" in entries(page)
    page.get_by_role("button", name="Erase answers").click()
    page.get_by_role("button", name="Erase them").click()
    expect(page.locator("[data-wb-reminder]")).to_be_empty()
    assert not [name for name in entries(page) if name.startswith("setting:sent:")]


def test_the_keyboard_is_enough(client: BrowserContext, private: Site, key: JWK) -> None:
    page = answered(client, private)
    button = page.get_by_role("button", name="Send to my coach")
    button.focus()
    page.keyboard.press("Enter")
    expect(dialog(page).get_by_role("heading")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(dialog(page).get_by_label("My goal")).to_be_focused()
    page.keyboard.press("Space")
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(dialog(page).get_by_role("button", name="Save the file")).to_be_focused()
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert GOAL in opened_file(text_of(download.value), key)["answers"]
    ready = page.get_by_role("dialog", name="Your file is ready")
    expect(ready.get_by_role("heading")).to_be_focused()
    page.keyboard.press("Tab")
    expect(ready.get_by_role("link", name="Open an e-mail")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    expect(button).to_be_focused()


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_axe_finds_nothing(chromium: Browser, private: Site, width: int, scheme: str) -> None:
    options: dict[str, Any] = {"color_scheme": scheme, "viewport": {"width": width, "height": 800}}
    with visit(chromium, **options) as client:
        page = answered(client, private)
        send(page)
        fits = "() => document.documentElement.scrollWidth <= innerWidth"
        within = "each => each.scrollWidth <= each.clientWidth"
        for _ in ("the first dialog", "the next one"):
            assert violations(page) == []
            assert page.evaluate(fits)
            assert page.locator("dialog").evaluate(within)
            button = dialog(page).get_by_role("button", name="Save the file")
            if button.count():
                saved(page)
        page.goto(f"{private.url}how-to-use/")
        assert violations(page) == []


def test_the_policy_of_the_pages_holds(client: BrowserContext, private: Site) -> None:
    private.headers = {"Content-Security-Policy": policy(private)}
    broken = console_errors(client)
    asked: list[str] = []
    client.on("request", lambda request: asked.append(request.url))
    try:
        page = answered(client, private)
        send(page)
        saved(page)
        page.get_by_role("button", name="Close").click()
        assert not broken
        assert not [u for u in asked if not u.startswith((private.origin, "blob:", "data:"))]
    finally:
        private.headers = {}
