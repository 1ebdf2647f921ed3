"""Python objects are stored in the cache; unreadable ones are made again."""

import pickle
import zlib

from workbook_builder.storage.pickled_objects import load_object, load_or_make, packed, unpacked


def test_an_object_is_read_back() -> None:
    assert unpacked(packed({"a": [1, "two"]})) == {"a": [1, "two"]}


def test_an_entry_that_is_unreadable_is_deleted_and_made_again() -> None:
    for content in (b"junk", zlib.compress(b"junk"), zlib.compress(pickle.dumps(1)[:-1])):
        cache = {"aa": content, "bb": content}
        assert load_object("aa", cache) is None
        assert "aa" not in cache
        assert load_or_make("bb", lambda: "made", cache) == "made"
        assert load_object("bb", cache) == "made"


def test_an_object_of_a_package_that_is_gone_is_made_again() -> None:
    cache = {"aa": zlib.compress(b"cgone_away\nThing\n.")}
    assert load_or_make("aa", lambda: 5, cache) == 5
