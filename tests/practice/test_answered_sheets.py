"""A client's answers are printed in any script, and those that cannot be are reported."""

import io
import re
from collections.abc import Mapping
from gettext import NullTranslations
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from support.command_line import run
from support.places import PRACTICE
from support.tags import elements

from workbook_builder.answers import answers_file
from workbook_builder.answers.answer import AnswerKind
from workbook_builder.content.loader import load
from workbook_builder.practice.answered_sheets import AnsweredSheets, PrintRequest, answered_sheets
from workbook_builder.practice.practice import Practice
from workbook_builder.print import press
from workbook_builder.print.documents import documents
from workbook_builder.rendering.environments import typst_environment

SLEEP = "better-sleep"
NOW = f"{SLEEP}/evenings-now"


def set_anew(answers: Mapping[str, str], wish: PrintRequest | None = None) -> AnsweredSheets:
    return answered_sheets(
        Practice.open(PRACTICE / "content"), answers, "mine.json", wish or PrintRequest("a4")
    )


def printed(answers: Mapping[str, str], wish: PrintRequest | None = None) -> str:
    """The text of all documents that are printed for some answers."""
    found = set_anew(answers, wish)
    assert found.documents
    return " ".join(text_of(press.make_pdf(document)) for document in found.documents)


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    return " ".join(" ".join(texts).replace("\ufffe", "").split())


@pytest.mark.parametrize(
    "text",
    [
        "Zoë Łukasiewicz",
        "Ένα ήσυχο βράδυ",
        "Тихий вечер",
        'Straight "quotes" and a \\ stay',
        '#read("/etc/passwd") $x^2$ *b* _i_ `c` <l> @r // no /* comment */ = no heading',
        "#panic() \\u{41} ${x} {{ workbook }} {% raw %}",
    ],
)
def test_what_was_typed_is_what_is_printed(text: str) -> None:
    line, room = f"{NOW}/where", f"{NOW}/story"
    found = printed({line: text, room: f"{text}\n\n{text}"})
    assert found.count(text) == 3
    assert "root:" not in found


def test_arabic_is_printed_with_a_font_that_has_it() -> None:
    plain = printed({f"{NOW}/where": "x"})
    found = printed({f"{NOW}/where": "مساء هادئ"})
    arabic = re.compile(r"[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufefc]")
    assert len(arabic.findall(found)) >= 8
    assert not arabic.search(plain)


def test_a_letter_that_no_font_has_is_replaced_and_named() -> None:
    answers = {
        f"{NOW}/where": "我的晚上",
        f"{NOW}/story": "x 😴👩\u200d🍳 y",
        f"{NOW}/since": "2026-01-02",
    }
    found = set_anew(answers)
    first, second = map(str, found.warnings)
    assert f"mine.json: WB407 `{NOW}/story`: no font has 😴" in first
    assert "so □ is printed instead, as in “x 😴" in first
    assert f"mine.json: WB407 `{NOW}/where`: no font has 我 的 晚 上, so □" in second
    assert "add one to content/fonts" in first
    (document,) = found.documents
    text = text_of(press.make_pdf(document))
    assert "x □□□ y" in text
    assert "□□□□" in text
    assert "Jan 2, 2026" in text, "the rest is printed"
    assert not found.left_out


def test_only_letters_of_the_printed_sheets_are_replaced() -> None:
    answers = {f"{NOW}/where": "😴", f"{SLEEP}/goal/goal": "🎉", f"{SLEEP}/goal/nights": "5"}
    found = set_anew(answers, PrintRequest("a4", [NOW]))
    assert [f"`{NOW}/where`" in each.message for each in found.warnings] == [True]


def test_letters_of_an_earlier_answer_are_replaced_where_it_is_shown_again() -> None:
    sheet, earlier = next(
        (sheet, placed.key)
        for _, program in Practice.open(PRACTICE / "content").workbook.programs()
        for sheet in program.worksheets
        for placed in sheet.placed(program.id)
        if placed.field.earlier and placed.number is None
    )
    other = next(key for key in (f"{SLEEP}/{sheet.id}/filled-on",))
    found = set_anew(
        {earlier: "z 😴", other: "2026-01-02"}, PrintRequest("a4", [f"{SLEEP}/{sheet.id}"])
    )
    assert [earlier in each.message for each in found.warnings] == [True]
    assert "z □" in text_of(press.make_pdf(found.documents[0]))


def test_what_has_no_answers_is_named() -> None:
    found = set_anew({f"{NOW}/where": "x"}, PrintRequest("a4", [NOW, f"{SLEEP}/goal"]))
    assert len(found.documents) == 1
    assert found.left_out == {f"{SLEEP}/goal": "it has no answers"}
    whole = set_anew({f"{NOW}/where": "x"}, PrintRequest("a4", [NOW, f"{SLEEP}/goal"], whole=True))
    assert not whole.left_out, "the whole workbook contains it"


def test_a_name_in_the_file_is_printed_on_every_sheet_without_one() -> None:
    answers = {"another-program/client-name": "Ana Sól", f"{NOW}/where": "x"}
    assert "Name Ana Sól" in printed(answers)
    own = {**answers, f"{SLEEP}/client-name": "Ana S."}
    assert "Name Ana S." in printed(own)
    own |= {"better-sleep/begins": "2026-12-07"}
    whole = printed(own, PrintRequest("a4", whole=True))
    assert "This workbook belongs to Ana S." in whole
    assert "It begins on Dec 7, 2026" in whole
    assert not set_anew(answers).left_out


def test_no_word_of_a_long_text_is_lost() -> None:
    words = [f"w{number}" for number in range(3000)]
    story, cell = " ".join(words), " ".join(words[:900])
    line = " ".join(words[:180])
    assert len(line) <= 1000
    found = printed(
        {
            f"{NOW}/story": story,
            f"{NOW}/where": line,
            f"{SLEEP}/steps/week/monday/what-i-did": cell,
            f"{SLEEP}/steps/steps/row-2/what": line,
        }
    )
    for text, times in ((words[-1], 1), (words[899], 2), (words[179], 4)):
        assert len(re.findall(rf"\b{text}\b", found)) == times, text


def test_one_endless_word_stays_in_its_box() -> None:
    word = "a" * 900
    found = set_anew({f"{NOW}/where": word, f"{SLEEP}/steps/steps/row-1/what": word})
    for document in found.documents:
        with pypdfium2.PdfDocument(press.make_pdf(document)) as pdf:
            for page in pdf:
                text = page.get_textpage()
                rights = [text.get_charbox(index)[2] for index in range(text.count_chars())]
                assert max(rights) < page.get_width() - 17 * 72 / 25.4


def test_ticks_options_days_and_labels_are_printed() -> None:
    answers = {
        f"{SLEEP}/client-name": "Ana",
        f"{NOW}/filled-on": "2026-11-23",
        f"{NOW}/rest": "7",
        f"{NOW}/what-helps/music": "yes",
        f"{NOW}/habits/work": "3",
        f"{SLEEP}/steps/steps/row-1/when": "evening",
        f"{SLEEP}/steps/steps/row-1/done": "yes",
        f"{SLEEP}/life-wheel/wheel/food": "4",
    }
    found = set_anew(answers)
    texts = {Path(each.path).stem: text_of(press.make_pdf(each)) for each in found.documents}
    assert set(texts) == {"evenings-now-a4", "steps-a4", "life-wheel-a4"}
    assert all("Name Ana" in text for text in texts.values())
    assert "Date Nov 23, 2026" in texts["evenings-now-a4"]
    assert texts["steps-a4"].count("Evening") == 2, "in the heading and in the cell"
    with pikepdf.open(io.BytesIO(press.make_pdf(found.documents[0]))) as pdf:
        assert "/AcroForm" not in pdf.Root
        marks = [each for each in elements(pdf) if each.get("/Alt") == "Chosen"]
    assert len(marks) == 3
    assert not found.left_out


def test_every_kind_of_answer_of_every_sheet_is_printed() -> None:
    """Each box shows its own answer."""
    practice = Practice.open(PRACTICE / "content")
    every = {
        answer.key: answer
        for document in documents(practice.workbook, typst_environment(None, NullTranslations()))
        for answer in document.answers.values()
    }
    texts = {
        key: f"X{number}X"
        for number, (key, answer) in enumerate(every.items())
        if answer.kind in (AnswerKind.LINE, AnswerKind.LINES, AnswerKind.NUMBER, AnswerKind.DATE)
    }
    ticks = {key: "yes" for key, answer in every.items() if answer.kind is AnswerKind.CHECK}
    asked = {f"{SLEEP}/weekly-check-in/done": "not-yet"}  # which another question depends on
    found = set_anew(texts | ticks | asked, PrintRequest("us-letter", whole=True))
    (document,) = found.documents
    pdf = press.make_pdf(document)
    shown = set(re.findall(r"X\d+X", text_of(pdf)))
    assert shown == set(texts.values())
    assert len(shown) > 60
    with pikepdf.open(io.BytesIO(pdf)) as read:
        marks = [each for each in elements(read) if each.get("/Alt") == "Chosen"]
    assert len(marks) == len(ticks | asked) > 15


def test_the_same_answers_give_the_same_bytes() -> None:
    first, second = (
        [press.make_pdf(each) for each in set_anew({f"{NOW}/where": "Zoë"}).documents]
        for _ in range(2)
    )
    assert first == second


# -- the commands --------------------------------------------------------------------------------


def saved(folder: Path, answers: Mapping[str, str]) -> None:
    (folder / "mine.json").write_text(answers_file.write(answers), encoding="utf-8")


def made(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*.pdf")}


def test_the_worksheets_with_answers_are_printed(practice: Path) -> None:
    saved(practice, {f"{NOW}/where": "Here", f"{SLEEP}/goal/nights": "5"})
    result = run("print", "mine.json", at=practice)
    assert result.exit_code == 0, result.output
    assert f"2 PDFs in {Path('printed/mine')}." in result.output
    assert made(practice / "printed/mine") == {
        "better-sleep/evenings-now-a4.pdf",
        "better-sleep/goal-a4.pdf",
    }


def test_one_worksheet_is_printed_on_another_paper(practice: Path) -> None:
    saved(practice, {f"{NOW}/where": "Here", f"{SLEEP}/goal/nights": "5"})
    result = run(
        "print", "mine.json", "-w", "better-sleep/goal", "-p", "a5", "-o", "x", at=practice
    )
    assert result.exit_code == 0, result.output
    assert made(practice / "x") == {"better-sleep/goal-a5.pdf"}
    with pypdfium2.PdfDocument(practice / "x/better-sleep/goal-a5.pdf") as pdf:
        assert pdf[0].get_width() == pytest.approx(148 * 72 / 25.4, abs=0.1)


def test_the_whole_workbook_is_printed(practice: Path) -> None:
    saved(practice, {f"{SLEEP}/client-name": "Ana", f"{NOW}/where": "Here"})
    result = run("print", "mine.json", "--whole", at=practice)
    assert result.exit_code == 0, result.output
    assert made(practice / "printed") == {"Ana/better-sleep/better-sleep-workbook-a4.pdf"}


def test_answers_that_are_not_printed_are_reported(practice: Path) -> None:
    answers = {
        f"{NOW}/where": "Here",
        f"{NOW}/gone": "kept",
        "other/a/b": "kept",
        f"{NOW}/rest": "99",
    }
    saved(practice, answers)
    result = run("print", "mine.json", at=practice)
    assert result.exit_code == 0
    assert f"Not printed: {NOW}/gone: no worksheet has a question with this key" in result.output
    assert "Not printed: other/a/b: no worksheet has a question with this key" in result.output
    assert f"Not printed: {NOW}/rest: there is no option `99`" in result.output
    assert answers_file.read((practice / "mine.json").read_bytes(), "mine.json") == answers


def test_an_answer_to_a_question_that_is_not_asked_is_not_printed(practice: Path) -> None:
    sheet = f"{SLEEP}/weekly-check-in"
    answers = {f"{sheet}/next-step": "Seven nights", f"{sheet}/hindrance": "A film"}
    asked = printed({**answers, f"{sheet}/done": "not-yet"})
    sentence = "Only if you chose “In part” or “Not yet” in question 2"
    assert f"{sentence} 4 What got in the way? A film" in asked
    assert "Seven nights" in asked
    saved(practice, {**answers, f"{sheet}/done": "yes"})
    result = run("print", "mine.json", at=practice)
    assert result.exit_code == 0
    reason = "its question is not asked, because of the answer to an earlier one"
    assert result.output.count("Not printed") == 1
    assert f"Not printed: {sheet}/hindrance: {reason}" in result.output
    (pdf,) = (practice / "printed").rglob("weekly-check-in-a4.pdf")
    text = text_of(pdf.read_bytes())
    assert "Seven nights" in text
    assert "A film" not in text


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["mine.json", "-w", "better-sleep/gaol"], 2, "did you mean `better-sleep/goal`?"),
        (["mine.json", "-p", "a3"], 2, "there is no paper `a3`; choose one of: a4, us-letter, a5."),
        (["mine.json", "-w", "better-sleep/goal"], 1, "no answers for the worksheets"),
        (["mkdocs.yml"], 1, "mkdocs.yml:1:1: WB504 this is not JSON"),
        (["nothing.json"], 2, "nothing.json"),
    ],
)
def test_a_mistake_is_explained(
    practice: Path, arguments: list[str], code: int, message: str
) -> None:
    saved(practice, {f"{NOW}/where": "Here"})
    result = run("print", *arguments, at=practice)
    assert (result.exit_code, "Traceback" in result.output) == (code, False)
    assert message in result.output
    assert not (practice / "printed").exists()


def test_when_nothing_can_be_printed_the_reasons_stay(practice: Path) -> None:
    saved(practice, {f"{NOW}/rest": "99"})
    result = run("print", "mine.json", "-w", NOW, at=practice)
    assert result.exit_code == 1
    assert f"Not printed: {NOW}/rest: there is no option `99`" in result.output
    assert f"Not printed: {NOW}: it has no answers" in result.output
    assert "there are no answers for the worksheets to print" in result.output


def test_letters_that_no_font_has_do_not_stop_the_command(practice: Path) -> None:
    saved(practice, {f"{NOW}/where": "x 😴"})
    result = run("print", "mine.json", at=practice)
    assert result.exit_code == 0
    assert "mine.json: WB407" in result.output
    assert "1 PDF in " in result.output


def test_answers_go_from_a_pdf_form_to_a_file_and_back_to_paper(practice: Path) -> None:
    workbook = load(practice / "content")
    forms = documents(workbook, typst_environment(None, NullTranslations()))
    form = next(each for each in forms if each.path.endswith("evenings-now-a4.pdf"))
    with pikepdf.open(io.BytesIO(press.make_pdf(form))) as pdf:
        for field in pdf.Root.AcroForm.Fields:
            match str(field.T).removeprefix(f"{NOW}/"):
                case "where":
                    field.V = pikepdf.String("Ένα ήσυχο βράδυ")
                case "what-helps/music":
                    field.V = pikepdf.Name("/yes")
                case "rest":
                    field.V = pikepdf.Name("/7")
        pdf.save(practice / "filled.pdf")
    shown = run("answers", "filled.pdf", at=practice)
    expected = {
        f"{NOW}/rest": "7",
        f"{NOW}/where": "Ένα ήσυχο βράδυ",
        f"{NOW}/what-helps/music": "yes",
    }
    assert answers_file.read(shown.output.encode(), "shown") == expected
    result = run("answers", "filled.pdf", "-o", "mine.json", at=practice)
    assert "3 answers in mine.json." in result.output
    assert (practice / "mine.json").read_text(encoding="utf-8") == shown.output
    assert run("print", "mine.json", at=practice).exit_code == 0
    found = text_of((practice / "printed/mine/better-sleep/evenings-now-a4.pdf").read_bytes())
    assert "Ένα ήσυχο βράδυ" in found


def test_a_pdf_without_answers_is_explained(practice: Path) -> None:
    workbook = load(practice / "content")
    form = next(documents(workbook, typst_environment(None, NullTranslations())))
    (practice / "empty.pdf").write_bytes(press.make_pdf(form))
    (practice / "no.pdf").write_text("not a PDF")
    for name, message in (
        ("empty.pdf", "no answers in this PDF"),
        ("no.pdf", "cannot be read as a PDF"),
    ):
        result = run("answers", name, at=practice)
        assert result.exit_code == 1
        assert message in result.output
        assert "Traceback" not in result.output
