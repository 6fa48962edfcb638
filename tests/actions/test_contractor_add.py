"""contractor.add: a contractor whose work can be ordered."""

from functools import partial
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Invalid, NotFound
from counterfoil.foundation.kernel.values import parsed
from counterfoil.foundation.parties.actions import ContractorValues, add_contractor
from counterfoil.foundation.parties.models import Contractor

from ..cast import NOW, Cast
from .verb import Given, VerbTests, refused, untouched


def values(**more: Any) -> ContractorValues:
    return parsed(ContractorValues, {"code": "NEW", "name": "New", "currency": "EUR"} | more)


class TestAddContractor(VerbTests):
    verb, who, stranger_finds_nothing = "contractor.add", "rita", False

    def given(self, cast: Cast) -> Given:
        return {"values": values()}

    def otherwise(self, given: Given) -> Given:
        return {"values": values(name="Newer")}


def test_works(cast: Cast) -> None:
    answer = add_contractor(by=cast.rita, at=NOW, values=values(email="New@Example.org", country="AT"))
    with scope.reading(cast.company_id):
        made = Contractor.objects.get(id=answer["id"])
    assert (made.code, made.email, made.country) == ("NEW", "new@example.org", "AT")


def test_a_code_is_its_own(cast: Cast) -> None:
    call = partial(add_contractor, by=cast.rita, at=NOW, values=values(code="CLEO"))
    assert refused(cast, call) == ["contractor_code_taken"]


def test_the_code_of_another_company_is_free(cast: Cast) -> None:
    answer = add_contractor(by=cast.mallory, at=NOW, values=values(code="CLEO2"))
    with scope.reading(cast.mallory.company_id):
        assert Contractor.objects.get(code="CLEO2").id == UUID(answer["id"])


def test_a_member_of_another_company_is_not_there(cast: Cast) -> None:
    call = partial(add_contractor, by=cast.rita, at=NOW, values=values(member_id=cast.mallory.id))
    untouched(cast, NotFound, call)


@pytest.mark.parametrize(
    "wrong",
    [
        {"code": ""},
        {"code": "A-B"},
        {"code": "A" * 13},
        {"name": "a\x00"},
        {"currency": "XXX"},
        {"email": "nobody"},
        {"email": "a\x00@b.c"},
        {"country": "GERMANY"},
        {"vat": "1"},
    ],
)
def test_values_that_can_not_be(wrong: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        values(**wrong)
