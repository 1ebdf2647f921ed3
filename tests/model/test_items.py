"""Items of lists have distinct ids, in composed form and in any script."""

import pytest
from pydantic import TypeAdapter, ValidationError

from workbook_builder.model.items import Items

ITEMS: TypeAdapter[Items] = TypeAdapter(Items)


def ids(*given: object) -> list[str]:
    return [item.id for item in ITEMS.validate_python(given)]


def test_an_id_is_made_from_the_label() -> None:
    assert ids("Family & friends", {"label": "हिन्दी में"}) == ["family-friends", "हिन्दी-में"]


def test_an_id_is_kept_in_composed_form() -> None:
    assert ids({"id": "cafe\u0301", "label": "Coffee"}) == ["café"]


def test_one_word_typed_in_two_ways_is_one_id() -> None:
    with pytest.raises(ValidationError, match="`café` is taken"):
        ids({"id": "café", "label": "One"}, {"id": "cafe\u0301", "label": "Two"})


def test_labels_that_differ_in_a_mark_are_two_items() -> None:
    assert ids("दिन", "दान") == ["दिन", "दान"]
    assert ids("мой", "мои") == ["мой", "мои"]


@pytest.mark.parametrize("id", ["\u0301a", "a-\u0301b", "न\u200cम", "First", "a b", "a--b", ""])
def test_an_invalid_id_is_refused(id: str) -> None:
    with pytest.raises(ValidationError):
        ids({"id": id, "label": "Label"})
