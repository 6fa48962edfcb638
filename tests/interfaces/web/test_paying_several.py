"""Several invoices of a contractor are ticked and released in one payment."""

from typing import Any

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.interfaces.web.pages import paying
from counterfoil.lifecycle.payments.models import Allocation, Payment

from ...actions import billing
from ...cast import Cast
from .conftest import SignIn
from .papers import text


def _page(cast: Cast) -> str:
    return f"/contractors/{cast.contractor_id}/pay"


def _tick(*invoices: Any) -> dict[str, str]:
    return {"key": "once", **{f"invoices.{one}": "on" for one in invoices}}


@pytest.mark.req(161)
def test_what_is_ticked_is_released_in_one_payment(cast: Cast, sign_in: SignIn) -> None:
    first, second = billing.matched(cast), billing.matched(cast, number="R-2", quantity=8)
    third, fay = billing.matched(cast, number="R-3", quantity=3), sign_in("fay")
    assert f'href="{_page(cast)}"' in fay.get(f"/contractors/{cast.contractor_id}").content.decode()
    assert all(number in text(fay, _page(cast)) for number in ("R-1", "R-2", "R-3"))
    answer = fay.post(_page(cast), _tick(first, third))
    with scope.reading(cast.company_id):
        [payment] = Payment.objects.all()
        paid = set(Allocation.objects.values_list("invoice_id", flat=True))
    assert (answer.status_code, answer["Location"]) == (302, f"/payments/{payment.id}")
    assert (payment.amount, paid) == (1300, {first, third})
    offered = fay.get(_page(cast)).content.decode()
    assert f"invoices.{second}" in offered and f"invoices.{third}" not in offered
    shown = text(fay, f"/payments/{payment.id}")
    assert "R-1" in shown and "R-3" in shown and str(second) not in shown


def test_each_invoice_s_trail_goes_on_though_they_are_of_several_orders(cast: Cast, sign_in: SignIn) -> None:
    bills, fay = [billing.matched(cast), billing.matched(cast, number="R-2", quantity=8)], sign_in("fay")
    payment = fay.post(_page(cast), _tick(*bills))["Location"]
    for verb, key in (("initiate", "b"), ("settle", "c")):
        assert fay.post(f"{payment}/do/{verb}", {"key": key, "reference": "SEPA-1"}).status_code == 302
    assert "It pays on several orders. Each part below names its own" in text(fay, payment)
    for bill in bills:
        trail = text(fay, f"/invoices/{bill}").partition('<ol class="trail">')[2]
        assert "<span>Note that it was sent</span>" in trail and "<span>Note that it arrived</span>" in trail


def test_nothing_ticked_is_said_and_what_waits_is_not_offered(cast: Cast, sign_in: SignIn) -> None:
    billing.disputed(cast)
    fay = sign_in("fay")
    empty = fay.get(_page(cast)).content.decode()
    assert "Nothing of this contractor can be released" in empty and 'href="/payments"' in empty
    billing.matched(cast, number="R-2", quantity=8)
    answer = fay.post(_page(cast), {"key": "once"})
    assert answer.status_code == 422
    assert "aria-invalid" in answer.content.decode()


def test_more_than_one_payment_pays_are_told(cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paying, "MOST_INVOICES", 1)
    billing.matched(cast)
    fay = sign_in("fay")
    assert "These are the first" not in text(fay, _page(cast))
    billing.matched(cast, number="R-2", quantity=8)
    shown = text(fay, _page(cast))
    assert "These are the first 1, by currency and due day" in shown
    assert ("R-1" in shown) != ("R-2" in shown)


@pytest.mark.parametrize(("who", "status"), [("petra", 403), ("cleo", 403), ("mallory", 403)])
def test_nobody_else(cast: Cast, sign_in: SignIn, who: str, status: int) -> None:
    billing.matched(cast)
    assert sign_in(who).get(_page(cast)).status_code == status
