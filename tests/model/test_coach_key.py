"""The coach's key in `workbook.yml`: its name, and what is no key of the curve."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jwcrypto.jwk import JWK
from pydantic import ValidationError

from workbook_builder.model.coach_key import CoachKey


def public(key: JWK) -> dict[str, str]:
    """The members of a key that stand in `workbook.yml`."""
    members: dict[str, str] = json.loads(key.export_public())
    return {name: members[name] for name in ("kty", "crv", "x", "y")}


def test_the_thumbprint_is_the_one_that_other_programs_compute() -> None:
    for _ in range(20):
        key = JWK.generate(kty="EC", crv="P-256")
        assert CoachKey.model_validate(public(key)).thumbprint == key.thumbprint()


@given(st.data())
def test_a_key_in_which_a_bit_has_changed_is_refused(data: st.DataObject) -> None:
    members = public(JWK.generate(kty="EC", crv="P-256"))
    name = data.draw(st.sampled_from(["x", "y"]))
    place = data.draw(st.integers(0, 42))
    old = members[name][place]
    other = data.draw(st.sampled_from("AEIMQUYcgkosw048").filter(lambda each: each != old))
    members[name] = members[name][:place] + other + members[name][place + 1 :]
    with pytest.raises(ValidationError, match="do not belong together"):
        CoachKey.model_validate(members)


def test_a_number_beyond_the_field_is_refused() -> None:
    members = public(JWK.generate(kty="EC", crv="P-256"))
    with pytest.raises(ValidationError, match="do not belong together"):
        CoachKey.model_validate(members | {"x": "_" * 42 + "8"})
