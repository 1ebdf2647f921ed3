"""The desk answers the coach's browser only, and shows and does what its pages say."""

import http.client
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from support.command_line import contents
from support.sent_back import GOAL, NAME, add_clients, answers_file

from workbook_builder.desk.desk import Desk
from workbook_builder.desk.server import serving

ANA = {NAME: "Ana Ruiz", GOAL: "<b>Sleep</b> six hours"}
TOKEN = "a-token"
FORM = "application/x-www-form-urlencoded"


class Browser:
    """A browser that has opened the address of the desk."""

    def __init__(self, address: str) -> None:
        self.host = urlsplit(address).netloc
        self.port = urlsplit(address).port or 0
        self.cookie = f"workbook-desk-{self.port}={TOKEN}"

    def ask(
        self, path: str, method: str = "GET", body: bytes | None = None, **headers: str
    ) -> tuple[int, dict[str, str], str]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection(self.host)
        connection.request(method, path, body, {"Cookie": self.cookie, **named})
        response = connection.getresponse()
        text = response.read().decode()
        connection.close()
        return response.status, {k.lower(): v for k, v in response.getheaders()}, text

    def submit(self, path: str, **values: str) -> tuple[int, dict[str, str], str]:
        body = urlencode({"token": TOKEN, **values}).encode()
        return self.ask(path, "POST", body, Content_Type=FORM)

    def drop(self, **files: bytes) -> str:
        parts = [b'--X\r\nContent-Disposition: form-data; name="token"\r\n\r\n' + TOKEN.encode()]
        for name, content in files.items():
            head = f'--X\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
            parts.append(head.encode() + content)
        body = b"\r\n".join([*parts, b"--X--\r\n"])
        kind = "multipart/form-data; boundary=X"
        status, _, text = self.ask("/collect", "POST", body, Content_Type=kind)
        assert status == 200
        return text


@contextmanager
def open_desk(practice: Path) -> Iterator[tuple[Desk, str]]:
    desk = Desk(practice / "mkdocs.yml", lambda: "2026-12-15", lambda: "2026-12-15T08:00:00.000Z")
    with serving(desk, 0, lambda: TOKEN) as address:
        yield desk, address


@pytest.fixture
def browser(practice: Path) -> Iterator[Browser]:
    add_clients(practice, ana_ruiz="Ana Ruiz", ben_oka="Ben Oka")
    with open_desk(practice) as (_, address):
        yield Browser(address)


# -- who gets an answer ---------------------------------------------------------------------------


def test_the_token_becomes_a_cookie_that_no_script_and_no_other_site_gets(browser: Browser) -> None:
    status, headers, _ = browser.ask(f"/?token={TOKEN}", Cookie="")
    assert (status, headers["location"]) == (303, "/")
    assert headers["set-cookie"] == f"{browser.cookie}; Path=/; HttpOnly; SameSite=Strict"


@pytest.mark.parametrize("cookie", ["", "workbook-desk-1=a-token", "a-token", "=;=", "\x7f"])
def test_without_the_cookie_nothing_is_shown(cookie: str, browser: Browser) -> None:
    for path in "/", "/clients/ana-ruiz", "/clients/ana-ruiz/report", "/desk.css":
        status, _, text = browser.ask(path, Cookie=cookie)
        assert status == 403
        assert "Ana" not in text


def test_a_browser_is_started_with_an_address_that_works_once(practice: Path) -> None:
    desk = Desk(practice / "mkdocs.yml", lambda: "2026-12-15", lambda: "2026-12-15T08:00:00.000Z")
    started: list[str] = []
    with serving(desk, 0, lambda: TOKEN, started.append) as address:
        browser = Browser(address)
        (path,) = (each.removeprefix(f"http://{browser.host}") for each in started)
        assert TOKEN not in path
        status, headers, _ = browser.ask(path, Cookie="")
        assert status == 303
        assert headers["set-cookie"].startswith(f"{browser.cookie};")
        assert browser.ask(path, Cookie="")[0] == 403


def test_a_wrong_token_is_refused(browser: Browser) -> None:
    for query in "token=another", "code=another", "code=", "":
        assert browser.ask(f"/?{query}", Cookie="")[0] == 403


def test_a_name_that_a_website_can_choose_is_refused(browser: Browser) -> None:
    status, _, text = browser.ask("/", Host="evil.example")
    assert status == 421
    assert "Ana" not in text


def test_a_form_of_another_site_does_nothing(browser: Browser, practice: Path) -> None:
    before = contents(practice / "clients")
    body = urlencode({"token": TOKEN}).encode()
    found = browser.ask("/collect", "POST", body, Content_Type=FORM, Origin="https://evil.example")
    assert found[0] == 403
    status, _, _ = browser.ask("/collect", "POST", b"token=guessed", Content_Type=FORM)
    assert status == 403
    assert contents(practice / "clients") == before


@pytest.mark.parametrize("path", ["/nothing", "/clients/eve", "/clients/../../etc", "/clients/a/b"])
def test_there_is_nothing_at_other_addresses(path: str, browser: Browser) -> None:
    assert browser.ask(path)[0] == 404
    assert browser.submit(path)[0] == 404


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Content_Type": "text/plain"}, 415),
        ({"Content_Type": FORM, "Content_Length": "9" * 12}, 413),
        ({"Content_Type": FORM, "Content_Length": "-1"}, 411),
    ],
)
def test_what_is_no_form_is_refused(headers: dict[str, str], status: int, browser: Browser) -> None:
    assert browser.ask("/collect", "POST", b"", **headers)[0] == status


def test_pages_load_nothing_from_elsewhere_and_are_not_kept(browser: Browser) -> None:
    _, headers, text = browser.ask("/")
    assert headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'")
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "same-origin"
    assert not re.search(r'(?:src|href|action)="(?!/|#|data:)', text)
    assert "<script" not in text


# -- what it shows and does ---------------------------------------------------------------------


def test_every_client_is_on_the_desk(browser: Browser) -> None:
    _, _, text = browser.ask("/")
    assert re.findall(r'<h3><a href="([^"]+)">([^<]+)', text) == [
        ("/clients/ana-ruiz", "Ana Ruiz"),
        ("/clients/ben-oka", "Ben Oka"),
    ]
    assert text.count("nothing has come back yet") == 2


def test_what_is_dropped_is_in_the_report_and_in_the_plan_of_the_session(browser: Browser) -> None:
    said = browser.drop(**{"mine.json": answers_file(ANA)})
    assert "mine.json: 1 answer for ana-ruiz" in said
    for page in "report", "session":
        _, _, text = browser.ask(f"/clients/ana-ruiz/{page}")
        assert "&lt;b&gt;Sleep&lt;/b&gt; six hours" in text
    assert "mine.json" in browser.ask("/clients/ana-ruiz")[2]


def test_a_file_that_waits_is_decided_about_on_the_page(browser: Browser) -> None:
    said = browser.drop(**{"whose.json": answers_file({GOAL: "Sleep"})})
    assert "whose.json</b>: it does not say whose it is." in said
    found = re.search(r'name="file" value="(\w+)"', said)
    assert found
    status, _, text = browser.submit("/claim", file=found[1], client="ben-oka")
    assert status == 200
    assert "whose.json: 1 answer for ben-oka" in text


def test_a_pack_is_made_and_saved(browser: Browser, practice: Path) -> None:
    assert browser.ask("/clients/ana-ruiz/pack")[0] == 404
    status, _, text = browser.submit("/clients/ana-ruiz/pack")
    assert status == 200
    assert "The pack is ready" in text
    (archive,) = (practice / "clients/ana-ruiz/pack").glob("*.zip")
    status, headers, _ = browser.ask("/clients/ana-ruiz/pack", "HEAD")
    assert status == 200
    assert headers["content-length"] == str(archive.stat().st_size)
    assert headers["content-disposition"].endswith(archive.name)


def test_what_is_refused_is_explained(browser: Browser) -> None:
    said = browser.drop(**{"photo.png": b"\x89PNG"})
    assert "<b>photo.png</b>: this is not a file of answers." in said


def test_problems_of_files_are_shown_in_place_of_pages(browser: Browser, practice: Path) -> None:
    file = practice / "clients/ben-oka.yml"
    file.write_text("name: <script>\n", "utf-8")
    status, _, text = browser.ask("/")
    assert status == 500
    assert "WB102 `programs` is missing" in text
    assert "<script" not in text


def test_without_clients_the_page_says_how_to_add_one(practice: Path) -> None:
    with open_desk(practice) as (_, address):
        _, _, text = Browser(address).ask("/")
    assert "workbook client new" in text
