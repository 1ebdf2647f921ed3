"""A pack has a client's sheets with their name, a letter, the days, and the link."""

import io
import json
from base64 import urlsafe_b64decode
from pathlib import Path

import icalendar
import pikepdf
import pytest
from support.clients import ANA, SITE, content, pack_of, pages

from workbook_builder.packs.client_pack import Pack
from workbook_builder.pdf.form_values import read_form

SECOND = "\n      - program: wellness/calm-days\n        begins: 2027-01-04\n"
HANDOUT = "      - id: life-wheel\n        for: others\n"


@pytest.fixture
def ana(practice: Path) -> Pack:
    return pack_of(practice)


def sheets(pack: Pack) -> list[str]:
    return [path for path in pack.files if path.startswith("Worksheets/")]


def test_files_are_called_what_they_are(ana: Pack) -> None:
    assert ana.name == "Ana-Ruiz-better-sleep"
    assert list(ana.files)[:4] == [
        "Letter.pdf",
        "Personal link.txt",
        "Calendar.ics",
        "Workbook.pdf",
    ]
    assert sheets(ana)[:2] == [
        "Worksheets/1 My evenings now.pdf",
        "Worksheets/2 The wheel of my evening.pdf",
    ]
    assert len(sheets(ana)) == 8


def test_every_sheet_has_the_name_and_says_whose_it_is(ana: Pack) -> None:
    for name in ["Workbook.pdf", *sheets(ana)]:
        form = read_form(content(ana, name))
        begins = {"better-sleep/begins": "2026-12-07"} if name == "Workbook.pdf" else {}
        assert dict(form.values) == {"better-sleep/client-name": "Ana Ruiz", **begins}
        assert form.client == "ana-ruiz"


def test_the_day_is_for_the_client_to_fill_in(ana: Pack) -> None:
    with pikepdf.open(io.BytesIO(content(ana, sheets(ana)[0]))) as pdf:
        fields = {str(each.T): each for each in pdf.Root.AcroForm.Fields}
    assert "/V" not in fields["better-sleep/evenings-now/filled-on"]


def test_worksheets_can_be_left_out(practice: Path) -> None:
    pack = pack_of(practice, ANA.replace("sessions:", "without: [goal]\n        sessions:"))
    assert len(sheets(pack)) == 7
    assert not [path for path in pack.files if "My goal" in path]
    assert "My goal" not in " ".join(pages(content(pack, "Workbook.pdf")))
    assert read_form(content(pack, "Workbook.pdf")).client == "ana-ruiz"


@pytest.mark.parametrize(("paper", "width"), [("a4", 595), ("us-letter", 612), ("a5", 420)])
def test_everything_is_on_the_clients_paper(practice: Path, paper: str, width: int) -> None:
    pack = pack_of(practice, f"{ANA}\n    paper: {paper}\n")
    for name in ("Letter.pdf", "Workbook.pdf", sheets(pack)[0]):
        with pikepdf.open(io.BytesIO(content(pack, name))) as pdf:
            assert round(float(pdf.pages[0].mediabox[2])) == width
    assert len(pages(content(pack, "Letter.pdf"))) == 1


def test_a_hand_out_asks_on_behalf_of_the_client(practice: Path) -> None:
    file = practice / "content/tracks/wellness/better-sleep.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("      - id: life-wheel\n", HANDOUT), encoding="utf-8")
    pack = pack_of(practice)
    form = read_form(content(pack, "Worksheets/2 The wheel of my evening.pdf"))
    assert dict(form.values) == {"better-sleep/life-wheel@others/asked-by": "Ana Ruiz"}
    assert form.client == "ana-ruiz"


def test_the_calendar_has_the_days_with_the_pages_of_the_site(ana: Pack) -> None:
    found = icalendar.Calendar.from_ical(content(ana, "Calendar.ics"))
    assert isinstance(found, icalendar.Calendar)
    page = f"{SITE}wellness/better-sleep/"
    urls = {str(each["UID"]): str(each["URL"]) for each in found.events}
    assert urls["better-sleep-session-1@workbook-builder"] == page
    assert "Ana" not in content(ana, "Calendar.ics").decode()


def test_without_days_there_is_no_calendar(practice: Path) -> None:
    pack = pack_of(practice, "name: Ana Ruiz\nprograms: [{program: wellness/better-sleep}]\n")
    assert "Calendar.ics" not in pack.files
    (letter,) = pages(content(pack, "Letter.pdf"))
    assert "When we meet" not in letter
    assert "It takes 4 weeks." in letter


def said(link: str) -> dict[str, object]:
    """What a personal link says."""
    text = link.partition("#for=")[2]
    found: dict[str, object] = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    return found


def test_the_link_opens_the_program(ana: Pack) -> None:
    assert ana.link
    assert ana.link.startswith(f"{SITE}wellness/better-sleep/#for=")
    assert said(ana.link) == {
        "v": 1,
        "client": "ana-ruiz",
        "name": "Ana Ruiz",
        "programs": {"better-sleep": {"begins": "2026-12-07"}},
    }
    lines = content(ana, "Personal link.txt").decode().split("\r\n")
    assert ana.link in lines
    assert "Personal link: Ana Ruiz" in lines


def test_without_a_site_there_is_no_link(practice: Path) -> None:
    pack = pack_of(practice, site_url=None)
    assert pack.link is None
    assert "Personal link.txt" not in pack.files
    (letter,) = pages(content(pack, "Letter.pdf"))
    assert "In the browser" not in letter
    assert "Your answers" not in letter
    assert "URL" not in content(pack, "Calendar.ics").decode()


def test_two_programs_have_a_folder_each_and_a_link_to_the_home_page(practice: Path) -> None:
    tracks = practice / "content/tracks/wellness"
    text = (tracks / "better-sleep.yml").read_text(encoding="utf-8")
    (tracks / "calm-days.yml").write_text(
        text.replace("title: Better nights", "title: Calm days"), encoding="utf-8"
    )
    pack = pack_of(practice, ANA.replace("\n    note", f"{SECOND}    note"))
    assert pack.name == "Ana-Ruiz-quiet-harbor-coaching"
    assert {path.partition("/")[0] for path in pack.files if "/" in path} == {
        "Better nights",
        "Calm days",
    }
    assert pack.link
    assert pack.link.startswith(f"{SITE}#for=")
    values = read_form(content(pack, "Calm days/Workbook.pdf")).values
    assert dict(values) == {"calm-days/client-name": "Ana Ruiz", "calm-days/begins": "2027-01-04"}
    (letter,) = pages(content(pack, "Letter.pdf"))
    assert "“Better nights”. It begins on Dec 7, 2026" in letter
    assert "“Calm days”. It begins on Jan 4, 2027" in letter


def test_two_programs_of_the_same_title_do_not_mix(practice: Path) -> None:
    tracks = practice / "content/tracks/wellness"
    text = (tracks / "better-sleep.yml").read_text(encoding="utf-8")
    (tracks / "calm-days.yml").write_text(text, encoding="utf-8")
    pack = pack_of(practice, ANA.replace("\n    note", f"{SECOND}    note"))
    assert {"better-sleep/Workbook.pdf", "calm-days/Workbook.pdf"} <= pack.files.keys()


@pytest.mark.parametrize("name", ["Łukasz Żółć-Müller", "Дмитрий", "../../etc", "CON", "AUX.pdf"])
def test_any_name_makes_a_file_name(practice: Path, name: str) -> None:
    pack = pack_of(practice, ANA.replace("Ana Ruiz", f'"{name}"'))
    assert not set(pack.name) & set('/\\:.<>|?*"')
    assert pack.name.endswith("-better-sleep")
    assert read_form(content(pack, "Workbook.pdf")).values["better-sleep/client-name"] == name


def test_titles_that_are_no_file_names_are_changed(practice: Path) -> None:
    file = practice / "content/tracks/wellness/better-sleep.yml"
    text = file.read_text(encoding="utf-8")
    title = 'title: "What? Now: all/none. 7.30"'
    file.write_text(text.replace("title: My evenings now", title), encoding="utf-8")
    assert sheets(pack_of(practice))[0] == "Worksheets/1 What Now all none 7 30.pdf"


# -- The letter ----------------------------------------------------------------------------------


def test_the_letter_says_all_that_a_client_needs(ana: Pack) -> None:
    (letter,) = pages(content(ana, "Letter.pdf"))
    for words in (
        "Hello Ana Ruiz,",
        "“Better nights”. It begins on Dec 7, 2026, and takes 4 weeks.",
        "I look forward to our first talk.",
        "Dec 9, 2026 Where you stand",
        "Dec 21, 2026 Steps",
        "until you send it or show it yourself",
        "Ines Okafor ines@example.org 555 0100",
    ):
        assert words in letter


def test_the_letter_links_to_the_personal_link(ana: Pack) -> None:
    with pikepdf.open(io.BytesIO(content(ana, "Letter.pdf"))) as pdf:
        links = [str(each.A.URI) for each in pdf.pages[0].Annots if "/A" in each]
    assert links == [ana.link, "mailto:ines@example.org"]


def test_many_sessions_stay_on_the_page(practice: Path) -> None:
    days = ", ".join(f"2027-{month:02}-{day:02}" for month in (1, 2, 3) for day in range(1, 13))
    text = ANA.replace("[2026-12-09, 2026-12-21]", f"[{days}]") + "    paper: a5\n"
    (letter,) = pages(content(pack_of(practice, text), "Letter.pdf"))
    assert "these days and 28 more to your calendar" in letter


def test_large_print_stays_on_one_page(practice: Path) -> None:
    file = practice / "content/workbook.yml"
    file.write_text(f"{file.read_text(encoding='utf-8')}print: {{large-print: true}}\n", "utf-8")
    assert len(pages(content(pack_of(practice), "Letter.pdf"))) == 1


def test_a_note_may_have_any_signs(practice: Path) -> None:
    text = ANA.replace("I look forward to our **first talk**.", '#let x = "a" \\ $5 [b] @c <d>')
    (letter,) = pages(content(pack_of(practice, text), "Letter.pdf"))
    assert "#let x = “a” \\ $5 [b] @c" in letter or '#let x = "a" \\ $5 [b] @c' in letter
