"""Documents of UBL that are only named, and what is none of UBL."""

import pytest

from .samples import QUOTED, REMITTANCE, RESPONSE, changed, document, head, reading, refusal


def test_any_other_document_is_known_by_its_name() -> None:
    remittance = reading(REMITTANCE)
    assert (remittance.kind, remittance.name, remittance.number) == ("other", "RemittanceAdvice", "RA-1")
    assert (remittance.buyer.name, remittance.seller.name) == ("Brook Council", "Joiner")
    assert (remittance.refers_to, remittance.order_number, remittance.lines) == (("INV-1",), "", ())


def test_it_says_which_order_it_quotes() -> None:
    assert (reading(RESPONSE).name, reading(RESPONSE).order_number) == ("OrderResponse", "PO-7")
    assert reading(changed(RESPONSE, QUOTED, "")).order_number == ""


@pytest.mark.parametrize(
    "name", ["OrderResponseSimple", "Catalogue", "DebitNote", "SelfBilledInvoice", "TransportExecutionPlan"]
)
def test_it_is_not_taken_for_one_that_is_read(name: str) -> None:
    assert (reading(document(name, head("X-1"))).kind, reading(document(name, head("X-1"))).name) == ("other", name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("<html/>", "html"),
        ('<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>', "Signature"),
        (
            '<a:CrossIndustryInvoice xmlns:a="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"/>',
            "CrossIndustryInvoice",
        ),
        ("<Invoice/>", "Invoice"),
        (document("Invoice", "").replace("<Invoice", "<Order").replace("</Invoice", "</Order"), "Order"),
        (document("Invoice", "").replace("Invoice-2", "Invoice-1"), "Invoice"),
        (document("CommonAggregateComponents", ""), "CommonAggregateComponents"),
        (f"<{'a' * 200}/>", "a" * 100),
    ],
)
def test_any_other_xml_is_refused_by_its_name(text: str, name: str) -> None:
    assert refusal(text) == ("unknown", name)
