"""Each page carries a policy that lets only scripts of Material and of our theme run."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader
from support.places import ROOT

from workbook_builder.publish.page_policy import PagePolicy, PolicyError


def page(policy: PagePolicy, body: str) -> str:
    return policy.page(f'<html><head><meta charset="utf-8"></head>{body}</html>', "a.md")


def content(html: str) -> str:
    found = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', html)
    assert found
    return found[1]


def test_the_policy_comes_right_after_the_charset() -> None:
    html = page(PagePolicy(None), "")
    assert html.startswith('<html><head><meta charset="utf-8">\n<meta http-equiv="Content-Sec')
    assert "script-src 'self';" in content(html)
    assert "frame-ancestors" not in content(html)  # browsers ignore it in a page


def test_only_marked_scripts_get_a_hash(tmp_path: Path) -> None:
    policy = PagePolicy(None)
    env = Environment(loader=FileSystemLoader([ROOT / "templates/theme", tmp_path]))
    (tmp_path / "own.html").write_text("<script>own()</script>")
    policy.install(env)
    ours = env.get_template("partials/workbook-early.html").render()
    own = env.get_template("own.html").render()
    html = page(policy, f"{ours}{own}<script workbook_script_mark>sly()</script>")
    assert content(html).count("sha256-") == 1
    assert len(policy.refused) == 2
    assert "<script>\n(() => {" in html  # the mark is gone
    assert html.count("<script") == 3


def test_a_script_that_opens_before_one_of_ours_gets_no_hash() -> None:
    policy = PagePolicy(None)
    env = Environment(loader=FileSystemLoader(ROOT / "templates/theme"))
    policy.install(env)
    ours = env.get_template("partials/workbook-early.html").render()
    html = page(policy, f"<script>sly(); /* {ours}")
    assert "sha256-" not in content(html)


@pytest.mark.parametrize(
    ("body", "setting"),
    [
        ('<script src="https://a.example/x.js"></script>', "script-src: https://a.example"),
        ('<script async src="//a.example/x.js"></script>', "script-src: https://a.example"),
        ('<link rel="stylesheet" href="https://a.example/x.css">', "style-src: https://a.example"),
        ('<link href="https://a.example/x.css" rel=stylesheet>', "style-src: https://a.example"),
        ('<img alt="" src="https://a.example/x.png">', "img-src: https://a.example"),
        ('<iframe src="https://a.example/v"></iframe>', "frame-src: https://a.example"),
        ("<style>p { color: red }</style>", "style-src: \"'unsafe-inline'\""),
        (
            "<script>own()</script>",
            "script-src: \"'sha256-…'\"",
        ),
    ],
)
def test_what_browsers_refuse_is_noted_with_the_setting_that_allows_it(
    body: str, setting: str
) -> None:
    policy = PagePolicy(None)
    page(policy, body)
    ((allowed, what),) = policy.refused.items()
    if "sha256" not in setting:
        assert allowed == setting
    name, _, sources = allowed.partition(": ")
    assert "as on a.md" in what
    allowing = PagePolicy({name: sources.strip('"')})
    assert sources.strip('"') in content(page(allowing, body))
    assert not allowing.refused


@pytest.mark.parametrize(
    "body",
    [
        '<link rel="canonical" href="https://a.example/">',
        '<a href="https://a.example/">a</a>',
        '<img src="https://mine.example/x.png"><img src="x.png">',
        '<script type="application/json">{}</script>',
        '<script src="x.js"></script>',
        '<td style="text-align: right">1</td>',
    ],
)
def test_what_a_site_may_do_is_not_noted(body: str) -> None:
    policy = PagePolicy(None, "https://mine.example/site/")
    page(policy, body)
    assert not policy.refused


@pytest.mark.parametrize("setting", [True, "off", {"nope": "x"}, {"img-src": "a; script-src *"}])
def test_a_setting_that_cannot_be_used_is_explained(setting: object) -> None:
    with pytest.raises(PolicyError, match="workbook_policy"):
        PagePolicy(setting)


def test_none_makes_way_for_sources() -> None:
    policy = PagePolicy({"form-action": ["https://a.example", "'self'"]})
    assert "form-action https://a.example 'self';" in content(page(policy, ""))


def test_no_policy_leaves_pages_as_they_are() -> None:
    policy = PagePolicy(False)
    assert "http-equiv" not in page(policy, "<script>own()</script>")
    assert not policy.refused
    assert "Content-Security-Policy" not in str(policy.headers("assets/1"))


def test_the_headers_have_all_hashes_and_what_may_be_kept() -> None:
    text = str(PagePolicy(None).headers(["assets/0123"])["_headers"])
    assert text.startswith("/*\n  Content-Security-Policy: default-src 'none'; ")
    assert "frame-ancestors 'none'\n" in text
    assert "/assets/0123/*\n  Cache-Control: public, max-age=31536000, immutable\n" in text
