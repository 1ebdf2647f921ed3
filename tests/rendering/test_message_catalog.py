"""Every mistake in a file of translations is a problem with its line."""

from pathlib import Path

import pytest

from workbook_builder.problems.problem import Problem, WorkbookError
from workbook_builder.rendering.message_catalog import compiled, read_catalog

HEAD = r"""msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

"""


def catalog(folder: Path, text: str | bytes) -> Path:
    path = folder / "fi.po"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def problems(path: Path) -> tuple[Problem, ...]:
    with pytest.raises(WorkbookError) as caught:
        read_catalog(path)
    assert all(each.rule == "WB507" and each.hint for each in caught.value.problems)
    return caught.value.problems


MISTAKES = [
    ('msgid "Name"\nmsgstr "Nimi', 7, "not a text in quotes"),
    ('msgid "Name"\nmsgstr Nimi', 7, "not a text in quotes"),
    ('msgid "Name"\nmsgstr "Ni"mi"', 7, "not a text in quotes"),
    ('msgid "Name"\nmsgstr "Nimi\\"', 7, "not a text in quotes"),
    ('msgid "Name"\n<b>Nimi</b>', 7, "not a text in quotes"),
    ('msgid "Name"\nmsgstr[x] "Nimi"', 7, "not a text in quotes"),
    ('msgid "Name"\nmsgid "Nimi"\nmsgstr "x"', 6, "missing msgstr"),
    ('"Name"\n\nmsgid "Week %(week)s"\n\nmsgstr ""\n"Viikko"', 10, "`%(week)s` is missing"),
    ('msgid "Week"\nmsgstr "Viikko %(week)s"', 7, "`%(week)s` is not in the original"),
    ('msgid "%(a)s and %(b)s"\nmsgstr "%(a)s %(c)s"', 7, "`%(c)s` is not in the original"),
    ('msgid "Week %(week)s"\nmsgstr "Viikko %(week)d"', 7, "begins no placeholder"),
    ('msgid "Week %(week)s"\nmsgstr "Viikko %(week)9999999999s"', 7, "begins no placeholder"),
    ('msgid "Half"\nmsgstr "50 %"', 7, "begins no placeholder"),
    ('msgid "Half"\nmsgstr "%s"', 7, "begins no placeholder"),
    (
        'msgid "%(num)s week of %(a)s"\nmsgid_plural "%(num)s weeks of %(a)s"\n'
        'msgstr[0] "%(a)s"\nmsgstr[1] "%(num)s"',
        9,
        "`%(a)s` is missing",
    ),
    ('msgid "one"\nmsgid_plural "many"\nmsgstr[0] "yksi"', 6, "`msgstr[1]` has no translation"),
    (
        'msgid "one"\nmsgid_plural "many"\nmsgstr[0] "a"\nmsgstr[1] "b"\nmsgstr[2] "c"',
        6,
        "more translations",
    ),
]


@pytest.mark.parametrize(("text", "line", "message"), MISTAKES)
def test_a_mistake_is_reported_with_its_line(
    tmp_path: Path, text: str, line: int, message: str
) -> None:
    head = HEAD if not text.startswith('"') else HEAD.rstrip("\n") + "\n"
    found = problems(catalog(tmp_path, head + text + "\n"))
    assert [(each.line, message in each.message) for each in found if message in each.message] == [
        (line - 1 if head != HEAD else line, True)
    ]


@pytest.mark.parametrize(
    ("forms", "message"),
    [
        ("nplurals=2; plural=n", "chooses among 1000 forms, but there are 2"),
        ("nplurals=2; plural=(n != ", "unexpected end"),
        ("nplurals=2; plural=1/n", "division"),
        ("nplurals=2; plural=__import__('os')", "invalid token"),
        ("nplurals=x; plural=n", "invalid literal"),
    ],
)
def test_plural_forms_that_cannot_be_used_are_reported(
    tmp_path: Path, forms: str, message: str
) -> None:
    text = HEAD.replace("nplurals=2; plural=(n != 1)", forms)
    text += 'msgid "one"\nmsgid_plural "many"\nmsgstr[0] "yksi"\nmsgstr[1] "monta"\n'
    (problem,) = problems(catalog(tmp_path, text))
    assert problem.line == 4
    assert message in problem.message


def test_all_mistakes_of_a_file_are_reported_at_once(tmp_path: Path) -> None:
    text = HEAD + 'msgid "Half"\nmsgstr "50 %"\n\nmsgid "Week %(week)s"\nmsgstr "Viikko"\n'
    assert [each.line for each in problems(catalog(tmp_path, text))] == [7, 10]


@pytest.mark.parametrize("charset", ["nonsense", "iso-8859-1", "UTF-7"])
def test_another_charset_is_reported(tmp_path: Path, charset: str) -> None:
    (problem,) = problems(catalog(tmp_path, HEAD.replace("utf-8", charset)))
    assert (problem.line, problem.message) == (3, f"the head names the charset `{charset}`")


def test_another_encoding_is_reported_with_the_first_line_that_shows_it(tmp_path: Path) -> None:
    text = HEAD + 'msgid "Name"\nmsgstr "Nöme"\n'
    (problem,) = problems(catalog(tmp_path, text.encode("latin-1")))
    assert (problem.line, problem.message) == (7, "the file is not UTF-8 text")


def test_what_is_not_used_may_have_mistakes(tmp_path: Path) -> None:
    text = (
        HEAD + 'msgid "Week %(week)s"\nmsgstr ""\n\n#, fuzzy\nmsgid "Half"\nmsgstr "50 %"\n\n'
        '#~ msgid "Old\n#~ msgstr "50 %"\n'
    )
    texts = compiled(read_catalog(catalog(tmp_path, "\ufeff" + text)))
    assert texts.gettext("Week %(week)s") == "Week %(week)s"


def test_a_form_for_one_may_leave_out_the_number(tmp_path: Path) -> None:
    text = HEAD + (
        'msgid "%(num)s week"\nmsgid_plural "%(num)s weeks"\n'
        'msgstr[0] "yksi viikko"\nmsgstr[1] ""\n"%(num)s viikkoa, 100 %%"\n'
    )
    texts = compiled(read_catalog(catalog(tmp_path, text)))
    assert texts.ngettext("%(num)s week", "%(num)s weeks", 1) == "yksi viikko"
    assert texts.ngettext("%(num)s week", "%(num)s weeks", 2) == "%(num)s viikkoa, 100 %%"
