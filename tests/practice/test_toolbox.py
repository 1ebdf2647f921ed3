"""The toolbox is rendered, printed, and built in part as a program is."""

import io
from collections.abc import Mapping
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from support.command_line import run
from support.toolbox import TOOLBOX, add_toolbox, without_programs

from workbook_builder.answers import answers_file
from workbook_builder.practice.practice import Practice
from workbook_builder.practice.practice_part import part_of
from workbook_builder.problems.problem import WorkbookError
from workbook_builder.publish.portable_files import portable_files
from workbook_builder.rendering.page_marks import HEADING
from workbook_builder.typesetting.typst_compiler import typeset


@pytest.fixture
def both(practice: Path) -> Practice:
    """The small practice with a toolbox beside its program."""
    return Practice.open(add_toolbox(practice) / "content")


@pytest.fixture
def alone(practice: Path) -> Practice:
    """The toolbox of the small practice, without any program."""
    return Practice.open(without_programs(add_toolbox(practice)) / "content")


def html(practice: Practice, path: str) -> str:
    page = practice.pages()[path]
    return page.complete(page.searchable(HEADING))


def test_each_worksheet_has_a_page_and_pdfs(both: Practice) -> None:
    pages = {path for path in both.pages() if path.startswith("toolbox/")}
    ids = ("areas", "weekly-check-in", "one-step", "talks")
    assert pages == {"toolbox/index.md", *(f"toolbox/{id}.md" for id in ids)}
    pdfs = {path for path in both.sheets() if path.startswith("toolbox/")}
    papers = ("a4", "us-letter")
    assert pdfs == {f"toolbox/downloads/{id}-{paper}.pdf" for id in ids for paper in papers}
    names = ("wellness/better-sleep", "toolbox")
    assert set(both.guides()) == {f"{name}-coach-{paper}.pdf" for name in names for paper in papers}


def test_a_shared_worksheet_is_there_without_the_goal_of_a_program(practice: Path) -> None:
    add_toolbox(practice)
    sheet = practice / "content/worksheets/weekly-check-in.yml"
    recall = "fields:\n  - {type: recall, from: goal, label: Your goal}\n"
    sheet.write_text(sheet.read_text(encoding="utf-8").replace("fields:\n", recall, 1), "utf-8")
    program = practice / "content/tracks/wellness/better-sleep.yml"
    goal = "goal: goal/goal\n"
    if goal not in program.read_text(encoding="utf-8"):
        program.write_text(goal + program.read_text(encoding="utf-8"), encoding="utf-8")
    workbook = Practice.open(practice / "content").workbook
    toolbox = workbook.toolbox
    assert toolbox
    shown = {
        collection.id: any(field.recalled_path == "goal" for field in sheet.fields)
        for collection in (toolbox, workbook.tracks[0].programs[0])
        for sheet in collection.worksheets
        if sheet.id == "weekly-check-in"
    }
    assert shown == {"toolbox": False, "better-sleep": True}


def test_a_long_shelf_is_sorted_by_what_worksheets_are_for(practice: Path) -> None:
    more = "".join(f"    - {{use: one-step, id: step-{number}}}\n" for number in range(9))
    add_toolbox(practice, TOOLBOX + more)
    page = html(Practice.open(practice / "content"), "toolbox/index.md")
    sections = [page.index(f'<h2 id="{kind}">') for kind in ("assessment", "plan", "check-in")]
    assert sections == sorted(sections)
    assert '<h2 id="goal">' not in page
    assert page.count('href="step-') == 9


def test_a_short_shelf_is_not_sorted(both: Practice) -> None:
    assert '<h2 id="plan">' not in html(both, "toolbox/index.md")


def test_a_question_can_be_added_in_the_toolbox(practice: Path) -> None:
    added = "add: {fields: [{id: nights, type: number, label: How many?}]}"
    entry = "{use: weekly-check-in, title: My check-in"
    add_toolbox(practice, TOOLBOX.replace(entry, f"{entry}, {added}"))
    toolbox = Practice.open(practice / "content").workbook.toolbox
    assert toolbox
    sheet = next(each for each in toolbox.worksheets if each.id == "weekly-check-in")
    assert [each.key for each in sheet.placed(toolbox.id)][-1] == "toolbox/weekly-check-in/nights"


def test_a_page_shows_the_notice_and_leads_to_no_next_worksheet(both: Practice) -> None:
    sheet = both.pages()["toolbox/one-step.md"]
    assert "This is <strong>not</strong> medical advice." in html(both, "toolbox/one-step.md")
    assert [each["title"] for each in sheet.frame["trail"]] == ["Toolbox"]
    assert [each["title"] for each in sheet.frame["menu"]["sheets"]][:2] == [
        "My areas",
        "My check-in",
    ]
    assert not {"previous", "next"} & set(sheet.frame)


def test_a_page_links_to_what_it_shows_again(both: Practice) -> None:
    page = html(both, "toolbox/one-step.md")
    assert 'data-wb-recall="toolbox/weekly-check-in/next-step"' in page
    assert '<a href="../weekly-check-in/">My check-in</a>' in page


def test_the_guide_has_the_guidance_and_the_sheets_do_not(both: Practice) -> None:
    guide = both.guides()["toolbox-coach-a4.pdf"]
    assert "GUIDANCE Ask for a small one." in guide.source
    others = [document.source for document in both.sheets().values()]
    assert not [source for source in others if "GUIDANCE" in source]


@pytest.mark.parametrize("name", ["toolbox-coach-a4.pdf", "toolbox/downloads/talks-a4.pdf"])
def test_documents_are_accessible_and_have_one_heading_at_the_top(
    alone: Practice, name: str
) -> None:
    documents = {**alone.sheets(), **alone.guides()}
    pdf = typeset(documents[name].source, documents[name].files)
    assert b"pdfuaid:part>1<" in pdf
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.Root.MarkInfo.Marked


# -- without programs ----------------------------------------------------------------------------


def test_no_page_speaks_of_programs_phases_or_tracks_that_are_not_there(alone: Practice) -> None:
    for path in (
        "index.md",
        "worksheets.md",
        "how-to-use.md",
        "toolbox/index.md",
        "toolbox/one-step.md",
    ):
        text = html(alone, path)
        for word in ("program", "phase", "track"):
            assert f" {word}" not in text, (path, word)


def test_the_home_page_leads_to_each_worksheet(alone: Practice) -> None:
    page = html(alone, "index.md")
    for id in ("areas", "weekly-check-in", "one-step", "talks"):
        assert f'href="toolbox/{id}/"' in page
    assert "<ul>\n</ul>" not in page


def test_a_practice_with_programs_has_the_toolbox_among_its_tracks(both: Practice) -> None:
    page = html(both, "index.md")
    assert '<a href="toolbox/">Toolbox</a>' in page
    assert "4 worksheets" in page


# -- parts ---------------------------------------------------------------------------------------


def ids(practice: Practice, part: str) -> list[str]:
    workbook = part_of(practice.workbook, part)
    assert workbook.tracks == ()
    assert workbook.toolbox
    return [sheet.id for sheet in workbook.toolbox.worksheets]


def test_the_toolbox_can_be_built_alone(both: Practice) -> None:
    assert len(ids(both, "toolbox")) == 4
    assert ids(both, "toolbox/areas") == ["areas"]


def test_a_worksheet_is_built_with_those_whose_answers_it_shows(both: Practice) -> None:
    assert ids(both, "toolbox/one-step") == ["weekly-check-in", "one-step"]


def test_a_part_that_is_not_there_is_explained(both: Practice) -> None:
    with pytest.raises(WorkbookError, match="did you mean `toolbox/one-step`"):
        part_of(both.workbook, "toolbox/onestep")


def test_a_part_of_the_programs_has_no_toolbox(both: Practice) -> None:
    assert part_of(both.workbook, "wellness").toolbox is None


# -- printed with answers ------------------------------------------------------------------------


def printed(practice: Path, answers: Mapping[str, str], *options: str) -> dict[str, str]:
    """The text of each PDF that is printed with answers, by its name."""
    file = practice / "Ana.json"
    file.write_text(answers_file.write(answers), encoding="utf-8")
    result = run("print", "Ana.json", *options, at=practice)
    assert result.exit_code == 0, result.output
    folder = practice / "printed/Ana"
    return {path.relative_to(folder).as_posix(): text(path) for path in folder.rglob("*.pdf")}


def text(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as pdf:
        return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)


ANSWERS = {
    "toolbox/client-name": "Ana",
    "toolbox/weekly-check-in/next-step": "A walk at noon",
    "toolbox/one-step/step": "Shoes by the door",
    "toolbox/talks@2/step": "Ask Ben",
    "better-sleep/goal/goal": "To sleep",
}


@pytest.mark.parametrize("options", [(), ("--whole",)])
def test_sheets_are_printed_with_answers(practice: Path, options: tuple[str, ...]) -> None:
    sheets = printed(add_toolbox(practice), ANSWERS, *options)
    own = {name for name in sheets if name.startswith("toolbox/")}
    names = ("weekly-check-in", "one-step", "talks-2")
    assert own == {f"toolbox/{name}-a4.pdf" for name in names}
    step = sheets["toolbox/one-step-a4.pdf"]
    assert "Ana" in step
    assert "Shoes by the door" in step
    assert "A walk at noon" in step
    assert "My talks: Talk 2" in sheets["toolbox/talks-2-a4.pdf"]
    assert ("better-sleep/better-sleep-workbook-a4.pdf" in sheets) == bool(options)


def test_one_sheet_is_printed_by_its_name(practice: Path) -> None:
    sheets = printed(add_toolbox(practice), ANSWERS, "--worksheet", "toolbox/one-step")
    assert list(sheets) == ["toolbox/one-step-a4.pdf"]


# -- one file ------------------------------------------------------------------------------------


def test_it_can_be_one_file(alone: Practice) -> None:
    files = portable_files(alone)
    assert list(files) == ["toolbox.html"]
    text = files["toolbox.html"].partition("<script data-wb-own")[0]
    assert 'data-wb-frame="toolbox"' in text
    assert 'data-wb-form="toolbox/one-step"' in text
    assert "GUIDANCE" not in text
    assert "In this program" not in text


# -- what authors read ---------------------------------------------------------------------------


def test_it_is_counted(practice: Path) -> None:
    add_toolbox(practice)
    both = run("check", at=practice).output
    assert "No problems: 1 program with 8 worksheets and a toolbox with 4 worksheets" in both
    assert (
        "No problems: a toolbox with 4 worksheets"
        in run("check", at=without_programs(practice)).output
    )


def test_worksheets_that_no_program_uses_get_advice(practice: Path) -> None:
    add_toolbox(practice, TOOLBOX.replace("summary: Single", "summary: '**Single**'#"))
    said = run("check", at=practice).output
    assert "content/worksheets/one-step.yml:1:8: WB905" in said
    assert "content/workbook.yml:12:12: WB911" in said


# -- sheets for others ---------------------------------------------------------------------------


def test_a_sheet_for_others_can_stand_in_it(practice: Path) -> None:
    add_toolbox(practice)
    sheet = practice / "content/worksheets/areas.yml"
    sheet.write_text(f"for: others\n{sheet.read_text(encoding='utf-8')}", encoding="utf-8")
    found = Practice.open(without_programs(practice) / "content")
    page = html(found, "toolbox/areas.md")
    assert "data-wb-handout=" in page
    assert "Are you the one who asks?" in page
    assert 'data-wb-sheet="toolbox/areas"' not in html(found, "toolbox/index.md")
    assert 'data-wb-key="toolbox/areas"' not in html(found, "worksheets.md")
