"""The day on which an invoice is due comes with the day that its terms run from."""

import pytest

from counterfoil.insight.verify.books import verify
from counterfoil.lifecycle.orders import actions as orders

from ...actions.billing import accepted, received
from ...actions.test_instalments import TODAY, days_of, ordered
from ...cast import NOW, Cast
from .test_rematching import settle

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.req(136)
def test_the_day_sent_brings_the_due_day_with_it(cast: Cast) -> None:
    order_id = ordered(cast, "30 days from sent")
    invoice_id = received(cast, order_id)["id"]
    assert days_of(cast, invoice_id) == [("None", "1000.00", "1000.00")]
    orders.note_sent(by=cast.rita, at=NOW, order_id=order_id, sent_on=TODAY, sent_how="post")
    settle()
    assert days_of(cast, invoice_id) == [("2026-04-01", "1000.00", "1000.00")]
    assert verify(cast.company_id).findings == []


@pytest.mark.req(127)
def test_completion_brings_the_due_day_with_it(cast: Cast) -> None:
    order_id = cast.issued(payment_terms="10 days from completion")
    invoice_id = received(cast, order_id)["id"]
    assert days_of(cast, invoice_id) == [("None", "1000.00", "1000.00")]
    accepted(cast, order_id)
    settle()
    assert days_of(cast, invoice_id) == [("2026-03-12", "1000.00", "1000.00")]
    assert verify(cast.company_id).findings == []
