"""What hangs together across teams: a manager of one team is told of the other side that it is there, and not which it is."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from counterfoil.foundation.companies.actions.members import add_team, grant_role, revoke_role
from counterfoil.foundation.kernel import scope
from counterfoil.lifecycle.engagements.actions import EngagementValues, add_engagement
from counterfoil.lifecycle.engagements.models import Engagement
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.values import OrderChanges
from counterfoil.lifecycle.payments import actions as payments
from counterfoil.lifecycle.payments.values import InvoicePart

from ...actions import billing
from ...cast import NOW, Cast
from ..api.conftest import Caller, key_for
from .conftest import SignIn

WHY = "Because of the budget"


@pytest.fixture
def sound(cast: Cast) -> UUID:
    """The engagement of another team than the orders of the cast are for."""
    team_id = UUID(add_team(by=cast.olga, at=NOW, name="Sound")["id"])
    values = {"contractor_id": cast.contractor_id, "title": "Sound", "team_id": team_id}
    made = add_engagement(by=cast.olga, at=NOW, values=EngagementValues.model_validate(values))
    return UUID(made["id"])


def test_the_other_side_of_a_set_off_is_not_named(cast: Cast, sound: UUID, sign_in: SignIn) -> None:
    theirs = cast.issued(title="Theirs")
    billing.accepted(cast, theirs)
    paid = UUID(billing.received(cast, theirs, number="THEIRS-1")["id"])
    billing.settled(cast, paid)
    billing.received(cast, kind="credit", number="G-1", credits="THEIRS-1", quantity=5)
    own = cast.issued(title="Own", engagement_id=sound)
    billing.accepted(cast, own)
    invoice_id = UUID(billing.received(cast, own, number="OWN-1", quantity=9)["id"])
    payment_id = billing.released(cast, invoice_id)
    _narrow(cast, sound)
    web, api = sign_in("amir"), Caller(key_for(cast.amir))
    for address in (f"/invoices/{invoice_id}", f"/payments/{payment_id}"):
        page = _text(web, address)
        assert "Set" in page and "500.00" in page, address
        assert "THEIRS-1" not in page and str(paid) not in page, address
        told = api.get(address).json()["set_offs"]
        assert [(one["credited_number"], one["credited_invoice_id"]) for one in told] == [(None, None)]
        assert [(one["invoice_number"], one["amount"]) for one in told] == [("OWN-1", "500.00")]
    traced = api.get(f"/orders/{own}/trace")
    told = traced.json()["set_offs"]
    assert [(one["credited_number"], one["invoice_number"]) for one in told] == [(None, "OWN-1")]
    assert not any(str(one) in traced.content.decode() for one in (theirs, paid))
    assert _rows(traced.json()) == _rows(Caller(key_for(cast.petra)).get(f"/orders/{own}/trace").json()) - 3
    for name in ("petra", "cleo"):
        page = _text(sign_in(name), f"/payments/{payment_id}")
        assert "THEIRS-1" in page and str(paid) in page, name


def test_of_a_payment_over_two_teams_the_other_ones_invoice_is_not_named(
    cast: Cast, sound: UUID, sign_in: SignIn
) -> None:
    theirs, own = cast.issued(title="Theirs"), cast.issued(title="Own", engagement_id=sound)
    bills = []
    for order_id, number, quantity in ((theirs, "THEIRS-1", 10), (own, "OWN-1", 9)):
        billing.accepted(cast, order_id)
        bills.append(UUID(billing.received(cast, order_id, number=number, quantity=quantity)["id"]))
    parts = [InvoicePart(invoice_id=one) for one in bills]
    given: dict[str, Any] = {"by": cast.fay, "at": NOW, "contractor_id": cast.contractor_id}
    payment_id = payments.release_several(**given, invoices=parts)["id"]
    _narrow(cast, sound)
    web, api = sign_in("amir"), Caller(key_for(cast.amir))
    for address in ("/payments", f"/payments/{payment_id}"):
        page, told = _text(web, address), api.get(address).content.decode()
        assert "OWN-1" in page and "OWN-1" in told, address
        assert not any(one in page + told for one in ("THEIRS-1", str(bills[0]), str(theirs))), address
    assert "THEIRS-1" in _text(sign_in("fay"), f"/payments/{payment_id}")


def test_an_order_of_another_team_before_or_after_is_not_named(cast: Cast, sound: UUID, sign_in: SignIn) -> None:
    theirs = cast.issued(title="Theirs")
    came = _replaced(cast, theirs, "Came", sound)
    own = cast.issued(title="Own", engagement_id=sound)
    went = _replaced(cast, own, "Went to them", cast.engagement_id)
    stays = _replaced(cast, cast.issued(title="Own", engagement_id=sound), "Stays", sound)
    _narrow(cast, sound)
    web, api = sign_in("amir"), Caller(key_for(cast.amir))
    for order_id, other, called in (
        (came, theirs, billing.number_of(cast, theirs)),
        (own, went, "Went to them"),
    ):
        page, told = _text(web, f"/orders/{order_id}"), api.get(f"/orders/{order_id}").json()
        assert called not in page and str(other) not in page
        traced = api.get(f"/orders/{order_id}/trace").content.decode()
        assert called not in traced and str(other) not in traced
        assert (told["replaces"], told["replaces_called"]) == (None, None)
        assert (told["replaced_by"], told["replaced_by_called"]) == ([], [])
        everything = _text(sign_in("petra"), f"/orders/{order_id}")
        assert called in everything and str(other) in everything
    assert "Replaces" in _text(web, f"/orders/{stays}") and api.get(f"/orders/{stays}").json()["replaces"]


def _rows(traced: Any) -> int:
    """How many changed rows a trail tells."""
    return sum(len(entry["changes"]) for entry in traced["trail"])


def _narrow(cast: Cast, engagement_id: UUID) -> None:
    """Amir is a manager of that engagement's team alone."""
    revoke_role(by=cast.olga, at=NOW, member_id=cast.amir.id, role="approver", reason=WHY)
    with scope.reading(cast.company_id):
        team_id = Engagement.objects.get(id=engagement_id).team_id
    grant_role(by=cast.olga, at=NOW, member_id=cast.amir.id, role="manager", team_id=team_id)
    cast.again("amir")


def _replaced(cast: Cast, order_id: UUID, title: str, engagement_id: UUID) -> UUID:
    """What replaces an order, below this engagement."""
    made = orders.cancel(by=cast.iris, at=NOW, order_id=order_id, reason=WHY, replace=True)["replacement"]
    changes = OrderChanges.model_validate({"title": title, "engagement_id": engagement_id})
    orders.change(by=cast.iris, at=NOW, order_id=UUID(made), changes=changes)
    return UUID(made)


def _text(client: Client, address: str) -> str:
    return client.get(address).content.decode()
