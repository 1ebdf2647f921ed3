"""The page of a report: what it says, and that nothing that a client wrote becomes a part of it."""

import re
from gettext import NullTranslations
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from support.reported import TERMS, client, history, received

from workbook_builder.clients.client import Client
from workbook_builder.history.history import History
from workbook_builder.model.workbook import Workbook
from workbook_builder.practice.practice import Practice
from workbook_builder.rendering.environments import html_environment, typst_environment
from workbook_builder.rendering.terms import terms
from workbook_builder.reports.html_report import html_report
from workbook_builder.reports.pdf_report import pdf_report
from workbook_builder.reports.progress import client_progress

TODAY = "2026-12-22"
VOID = {"meta", "img", "line", "circle", "rect", "polyline"}
GIVEN = history(
    received(
        "2026-12-08",
        {
            "evenings-now/rest": "4",
            "goal/nights": "5",
            "goal/goal": "six",
            "everything/nights/sleep/mon": "7.5",
            "everything/nights/in-bed-by-ten/mon": "yes",
        },
        saved="2026-12-07",
    ),
    received("2026-12-15", {"log@2/rest": "6", "goal/nights": "4"}, "PDF"),
    received(
        "2026-12-16",
        {
            "promises@1/plan/step-1/what": "Phone out",
            "promises@1/plan/step-1/when": "2026-12-10",
            "gone/x": "Blue",
            "weekly@2/went": "well",
            "weekly@2/why": "Rain",
            "weekly@9/minutes/monday/walked": "20",
        },
        done={"weekly@2": "2026-12-15"},
    ),
    received("2026-12-17", {"goal/goal": "seven"}, saved="2026-12-16"),
    received("2026-12-20", {"what-you-see@others/works": "You listen."}, "PDF"),
)


class Parts(HTMLParser):
    """The elements of a page, and its texts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.texts.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())


def page(opened: Practice, given: History, whose: Client | None = None, today: str = TODAY) -> str:
    whose = whose or client(sessions=("2026-12-14",))
    progress = client_progress(opened.workbook, whose, given, today, TERMS)
    return html_report(opened.workbook, progress, opened.html)


def test_it_shows_everything_in_the_order_in_which_a_coach_reads(opened: Practice) -> None:
    text = Parts(page(opened, GIVEN)).text
    places = [
        text.find(each)
        for each in (
            "Ana Ruiz Progress on Dec 22, 2026 · last answers of Dec 20, 2026",
            "3 of 4 began on Dec 7, 2026",
            "New since Dec 14, 2026",
            "Before and after",
            "Over the weeks",
            "Check-ins Worksheets that",
            "What was promised Steps: 1. Done: 0. Carried over: 1.",
            "What was tracked",
            "Every answer",
            "These answers differ.",
            "What others wrote These",
            "From earlier versions of the worksheets Your",
            "Files received Everything",
        )
    ]
    assert -1 not in places
    assert places == sorted(places)


def test_it_names_the_sources_of_answers_that_contradict_each_other(opened: Practice) -> None:
    text = Parts(page(opened, GIVEN)).text
    assert "The web form says “5” answers.json, written on Dec 7, 2026" in text
    assert "The PDF says “4” sheet.pdf, collected on Dec 15, 2026" in text


def test_older_answers_can_be_unfolded(opened: Practice) -> None:
    text = Parts(page(opened, GIVEN)).text
    assert re.search(r"seven New .*? 1 older answer six written on Dec 7, 2026", text)


def test_it_says_what_is_not_known_without_a_beginning(opened: Practice) -> None:
    text = Parts(page(opened, GIVEN, client(begins=None))).text
    assert "What was missed is known once the client’s file says when the program begins." in text
    assert "began on" not in text


def test_before_the_program_begins_nothing_is_missed(opened: Practice) -> None:
    text = Parts(page(opened, history(), today="2026-12-01")).text
    assert "not started begins on Dec 7, 2026" in text
    assert "There are no answers yet." in text
    assert "Still to come My week 0 0 Week 2–4" in text


def test_guidance_for_coaches_is_not_in_it(opened: Practice) -> None:
    assert "GUIDANCE" not in page(opened, GIVEN)


def test_it_runs_and_loads_nothing(opened: Practice) -> None:
    parts = Parts(page(opened, GIVEN))
    assert not {"script", "link", "iframe", "object", "form"} & {tag for tag, _ in parts.elements}
    for tag, attributes in parts.elements:
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        address = attributes.get("href") or attributes.get("src") or "#"
        assert address.startswith("#") or (tag, address[:5]) == ("img", "data:")
    policy = next(a["content"] for _, a in parts.elements if "http-equiv" in a)
    assert (policy or "").startswith("default-src 'none'; style-src 'sha256-")


def test_headings_go_down_by_one_level_and_links_lead_somewhere(opened: Practice) -> None:
    parts = Parts(page(opened, GIVEN))
    levels = [int(tag[1]) for tag, _ in parts.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = [attributes["id"] for _, attributes in parts.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = {attributes["href"] for tag, attributes in parts.elements if tag == "a"}
    assert len(links) > 5
    assert links <= {f"#{id}" for id in ids}


def test_every_table_has_a_caption_and_every_cell_a_heading(opened: Practice) -> None:
    text = page(opened, GIVEN)
    tables = re.findall("<table.*?</table>", text, re.DOTALL)
    assert len(tables) > 5
    for table in tables:
        assert "<caption" in table
        assert 'scope="col"' in table
        for row in re.findall("<tr.*?</tr>", table.partition("<tbody")[2], re.DOTALL):
            assert 'scope="row"' in row


HOSTILE = (
    "</style></title><script>alert(1)</script><img src=x onerror=alert(1)> {{ 7*7 }} **x** \"'&amp;"
)


def test_nothing_hostile_becomes_a_part_of_the_page(opened: Practice) -> None:
    answers = dict.fromkeys(
        (
            "goal/goal",
            "steps/steps/row-1/what",
            "gone/x",
            "evenings-now/who",
            "evenings-now/bedtime",
            "everything/nights/in-bed-by-ten/mon",
            "what-you-see@others/works",
            "what-you-see@others/filled-in-by",
            "what-you-see@others/gone",
        ),
        HOSTILE,
    )
    given = history(
        received("2026-12-08", answers),
        received("2026-12-09", {"goal/goal": HOSTILE.upper()}),
        received("2026-12-09", {"goal/goal": HOSTILE.lower()}, "PDF"),
    )
    text = page(opened, given, client(name=HOSTILE[:200]))
    usual = page(opened, given, client())
    parts = Parts(text)
    assert not parts.open
    assert not {"script"} & {tag for tag, _ in parts.elements}
    assert sum(tag == "img" for tag, _ in parts.elements) == 0
    assert [tag for tag, _ in parts.elements] == [tag for tag, _ in Parts(usual).elements]
    assert " ".join(HOSTILE.split()) in parts.text


def test_a_font_that_is_large_is_only_named(
    opened: Practice, workbook: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert page(opened, history()).count("@font-face") == 2
    monkeypatch.setattr("workbook_builder.reports.brand_style._LARGEST_FONT", 10)
    text = page(opened, history())
    assert "@font-face" not in text
    assert f'--wb-font: "{workbook.typeface.family}"' in text


class _Marking(NullTranslations):
    """A translation that marks every text, and leaves out its words."""

    def gettext(self, message: str) -> str:
        return f"⟦{''.join(re.findall(r'%[(][a-z]+[)]s', message))}⟧"

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)

    def ngettext(self, one: str, many: str, number: int) -> str:
        return self.gettext(one)


def test_every_text_goes_through_gettext(opened: Practice) -> None:
    texts = _Marking()
    whose = client(sessions=("2026-12-14",), name="0")
    progress = client_progress(opened.workbook, whose, GIVEN, TODAY, terms(texts))
    shown = Parts(html_report(opened.workbook, progress, html_environment(None, texts))).text
    assert not bare(shown) - authors_words(opened.workbook)
    document = pdf_report(opened.workbook, progress, typst_environment(None, texts), "r.pdf", "a4")
    body = document.source.partition("#show: setup.with")[2]
    literals = " ".join(re.findall(r'"((?:[^"\\]|\\.)*)"', body))
    assert literals.count("⟦") > 50
    assert not bare(literals) - authors_words(opened.workbook) - {"bold", "en", "end", "middle"}


def bare(text: str) -> set[str]:
    """The words of a text that are not translated."""
    return set(re.findall(r"[^\W\d_]{2,}", re.sub("⟦[^⟧]*⟧", " ", text)))


def authors_words(workbook: Workbook) -> set[str]:
    """The words that are not ours: of the content, the answers, the files, and of days."""
    answers = " ".join(str(source) for source in GIVEN.sources)
    return set(re.findall(r"[^\W\d_]{2,}", f"{workbook!r} {answers} Dec"))


def test_a_rating_of_which_sources_differ_is_marked_where_it_counts(opened: Practice) -> None:
    web = received("2026-12-08", {"evenings-now/rest": "4"}, saved="2026-12-07")
    pdf = received("2026-12-15", {"evenings-now/rest": "7"}, "PDF")
    text = Parts(page(opened, history(web, pdf))).text
    assert "7 or 4? Dec 15, 2026" in text.partition("Before and after")[2]
