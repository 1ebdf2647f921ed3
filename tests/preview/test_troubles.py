"""A preview keeps the last good site whatever is wrong, and shows problems until they are fixed."""

import json
import shutil
from collections.abc import Callable

import pytest
from support.previewed import HOME, PDF, PROGRAM, SHEET, Trial


def test_a_problem_keeps_the_last_good_site_and_is_reported_once(trial: Trial) -> None:
    good = trial.response(SHEET)
    trial.changes(trial.program, "topic: Sleep", "topik: Sleep")
    assert trial.response(SHEET) == good
    (trouble,) = trial.troubles()
    assert "better-sleep.yml:2:1: WB101 `topik` is not a key here" in trouble
    assert "  2 | topik: Sleep\n    | ^\n  help: did you mean `topic`?" in trouble
    assert json.loads(trial.preview.news())[0]["code"] == "WB101"
    trial.changes("content/pages/own.md", "# Not shown yet\n")
    trial.response(f"{HOME}own/", 404)
    told = [text for text in trial.said if "topik" in text]
    assert len(told) == 1
    assert "`workbook explain WB101` says more" in told[0]
    assert "The last good site stays up." in told[0]
    trial.changes(trial.program, "topik: Sleep", "topic: Sleep")
    assert not trial.troubles()
    assert "All problems are fixed." in trial.said
    assert "Not shown yet" in trial.text(f"{HOME}own/")


def test_a_page_that_was_not_opened_before_the_problem_can_be_opened_after(trial: Trial) -> None:
    trial.changes(trial.program, "topic: Sleep", "topik: Sleep")
    assert "My evenings now" in trial.text(SHEET)
    assert trial.response(PDF).body.startswith(b"%PDF")


def breaks(name: str, text: str) -> Callable[[Trial], None]:
    return lambda trial: trial.changes(name, text)


def deletes(name: str) -> Callable[[Trial], None]:
    def delete(trial: Trial) -> None:
        path = trial.practice / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
        trial.updates()

    return delete


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (breaks("templates/site/worksheet.md.j2", "{{ nope }}"), "worksheet.md.j2:1:1: WB501"),
        (breaks("templates/site/worksheet.md.j2", "{% if %}"), "worksheet.md.j2:1:1: WB501"),
        (breaks("templates/fields/wheel.html.j2", "{{ nope }}"), "wheel.html.j2:1:1: WB501"),
        (breaks("templates/fields/text.typ.j2", "{{ nope }}"), "text.typ.j2:1:1: WB501"),
        (breaks("templates/print/workbook.typ.j2", "{{ nope }}"), "workbook.typ.j2:1:1: WB501"),
        (breaks("templates/theme/main.html", "{{ nope.nope }}"), "main.html:1:1: WB501"),
        (breaks("templates/site/_words.html.j2", "{{ nope }}"), "_words.html.j2:1:1: WB501"),
        (breaks("mkdocs.yml", "theme: [\n"), "mkdocs.yml: "),
        (
            breaks("mkdocs.yml", "site_name: x\ndocs_dir: content/pages\n"),
            "WB503 the plugin `workbook` is not used here",
        ),
        (
            breaks("mkdocs.yml", "site_name: x\nplugins: [workbook]\nnope: 1\nnav: no\n"),
            "mkdocs.yml: Config value 'nav'",
        ),
        (
            breaks("mkdocs.yml", "site_name: x\nplugins: [workbook]\ndocs_dir: content/pages\n"),
            "add `theme: {name: material}`",
        ),
        (deletes("mkdocs.yml"), "mkdocs.yml: "),
        (deletes("content/tracks"), "WB209 this practice has no track"),
    ],
)
def test_the_last_good_site_stays_whatever_is_wrong(
    shared_trial: Trial, wrong: Callable[[Trial], None], message: str
) -> None:
    trial = shared_trial
    good = {url: trial.response(url) for url in (HOME, PROGRAM, SHEET)}
    before = {path: path.read_bytes() for path in trial.practice.rglob("*") if path.is_file()}
    wrong(trial)
    assert any(message in each for each in trial.troubles()), trial.troubles()
    assert {url: trial.response(url) for url in good} == good
    for path in trial.practice.rglob("templates"):
        shutil.rmtree(path)
    for path, content in before.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    trial.updates()
    assert not trial.troubles()
    assert trial.response(SHEET).body == good[SHEET].body


def test_an_error_of_a_hook_is_shown_with_its_place_in_the_terminal(trial: Trial) -> None:
    path = trial.practice / "hook.py"
    path.write_text("def on_page_markdown(markdown, **_):\n    raise KeyError('mine')\n")
    trial.changes("mkdocs.yml", "docs_dir:", "hooks: [hook.py]\ndocs_dir:")
    assert "KeyError: 'mine'" in trial.troubles()
    assert any("hook.py" in text and "line 2" in text for text in trial.said)


def test_a_page_that_fails_when_it_is_opened_shows_why(trial: Trial) -> None:
    """A template can fail for a single page that nobody has open."""
    only = (
        "{{ heading }}\n{% if program.id == 'other' and phase.id == 'act' %}{{ nope }}{% endif %}"
    )
    other = trial.program.with_name("other.yml")
    other.write_text(trial.program.read_text(encoding="utf-8").replace("title: B", "title: Z", 1))
    trial.changes("templates/site/phase.md.j2", only)
    assert not trial.troubles()
    url = f"{HOME}wellness/other/act/"
    body = trial.text(url, 500)
    assert "phase.md.j2:2:1: WB501" in body
    assert "workbook explain WB501" in body
    assert len(trial.troubles()) == 1
    trial.changes("templates/site/phase.md.j2", "{{ heading }}\n<p>Mended</p>\n")
    assert "<p>Mended</p>" in trial.text(url)
    assert not trial.troubles()


def test_without_a_good_site_there_is_a_page_of_problems_until_they_are_fixed(
    fresh_trial: Trial,
) -> None:
    text = fresh_trial.program.read_text(encoding="utf-8")
    fresh_trial.program.write_text(text.replace("topic: Sleep", "topik: <b>&"), encoding="utf-8")
    fresh_trial.preview.update()
    for url in ("/", HOME, SHEET, PDF, "/anything"):
        page = fresh_trial.text(url, 503)
        assert "WB101 `topik` is not a key here" in page
        assert "  2 | topik: &lt;b&gt;&amp;" in page
        assert "workbook explain WB101" in page
        assert "/.preview/preview.js" in page
    before = fresh_trial.response(SHEET, 503).mark
    fresh_trial.changes(fresh_trial.program, "topik: <b>&", "topik: Sleep")
    assert fresh_trial.response(SHEET, 503).mark != before
    fresh_trial.changes(fresh_trial.program, "topik", "topic")
    assert "My evenings now" in fresh_trial.text(SHEET)
    assert fresh_trial.response("/", 302).location == HOME


def test_a_warning_of_the_engine_is_reported_once(trial: Trial) -> None:
    trial.changes("content/pages/own.md", "# Own\n\n[nowhere](gone.md)\n")
    trial.changes("content/pages/own.md", "# Owned\n\n[nowhere](gone.md)\n")
    trial.response(f"{HOME}own/")
    assert len([text for text in trial.said if "gone.md" in text]) == 1
