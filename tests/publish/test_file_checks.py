"""Files of a site that are missing, private, too large, or old are named before clients see it."""

import os
from pathlib import Path

import pytest
from support.hand_made_site import site_of
from support.places import PRACTICE

from workbook_builder.answers import answers_file
from workbook_builder.practice.practice import Practice
from workbook_builder.publish import file_checks
from workbook_builder.publish.hosts import HOSTS, Host, host_of

HOME = '<head><link rel="canonical" href="{}"></head>'
SLEEP = "wellness/better-sleep"
NO_CLIENTS = PRACTICE / "clients"  # there is no such folder


@pytest.fixture(scope="module")
def sleep() -> Practice:
    return Practice.open(PRACTICE / "content")


# -- Address -------------------------------------------------------------------------------------


def said_of_address(
    folder: Path, home: str, configuration: str, host: Host | None = None
) -> list[str]:
    file = folder / "mkdocs.yml"
    file.write_text(configuration)
    site = site_of(folder / "site", {"index.html": home})
    return [str(each) for each in file_checks.address(site, file, host)]


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/",
        "https://www.example.com/a/",
        "http://localhost:8000/",
        "http://127.0.0.1:8000/",
        "http://[::1]/",
        "https://my-computer.local/",
        "https://practice.example/",
    ],
)
def test_an_address_that_clients_cannot_reach_is_named(here: Path, address: str) -> None:
    (said,) = said_of_address(here, HOME.format(address), f"site_name: A\nsite_url: {address}\n")
    assert said.startswith(f"mkdocs.yml:2:1: WB601 the site was built for `{address}`, which")
    assert f"2 | site_url: {address}" in said


def test_a_site_without_an_address_is_named(here: Path) -> None:
    (said,) = said_of_address(here, "<head></head>", "site_name: A\n")
    assert said.startswith("mkdocs.yml: WB601 the site was built for no address")


@pytest.mark.parametrize(
    "address",
    ["https://ines.github.io/practice/", "https://example.org.uk/", "https://localhosts.org/"],
)
def test_an_address_of_the_web_is_fine(here: Path, address: str) -> None:
    assert not said_of_address(here, HOME.format(address), "site_url: !ENV SITE_URL\n")


def test_the_address_of_a_site_is_that_of_its_home_page(tmp_path: Path) -> None:
    home = HOME.format("https://ines.github.io/practice/index.html")
    site = site_of(tmp_path, {"index.html": home})
    assert site.address == "https://ines.github.io/practice/"


def test_an_address_that_the_host_sets_is_not_missed(here: Path) -> None:
    none, netlify = "<head></head>", HOSTS["netlify"]
    unset = 'site_url: !ENV [SITE_URL, ""]\n'
    (said,) = said_of_address(here, none, unset, netlify)
    assert "or build with `SITE_URL=https://…/`" in said
    (here / "netlify.toml").write_text('[build]\ncommand = "SITE_URL=$URL workbook build"\n')
    assert not said_of_address(here, none, unset, netlify)
    assert said_of_address(here, none, "site_name: A\n", netlify)
    assert said_of_address(here, none, unset, None)
    assert said_of_address(here, HOME.format("http://localhost/"), unset, netlify)


# -- What is missing -----------------------------------------------------------------------------


def complete(practice: Practice) -> dict[str, str]:
    icons = ["apple-touch-icon", "icon-192", "icon-512", "maskable-192", "maskable-512"]
    made = ["index.html", "404.html", "service-worker.js", "manifest.webmanifest"]
    made += ["offline.json", f"{SLEEP}/offline.json", *practice.sheets()]
    return dict.fromkeys([*made, *(f"assets/icons/{icon}.png" for icon in icons)], "")


def test_of_a_complete_site_nothing_is_missing(tmp_path: Path, sleep: Practice) -> None:
    assert not list(file_checks.missing_files(site_of(tmp_path, complete(sleep)), [sleep], None))


@pytest.mark.parametrize(
    "path",
    [
        "404.html",
        "manifest.webmanifest",
        "service-worker.js",
        "assets/icons/maskable-512.png",
        f"{SLEEP}/offline.json",
        f"{SLEEP}/downloads/goal-a4.pdf",
    ],
)
def test_a_file_that_is_missing_is_named(here: Path, sleep: Practice, path: str) -> None:
    files = complete(sleep)
    del files[path]
    (found,) = file_checks.missing_files(site_of(here / "site", files), [sleep], None)
    assert str(found).startswith(f"site: WB602 these files of the site are missing: `{path}`\n")


def test_files_that_a_build_has_listed_are_missed(here: Path, sleep: Practice) -> None:
    made = '{"made by Workbook Builder": ["a.html", "b.html", "c.html", "d.html", "index.html"]}'
    site = site_of(here / "site", {**complete(sleep), ".workbook-files": made})
    (found,) = file_checks.missing_files(site, [sleep], None)
    assert found.message.endswith("are missing: `a.html`, `b.html`, `c.html` and 1 more")
    site = site_of(here / "site", {"d.html": ""})
    (found,) = file_checks.missing_files(site, [sleep], None)
    assert found.message.endswith("are missing: `a.html`, `b.html`, `c.html`")


def test_a_folder_that_is_not_there_is_named(here: Path, sleep: Practice) -> None:
    (found,) = file_checks.missing_files(site_of(here / "site", {}), [sleep], None)
    assert str(found) == "site: WB602 there is no site here\n  help: build it: `workbook build`"


def test_headers_are_missed_where_a_host_reads_them(tmp_path: Path, sleep: Practice) -> None:
    site = site_of(tmp_path, complete(sleep))
    said = {
        name: [each.message for each in file_checks.missing_files(site, [sleep], host)]
        for name, host in HOSTS.items()
    }
    message = "would read a file `_headers`, which is missing"
    assert said == {
        "github": [],
        "gitlab": [],
        "netlify": [f"Netlify {message}"],
        "cloudflare": [f"Cloudflare Pages {message}"],
    }


def test_headers_that_a_build_has_made_are_missed_once(tmp_path: Path, sleep: Practice) -> None:
    made = '{"made by Workbook Builder": ["_headers"]}'
    site = site_of(tmp_path, {**complete(sleep), ".workbook-files": made})
    (found,) = file_checks.missing_files(site, [sleep], HOSTS["netlify"])
    assert found.message.endswith("are missing: `_headers`")


# -- What is private -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "named", "what"),
    [
        (".git/objects/ab/cd", ".git", "a repository"),
        ("coach/wellness/better-sleep-coach-a4.pdf", None, "your own edition"),
        ("better-sleep.yml", None, "a file of your practice"),
        ("content/worksheets/weekly-check-in.yml", None, "a file of your practice"),
        ("mkdocs.yml", None, "a file of your practice"),
        ("printed/Ana/better-sleep/goal-a4.pdf", "printed/Ana/better-sleep", "a client's printed"),
        ("for-ana/.printed-for", "for-ana", "a client's printed sheets"),
        ("Answers.json", None, "a client's answers"),
        ("Ana-better-sleep-answers-2026-11-29 (1).json", None, "a client's answers"),
        ("a/goal-a4-answers-2026-11-29.pdf", None, "a client's answers"),
    ],
)
def test_what_is_not_for_clients_is_named(
    here: Path, sleep: Practice, path: str, named: str | None, what: str
) -> None:
    site = site_of(here / "site", {**complete(sleep), path: "x", f"{path}-2/page.html": ""})
    (found,) = file_checks.private_files(site, [sleep], PRACTICE / "content", NO_CLIENTS)
    assert str(found).startswith(f"site/{named or path}: WB603 this is {what}")


COPY = '<!doctype html>\n<script type="application/json" data-wb-copy>%s</script>'


@pytest.mark.parametrize(
    ("name", "empty", "filled"),
    [
        ("ana.json", '{"format": "mine"}', answers_file.write({"better-sleep/goal/goal": "x"})),
        ("ana.html", COPY % "{}", COPY % answers_file.write({"better-sleep/goal/goal": "x"})),
    ],
)
def test_answers_are_known_by_what_they_hold(
    here: Path, sleep: Practice, name: str, empty: str, filled: str
) -> None:
    site = site_of(here / "site", {name: empty, "other.html": "<!doctype html>"})
    assert not list(file_checks.private_files(site, [sleep], PRACTICE / "content", NO_CLIENTS))
    site = site_of(here / "site", {name: filled})
    (found,) = file_checks.private_files(site, [sleep], PRACTICE / "content", NO_CLIENTS)
    assert str(found).startswith(f"site/{name}: WB603 this is a client's answers")


def test_what_a_build_makes_is_not_private(tmp_path: Path, sleep: Practice) -> None:
    own = {
        "your-answers/index.html": "",
        "find-a-coach.pdf": "",
        "data.yml": "",
        "printed/a.html": "",
        "answers-at-a-glance.pdf": "",
    }
    site = site_of(tmp_path, {**complete(sleep), **own})
    assert not list(file_checks.private_files(site, [sleep], PRACTICE / "content", NO_CLIENTS))


def test_a_worksheet_may_be_named_for_answers(tmp_path: Path, practice: Path) -> None:
    program = practice / "content/tracks/wellness/better-sleep.yml"
    text = program.read_text(encoding="utf-8")
    program.write_text(text.replace("- id: strengths\n", "- id: first-answers\n"), encoding="utf-8")
    made = Practice.open(practice / "content")
    sheet = f"{SLEEP}/downloads/first-answers-a4.pdf"
    assert sheet in made.sheets()
    site = site_of(tmp_path / "site", {sheet: ""})
    assert not list(file_checks.private_files(site, [made], practice / "content", NO_CLIENTS))


# -- Limits of hosts -----------------------------------------------------------------------------


def said_of_size(folder: Path, host: str, sizes: dict[str, int]) -> list[str]:
    site = site_of(folder / "site", {})
    site = type(site)(site.folder, sizes)
    return [str(each).splitlines()[0] for each in file_checks.limits(site, HOSTS[host])]


MIB = 1024**2


@pytest.mark.parametrize(
    ("host", "sizes", "said"),
    [
        (
            "github",
            {"a.mp4": 600_000_000, "b.mp4": 500_000_000},
            "site: WB605 the site has 1,100.0 MB, but GitHub Pages takes at most 1,000.0 MB",
        ),
        (
            "gitlab",
            {f"{number}.html": 1 for number in range(200_001)},
            "site: WB605 the site has 200,001 files, but GitLab Pages takes at most 200,000",
        ),
        (
            "netlify",
            {f"a/{number}.html": 1 for number in range(54_001)},
            "site/a: WB605 this folder has 54,001 files, but Netlify takes at most 54,000",
        ),
        (
            "cloudflare",
            {"talk.mp4": 26 * MIB},
            "site/talk.mp4: WB605 this file has 27.3 MB, but Cloudflare Pages takes at most "
            "26.2 MB",
        ),
        (
            "cloudflare",
            {f"{number}.html": 1 for number in range(20_001)},
            "site: WB605 the site has 20,001 files, but Cloudflare Pages takes at most 20,000",
        ),
    ],
)
def test_what_a_host_does_not_take_is_named(
    here: Path, host: str, sizes: dict[str, int], said: str
) -> None:
    assert said_of_size(here, host, sizes) == [said]


@pytest.mark.parametrize(
    ("host", "sizes"),
    [
        ("github", {"a.mp4": 600_000_000, "b.mp4": 400_000_000}),
        ("netlify", {f"{number % 2}/{number}.html": 1 for number in range(108_000)}),
        ("cloudflare", {f"{number}.pdf": 25 * MIB for number in range(20_000)}),
    ],
)
def test_up_to_its_limits_a_host_takes_a_site(here: Path, host: str, sizes: dict[str, int]) -> None:
    assert not said_of_size(here, host, sizes)


def test_the_host_is_known_by_its_workflow(tmp_path: Path) -> None:
    assert host_of(tmp_path) is None
    (tmp_path / "netlify.toml").touch()
    assert host_of(tmp_path) == HOSTS["netlify"]
    (tmp_path / ".gitlab-ci.yml").touch()
    assert host_of(tmp_path) is None, "nobody knows which of the two"


# -- Age -----------------------------------------------------------------------------------------


def test_what_is_not_there_is_not_old(tmp_path: Path) -> None:
    assert not list(file_checks.age(site_of(tmp_path / "site", {}), [Path(__file__)]))


def set_time(path: Path, time: int) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    os.utime(path, (time, time))
    return path


def test_a_site_that_is_older_than_its_content_is_named(here: Path) -> None:
    site = site_of(here / "site", {"index.html": ""})
    set_time(here / "site/index.html", 1000)
    configuration = set_time(here / "mkdocs.yml", 900)
    program = set_time(here / "content/tracks/a/b.yml", 1000)
    set_time(here / "content/.b.yml.swp", 2000)
    sources = [configuration, here / "content", here / "templates"]
    assert not list(file_checks.age(site, sources))
    set_time(program, 1001)
    (found,) = file_checks.age(site, sources)
    assert str(found) == (
        "content/tracks/a/b.yml: WB607 this file changed after the site was built\n"
        "  help: build the site again: `workbook build`"
    )
    set_time(configuration, 1002)
    set_time(here / "templates/site/page.md.j2", 1003)
    (found,) = file_checks.age(site, sources)
    assert found.file == "templates/site/page.md.j2"
    assert found.message == "this file and 2 others changed after the site was built"
