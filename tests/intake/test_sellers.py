"""Whose a paper is: a seller is known, added, or nobody, and never taken for another."""

from typing import Any

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.parties.actions import identify
from counterfoil.foundation.parties.models import Contractor
from counterfoil.lifecycle.orders.models import Order

from ..actions.books import books
from ..actions.loading import arrivals
from ..cast import NOW, Cast
from ..formats.ubl.samples import ORDER, RESPONSE, changed
from .conftest import Send


def test_an_unknown_seller_is_added_only_where_that_is_wanted(cast: Cast, send: Send) -> None:
    [first] = send(add=False, a=ORDER)
    assert (first["became"], _reasons(cast, first)) == ("refused", ["seller_unknown"])
    [second] = send(a=ORDER)
    assert second["became"] == "order"
    with scope.reading(cast.company_id):
        joiner = Contractor.objects.get(name="Joiner")
        assert joiner.code == "JOINER"
        assert {(one.scheme, one.value) for one in joiner.identities.all()} == {("vat", "GB2"), ("name", "JOINER")}


def test_two_sellers_of_one_name_get_codes_of_their_own(cast: Cast, send: Send) -> None:
    for number, vat in enumerate(("GB2", "GB3", "GB4"), start=1):
        send(a=changed(changed(ORDER, "PO-7", f"PO-{number}"), "GB2", vat))
    with scope.reading(cast.company_id):
        codes = Contractor.objects.filter(name="Joiner").order_by("id").values_list("code", flat=True)
        assert list(codes) == ["JOINER", "JOINER2", "JOINER3"]


def test_nobody_is_added_where_no_seller_is_named(cast: Cast, send: Send) -> None:
    before = books(cast.company_id)["Contractor"]
    text = changed(ORDER, ">GB2<", "><").replace(">Joiner<", "><")
    answers = [send(a=text)[0], send(a=changed(text, "PO-7", "PO-8"))[0]]
    assert [(one["became"], _reasons(cast, one)) for one in answers] == [("refused", ["no_seller"])] * 2
    assert books(cast.company_id)["Contractor"] == before


def test_a_contractor_of_whom_nothing_is_noted_is_known_by_name(cast: Cast, send: Send) -> None:
    """And is not made a second time. Once numbers are noted, they alone decide, and the names noted with them."""
    theirs = changed(ORDER, "Joiner", "CLEO Contractor")
    [known] = send(a=theirs)
    with scope.reading(cast.company_id):
        contractor = Contractor.objects.get(code="CLEO")
        assert Order.objects.get(id=known["id"]).contractor_id == contractor.id
    marks = [{"scheme": "vat", "value": "AT1"}]
    identify(by=cast.fay, at=NOW, contractor_id=contractor.id, identities=marks)
    [unknown] = send(add=False, a=changed(theirs, "PO-7", "PO-8"))
    assert _reasons(cast, unknown) == ["seller_unknown"]


def test_a_contractor_is_not_taken_for_another_whose_name_differs_in_a_letter(cast: Cast, send: Send) -> None:
    nameless = ORDER.replace(">GB2<", "><")
    send(a=changed(nameless, "Joiner", "Müller GmbH"))
    other = changed(changed(nameless, "Joiner", "Möller GmbH"), "PO-7", "PO-8")
    [answer] = send(add=False, a=other)
    assert _reasons(cast, answer) == ["seller_unknown"]
    assert send(add=False, a=changed(other, "Möller GmbH", "MÜLLER Gmbh"))[0]["became"] == "order"


def test_a_firm_of_the_same_name_with_another_number_is_another(cast: Cast, send: Send) -> None:
    send(a=ORDER)
    other = changed(changed(ORDER, ">GB2<", ">GB77<"), "PO-7", "PO-8")
    [unknown] = send(add=False, a=other)
    assert _reasons(cast, unknown) == ["seller_unknown"]
    assert send(a=other)[0]["became"] == "order"
    with scope.reading(cast.company_id):
        assert Contractor.objects.filter(name="Joiner").count() == 2
    [unclear] = send(a=changed(changed(ORDER, ">GB2<", "><"), "PO-7", "PO-9"))
    assert _reasons(cast, unclear) == ["seller_unclear"]


@pytest.mark.parametrize(
    ("text", "we_are", "reason"),
    [
        (changed(RESPONSE, "GB2", "GB5").replace("Joiner", "Stranger"), "buyer", "seller_unknown"),
        (RESPONSE, "", "neither_side"),
        (RESPONSE, "seller", "we_sell"),
    ],
)
def test_a_strangers_paper_is_not_filed_with_an_order_of_the_same_number(
    cast: Cast, send: Send, text: str, we_are: str, reason: str
) -> None:
    send(a=ORDER)
    [answer] = send(we_are=we_are, r=text)
    assert (answer["became"], _reasons(cast, answer)) == ("refused", ["not_taken", reason])
    [arrival] = arrivals(cast, id=answer["arrival"])
    assert arrival.order_id is None and "OrderResponse" in arrival.reasons[0]["words"]


def _reasons(cast: Cast, answer: dict[str, Any]) -> list[str]:
    return [reason["key"] for one in arrivals(cast, id=answer["arrival"]) for reason in one.reasons]
