"""Capital letters are those of the language."""

from gettext import NullTranslations

import pytest

from workbook_builder.rendering.capital_letters import capitalized
from workbook_builder.rendering.environments import html_environment
from workbook_builder.starter.scaffold import titled

CASES = [
    ("en", "iron", "Iron"),
    ("tr", "iletisim", "İletisim"),
    ("tr", "ırmak", "Irmak"),
    ("az-Latn", "iş", "İş"),
    ("nl", "ijs", "IJs"),
    ("de", "ßa", "Ssa"),
    ("ka", "ქოუჩი", "ქოუჩი"),
    ("ar", "عميل", "عميل"),
    ("tr", "", ""),
]


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_a_text_begins_with_the_capital_letter_of_its_language(
    language: str, text: str, expected: str
) -> None:
    assert capitalized(text, language) == expected
    template = html_environment(None, NullTranslations()).from_string("{{ t|capitalized(l) }}")
    assert template.render(t=text, l=language) == expected


def test_the_title_of_a_new_file_begins_with_the_capital_letter_of_its_language() -> None:
    assert titled("iyi-uyku", "tr") == "İyi uyku"
    assert titled("iyi-uyku") == "Iyi uyku"
