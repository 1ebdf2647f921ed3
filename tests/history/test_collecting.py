"""What clients send back is kept as it came, once, and nothing that is there is ever changed."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from support.command_line import contents
from support.sent_back import GOAL, NAME, NIGHTS, add_clients, answers_file, filled_pdf, merged
from support.word_forms import MAP, TAG, TITLE, blank, changed, filled, with_part, without_names

from workbook_builder.clients.client import Client
from workbook_builder.clients.client_files import load_clients
from workbook_builder.content.loader import load
from workbook_builder.history.collecting import Collected, Collector, Outcome
from workbook_builder.history.history import History
from workbook_builder.history.owner import Owner
from workbook_builder.history.received import Received
from workbook_builder.history.received_folder import ReceivedFolder
from workbook_builder.model.workbook import Workbook
from workbook_builder.problems.problem import WorkbookError

FIRST, SECOND = "2026-12-08T08:00:00.000Z", "2026-12-15T08:00:00.000Z"
Whose = Callable[[Received, Owner], Client | None]


class Desk:
    """A practice with two clients, and the time that a test says it is."""

    def __init__(self, practice: Path) -> None:
        self.clients_folder = add_clients(practice, ana_ruiz="Ana Ruiz", ben_oka="Ben Oka")
        self.workbook: Workbook = load(practice / "content")
        self.folder = ReceivedFolder(self.clients_folder)
        self.time = FIRST

    def collector(self) -> Collector:
        return Collector(
            self.folder,
            load_clients(self.clients_folder, self.workbook),
            self.workbook,
            lambda content, name: content[4:] if content.startswith(b"eyJ.") else content,
            lambda: self.time,
        )

    def take(self, content: bytes, client: str = "", whose: Whose | None = None) -> Collected:
        return self.collector().take(content, "sent", client, whose)

    def history(self, client: str) -> History:
        return History.of(self.folder.load(client))

    def refusal(self, content: bytes) -> str:
        before = contents(self.clients_folder)
        with pytest.raises(WorkbookError) as caught:
            self.take(content)
        assert contents(self.clients_folder) == before
        return str(caught.value)


@pytest.fixture
def desk(practice: Path) -> Desk:
    return Desk(practice)


ANA = {NAME: "Ana Ruiz", GOAL: "Sleep six hours"}


# -- what is kept ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "suffix"),
    [
        (answers_file(ANA), ".json"),
        (filled_pdf(ANA), ".pdf"),
        (b"eyJ." + answers_file(ANA), ".txt"),
        (b"<!doctype html><script data-wb-copy>" + answers_file(ANA) + b"</script>", ".html"),
    ],
    ids=["answers file", "PDF", "encrypted", "program in one file"],
)
def test_a_file_is_kept_as_it_came(content: bytes, suffix: str, desk: Desk) -> None:
    assert desk.take(content).outcome is Outcome.KEPT
    kept = [
        each
        for path, each in contents(desk.clients_folder / "ana-ruiz").items()
        if path.startswith("received/2026-12-08-") and path.endswith(suffix)
        and not path.endswith(".answers.json")
    ]  # fmt: skip
    assert kept == [content]
    assert desk.history("ana-ruiz").answers == ANA


def test_the_same_file_is_kept_once_whoever_sends_it_again(desk: Desk) -> None:
    desk.take(answers_file(ANA))
    before = contents(desk.clients_folder)
    desk.time = SECOND
    again = desk.take(answers_file(ANA), "ben-oka")
    assert (again.outcome, again.client, again.day) == (Outcome.KNOWN, "ana-ruiz", "2026-12-08")
    assert contents(desk.clients_folder) == before


def test_a_newer_file_leaves_the_older_one_as_it_was(desk: Desk) -> None:
    desk.take(answers_file(ANA, "2026-12-07T20:00:00.000Z"))
    before = contents(desk.clients_folder)
    desk.time = SECOND
    desk.take(answers_file(ANA | {GOAL: "Sleep seven hours"}, "2026-12-14T20:00:00.000Z"))
    after = contents(desk.clients_folder)
    assert {path: after[path] for path in before} == before
    assert [each.value for each in desk.history("ana-ruiz").entries[GOAL]] == [
        "Sleep six hours",
        "Sleep seven hours",
    ]


def test_what_a_kill_has_left_unread_is_read_next_time(desk: Desk) -> None:
    desk.take(answers_file(ANA))
    (read,) = (desk.clients_folder / "ana-ruiz/received").glob("*.answers.json")
    before = contents(desk.clients_folder)
    read.unlink()  # a kill between the two files of one thing leaves the first one
    assert not desk.history("ana-ruiz").answers
    desk.time = SECOND
    collector = desk.collector()
    for client, path, at in collector.interrupted():
        collector.take(path.read_bytes(), path.name, client, at=at)
    assert desk.history("ana-ruiz").answers == ANA
    assert contents(desk.clients_folder).keys() == before.keys()
    assert not list(collector.interrupted())


# -- whose it is ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Ana Ruiz", "  ana   RUIZ ", "Aná Ruiz", "ANA RUİZ", "Ana Ruız"])
def test_the_name_says_whose_it_is(name: str, desk: Desk) -> None:
    assert desk.take(answers_file({NAME: name, GOAL: "x"})).client == "ana-ruiz"


def test_the_clients_id_says_whose_it_is(desk: Desk) -> None:
    assert desk.take(answers_file({GOAL: "x"}, client="ben-oka")).client == "ben-oka"
    nickname = answers_file({NAME: "Benny", GOAL: "x"}, client="ben-oka")
    assert desk.take(nickname).client == "ben-oka"


@pytest.mark.parametrize(
    ("content", "reason", "likely"),
    [
        (answers_file({GOAL: "x"}), "it does not say whose it is", []),
        (answers_file({NAME: "Ana", GOAL: "x"}), "no client is called “Ana”", ["ana-ruiz"]),
        (
            answers_file({NAME: "Ben Oka", GOAL: "x"}, client="ana-ruiz"),
            "it was made for Ana Ruiz, but says that its client is “Ben Oka”",
            ["ana-ruiz", "ben-oka"],
        ),
        (answers_file({GOAL: "x"}, client="eve"), "there is no client `eve`", []),
    ],
)
def test_a_file_that_may_be_anybodys_is_not_kept(
    content: bytes, reason: str, likely: list[str], desk: Desk
) -> None:
    before = contents(desk.clients_folder)
    found = desk.take(content)
    assert found.outcome is Outcome.UNCLAIMED
    assert found.owner is not None
    assert found.owner.reason == reason
    assert [each.id for each in found.owner.likely] == likely
    assert contents(desk.clients_folder) == before


def test_two_clients_of_the_same_name_are_not_guessed(desk: Desk) -> None:
    add_clients(desk.clients_folder.parent, ana_ruiz_2="Ana Ruiz")
    found = desk.take(answers_file(ANA))
    assert found.owner is not None
    assert found.owner.reason == "several clients are called “Ana Ruiz”"


def test_the_coach_can_say_whose_it_is(desk: Desk) -> None:
    def likeliest(_: Received, owner: Owner) -> Client:
        return owner.likely[0]

    found = desk.take(answers_file({NAME: "Ana", GOAL: "x"}), whose=likeliest)
    assert found.client == "ana-ruiz"
    assert desk.take(answers_file({GOAL: "y"}), "ben-oka").client == "ben-oka"


# -- what is refused ------------------------------------------------------------------------------


def test_a_pdf_with_sheets_of_two_clients_is_refused(desk: Desk) -> None:
    both = merged(filled_pdf(ANA), filled_pdf({NAME: "Ben Oka", NIGHTS: "5"}))
    message = "this has answers of several people: “Ana Ruiz” and “Ben Oka”"
    assert message in desk.refusal(both)


def test_a_merged_pdf_of_one_client_keeps_both_values(desk: Desk) -> None:
    desk.take(merged(filled_pdf(ANA), filled_pdf(ANA | {GOAL: "Sleep seven hours"})))
    history = desk.history("ana-ruiz")
    assert {each.value for each in history.unclear[GOAL]} == {
        "Sleep six hours",
        "Sleep seven hours",
    }
    assert history.answers[GOAL] == "Sleep six hours"  # as everywhere, the first one counts


def test_a_file_of_another_practice_is_refused(desk: Desk) -> None:
    found = desk.refusal(answers_file({"other-program/goal/goal": "x"}))
    assert "this practice has no program `other-program`" in found


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (answers_file({}), "there are no answers in this file"),
        (answers_file(ANA)[:-20], "this is not JSON"),
        (filled_pdf(ANA)[:-60], "this PDF has been cut short"),
        (b"%PDF-1.7\nnothing\n%%EOF", "this cannot be read as a PDF"),
        (filled_pdf({GOAL: " "}), "there are no answers in this file"),
    ],
)
def test_a_damaged_or_empty_file_is_refused(content: bytes, message: str, desk: Desk) -> None:
    assert message in desk.refusal(content)


def test_something_else_is_no_file_of_answers(desk: Desk) -> None:
    assert desk.take(b"Dear coach, see you on Monday.").outcome is Outcome.FOREIGN


# -- sheets of others, and sheets without a time ---------------------------------------------------


def test_what_others_wrote_is_kept_for_the_client_who_asked(desk: Desk) -> None:
    sheet = "better-sleep/what-you-see@others"
    theirs = {f"{sheet}/asked-by": "Ana Ruiz", f"{sheet}/works": "You listen."}
    assert desk.take(filled_pdf(theirs)).client == "ana-ruiz"
    history = desk.history("ana-ruiz")
    assert not history.answers
    assert [answers for _, answers in history.others] == [theirs]


def test_what_two_others_wrote_is_not_mixed(desk: Desk) -> None:
    sheets = [
        filled_pdf({"better-sleep/what-you-see@others/works": text}) for text in ("one", "two")
    ]
    assert "this has what several people wrote" in desk.refusal(merged(*sheets))


# -- names, clocks, and practices ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("client", "written"),
    [("मीना", "मोना"), ("か", "が"), ("สมชาย", "สุมชาย"), ("Андрей", "Андреи")],
)
def test_a_mark_makes_another_letter_in_most_scripts(
    client: str, written: str, practice: Path
) -> None:
    add_clients(practice, first=client)
    desk = Desk(practice)
    assert desk.take(answers_file({NAME: written, GOAL: "x"})).outcome is Outcome.UNCLAIMED
    assert desk.take(answers_file({NAME: client, GOAL: "x"})).client == "first"


@pytest.mark.parametrize("name", ["Ben", "ben oka", "Ben J. Oka"])
def test_somebody_else_at_the_clients_device_is_noticed(name: str, desk: Desk) -> None:
    found = desk.take(answers_file({NAME: name, GOAL: "x"}, client="ana-ruiz"))
    assert found.owner is not None
    assert [each.id for each in found.owner.likely] == ["ana-ruiz", "ben-oka"]


def test_an_answer_from_a_clock_that_is_wrong_does_not_count_for_ever(desk: Desk) -> None:
    desk.take(answers_file(ANA, "2036-01-01T08:00:00.000Z"))
    desk.time = SECOND
    desk.take(answers_file(ANA | {GOAL: "Sleep seven hours"}, "2026-12-14T20:00:00.000Z"))
    assert desk.history("ana-ruiz").answers[GOAL] == "Sleep seven hours"


def test_a_file_of_another_practice_with_the_same_program_is_not_taken_for_a_clients(
    desk: Desk,
) -> None:
    elsewhere = answers_file(ANA).replace(b'"answers"', b'"practice": "Elsewhere", "answers"', 1)
    found = desk.take(elsewhere)
    assert found.owner is not None
    assert found.owner.reason == "it is from “Elsewhere”, and not from Quiet Harbor Coaching"


def test_what_a_kill_has_left_unread_keeps_its_place_in_time(desk: Desk) -> None:
    old, new = (answers_file({NAME: "Ana Ruiz", GOAL: text}) for text in ("old", "new"))
    desk.time = datetime.now(UTC).strftime("%Y-%m-%dT00:00:00.500Z")
    desk.take(old)
    desk.take(new)
    marks = {each.digest[:16]: each for each in desk.history("ana-ruiz").sources}
    unread = next(mark for mark, each in marks.items() if each.answers[GOAL].value == "new")
    (read,) = (desk.clients_folder / "ana-ruiz/received").glob(f"*{unread}.answers.json")
    read.unlink()
    collector = desk.collector()
    for client, path, at in collector.interrupted():
        collector.take(path.read_bytes(), path.name, client, at=at)
    assert desk.history("ana-ruiz").answers[GOAL] == "new"


def test_answers_of_utf_16_and_with_other_keys_first_are_known(desk: Desk) -> None:
    text = answers_file(ANA).decode()
    assert desk.take(text.encode("utf-16")).client == "ana-ruiz"
    first = '{"note": "' + "x" * 500 + '", ' + text.lstrip()[1:]
    assert desk.take(first.encode()).client == "ana-ruiz"


# -- Word documents ------------------------------------------------------------------------------


def test_a_word_document_is_kept_as_it_came_with_what_was_read_from_it(
    desk: Desk, practice: Path
) -> None:
    sent = filled(blank(practice, "goal"), {NAME: "Ana Ruiz", GOAL: "Sleep well", NIGHTS: "5.0"})
    taken = desk.take(sent)
    assert (taken.outcome, taken.client) == (Outcome.KEPT, "ana-ruiz")
    assert taken.received is not None
    assert taken.received.kind == "Word document"
    (kept,) = (path for path in desk.clients_folder.rglob("*.docx"))
    assert kept.read_bytes() == sent
    (again,) = desk.folder.load("ana-ruiz")
    found = {key: each.value for key, each in again.answers.items()}
    assert found == {NAME: "Ana Ruiz", GOAL: "Sleep well", NIGHTS: "5.0"}
    assert desk.take(sent).outcome is Outcome.KNOWN


def test_word_documents_that_cannot_be_read_are_refused(desk: Desk, practice: Path) -> None:
    docx = blank(practice, "goal")
    assert "no answers in this file" in desk.refusal(docx)
    sent = filled(docx, {NAME: "Ana Ruiz", GOAL: "Sleep well"})
    assert "cannot be read as a Word document" in desk.refusal(sent[: len(sent) // 2])
    lost = with_part(changed(sent, lambda document: without_names(document, TAG, TITLE)), None, MAP)
    assert "dropped the names" in desk.refusal(lost)
