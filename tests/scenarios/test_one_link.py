"""One invoice-link standard: an invoice is linked to its order by the number that it quotes in the one field for that."""

from uuid import UUID

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Invalid
from counterfoil.foundation.trail.action import Via
from counterfoil.lifecycle.intake.receiving import Sender, receive
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.invoices.values import InvoiceValues
from counterfoil.lifecycle.matching import actions as matching

from ..actions.billing import claim, kinds_of
from ..cast import NOW, Cast
from ..formats.ubl.samples import INVOICE, ORDER, QUOTED, changed


def linked(cast: Cast, invoice_id: str) -> UUID | None:
    """The order that an invoice is linked to."""
    with scope.reading(cast.company_id):
        return Invoice.objects.get(id=invoice_id).order_id


def arrive(cast: Cast, text: str) -> str:
    """An invoice that came as a document."""
    sender = Sender(cast.fay, NOW, Via("api"), "buyer", add_parties=True)
    return str(receive([("invoice.xml", text.encode())], sender)[0]["id"])


@pytest.mark.req(30)
def test_typed_and_as_a_document_the_same_field_links(cast: Cast) -> None:
    order_id = cast.issued()
    typed = matching.receive(by=cast.petra, at=NOW, values=claim(cast, order_id))
    assert linked(cast, typed["id"]) == order_id
    sender = Sender(cast.fay, NOW, Via("api"), "buyer", add_parties=True)
    [loaded] = receive([("order.xml", ORDER.encode())], sender)
    assert str(linked(cast, arrive(cast, INVOICE))) == loaded["id"]


@pytest.mark.req(30)
@pytest.mark.parametrize("other", ["order_id", "purchase_order", "order_number", "po"])
def test_a_link_by_any_other_field_is_refused(cast: Cast, other: str) -> None:
    given = claim(cast).model_dump() | {other: "PO-2026-00001"}
    with pytest.raises(Invalid) as caught:
        matching.receive(by=cast.petra, at=NOW, values=given)
    assert any(other in field for field in caught.value.fields)
    assert other not in InvoiceValues.model_fields


@pytest.mark.req(30)
@pytest.mark.parametrize("place", ["cbc:BuyerReference", "cbc:Note"])
def test_a_number_elsewhere_in_the_document_links_nothing(cast: Cast, place: str) -> None:
    sender = Sender(cast.fay, NOW, Via("api"), "buyer", add_parties=True)
    receive([("order.xml", ORDER.encode())], sender)
    unquoted = INVOICE.replace(QUOTED, "").replace("<cac:OrderReference><cbc:ID>PO-7</cbc:ID></cac:OrderReference>", "")
    start = unquoted.index(f"<{place}>") + len(f"<{place}>")
    text = unquoted[:start] + "PO-7 " + unquoted[start:]
    assert changed(text, "PO-7 ", "") == unquoted
    invoice_id = arrive(cast, text)
    assert linked(cast, invoice_id) is None
    assert "order_missing" in kinds_of(cast, invoice_id)
