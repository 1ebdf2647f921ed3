"""Straight quotes become the quotation marks of the language."""

import pytest

from workbook_builder.model.quotation_marks import typeset_quotes

CASES = [
    ("en", '"Yes", she said.', "“Yes”, she said."),
    ("en", "don't, o'clock, the '90s", "don’t, o’clock, the ’90s"),
    ("en", "the dogs' home, 'so' it is", "the dogs’ home, ‘so’ it is"),
    ("en", "He said: \"It's 'fine'.\"", "He said: “It’s ‘fine’.”"),
    ("en", '("in brackets")', "(“in brackets”)"),
    ("en", '**"bold"** and *"it"*', "**“bold”** and *“it”*"),
    ("en", '`"code"` and "text"', '`"code"` and “text”'),
    ("en", "[it's](https://a.example/it's)", "[it’s](https://a.example/it's)"),
    ("en", "see https://a.example/it's", "see https://a.example/it's"),
    ("en", "o'neil@example.org", "o'neil@example.org"),
    ("en-GB", '"Yes"', "“Yes”"),
    ("de", '"Ja", sagte sie.', "„Ja“, sagte sie."),
    ("fr", 'l\'été "oui"', "l’été «\u00a0oui\u00a0»"),
    ("es", 'Dijo: "sí".', "Dijo: “sí”."),
    ("it", '"Sì", l\'ho detto', "“Sì”, l’ho detto"),
    ("uk", 'Це "воно"', "Це «воно»"),
    ("tr", '"Evet" dedi', "“Evet” dedi"),
    ("ar", 'قال "نعم"', "قال «نعم»"),
    ("he", 'אמר "כן"', "אמר ״כן״"),
    ("ja", '"はい" と', "「はい」 と"),
    ("zh", '"是的"', "“是的”"),
    ("ja", '彼は"はい"と言い、"いいえ"とも言った', "彼は「はい」と言い、「いいえ」とも言った"),
    ("ja", "『』ではなく\"'中'の\"印", "『』ではなく「『中』の」印"),
    ("ja", 'これは"OK"です。"はい。"と', "これは「OK」です。「はい。」と"),
    ("ja", "O'Neil さん", "O’Neil さん"),
    ("zh", '他说："好。"又说"不"', "他说：“好。”又说“不”"),
    ("zh", '用iPhone"打电话"', "用iPhone“打电话”"),
    ("zh", "写'好'字", "写‘好’字"),
    ("zh", '他说"好\n\n她说"不"', "他说“好\n\n她说“不”"),
    ("en", 'the sign "好" is', "the sign “好” is"),
    ("ar", 'و"نعم" أو ب"لا"', "و«نعم» أو ب«لا»"),
    ("ar", 'قال "هذا لك" و"هذا لي"', "قال «هذا لك» و«هذا لي»"),
    ("en", '"see [this](https://a.example)" now', "“see [this](https://a.example)” now"),
    ("xx", '"x" isn\'t', '"x" isn’t'),
    ("en", "no quotes at all", "no quotes at all"),
    ("en", "“already” set", "“already” set"),
]


@pytest.mark.parametrize(("language", "straight", "expected"), CASES)
def test_quotes_are_those_of_the_language(language: str, straight: str, expected: str) -> None:
    assert typeset_quotes(straight, language) == expected
