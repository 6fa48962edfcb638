"""company.change: how the company is named and reached."""

from typing import Any

import pytest

from counterfoil.foundation.companies.actions.change_company import CompanyChanges, change_company
from counterfoil.foundation.kernel.refusals import Invalid, Refused
from counterfoil.foundation.kernel.values import parsed
from counterfoil.lifecycle.orders import actions as orders

from ..cast import NOW, Cast
from .verb import Given, VerbTests, untouched


class TestChangeCompany(VerbTests):
    verb, who, stranger_finds_nothing = "company.change", "olga", False

    def given(self, cast: Cast) -> Given:
        return {"changes": CompanyChanges(billing_address="Neue Str. 2, 10115 Berlin")}

    def otherwise(self, given: Given) -> Given:
        return {"changes": CompanyChanges(name="Acme")}


def test_an_order_without_a_billing_address_waits_until_there_is_one(cast: Cast) -> None:
    order_id = cast.approved()
    change_company(by=cast.olga, at=NOW, changes=CompanyChanges(billing_address="", invoice_channel=""))
    with pytest.raises(Refused) as caught:
        orders.issue(by=cast.again("iris"), at=NOW, order_id=order_id)
    assert [reason.key for reason in caught.value.reasons] == ["no_billing_address", "no_invoice_channel"]
    change_company(by=cast.olga, at=NOW, changes=CompanyChanges(billing_address="Hier 1", invoice_channel="mail"))
    assert orders.issue(by=cast.again("iris"), at=NOW, order_id=order_id)["number"] == "PO-2026-00001"


@pytest.mark.parametrize(
    "wrong", [{"locale": "xx"}, {"locale": "../de"}, {"timezone": "Mars"}, {"name": ""}, {"currency": "USD"}]
)
def test_what_can_not_be(cast: Cast, wrong: dict[str, Any]) -> None:
    untouched(cast, Invalid, lambda: change_company(by=cast.olga, at=NOW, changes=parsed(CompanyChanges, wrong)))
