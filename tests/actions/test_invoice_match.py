"""invoice.match: look at it again, as often as wanted."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from babel.core import Locale

from counterfoil.foundation.kernel.ids import new_id
from counterfoil.foundation.kernel.refusals import Refused
from counterfoil.foundation.kernel.written import written_by
from counterfoil.foundation.parties.holds import HoldValues
from counterfoil.foundation.trail.models import Entry
from counterfoil.interfaces.web.wording import Wording
from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.payments import actions as payments

from ..cast import NOW, Cast
from .billing import accepted, exception_of, matched, received
from .verb import WHY, Given, VerbTests, entries


class TestInvoiceMatch(VerbTests):
    verb, who = "invoice.match", "petra"

    def given(self, cast: Cast) -> Given:
        order_id = cast.issued()
        invoice_id = UUID(received(cast, order_id)["id"])
        accepted(cast, order_id)
        return {"invoice_id": invoice_id}

    def otherwise(self, given: Given) -> Given:
        return {"invoice_id": new_id()}


def test_what_is_found_is_kept_plain_whoever_looks(cast: Cast) -> None:
    """A page's hand in it would change the exception with every other look, from a page and from elsewhere."""
    order_id = cast.issued()
    accepted(cast, order_id)
    values = HoldValues(scope="everything", reason=WHY, last_day=NOW.date() + timedelta(days=9))
    orders.hold(by=cast.petra, at=NOW, order_id=order_id, values=values)
    invoice_id = UUID(received(cast, order_id)["id"])
    first = exception_of(cast, invoice_id, "hold")
    with written_by(Wording(Locale.parse("de"), ZoneInfo("UTC"))):
        matching.match(by=cast.petra, at=NOW, invoice_id=invoice_id)
    again = exception_of(cast, invoice_id, "hold")
    assert (again.version, again.note) == (first.version, first.note)


def test_a_refusal_is_entered_plain_whoever_asked(cast: Cast) -> None:
    invoice_id = matched(cast)
    with written_by(Wording(Locale.parse("de"), ZoneInfo("UTC"))), pytest.raises(Refused) as refusal:
        payments.release(by=cast.fay, at=NOW, invoice_id=invoice_id, amount=Decimal("5000"), purpose="Part of 5000")
    assert refusal.value.reasons[0].words == "Only 1000.00 EUR of it is left to be paid."
    [entry] = entries(cast.company_id, outcome=Entry.REFUSED)
    assert entry.reasons == [
        {
            "key": "more_than_open",
            "params": {"open": "1000.00", "currency": "EUR"},
            "words": "Only 1000.00 EUR of it is left to be paid.",
        }
    ]
