"""Twelve clients, three programs, ten weeks: whatever way answers come back, they are all there."""

import csv
import random
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from support.command_line import contents, run
from support.sealing import sealed
from support.sent_back import filled_pdf, merged, message

from workbook_builder.answers.answer import Answer, AnswerKind
from workbook_builder.answers.ids import name_key
from workbook_builder.content.loader import load
from workbook_builder.history.history import History
from workbook_builder.history.received_folder import ReceivedFolder
from workbook_builder.model.program import Program

pytestmark = pytest.mark.slow

PROGRAMS = ("wellness/stress-management", "professional/leadership", "personal/self-awareness")
NAMES = (
    "Ana Ruiz", "Ben Okafor", "Chloé Martin", "Dmitri Ivanov", "Esther Lindqvist", "Farid Haddad",
    "Grace Kim", "Hugo O’Brien", "Inès Dubois", "Jun Sato", "Kemal Aydin", "Ωμέγα Παππάς",
)  # fmt: skip
WEEKS = 10
WORDS = "four words that nobody knows"

Week = dict[str, str]  # the answers that a client writes in a week, by key


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A practice with programs of the library, whose coach has a key and twelve clients."""
    folder = tmp_path_factory.mktemp("cohort")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKBOOK_KEYS", str(folder / "keys"))
        patch.setenv("WORKBOOK_PASSPHRASE", WORDS)
        assert run("new", "mine", "--yes", at=folder).exit_code == 0
        own = folder / "mine"
        for program in PROGRAMS:
            assert run("add", program, at=own).exit_code == 0
        assert run("key", "new", at=own).exit_code == 0
    (own / "clients").mkdir(exist_ok=True)
    for at, name in enumerate(NAMES):
        text = f"name: {name}\nprograms:\n  - program: {PROGRAMS[at % 3]}\n    begins: 2026-09-21\n"
        (own / f"clients/client-{at}.yml").write_text(text, "utf-8")
    return own


def weeks(program: Program, name: str, chance: random.Random) -> Iterator[Week]:
    """What a client writes in each week: some of all questions, and never the same twice."""
    for week in range(1, WEEKS + 1):
        asked = [
            answer
            for sheet in program.client_worksheets
            for answer in sheet.answers(program.id, _time(sheet.repeat, program, week))
        ]
        some = chance.sample(asked, 12)
        yield {
            name_key(program.id): name,
            **{each.key: _value(each, week, chance) for each in some},
        }


def _time(repeat: object, program: Program, week: int) -> int | None:
    times = repeat.times(program.weeks) if repeat else ()  # type: ignore[attr-defined]
    return min(times, key=lambda time: abs(time - week)) if times else None


def _value(answer: Answer, week: int, chance: random.Random) -> str:
    match answer.kind:
        case AnswerKind.CHOICE:
            return chance.choice(answer.options).id
        case AnswerKind.CHECK:
            return "yes"
        case AnswerKind.NUMBER:
            return str(chance.randrange(10))
        case AnswerKind.DATE:
            return f"2026-12-{chance.randrange(1, 28):02d}"
        case AnswerKind.TIME:
            return f"{chance.randrange(24):02d}:30"
        case AnswerKind.LINES:
            return f"Week {week},\n=1+1 {chance.random()}"
        case AnswerKind.EMAIL | AnswerKind.PHONE:
            return "555 0100" if answer.kind is AnswerKind.PHONE else "a@example.org"
        case _:
            return f"Week {week}: {chance.random()}"


class Inbox:
    """What came back, and what is true of each client."""

    def __init__(self, practice: Path) -> None:
        self.folder = practice / "inbox"
        self.folder.mkdir(exist_ok=True)
        self.workbook = load(practice / "content")
        self.key = self.workbook.coach_key
        self.programs = {each.id: each for _, each in self.workbook.programs()}
        self.truth: list[Week] = []

    def fill(self) -> None:
        chance = random.Random(20261130)
        for at, name in enumerate(NAMES):
            program = self.programs[PROGRAMS[at % 3].partition("/")[2]]
            all_weeks = list(weeks(program, name, chance))
            self.truth.append({key: value for week in all_weeks for key, value in week.items()})
            way = (self.web, self.encrypted, self.pdfs, self.merged_pdfs)[at // 3]
            way(at, all_weeks)

    def put(self, name: str, content: bytes) -> None:
        (self.folder / name).write_bytes(content)

    def file(self, so_far: Mapping[str, str], times: Mapping[str, str]) -> bytes:
        from workbook_builder.answers.answers_file import Content, written

        return written(Content(dict(so_far), dict(times))).encode()

    def snapshots(self, all_weeks: list[Week]) -> Iterator[tuple[int, bytes]]:
        """A file of answers from each week, with all that the client has written so far."""
        so_far: Week = {}
        times: dict[str, str] = {}
        for week, answers in enumerate(all_weeks, 1):
            so_far |= answers
            times |= dict.fromkeys(
                answers, f"2026-{9 + week // 5:02d}-{1 + week:02d}T20:00:00.000Z"
            )
            yield week, self.file(so_far, times)

    def web(self, at: int, all_weeks: list[Week]) -> None:
        for week, content in self.snapshots(all_weeks):
            self.put(f"{at}-{week}.json", content)

    def encrypted(self, at: int, all_weeks: list[Week]) -> None:
        assert self.key
        for week, content in self.snapshots(all_weeks):
            self.put(f"{at}-{week}.txt", sealed(content, self.key.model_dump()).encode())

    def pdfs(self, at: int, all_weeks: list[Week]) -> None:
        """One PDF with everything, in a message that the mail program has saved."""
        whole = {key: value for week in all_weeks for key, value in week.items()}
        self.put(f"{at}.eml", message(**{"workbook.pdf": filled_pdf(whole)}))

    def merged_pdfs(self, at: int, all_weeks: list[Week]) -> None:
        """The sheets of all weeks in one PDF, each answer on one of them."""
        last = {key: week for week, answers in enumerate(all_weeks) for key in answers}
        parts = [
            {key: value for key, value in answers.items() if last[key] == week}
            for week, answers in enumerate(all_weeks)
        ]
        self.put(f"{at}.pdf", merged(*(filled_pdf(each) for each in parts if each)))


@pytest.fixture(scope="module")
def collected(practice: Path) -> Iterator[Inbox]:
    """The inbox, after files were renamed, swapped, doubled, and damaged, and collected."""
    inbox = Inbox(practice)
    inbox.fill()
    files = sorted(inbox.folder.iterdir())
    for each in files[::7]:
        (inbox.folder / f"copy of {each.name}").write_bytes(each.read_bytes())
    for one, other in (("0-3.json", "1-3.json"), ("3-9.txt", "4-9.txt"), ("9.pdf", "10.pdf")):
        first, second = inbox.folder / one, inbox.folder / other
        content = first.read_bytes()
        first.write_bytes(second.read_bytes())
        second.write_bytes(content)
    (inbox.folder / "2-5.json").rename(inbox.folder / "answers without an ending")
    for name in "0-10.json", "3-10.txt", "11.pdf":
        content = (inbox.folder / name).read_bytes()
        (inbox.folder / f"cut {name}").write_bytes(content[: len(content) // 2])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKBOOK_KEYS", str(practice.parent / "keys"))
        patch.setenv("WORKBOOK_PASSPHRASE", WORDS)
        result = run("collect", "inbox", at=practice)
        assert result.output.count("WB504") == 3, result.output
        assert "3 refused" in result.output
        assert result.exit_code == 1
        yield inbox


def history(practice: Path, at: int) -> History:
    return History.of(ReceivedFolder(practice / "clients").load(f"client-{at}"))


@pytest.mark.parametrize("at", range(len(NAMES)), ids=NAMES)
def test_every_answer_of_every_client_is_there(at: int, collected: Inbox, practice: Path) -> None:
    found = history(practice, at)
    assert found.answers == collected.truth[at]
    assert not found.unclear


def test_nothing_is_kept_twice(collected: Inbox, practice: Path) -> None:
    counts = [len(history(practice, at).sources) for at in range(len(NAMES))]
    assert counts == [10] * 6 + [1] * 6


def test_collecting_again_in_another_order_changes_nothing(
    collected: Inbox, practice: Path
) -> None:
    before = contents(practice / "clients")
    files = sorted((path.name for path in collected.folder.iterdir()), reverse=True)
    whole = [name for name in files if not name.startswith("cut ")]
    result = run("collect", *(f"inbox/{name}" for name in whole), at=practice)
    assert result.exit_code == 0, result.output
    assert "0 files collected" in result.output
    assert contents(practice / "clients") == before


def test_every_answer_is_a_row_of_the_table_and_formulas_stay_text(
    collected: Inbox, practice: Path
) -> None:
    result = run("report", "--table", "answers.csv", at=practice)
    assert result.exit_code == 0, result.output
    text = (practice / "clients/report/answers.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines(keepends=True)))
    depending = {  # some of their answers are to questions that are not asked
        f"{program.id}/{sheet.id}"
        for program in collected.programs.values()
        for sheet in program.worksheets
        if sheet.conditions
    }
    wanted = {
        (f"client-{at}", key)
        for at, answers in enumerate(collected.truth)
        for key in answers
        if key.count("/") > 1 and "/".join(key.split("/")[:2]) not in depending
    }
    assert len(wanted) > 500
    assert {(row["Client"], row["Key"]) for row in rows if row["Replaced"] != "yes"} >= wanted
    assert not [
        row for row in rows if any(str(cell)[:1] in "=+-@" for cell in row.values() if cell)
    ]
