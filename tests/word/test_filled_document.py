"""Documents as programs and people leave them, and those that nobody should open."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from support.word_forms import (
    CONTENT,
    CONTROL,
    MAP,
    PROPERTIES,
    TAG,
    TITLE,
    VAL,
    blank,
    changed,
    fill_control,
    filled,
    part,
    with_part,
    without_names,
)

from workbook_builder.answers.filled_form import UnreadableForm
from workbook_builder.word.elements import name, run, w
from workbook_builder.word.filled_document import read_word
from workbook_builder.word.word_package import DOCUMENT, is_word

GOAL, NIGHTS = "better-sleep/goal/goal", "better-sleep/goal/nights"


@pytest.fixture
def goal(practice: Path) -> bytes:
    return blank(practice, "goal")


def control(document: Any, key: str) -> Any:
    return next(
        each
        for each in document.iter(CONTROL)
        if (tag := each.find(f"{PROPERTIES}/{TAG}")) is not None and tag.get(VAL) == key
    )


def with_content(docx: bytes, *content: Any) -> bytes:
    """The goal with other runs in it."""

    def put(document: Any) -> None:
        fill_control(control(document, GOAL), "")
        inside = control(document, GOAL).find(CONTENT)
        inside.clear()
        inside.extend(content)

    return changed(docx, put)


def deleted(text: str) -> Any:
    gone = w("delText")
    gone.text = text
    return w("del", w("r", gone), id=1, author="Ana", date="2026-12-01T08:00:00Z")


def inserted(text: str) -> Any:
    return w("ins", run(text), id=2, author="Ana", date="2026-12-01T08:00:00Z")


def test_what_word_makes_of_a_text_stays_as_it_is(goal: bytes) -> None:
    text = "“I’ll rest” – at\N{NO-BREAK SPACE}10…\n\n  twice\t(½)"
    assert read_word(filled(goal, {GOAL: text})).values == {GOAL: text}


def test_tracked_changes_count_as_if_they_were_accepted(goal: bytes) -> None:
    sent = with_content(goal, run("I "), deleted("may"), inserted("will"), run(" rest"))
    assert read_word(sent).values == {GOAL: "I will rest"}


def test_what_was_moved_away_is_not_read(goal: bytes) -> None:
    moved = w("moveFrom", run("old "), id=3, author="Ana", date="2026-12-01T08:00:00Z")
    arrived = w("moveTo", run("new"), id=4, author="Ana", date="2026-12-01T08:00:00Z")
    assert read_word(with_content(goal, moved, arrived)).values == {GOAL: "new"}


def test_a_control_that_was_deleted_is_not_read(goal: bytes) -> None:
    def delete(document: Any) -> None:
        fill_control(control(document, GOAL), "gone")
        control(document, GOAL).getparent().append(w("del", control(document, GOAL), id=5))

    assert read_word(changed(goal, delete)).values == {}


def test_hints_are_no_answers_even_if_a_program_forgets_that_they_are_hints(goal: bytes) -> None:
    def forget(document: Any) -> None:
        without_names(document, name("w:showingPlcHdr"))

    assert "Write here" in part(changed(goal, forget))
    assert read_word(changed(goal, forget)).values == {}


def test_two_controls_of_one_answer_are_both_read(goal: bytes) -> None:
    def twice(value: str) -> Callable[[Any], None]:
        def copy(document: Any) -> None:
            first = control(document, GOAL)
            second = etree.fromstring(etree.tostring(first))
            fill_control(first, "Sleep well")
            fill_control(second, value)
            first.getparent().append(second)

        return copy

    different = read_word(changed(goal, twice("Rest")))
    assert (different.values[GOAL], different.others) == ("Sleep well", {GOAL: ("Rest",)})
    assert read_word(changed(goal, twice("Sleep well"))).others == {}


def test_a_title_says_which_answer_it_is_if_names_and_order_are_lost(goal: bytes) -> None:
    sent = filled(goal, {GOAL: "Sleep well"})

    def spoil(document: Any) -> None:
        without_names(document)
        first = next(document.iter(CONTROL))
        first.getparent().remove(first)

    form = read_word(changed(sent, spoil))
    assert (form.values, form.placed) == ({GOAL: "Sleep well"}, (GOAL,))


def test_an_answer_without_name_title_and_order_is_counted(goal: bytes) -> None:
    sent = filled(goal, {GOAL: "Sleep well"})

    def spoil(document: Any) -> None:
        without_names(document, TAG, TITLE)
        first = next(document.iter(CONTROL))
        first.getparent().remove(first)

    form = read_word(changed(sent, spoil))
    assert (form.values, form.nameless) == ({}, 1)


def test_a_control_that_was_copied_into_another_document_is_still_known(goal: bytes) -> None:
    sent = with_part(filled(goal, {GOAL: "Sleep well"}), None, MAP)
    assert read_word(sent).values == {GOAL: "Sleep well"}


def test_a_program_may_put_a_control_around_the_only_one_of_a_cell(goal: bytes) -> None:
    def surround(document: Any) -> None:
        inner = control(document, GOAL)
        fill_control(inner, "Sleep well")
        paragraph = inner.getparent()
        names = [inner.find(f"{PROPERTIES}/{each}") for each in (TITLE, TAG)]
        around = w("sdt", w("sdtPr", *names), w("sdtContent"))
        paragraph.addprevious(around)
        around[1].append(paragraph)

    form = read_word(changed(goal, surround))
    assert (form.values, form.others, form.nameless) == ({GOAL: "Sleep well"}, {}, 0)


# -- What is refused -----------------------------------------------------------------------------


def refusal(docx: bytes) -> str:
    assert is_word(docx)
    with pytest.raises(UnreadableForm) as caught:
        read_word(docx)
    assert caught.value.hint
    return str(caught.value)


def test_a_part_that_unpacks_to_gigabytes_is_not_unpacked(goal: bytes) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bomb, bomb.open(DOCUMENT, "w") as file:
        for _ in range(100):
            file.write(bytes(1_000_000))
    assert len(out.getvalue()) < 200_000
    assert "too large" in refusal(out.getvalue())
    assert "too large" in refusal(with_part(goal, bytes(5_000_000), MAP))


def test_more_parts_than_any_document_has_are_refused(goal: bytes) -> None:
    out = io.BytesIO(goal)
    with zipfile.ZipFile(out, "a") as full:
        for number in range(2000):
            full.writestr(f"word/{number}.xml", "")
    assert "too many parts" in refusal(out.getvalue())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("where", [DOCUMENT, MAP])
@pytest.mark.parametrize(
    "declared",
    ['<!ENTITY a "b">', '<!ENTITY a SYSTEM "file:///etc/hostname">', '<!ENTITY % a "b">', ""],
)
def test_xml_that_declares_anything_is_refused(
    goal: bytes, declared: str, where: str, encoding: str
) -> None:
    xml = f'<?xml version="1.0"?><!DOCTYPE d [{declared}]><d>{"&a;" * ("TY a" in declared)}</d>'
    assert "document type" in refusal(with_part(goal, xml.encode(encoding), where))


def test_xml_that_is_nested_too_deeply_is_refused(goal: bytes) -> None:
    deep = b"<d>" * 100_000 + b"</d>" * 100_000
    assert "cannot be read" in refusal(with_part(goal, deep))


def test_a_document_that_was_cut_short_is_refused(goal: bytes) -> None:
    assert "cannot be read" in refusal(goal[: len(goal) * 2 // 3])


def test_a_document_with_a_password_is_explained() -> None:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000)
    assert "password" in refusal(head + "EncryptedPackage".encode("utf-16-le"))
    assert not is_word(head + "__substg1.0".encode("utf-16-le"))  # a message of Outlook


def test_other_zip_files_are_no_documents() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as other:
        other.writestr("xl/workbook.xml", "<workbook/>")
    assert not is_word(out.getvalue())
