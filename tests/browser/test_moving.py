"""Answers are saved to files, read in from files, and erased."""

import json
from pathlib import Path

import pikepdf
import pypdf
import pytest
from playwright.sync_api import Browser, BrowserContext, Route, expect
from support.browser import (
    KEY,
    answer_all,
    exported,
    field,
    opened,
    read_in,
    shown,
    store_answer,
    stored,
    visit,
    wait_for_answers,
)
from support.browser_site import Site

from workbook_builder.answers import answers_file

pytestmark = pytest.mark.slow


def test_answers_move_to_another_device(chromium: Browser, site: Site, tmp_path: Path) -> None:
    with visit(chromium) as old:
        page = opened(old, site)
        given = answer_all(page)
        file = exported(page)
        assert set(file) == {"format", "version", "practice", "language", "answers", "saved"}
        assert answers_file.read(json.dumps(file).encode(), "answers.json") == given
        path = tmp_path / "answers.json"
        path.write_text(json.dumps(file), encoding="utf-8")
    with visit(chromium) as new:
        page = opened(new, site)
        dialog = read_in(page, path)
        expect(dialog).to_contain_text(f"New here: {len(given)}")
        dialog.get_by_role("button", name="Take the answers over").click()
        expect(page.locator("[data-wb-note]")).to_have_text(f"Answers taken over: {len(given)}.")
        assert stored(page) == shown(page) == given


def test_each_conflict_is_decided_and_the_replaced_answer_is_kept(
    client: BrowserContext, site: Site, tmp_path: Path
) -> None:
    page = opened(client, site)
    store_answer(page, f"{KEY}/where", "here, older", "2026-01-01T00:00:00.000Z")
    store_answer(page, f"{KEY}/story", "here, newer", "2026-03-01T00:00:00.000Z")
    store_answer(page, f"{KEY}/bedtime", "22")
    page.reload()
    answers = {"where": "file", "story": "file", "bedtime": "22", "since": "2026-02-01"}
    path = tmp_path / "answers.json"
    path.write_text(
        json.dumps(
            {
                "format": "workbook-answers",
                "version": 1,
                "answers": {f"{KEY}/{name}": value for name, value in answers.items()},
                "saved": {f"{KEY}/{name}": "2026-02-01T00:00:00Z" for name in answers},
            }
        )
    )
    dialog = read_in(page, path)
    for fact in ("New here: 1", "Different from yours: 2", "The same already: 1"):
        expect(dialog).to_contain_text(fact)
    chosen = dialog.locator("input:checked")
    assert chosen.evaluate_all("all => all.map(each => [each.dataset.key, each.value])") == [
        [f"{KEY}/where", "file"],
        [f"{KEY}/story", "here"],
    ], "the newer one is proposed"
    dialog.get_by_role("button", name="Cancel").click()
    assert stored(page)[f"{KEY}/where"] == "here, older"

    dialog = read_in(page, path)
    dialog.get_by_role("group", name="Tell the story").get_by_label("In the file").check()
    dialog.get_by_role("button", name="Take the answers over").click()
    expect(field(page, f"{KEY}/story")).to_have_value("file")
    assert shown(page) == {f"{KEY}/{name}": value for name, value in answers.items()}
    assert {each["value"] for each in exported(page)["replaced"]} == {"here, older", "here, newer"}


def test_a_conflict_shows_its_question_on_the_page_of_the_program_too(
    client: BrowserContext, site: Site, tmp_path: Path
) -> None:
    page = opened(client, site, "wellness/better-sleep/")
    store_answer(page, f"{KEY}/story", "here")
    store_answer(page, f"{KEY}/rest", "3")
    page.reload()
    path = tmp_path / "answers.json"
    path.write_text(answers_file.write({f"{KEY}/story": "file", f"{KEY}/rest": "4"}))
    dialog = read_in(page, path)
    expect(dialog.get_by_role("group", name="Tell the story of one good evening")).to_be_visible()
    expect(dialog.get_by_role("group", name="How rested do you feel")).to_be_visible()
    expect(dialog).not_to_contain_text(KEY)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"no answers", "is not a file of answers"),
        (b'{"format": "other"}', "is not a file of answers"),
        (b'{"format": "workbook-answers", "version": 2, "answers": {}}', "newer version"),
        (b"%PDF-1.7 broken", "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_read_changes_nothing(
    client: BrowserContext, site: Site, tmp_path: Path, content: bytes, told: str
) -> None:
    page = opened(client, site)
    store_answer(page, f"{KEY}/where", "here")
    (tmp_path / "file.json").write_bytes(content)
    read_in(page, tmp_path / "file.json")
    expect(page.locator("[data-wb-note]")).to_contain_text(told)
    assert stored(page) == {f"{KEY}/where": "here"}


@pytest.mark.parametrize("writer", ["pypdf", "pikepdf", "linear", "plain"])
def test_a_pdf_that_another_program_filled_is_read(
    client: BrowserContext, site: Site, tmp_path: Path, writer: str
) -> None:
    empty = site.folder / "wellness/better-sleep/downloads/evenings-now-a4.pdf"
    given = {f"{KEY}/where": "Größe (m²)", f"{KEY}/story": "one\ntwo", f"{KEY}/who": "others"}
    path = tmp_path / "filled.pdf"
    if writer == "pypdf":
        writing = pypdf.PdfWriter(clone_from=empty)
        for page_ in writing.pages:
            names = {k: f"/{v}" if k.endswith("who") else v for k, v in given.items()}
            writing.update_page_form_field_values(page_, names, auto_regenerate=False)
        writing.write(path)
    else:
        with pikepdf.open(empty) as pdf:
            for each in pdf.Root.AcroForm.Fields:
                if value := given.get(str(each.T)):
                    each.V = pikepdf.Name(f"/{value}") if value == "others" else value
            mode = pikepdf.ObjectStreamMode
            streams = mode.disable if writer == "plain" else mode.generate
            pdf.save(path, linearize=writer == "linear", object_stream_mode=streams)
    page = opened(client, site)
    dialog = read_in(page, path)
    dialog.get_by_role("button", name="Take the answers over").click()
    expect(page.locator("[data-wb-note]")).to_contain_text("taken over")
    assert stored(page) == given


def test_a_scope_is_exported_and_erased_alone(client: BrowserContext, site: Site) -> None:
    page = opened(client, site)
    mine = {
        f"{KEY}/where": "1",
        f"{KEY}-2/where": "a sheet whose name begins alike",
        "better-sleep/goal/goal": "2",
        "other-program/sheet/field": "3",
    }
    for key, value in mine.items():
        store_answer(page, key, value)
    page.reload()
    assert exported(page)["answers"] == {f"{KEY}/where": "1"}
    page.get_by_role("button", name="Erase answers").click()
    dialog = page.get_by_role("dialog", name="Erase answers")
    expect(dialog).to_contain_text("“My evenings now”? There are 1")
    dialog.get_by_role("button", name="Keep them").click()
    assert len(stored(page)) == 4
    page.get_by_role("button", name="Erase answers").click()
    dialog.get_by_role("button", name="Erase them").click()
    expect(field(page, f"{KEY}/where")).to_have_value("")
    wait_for_answers(page, 3)
    assert f"{KEY}/where" not in stored(page)

    page.goto(f"{site.url}wellness/better-sleep/")
    assert set(exported(page)["answers"]) == {f"{KEY}-2/where", "better-sleep/goal/goal"}
    page.get_by_role("button", name="Erase answers").click()
    page.get_by_role("button", name="Erase them").click()
    wait_for_answers(page, 1)
    assert set(stored(page)) == {"other-program/sheet/field"}

    page.goto(f"{site.url}your-answers/")
    assert exported(page)["answers"] == {"other-program/sheet/field": "3"}
    page.get_by_role("button", name="Erase answers").click()
    page.get_by_role("button", name="Erase them").click()
    wait_for_answers(page, 0)


def test_a_press_counts_before_the_script_of_the_panel_is_there(
    client: BrowserContext, site: Site
) -> None:
    page = opened(client, site)
    store_answer(page, f"{KEY}/where", "On the sofa")
    held: list[Route] = []
    page.route("**/panel.js", lambda route: held.append(route))  # which holds it back
    page.goto(f"{site.url}wellness/better-sleep/")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save my answers").click()
        held[0].continue_()
    assert f"{KEY}/where" in download.value.path().read_text(encoding="utf-8")


def test_keys_in_any_script_are_read_in(client: BrowserContext, site: Site, tmp_path: Path) -> None:
    page = opened(client, site)
    keys = {"better-sleep/goal/ziele/größe": "1", "better-sleep/goal/ordnung/время": "2"}
    path = tmp_path / "answers.json"
    content = {"format": "workbook-answers", "version": 1, "answers": keys}
    path.write_text(json.dumps(content), encoding="utf-8")
    read_in(page, path).get_by_role("button", name="Take the answers over").click()
    wait_for_answers(page, 2)
    assert stored(page) == keys
