"""What the second half lays on whose desk, and the pages of a payment."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from counterfoil.foundation.catalogue.actions import MatchPolicyValues, set_match_policy
from counterfoil.foundation.parties.holds import HoldValues
from counterfoil.lifecycle.invoices.values import DocumentValues
from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.payments import actions as payments

from ...actions import billing
from ...cast import NOW, Cast
from .conftest import SignIn


def test_evidence_lies_on_the_desk_of_who_decides(cast: Cast, sign_in: SignIn) -> None:
    sent = billing.submitted(cast, cast.issued())
    assert f'href="/evidence/{sent}"' in _text(sign_in("rita"), "/")
    for name in ("iris", "petra", "cleo"):
        assert f'href="/evidence/{sent}"' not in _text(sign_in(name), "/"), name


def test_nobody_is_asked_to_decide_on_what_they_submitted(cast: Cast, sign_in: SignIn) -> None:
    sent = billing.submitted(cast, cast.issued(), who="rita")
    assert f'href="/evidence/{sent}"' not in _text(sign_in("rita"), "/")


def test_an_exception_lies_on_its_owners_desk(cast: Cast, sign_in: SignIn) -> None:
    invoice_id = billing.disputed(cast)
    assert f'href="/invoices/{invoice_id}#exception-' in _text(sign_in("rita"), "/")
    assert f'href="/invoices/{invoice_id}' not in _text(sign_in("petra"), "/")


def test_finance_releases_sends_and_settles_from_its_desk(cast: Cast, sign_in: SignIn) -> None:
    invoice_id, fay = billing.matched(cast), sign_in("fay")
    assert "Release</span>" in _text(fay, "/") and f'href="/invoices/{invoice_id}"' in _text(fay, "/")
    payment_id = billing.released(cast, invoice_id)
    assert "Send a payment" in _text(fay, "/") and f'href="/payments/{payment_id}"' in _text(fay, "/")
    assert f'href="/invoices/{invoice_id}"' not in _text(fay, "/")
    payments.initiate(by=cast.fay, at=NOW, payment_id=payment_id)
    assert "Did it arrive?" in _text(fay, "/")
    payments.settle(by=cast.fay, at=NOW, payment_id=payment_id)
    assert "Nothing waits for you." in _text(fay, "/")


def test_a_refund_lies_on_the_desks_of_who_may_confirm_it(cast: Cast, sign_in: SignIn) -> None:
    invoice_id = billing.matched(cast)
    billing.settled(cast, invoice_id)
    _credit(cast, invoice_id)
    noted = payments.note_refund(by=cast.fay, at=NOW, invoice_id=invoice_id, amount=200)["id"]
    for name in ("petra", "olga"):
        assert f'href="/invoices/{invoice_id}#refund-{noted}"' in _text(sign_in(name), "/"), name
    for name in ("fay", "rita", "cleo"):
        assert "Confirm a refund" not in _text(sign_in(name), "/"), name
    payments.confirm_refund(by=cast.petra, at=NOW, refund_id=UUID(noted))
    assert "Confirm a refund" not in _text(sign_in("olga"), "/")


def _credit(cast: Cast, invoice_id: UUID) -> None:
    billing.received(cast, kind="credit", number="G-1", credits="R-1", quantity=5)


def _hold(cast: Cast, invoice_id: UUID) -> None:
    order_id = billing.invoice_of(cast, invoice_id).order_id
    orders.hold(by=cast.petra, at=NOW, order_id=order_id, values=HoldValues(scope="payment", reason="Lost goods"))


def _correct(cast: Cast, invoice_id: UUID) -> None:
    order_id = billing.invoice_of(cast, invoice_id).order_id
    line = {"text": "Layout", "quantity": 8, "unit": "HUR", "unit_price": "100.00", "amount": "800.00"}
    facts = billing.claim(cast, order_id, number="R-1-K", lines=[line], total="800.00").model_dump()
    values = DocumentValues.model_validate(facts | {"is_correction": True, "corrects": "R-1"})
    matching.receive(by=cast.petra, at=NOW, values=values)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (_credit, "EUR 500.00 of what is released is owed no more."),
        (_hold, "Lost goods"),
        (_correct, "The correction R-1-K stands against it"),
    ],
)
def test_a_payment_that_no_longer_fits_says_so_on_desk_invoice_and_its_own_page(
    cast: Cast, sign_in: SignIn, change: Callable[[Cast, UUID], None], says: str
) -> None:
    invoice_id, fay = billing.matched(cast), sign_in("fay")
    payment_id = billing.released(cast, invoice_id)
    change(cast, invoice_id)
    desk = _text(fay, "/")
    assert "No longer fits" in desk and "Send a payment" not in desk and says in desk
    for page in (f"/invoices/{invoice_id}", f"/payments/{payment_id}"):
        shown = _text(fay, page)
        assert "It no longer fits, so it does not leave." in shown and says in shown, page
    payments.cancel(by=cast.fay, at=NOW, payment_id=payment_id, reason="It no longer fits")
    assert "No longer fits" not in _text(fay, "/")
    assert "It no longer fits" not in _text(sign_in("cleo"), f"/invoices/{invoice_id}")


def test_who_cleared_it_is_not_asked_to_release_it(cast: Cast, sign_in: SignIn) -> None:
    invoice_id = billing.disputed(cast)
    exception = billing.exception_of(cast, invoice_id, "price")
    answer = sign_in("fay").post(f"/exceptions/{exception.id}/do/accept", {"key": "one", "reason": "Agreed"})
    assert answer.status_code == 302 and "Nothing waits for you." in _text(sign_in("fay"), "/")


def test_who_loosened_how_it_is_matched_is_not_asked_to_release_it(cast: Cast, sign_in: SignIn) -> None:
    billing.matched(cast)
    values = {"name": "Two-way", "ways": 2, "is_default": True}
    set_match_policy(by=cast.fay, at=NOW, values=MatchPolicyValues.model_validate(values))
    assert "Nothing waits for you." in _text(sign_in("fay"), "/")


def test_what_is_matched_two_way_is_billed_without_evidence(cast: Cast, sign_in: SignIn) -> None:
    values = {"name": "Two-way", "ways": 2, "is_default": True}
    set_match_policy(by=cast.fay, at=NOW, values=MatchPolicyValues.model_validate(values))
    order_id = cast.issued()
    page = _text(sign_in("cleo"), "/")
    assert f'href="/orders/{order_id}/evidence/new"' not in page
    assert f'href="/invoices/new?order={order_id}"' in page and "EUR 1,000.00 can be invoiced now" in page


def test_a_dearer_price_that_was_accepted_hides_nothing_that_is_left_to_bill(cast: Cast, sign_in: SignIn) -> None:
    """5 of 6 accepted hours were billed at 119.00: one is left, though more money is covered than was accepted for them."""
    order_id = cast.issued()
    billing.accepted(cast, order_id, 6)
    invoice_id = UUID(billing.received(cast, order_id, quantity=5, unit_price="119.00")["id"])
    price = billing.exception_of(cast, invoice_id, "price")
    matching.accept(by=cast.bela, at=NOW, exception_id=price.id, reason="Agreed by phone.")
    page = _text(sign_in("cleo"), "/")
    assert f'href="/invoices/new?order={order_id}"' in page and "EUR 100.00 can be invoiced now" in page


def test_a_contractor_has_two_lists_and_their_money(cast: Cast, sign_in: SignIn) -> None:
    order_id, cleo = cast.issued(), sign_in("cleo")
    page = _text(cleo, "/")
    assert f'href="/orders/{order_id}/evidence/new"' in page and "10 hours of Layout" in page
    assert f'href="/invoices/new?order={order_id}"' not in page
    billing.accepted(cast, order_id, 6)
    billing.submitted(cast, order_id, 3)
    page = _text(cleo, "/")
    assert "1 hour of Layout" in page and "EUR 600.00 can be invoiced now" in page
    disputed = billing.received(cast, order_id, who="cleo", quantity=2, unit_price="110.00")["id"]
    page = _text(cleo, "/")
    assert "EUR 400.00 can be invoiced now" in page, "two of six hours wait already, at whatever price"
    assert f'href="/invoices/{disputed}"' in page and "Unit price EUR 110.00 where EUR 100.00 was ordered" in page
    billing.settled(cast, billing.matched(cast, number="R-2"))
    assert "Arrived on Mar 2, 2026." in _text(cleo, "/")


def test_a_payment_is_sent_and_settled_on_two_days(cast: Cast, sign_in: SignIn) -> None:
    payment_id, fay = billing.released(cast), sign_in("fay")
    future = _do(fay, payment_id, "initiate", expect=409, day="2999-01-01", reference="SEPA 1").content.decode()
    assert "This day is still to come." in future and 'value="SEPA 1"' in future and 'value="2999-01-01"' in future
    assert _do(fay, payment_id, "initiate", expect=422, day="soon").status_code == 422
    _do(fay, payment_id, "initiate", day="2026-03-03", reference="SEPA 1")
    early = _do(fay, payment_id, "settle", expect=409, day="2026-03-02").content.decode()
    assert "nothing arrives before it leaves" in early
    _do(fay, payment_id, "settle", day="2026-03-05")
    page = _text(sign_in("otto"), f"/payments/{payment_id}")
    for words in ("SEPA 1", "Mar 3, 2026", "Mar 5, 2026", "Arrived on Mar 5, 2026.", "Released", "Fay"):
        assert words in page


@pytest.mark.parametrize(
    ("begin", "verb", "state"), [("released", "cancel", "Cancelled"), ("initiated", "fail", "Failed")]
)
def test_a_payment_ends_for_a_reason_and_its_invoice_can_be_released_again(
    cast: Cast, sign_in: SignIn, begin: str, verb: str, state: str
) -> None:
    invoice_id, fay = billing.matched(cast), sign_in("fay")
    payment_id = getattr(billing, begin)(cast, invoice_id)
    kept = _do(fay, payment_id, verb, expect=422, reason="no").content.decode()
    assert ">no</textarea>" in kept and "At least 3 characters" in kept
    _do(fay, payment_id, verb, reason="The account was closed")
    page = _text(fay, f"/payments/{payment_id}")
    assert state in page and "The account was closed" in page and "pays it no more" in page
    again = f"/invoices/{invoice_id}/do/release" in _text(fay, f"/invoices/{invoice_id}")
    assert again is (verb == "cancel"), "who noted a failure does not release again"


def test_only_finance_moves_money(cast: Cast, sign_in: SignIn) -> None:
    payment_id = billing.released(cast)
    for name in ("petra", "rita", "otto", "cleo"):
        assert "do/initiate" not in _text(sign_in(name), f"/payments/{payment_id}")
        _do(sign_in(name), payment_id, "initiate", expect=403)


def _do(client: Client, payment_id: UUID, verb: str, expect: int = 302, **given: str) -> Any:
    answer = client.post(f"/payments/{payment_id}/do/{verb}", {"key": str(uuid4())} | given)
    assert answer.status_code == expect, answer.content.decode()
    return answer


def _text(client: Client, address: str) -> str:
    return client.get(address).content.decode()
