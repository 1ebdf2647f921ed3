"""Capital letters, as a language writes them."""

_WITH_DOT = frozenset(["az", "crh", "tr"])  # languages in which a capital i keeps its dot


def capitalized(text: str, language: str) -> str:
    """A text that begins with a capital letter.

    Args:
        text: The text.
        language: The language code.
    """
    base = language.partition("-")[0].lower()
    if base in _WITH_DOT and text.startswith("i"):
        return f"İ{text[1:]}"
    if base == "nl" and text.startswith("ij"):
        return f"IJ{text[2:]}"
    return text[:1].title() + text[1:]
