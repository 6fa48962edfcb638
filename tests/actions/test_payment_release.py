"""payment.release: finance lets money go, after one more look at everything."""

from datetime import timedelta
from decimal import Decimal
from functools import partial
from uuid import UUID

import pytest

from counterfoil.foundation.companies.actions.members import grant_role
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.parties.holds import HoldValues
from counterfoil.lifecycle.invoices import actions as invoices
from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.payments import actions as payments
from counterfoil.lifecycle.payments.models import Allocation

from ..cast import NOW, Cast
from .billing import accepted, disputed, exception_of, invoice_of, matched, payment_of, received, released
from .loading import billed, delivered, loaded, restated, row
from .verb import WHY, Given, VerbTests, refused


class TestPaymentRelease(VerbTests):
    verb, who, wrong = "payment.release", "fay", "petra"

    def given(self, cast: Cast) -> Given:
        return {"invoice_id": matched(cast)}

    def otherwise(self, given: Given) -> Given:
        return given | {"amount": Decimal(1)}


@pytest.mark.req(84)
def test_only_what_is_matched_or_cleared(cast: Cast) -> None:
    invoice_id = UUID(received(cast, cast.issued())["id"])
    reasons = refused(cast, lambda: payments.release(by=cast.fay, at=NOW, invoice_id=invoice_id))
    assert reasons == ["wrong_state", "evidence_missing"]


def test_never_by_who_cleared_it(cast: Cast) -> None:
    invoice_id = disputed(cast)
    matching.accept(by=cast.fay, at=NOW, exception_id=exception_of(cast, invoice_id, "price").id, reason=WHY)
    assert refused(cast, lambda: payments.release(by=cast.fay, at=NOW, invoice_id=invoice_id)) == ["own_clearing"]


def test_a_part_and_then_the_rest(cast: Cast) -> None:
    invoice_id = matched(cast)
    payments.release(by=cast.fay, at=NOW, invoice_id=invoice_id, amount=Decimal(300), purpose="Part of 300")
    more = refused(
        cast,
        lambda: payments.release(
            by=cast.fay, at=NOW, invoice_id=invoice_id, amount=Decimal(701), purpose="Part of 701"
        ),
    )
    assert more == ["more_than_open"]
    rest = released(cast, invoice_id)
    assert payment_of(cast, rest).amount == Decimal(700)


def test_the_nets_of_part_payments_are_the_cover(cast: Cast) -> None:
    order_id = cast.issued()
    accepted(cast, order_id)
    invoice_id = UUID(received(cast, order_id, tax="190", total="1190")["id"])
    for part in range(3):
        given = {"amount": Decimal("0.50"), "purpose": f"Part {part}"}
        payments.release(by=cast.fay, at=NOW + timedelta(days=part), invoice_id=invoice_id, **given)
    released(cast, invoice_id)
    with scope.reading(cast.company_id):
        nets = list(Allocation.objects.order_by("amount", "id").values_list("net", flat=True))
    assert (nets[:3], sum(nets)) == ([Decimal("0.42")] * 3, Decimal(1000))


def test_not_while_anything_is_on_hold(cast: Cast) -> None:
    invoice_id = matched(cast)
    on_hold = HoldValues(scope="payment", reason=WHY)
    orders.hold(by=cast.petra, at=NOW, order_id=invoice_of(cast, invoice_id).order_id, values=on_hold)
    invoices.hold(by=cast.petra, at=NOW, invoice_id=invoice_id, values=on_hold)
    reasons = refused(cast, lambda: payments.release(by=cast.fay, at=NOW, invoice_id=invoice_id))
    assert reasons == ["on_hold", "on_hold"]


def test_nothing_twice(cast: Cast) -> None:
    invoice_id = matched(cast)
    released(cast, invoice_id)
    assert refused(cast, lambda: payments.release(by=cast.fay, at=NOW, invoice_id=invoice_id)) == ["nothing_open"]


def test_nobody_pays_themselves(cast: Cast) -> None:
    invoice_id = matched(cast)
    grant_role(by=cast.olga, at=NOW, member_id=cast.cleo.id, role="finance", confirm=cast.cleo.name)
    release = partial(payments.release, by=cast.again("cleo"), at=NOW, invoice_id=invoice_id)
    assert refused(cast, release) == ["own_money"]


def _payable(cast: Cast, loader: str, changer: str = "") -> UUID:
    """An invoice that fits a loaded order, and its receipt."""
    order_id = loaded(cast, who=loader)
    if changer:
        restated(cast, order_id, who=changer, lines=[row(), row(reference="2", text="Wicks", quantity=5, amount=5)])
    orders.attach(by=cast.olga, at=NOW, order_id=order_id, engagement_id=cast.engagement_id)
    delivered(cast, order_id, "receipt", "R-1")
    return UUID(billed(cast)["id"])


@pytest.mark.parametrize(("loader", "changer"), [("fay", ""), ("fay", "iris"), ("iris", "fay")])
def test_never_on_an_order_that_one_loaded_or_changed(cast: Cast, loader: str, changer: str) -> None:
    """Nobody else ever looked at it: with a receipt and an invoice of her own, Fay would pay alone."""
    release = partial(payments.release, at=NOW, invoice_id=_payable(cast, loader, changer))
    assert refused(cast, partial(release, by=cast.fay)) == ["own_loading"]
    grant_role(by=cast.olga, at=NOW, member_id=cast.petra.id, role="finance", confirm=cast.petra.name)
    assert release(by=cast.again("petra"))["state"] == "released"


def test_what_the_issuer_loaded_finance_pays(cast: Cast) -> None:
    """A company with one person in finance is not stuck."""
    assert released(cast, _payable(cast, "iris"))


def test_a_change_that_was_not_followed_takes_nobody_out(cast: Cast) -> None:
    invoice_id = _payable(cast, "iris")
    order_id = invoice_of(cast, invoice_id).order_id
    assert restated(cast, order_id, lines=[row(quantity=1, amount=1)])["became"] == "blocked"
    assert released(cast, invoice_id)
