"""letterhead.set: what stands above and below every order that is issued from now on."""

import json

import pytest

from counterfoil.foundation.companies.actions.set_letterhead import set_letterhead
from counterfoil.foundation.companies.models import Company
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Invalid
from counterfoil.lifecycle.orders.models import Order

from ..cast import NOW, Cast
from .verb import Given, VerbTests, untouched


class TestSetLetterhead(VerbTests):
    verb, who, stranger_finds_nothing = "letterhead.set", "olga", False

    def given(self, cast: Cast) -> Given:
        return {"letterhead": "Acme Studio GmbH\nHRB 1234", "terms": "Paid within 30 days."}

    def otherwise(self, given: Given) -> Given:
        return given | {"terms": "Paid within 14 days."}


def printed(cast: Cast, order_id: object) -> dict[str, str]:
    with scope.reading(cast.company_id):
        found: dict[str, str] = json.loads(Order.objects.get(id=order_id).document)["printed"]
    return found


@pytest.mark.req(169)
def test_what_is_issued_keeps_what_it_was_issued_with(cast: Cast) -> None:
    before = cast.issued()
    set_letterhead(by=cast.olga, at=NOW, letterhead="Acme Studio GmbH", terms="Paid within 30 days.")
    cast.again("iris")
    after = cast.issued()
    assert printed(cast, before) == {"locale": "en"}
    assert printed(cast, after) == {
        "locale": "en",
        "letterhead": "Acme Studio GmbH",
        "terms": "Paid within 30 days.",
    }


def test_it_can_be_taken_away_again(cast: Cast) -> None:
    set_letterhead(by=cast.olga, at=NOW, letterhead="Acme", terms="Soon")
    set_letterhead(by=cast.olga, at=NOW)
    with scope.reading(cast.company_id):
        found = Company.objects.get(id=cast.company_id)
    assert (found.letterhead, found.terms) == ("", "")


def test_signs_that_can_not_be_stored(cast: Cast) -> None:
    untouched(cast, Invalid, lambda: set_letterhead(by=cast.olga, at=NOW, letterhead="Acme\x07"))
