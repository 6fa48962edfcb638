"""order.attach: a loaded order comes to belong to an engagement."""

from functools import partial
from uuid import UUID

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.parties.actions import ContractorValues, add_contractor
from counterfoil.lifecycle.engagements.actions import EngagementValues, add_engagement
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders import queries
from counterfoil.lifecycle.orders.document import content_digest
from counterfoil.lifecycle.orders.models import Order
from counterfoil.lifecycle.payments import actions as payments

from ..cast import NOW, Cast
from .billing import invoice_of
from .loading import billed, delivered, file, loaded, restated, row
from .ordering import order_of
from .verb import Given, VerbTests, refused


class TestOrderAttach(VerbTests):
    verb, who = "order.attach", "fay"

    def given(self, cast: Cast) -> Given:
        return {"order_id": loaded(cast), "engagement_id": cast.engagement_id}

    def otherwise(self, given: Given) -> Given:
        return given | {"engagement_id": given["order_id"]}


def test_once_and_to_its_own_contractor(cast: Cast) -> None:
    order_id = loaded(cast)
    attach = partial(orders.attach, by=cast.fay, at=NOW, order_id=order_id)
    assert refused(cast, partial(attach, engagement_id=_of_somebody_else(cast))) == ["engagement_of_other"]
    attach(engagement_id=cast.engagement_id)
    assert order_of(cast, order_id).team_id == cast.team_id
    assert refused(cast, partial(attach, engagement_id=cast.engagement_id)) == ["attached"]


def test_not_an_order_of_ours_and_none_that_has_ended(cast: Cast) -> None:
    attach = partial(orders.attach, by=cast.fay, at=NOW, engagement_id=cast.engagement_id)
    assert refused(cast, partial(attach, order_id=cast.issued())) == ["not_loaded", "attached"]
    order_id = loaded(cast)
    orders.revoke(by=cast.fay, at=NOW, order_id=order_id, file=file("K-1"))
    assert refused(cast, partial(attach, order_id=order_id)) == ["ended"]


def test_nothing_is_paid_before(cast: Cast) -> None:
    """Evidence and invoices are recorded and match; money waits for the engagement."""
    order_id = loaded(cast, who="olga")
    delivered(cast, order_id, "receipt", "R-1", 90)
    invoice_id = billed(cast)["id"]
    release = partial(payments.release, by=cast.fay, at=NOW, invoice_id=invoice_id)
    assert invoice_of(cast, invoice_id).state == "matched"
    assert refused(cast, release) == ["unattached"]
    orders.attach(by=cast.fay, at=NOW, order_id=order_id, engagement_id=cast.engagement_id)
    assert release()["invoice_state"] == "paying"


def test_what_its_minter_said_is_hashed_without_it(cast: Cast) -> None:
    """We attach it: the version that stands stays what arrived, and so does the next one."""
    order_id = loaded(cast)
    orders.attach(by=cast.fay, at=NOW, order_id=order_id, engagement_id=cast.engagement_id)
    assert _is_as_hashed(cast, order_id)
    restated(cast, order_id, lines=[row(quantity=110, amount=110)])
    assert _is_as_hashed(cast, order_id)


def _is_as_hashed(cast: Cast, order_id: UUID) -> bool:
    with scope.reading(cast.company_id):
        order = Order.objects.get(id=order_id)
        revision, says = queries.revision_with_lines(order)
        as_hashed = revision.digest == content_digest(order, revision, says)
        order.engagement = None
        return as_hashed and revision.digest == content_digest(order, revision, says)


def _of_somebody_else(cast: Cast) -> str:
    values = ContractorValues(code="ELSE", name="Somebody else", currency="EUR")
    contractor = add_contractor(by=cast.olga, at=NOW, values=values)["id"]
    engagement = EngagementValues.model_validate({"contractor_id": contractor, "title": "Other work"})
    return str(add_engagement(by=cast.olga, at=NOW, values=engagement)["id"])
