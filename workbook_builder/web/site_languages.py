"""The languages of a site that clients can choose."""

from babel import Locale, UnknownLocaleError

from workbook_builder.model.workbook import Workbook
from workbook_builder.rendering.capital_letters import capitalized
from workbook_builder.web.home_screen import is_right_to_left


def site_languages(workbook: Workbook) -> list[dict[str, str]]:
    """The languages of a site: of each its code, its own name, and the folder with its pages."""
    return [
        {
            "code": code,
            "name": own_name(code),
            "direction": "rtl" if is_right_to_left(code) else "ltr",
            "folder": f"{code}/" if code in workbook.further_languages else "",
        }
        for code in workbook.languages
    ]


def own_name(code: str) -> str:
    """The name of a language in that language, such as Español; its code if it is not known."""
    try:
        name = Locale.parse(code, sep="-").get_display_name() or code
    except (UnknownLocaleError, ValueError):
        return code
    return capitalized(name, code)
