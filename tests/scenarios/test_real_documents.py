"""Documents that nobody here wrote, from arrival to what may be paid."""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Refused
from counterfoil.foundation.trail.action import Via
from counterfoil.lifecycle.engagements.actions import EngagementValues, add_engagement
from counterfoil.lifecycle.intake.receiving import Sender, receive
from counterfoil.lifecycle.invoices.models import Invoice, InvoiceLine
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.models import Order
from counterfoil.lifecycle.payments import actions as payments

from ..actions.loading import arrivals
from ..cast import NOW, Cast

Answer = dict[str, Any]


def arrive(cast: Cast, *files: Path) -> list[Answer]:
    """Fay sends files; we are their buyer, and unknown sellers are added."""
    sender = Sender(cast.fay, NOW, Via("cli"), "buyer", add_parties=True)
    return receive([(file.name, file.read_bytes()) for file in files], sender)


@pytest.fixture
def ubl21(data_folder: Path) -> Path:
    """The examples of OASIS."""
    return data_folder / "documents" / "ubl21"


@pytest.mark.req(87)
def test_nothing_of_the_chain_is_payable_at_any_moment(cast: Cast, ubl21: Path) -> None:
    """After each file, whoever tries to release gets every reason."""
    chain = ("Order-2.0", "DespatchAdvice-2.0", "Invoice-2.0", "ReceiptAdvice-2.0", "CreditNote-2.0")
    seen = []
    for name in chain:
        arrive(cast, ubl21 / f"UBL-{name}-Example.xml")
        seen.append([state for state, _reasons in _tried(cast)])
    assert seen == [[], [], ["disputed"], ["disputed"], ["credited", "matched"]]
    with scope.reading(cast.company_id):
        order = Order.objects.get(number="AEG012345")
    orders.attach(by=cast.fay, at=NOW, order_id=order.id, engagement_id=_engagement(cast, order))
    assert all(reasons for _state, reasons in _tried(cast))


def _tried(cast: Cast) -> Iterator[tuple[str, list[str]]]:
    """Each document's state, and why Fay may not pay it."""
    with scope.reading(cast.company_id):
        bills = list(Invoice.objects.order_by("kind", "number"))
    for bill in sorted(bills, key=lambda one: one.kind, reverse=True):
        with pytest.raises(Refused) as caught:
            payments.release(by=cast.fay, at=NOW, invoice_id=bill.id)
        yield bill.state, [reason.key for reason in caught.value.reasons]


def _engagement(cast: Cast, order: Order) -> UUID:
    values = EngagementValues.model_validate({"contractor_id": order.contractor_id, "title": "Wax"})
    return UUID(add_engagement(by=cast.olga, at=NOW, values=values)["id"])


def test_every_invoice_of_the_european_norm_is_taken_in_or_turned_away_by_name(cast: Cast, data_folder: Path) -> None:
    """47 files, each with the figures that an independent script took from it."""
    expected = json.loads((data_folder / "expected" / "en16931_ubl.json").read_text())["documents"]
    files = sorted((data_folder / "documents" / "en16931" / "ubl").iterdir())
    assert len(files) == len(expected) == 47
    for file in files:
        [answer] = arrive(cast, file)
        assert answer["became"] in ("invoice", "credit", "duplicate", "refused"), file.name
        if answer["became"] in ("invoice", "credit"):
            _assert_figures(cast, UUID(answer["id"]), expected[file.name], file.name)
    untaken = [one for one in arrivals(cast) if one.became in ("refused", "duplicate")]
    assert all(one.reasons for one in untaken)
    assert {reason["key"] for one in untaken for reason in one.reasons} == {"number_taken"}


def _assert_figures(cast: Cast, invoice_id: UUID, says: Answer, name: str) -> None:
    with scope.reading(cast.company_id):
        bill = Invoice.objects.get(id=invoice_id)
        count = InvoiceLine.objects.filter(invoice_id=invoice_id).count()
    sign = -1 if says["type"] == "Invoice" and bill.is_credit else 1
    assert sign * bill.total == _figure(says, "payable"), name
    assert sign * bill.net == _figure(says, "line_total"), name
    assert sign * (bill.net + bill.charges) == _figure(says, "tax_exclusive"), name
    assert (bill.number, bill.currency, count) == (says["id"], says["currency"], says["lines"]), name
    assert str(bill.issued_on) == says["issue_date"], name
    assert bill.reckoned == bill.total, name
    assert bill.state == "disputed", name


def _figure(says: Answer, name: str) -> Any:
    return Decimal(says[name])
