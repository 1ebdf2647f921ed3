"""Every text of the interface goes through gettext, on pages and on paper."""

import re
from gettext import NullTranslations
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml

from workbook_builder.content.loader import load
from workbook_builder.model.workbook import Workbook
from workbook_builder.practice.practice import Practice
from workbook_builder.print.documents import documents
from workbook_builder.problems.problem import WorkbookError
from workbook_builder.rendering.environments import html_environment, typst_environment
from workbook_builder.rendering.translations import catalog_files, translations
from workbook_builder.typesetting.typst_compiler import typeset
from workbook_builder.web.assets import site_assets
from workbook_builder.web.page_rendering import pages
from workbook_builder.web.site_settings import site_settings

MARK = "⟦"  # at the beginning of every translated text
OURS = "§"  # in place of every text of the author


class Marking(NullTranslations):
    """A translation that marks every text."""

    def gettext(self, message: str) -> str:
        return f"{MARK}{_placeholders(message)}⟧"

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)

    def ngettext(self, one: str, many: str, number: int) -> str:
        return self.gettext(one if number == 1 else many)


def _placeholders(message: str) -> str:
    """The placeholders like `%(name)s`, which Jinja fills in, without the words around them."""
    return "".join(re.findall(r"%\(\w+\)s", message))


def _without_words(node: Any, key: str = "") -> Any:
    """The same content with every text of the author replaced."""
    if isinstance(node, dict):
        return {k: _without_words(v, k) for k, v in node.items()}
    if key == "is":
        return "n1"  # an option, whose ids are numbered, too
    if isinstance(node, list):
        return [_without_words(v, key) for v in node]
    keep = {
        "id", "use", "type", "kind", "when", "measure", "tone", "icon", "url", "email", "website",
        "language", "primary", "accent", "papers", "logo", "phone", "file", "from",
        "question",
    }  # fmt: skip
    return OURS if isinstance(node, str) and key not in keep else node


@pytest.fixture
def workbook(practice: Path) -> Workbook:
    for path in (practice / "content").rglob("*.yml"):
        data = _without_words(yaml.safe_load(path.read_text(encoding="utf-8")))
        _number_items(data)
        path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return load(practice / "content")


def _number_items(node: Any) -> None:
    """Give the items of lists explicit ids, because their ids were made from their texts."""
    if isinstance(node, dict):
        for key, value in node.items():
            named = ("options", "items", "areas", "columns", "row-names")
            if key in named and isinstance(value, list):  # `columns` can be a number
                node[key] = [
                    {"label": OURS, **(each if isinstance(each, dict) else {}), "id": f"n{number}"}
                    for number, each in enumerate(value)
                ]
            _number_items(node[key])
    elif isinstance(node, list):
        for value in node:
            _number_items(value)


class Texts(HTMLParser):
    """Collects the texts of a page that a reader sees or hears and that are not names."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._names: list[str] = []  # the elements around a text that nobody should translate
        self.feed(text)

    def handle_data(self, data: str) -> None:
        if not self._names:
            self.found.append(data)

    def handle_endtag(self, tag: str) -> None:
        if self._names and tag == self._names[-1]:
            self._names.pop()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if ("translate", "no") in attrs or tag in self._names:
            self._names.append(tag)
        said = ("aria-label", "title", "alt", "placeholder")
        self.found += [value for name, value in attrs if name in said and value]


class Elements(HTMLParser):
    """Collects the elements of a page, with the names of their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, ...]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, *(name for name, _ in attrs)))


def bare(texts: list[str]) -> list[str]:
    """The texts that have words that are neither translated nor written by the author."""
    return [
        text.strip() for text in texts if re.search(r"[^\W\d_]{2,}", re.sub(r"⟦[^⟧]*⟧", "", text))
    ]


def test_every_text_on_a_page_goes_through_gettext(workbook: Workbook) -> None:
    found = []
    for path, page in pages(workbook, html_environment(None, Marking())).items():
        source = page.source()
        body = source.partition("\n---\n")[2]
        assert MARK in source, path
        found += [(path, text) for text in bare(Texts(body).found)]
    allowed = re.compile(r"555 0100|\w+@example\.org|https?://\S+")
    assert not [(path, text) for path, text in found if not allowed.search(text)]


def test_every_text_on_paper_goes_through_gettext(workbook: Workbook) -> None:
    count = 0
    for document in documents(workbook, typst_environment(None, Marking())):
        assert MARK in document.source
        body = document.source.partition("#show: setup.with")[2]
        # Texts are strings that begin with a capital or contain a space, and anything in brackets.
        texts = re.findall(r'"((?:[^"\\]|\\.)*)"', body)
        words = [text for text in bare(texts) if re.match(r"[A-Z]|.* ", text)]
        assert not words, document.path
        content = re.sub(r'"(?:[^"\\]|\\.)*"', "", body)
        assert not re.findall(r"\[[^\[\]#()]*[A-Za-z]{3,}[^\[\]#()]*\]", content), document.path
        count += len(texts)
    assert count > 1000


def write_catalog(folder: Path, language: str, **texts: str) -> None:
    """Write the translations of a language into a folder of templates."""
    catalog = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n'
    for text, translation in texts.items():
        catalog += f'\nmsgid "{text}"\nmsgstr "{translation}"\n'
    (folder / "locale").mkdir(parents=True, exist_ok=True)
    (folder / f"locale/{language}.po").write_text(catalog, encoding="utf-8")


def test_a_practice_can_have_its_own_translation(tmp_path: Path) -> None:
    write_catalog(tmp_path, "nl", Name="Naam")
    for language in ("nl", "nl-BE"):
        texts = translations(language, [tmp_path])
        assert texts.gettext("Name") == "Naam"
        assert texts.gettext("Date") == "Date"
    assert translations("en", [tmp_path]).gettext("Name") == "Name"


def test_the_first_folder_that_translates_a_text_wins(tmp_path: Path) -> None:
    own, standard = tmp_path / "own", tmp_path / "standard"
    write_catalog(own, "nl", Name="Uw naam")
    write_catalog(standard, "nl-BE", Name="Naam", Date="Dag")
    write_catalog(standard, "nl", Name="Naam", Date="Datum", Phase="Fase")
    texts = translations("nl-BE", [own, standard])
    said = [texts.gettext(text) for text in ("Name", "Date", "Phase", "Week")]
    assert said == ["Uw naam", "Dag", "Fase", "Week"]


def test_the_translation_of_a_practice_wins_over_the_built_in_one(
    practice: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    standard = tmp_path / "standard"
    write_catalog(standard, "nl", Name="Naam", Date="Datum")
    write_catalog(practice / "templates", "nl", Name="Uw naam")
    monkeypatch.setattr("workbook_builder.practice.practice.packaged_folder", lambda _: standard)
    with (practice / "content/workbook.yml").open("a", encoding="utf-8") as file:
        file.write("language: nl\n")
    opened = Practice.open(practice / "content", practice / "templates")
    for environment in (opened.html, opened.typst):
        template = environment.from_string("{{ _('Name') }} {{ _('Date') }}")
        assert template.render().replace('"', "") == "Uw naam Datum"


@pytest.mark.parametrize(
    ("names", "language", "found"),
    [
        (["pt_BR"], "pt-BR", ["pt_BR"]),
        (["pt-BR", "pt_BR", "pt"], "pt-BR", ["pt-BR", "pt"]),
        (["pt"], "pt-BR", ["pt"]),
        (["pt_BR", "pt_AO"], "pt", ["pt_AO"]),
        (["pt_BR", "pt"], "pt", ["pt"]),
        (["pt_PT"], "pt-BR", []),
        (["pt_br"], "pt-BR", ["pt_br"]),
        (["ptx"], "pt", []),
    ],
)
def test_a_file_is_found_by_its_language_and_region(
    tmp_path: Path, names: list[str], language: str, found: list[str]
) -> None:
    for name in names:
        write_catalog(tmp_path, name, Name="Nome")
    assert [path.stem for path in catalog_files(tmp_path, language)] == found
    assert translations(language, [tmp_path]).gettext("Name") == ("Nome" if found else "Name")


class Hostile(NullTranslations):
    """A translation with markup and code around each placeholder."""

    mark = """"><b id=x>%(a)s</b><script>run()</script>' onfocus=run() #panic("x") \\\""""

    def gettext(self, message: str) -> str:
        return f"{self.mark % {'a': _placeholders(message)}}"

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)

    def ngettext(self, one: str, many: str, number: int) -> str:
        return self.gettext(many)


@pytest.mark.parametrize(
    "template",
    [
        "{{ _('Name') }}",
        "{{ gettext('Name') }}",
        "{{ pgettext('of a client', 'Name') }}",
        "{{ ngettext('%(num)s week', '%(num)s weeks', 2) }}",
        "{% trans %}Name{% endtrans %}",
        "{% trans %}Name {{ given }}{% endtrans %}",
        "{% trans count=2 %}one{% pluralize %}{{ count }}{% endtrans %}",
    ],
)
def test_a_translation_is_text(template: str) -> None:
    page = html_environment(None, Hostile()).from_string(template).render(given="<i>")
    assert not re.search("[<>]|\"|'", page)
    assert "&lt;script&gt;run()" in page
    source = typst_environment(None, Hostile()).from_string("#" + template).render(given='"')
    assert typeset(f'#set document(title: "Name")\n{source}')


def test_what_a_template_fills_in_stays_markup() -> None:
    environment = html_environment(None, Hostile())
    template = "{% set link %}<a href='#'>{{ '<' }}</a>{% endset %}{{ _('%(a)s', a=link) }}"
    page = environment.from_string(template).render()
    assert "&lt;b id=x&gt;<a href='#'>&lt;</a>&lt;/b&gt;" in page


def test_no_translation_adds_an_element_to_a_page(workbook: Workbook) -> None:
    def elements(texts: NullTranslations) -> dict[str, list[tuple[str, ...]]]:
        made = pages(workbook, html_environment(None, texts))
        bodies = {path: page.source().partition("\n---\n")[2] for path, page in made.items()}
        return {path: Elements(body).found for path, body in bodies.items()}

    assert elements(Hostile()) == elements(NullTranslations())


def test_the_frame_of_a_page_gets_escaped_texts(workbook: Workbook) -> None:
    made = site_settings(
        workbook, html_environment(None, Hostile()), site_assets(workbook, [], {}, {})
    )
    shown = [*made["extra"]["workbook"]["words"].values(), made["site_description"]]
    shown += [each["toggle"]["name"] for each in made["theme"]["palette"]]
    shown.append(next(iter(made["nav"][0])))
    assert not [text for text in shown if re.search('[<>"]', text)]


def test_mistakes_in_all_files_are_reported_at_once(tmp_path: Path) -> None:
    for name in ("pt", "pt-BR"):
        write_catalog(tmp_path, name, Name="100 %")
    with pytest.raises(WorkbookError) as caught:
        translations("pt-BR", [tmp_path])
    assert [Path(each.file).name for each in caught.value.problems] == ["pt-BR.po", "pt.po"]


def test_texts_without_a_translation_are_collected() -> None:
    noted: set[str] = set()
    texts = translations("nl", [], noted)
    said = [texts.ngettext("one page", "many pages", number) for number in (0, 1, 2)]
    assert said == ["many pages", "one page", "many pages"]
    assert texts.gettext("Name") == "Name"
    assert noted == {"one page", "Name"}


def test_a_text_can_have_another_translation_where_it_is_used_otherwise(tmp_path: Path) -> None:
    write_catalog(tmp_path, "tr", Time="Zaman")
    with (tmp_path / "locale/tr.po").open("a", encoding="utf-8") as file:
        file.write('\nmsgctxt "which time"\nmsgid "Time"\nmsgstr "Tekrar"\n')
    noted: set[str] = set()
    environment = html_environment(None, translations("tr", [tmp_path], noted))
    noted.clear()
    template = "{{ _('Time') }} {{ pgettext('which time', 'Time') }}"
    assert environment.from_string(template).render() == "Zaman Tekrar"
    assert not noted
    other = environment.from_string("{{ pgettext('duration', 'Time') }}")
    assert other.render() == "Time"
    assert noted == {"Time"}


@pytest.mark.parametrize("language", ["en", "en-GB"])
def test_english_texts_need_no_translation(language: str) -> None:
    noted: set[str] = set()
    assert translations(language, [], noted).gettext("Name") == "Name"
    assert not noted
