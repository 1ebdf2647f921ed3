"""An author's Markdown has the same meaning in HTML and Typst, and is safe in both."""

import pytest

from workbook_builder.rendering import prose
from workbook_builder.typesetting.typst_compiler import typeset
from workbook_builder.typesetting.typst_values import TypstCode, typst_literal

SAME = {
    "plain text": ("<p>plain text</p>", '[#"plain text"]'),
    "**bold** and *it*": (
        "<p><strong>bold</strong> and <em>it</em></p>",
        '[#strong[#"bold"]#" and "#emph[#"it"]]',
    ),
    "one\ntwo": ("<p>one\ntwo</p>", '[#"one two"]'),
    "一つ\n目": ("<p>一つ目</p>", '[#"一つ目"]'),
    "**あ。**\n*い*": (
        "<p><strong>あ。</strong><em>い</em></p>",
        '[#strong[#"あ。"]#emph[#"い"]]',
    ),
    "用\nPDF\n打开": ("<p>用PDF打开</p>", '[#"用PDF打开"]'),
    "他说“好。”\n“不。”\n她": ("<p>他说“好。”“不。”她</p>", '[#"他说“好。”“不。”她"]'),
    "여기\n저기": ("<p>여기\n저기</p>", '[#"여기 저기"]'),
    "the “one”\n😀 two": ("<p>the “one”\n😀 two</p>", '[#"the “one” 😀 two"]'),
    "中  \n文": ("<p>中<br>\n文</p>", '[#"中"#linebreak()#"文"]'),
    "one\n\ntwo": ("<p>one</p>\n<p>two</p>", '[#"one"\n\n#"two"]'),
    "- a\n- b": ("<ul>\n<li>a</li>\n<li>b</li>\n</ul>", '[#bullets([#"a"], [#"b"])]'),
    "- *so:* **a**": (
        "<ul>\n<li><em>so:</em> <strong>a</strong></li>\n</ul>",
        '[#bullets([#emph[#"so:"]#" "#strong[#"a"]])]',
    ),
    "1. a\n2. b": ("<ol>\n<li>a</li>\n<li>b</li>\n</ol>", '[#numbered([#"a"], [#"b"])]'),
    "First:\n- a\n- b": (
        "<p>First:</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>",
        '[#"First:"\n\n#bullets([#"a"], [#"b"])]',
    ),
    "- a\n  - b\n    - c": (
        "<ul>\n<li>a\n<ul>\n<li>b\n<ul>\n<li>c</li>\n</ul>\n</li>\n</ul>\n</li>\n</ul>",
        '[#bullets([#"a"\n\n#bullets([#"b"\n\n#bullets([#"c"])])])]',
    ),
    "1. a\n  - b\n\n  more\n2. c": (
        "<ol>\n<li>\n<p>a</p>\n<ul>\n<li>b</li>\n</ul>\n<p>more</p>\n</li>\n"
        "<li>\n<p>c</p>\n</li>\n</ol>",
        '[#numbered([#"a"\n\n#bullets([#"b"])\n\n#"more"], [#"c"])]',
    ),
    "10. a\n  - b\n    - c\n11. d": (
        '<ol start="10">\n<li>a\n<ul>\n<li>b\n<ul>\n<li>c</li>\n</ul>\n</li>\n</ul>\n</li>\n'
        "<li>d</li>\n</ol>",
        '[#numbered(start: 10, [#"a"\n\n#bullets([#"b"\n\n#bullets([#"c"])])], [#"d"])]',
    ),
    "2. second\n3. third": (
        '<ol start="2">\n<li>second</li>\n<li>third</li>\n</ol>',
        '[#numbered(start: 2, [#"second"], [#"third"])]',
    ),
    "1984. It was a good year.": (
        "<p>1984. It was a good year.</p>",
        '[#"1984. It was a good year."]',
    ),
    "I was born in\n84. It was cold - very cold.": (
        "<p>I was born in\n84. It was cold - very cold.</p>",
        '[#"I was born in 84. It was cold - very cold."]',
    ),
    "> said": ("<blockquote>\n<p>said</p>\n</blockquote>", '[#quote(block: true)[#"said"]]'),
    "`code`": ("<p><code>code</code></p>", '[#raw("code")]'),
    "[text](https://a.example/?x=1&y=2)": (
        '<p><a href="https://a.example/?x=1&amp;y=2">text</a></p>',
        '[#underline(link("https://a.example/?x=1&y=2")[#"text"])]',
    ),
    r"\*not bold\* & so on": ("<p>*not bold* &amp; so on</p>", '[#"*not bold* & so on"]'),
}

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![picture](https://elsewhere.example/spy.png)",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html;base64,AAAA)",
    "[x](file:///etc/passwd)",
    "[x](//elsewhere.example/)",
    "[x](https://[broken)",
    "<javascript:alert(1)>",
    "&lt;script&gt;",
    "# heading",
    "{: onclick=alert(1) }",
    '#read("/etc/passwd")',
    '"); #read("/etc/passwd")',
    "\\",
    '\\"',
    "]",
    "]#eval(1)[",
    "$x$ @ref <label> `raw",
    "{{ 7 * 7 }} {% raw %}",
    "\u2028 \u202e right to left",
]


@pytest.mark.parametrize("text", SAME)
def test_markdown_is_the_same_on_the_web_and_on_paper(text: str) -> None:
    web, paper = SAME[text]
    assert prose.html(text) == web
    assert prose.typst(text) == paper


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_an_author_writes_is_executed(text: str) -> None:
    web = prose.html(text)
    for bad in ("<script", "<img", "<h1", "javascript:alert(1)&quot;", 'href="java', 'href="data'):
        assert bad not in web.lower()
    assert 'href="' not in web
    document = f'#set document(title: "x")\n#set text(lang: "en")\n#{prose.typst(text)}'
    assert typeset(document).startswith(b"%PDF")


def test_a_link_to_a_worksheet_leads_to_its_page_and_is_its_title_on_paper() -> None:
    addresses = {"goal": "../goal/?a&b"}
    titles = {"goal": "My #goal"}
    for written in ("goal", "../goal/", "./goal.md", "../goal.html"):
        text = f"See [your goal]({written})."
        assert prose.html(text, addresses.get) == (
            '<p>See <a href="../goal/?a&amp;b">your goal</a>.</p>'
        )
        assert prose.typst(text, titles) == '[#"See "#"your goal"#" (My #goal)"#"."]'
        assert prose.html(text) == prose.html(text, lambda _: None) == "<p>See your goal.</p>"
        assert prose.typst(text) == '[#"See "#"your goal"#"."]'
    assert prose.typst("[My #goal](goal)", titles) == '[#"My #goal"]'
    assert prose.plain("See [your goal](goal).") == "See your goal."


def test_plain_text_has_no_markup() -> None:
    assert prose.plain("**One** & [two](https://a.example)\n\n- three") == "One & two three"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("text", '"text"'),
        ('"\\\n', '"\\"\\\\\\u{a}"'),
        (3, "3"),
        (0.5, "0.5"),
        (True, "true"),
        (None, "none"),
        (("a", 1), '("a", 1,)'),
        ((), "()"),
        ({"a b": "c"}, '("a b": "c")'),
        ({}, "(:)"),
        (TypstCode("#strong[x]"), "#strong[x]"),
    ],
)
def test_a_value_is_a_typst_expression(value: object, expected: str) -> None:
    assert typst_literal(value) == expected


def test_a_value_that_typst_does_not_have_is_refused() -> None:
    with pytest.raises(TypeError, match="object"):
        typst_literal(object())


RICH = """## Before *you* begin

| When | How long |
|:--|--:|
| Morning | **5** min |
"""


def test_a_rich_text_has_headings_and_tables() -> None:
    assert prose.html(RICH, rich=True) == (
        "<h2>Before <em>you</em> begin</h2>\n<table>\n<thead>\n<tr>\n<th>When</th>\n"
        '<th class="wb-right">How long</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>Morning</td>\n'
        '<td class="wb-right"><strong>5</strong> min</td>\n</tr>\n</tbody>\n</table>'
    )
    assert prose.typst(RICH, rich=True) == (
        '[#part-heading[#"Before "#emph[#"you"]#" begin"]\n\n'
        '#prose-table((start, end,), ([#"When"], [#"How long"],), '
        '([#"Morning"], [#strong[#"5"]#" min"],))]'
    )


@pytest.mark.parametrize("text", ["# One", "#### Four"])
def test_all_headings_of_a_text_have_the_level_below_the_page(text: str) -> None:
    assert prose.html(text, rich=True).startswith("<h2>")


def test_in_other_texts_headings_and_tables_are_as_they_were_typed() -> None:
    assert "## Before" in prose.html(RICH)
    assert "<table>" not in prose.html(RICH)


def test_a_line_break_has_no_space_beside_chinese_and_japanese_anywhere() -> None:
    assert prose.blocks("一つ\n**目**です") == "<p>一つ<strong>目</strong>です</p>"
    assert prose.plain("一つ\n目\n\n二つ目") == "一つ目 二つ目"
    assert prose.blocks("one\ntwo") == "<p>one\ntwo</p>"
