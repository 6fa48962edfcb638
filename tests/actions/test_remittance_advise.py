"""remittance.advise: a contractor is told what a payment pays, once it was sent."""

import re
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.companies.actions.change_company import CompanyChanges, change_company
from counterfoil.foundation.companies.queries import system_member
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.mail.actions import TemplateValues, set_template
from counterfoil.foundation.parties.actions import ContractorChanges, change_contractor
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.models import OrderLine
from counterfoil.lifecycle.payments import actions as payments
from counterfoil.lifecycle.payments.values import InvoicePart
from counterfoil.lifecycle.remittances import actions as remittances

from ..cast import NOW, Cast
from ..mailing import ADDRESS, addressed
from ..remitting import advised, mails_of, remittance_of, says, with_set_off
from .billing import accepted, initiated, invoice_of, kinds_of, line_id_of, matched, received, released, settled
from .loading import delivered, loaded, restated, row
from .mail_verb import MailVerbTests
from .test_payment_confirm_twin import colleague
from .verb import WHY, Given, refused


class TestRemittanceAdvise(MailVerbTests):
    verb = "remittance.advise"

    def given(self, cast: Cast) -> Given:
        return {"payment_id": initiated(cast)}

    def otherwise(self, given: Given) -> Given:
        return {"payment_id": UUID(int=1)}


@pytest.fixture
def server(settings: Any) -> None:
    settings.COUNTERFOIL_MAIL_STANDS = True


def changed(cast: Cast, **more: Any) -> None:
    change_contractor(
        by=cast.olga, at=NOW, contractor_id=cast.contractor_id, changes=ContractorChanges.model_validate(more)
    )


@pytest.mark.req(161)
def test_it_says_what_is_paid_for_which_order_and_adds_up(cast: Cast) -> None:
    payment_id = advised(cast)
    told = says(cast, payment_id)
    (row,) = told["rows"]
    assert (told["amount"], told["currency"], told["set_offs"]) == ("1000.00", "EUR", [])
    assert (row["invoice"], row["amount"]) == ("R-1", "1000.00")
    assert re.fullmatch(r"PO-2026-\d{5}", row["order"])
    assert (told["payee"]["name"], told["initiated_on"]) == ("Cleo", "2026-03-02")


@pytest.mark.req(161)
def test_what_was_set_off_is_taken_off(cast: Cast) -> None:
    told = says(cast, advised(cast, with_set_off(cast)))
    assert (told["amount"], told["reference"]) == ("690.00", "B-7")
    assert [one["amount"] for one in told["rows"]] == ["1190.00"]
    assert told["set_offs"] == [{"amount": "500.00", "invoice": "R-1"}]


def test_what_was_taken_out_before_it_left_is_not_told(cast: Cast) -> None:
    """Of an invoice that was taken out, neither the money nor the credit balance that went with it."""
    order_id = cast.issued()
    accepted(cast, order_id)
    settled(cast, UUID(received(cast, order_id, quantity=5)["id"]))
    received(cast, order_id, number="C-1", kind="credit", credits="R-1", quantity=1)
    first, second = (UUID(received(cast, order_id, number=f"R-{n}", quantity=n)["id"]) for n in (2, 3))
    named = [InvoicePart(invoice_id=one) for one in (first, second)]
    several = payments.release_several(by=cast.fay, at=NOW, contractor_id=cast.contractor_id, invoices=named)
    payment_id = UUID(several["id"])
    payments.unlink(by=cast.fay, at=NOW, payment_id=payment_id, invoice_id=first, reason=WHY)
    payments.initiate(by=cast.fay, at=NOW, payment_id=payment_id)
    told = says(cast, advised(cast, payment_id))
    assert (told["amount"], told["set_offs"]) == ("300.00", [])
    assert [(one["invoice"], one["amount"]) for one in told["rows"]] == [("R-3", "300.00")]


def test_what_is_inside_stays_inside(cast: Cast) -> None:
    """Neither who released it, nor why it left early, nor a note."""
    payment_id = released(cast)
    payments.initiate(by=cast.fay, at=NOW, payment_id=payment_id, reference="B-1", day_reason="Our secret reason")
    advised(cast, payment_id)
    content = remittance_of(cast, payment_id).content
    assert "secret" not in content and "Fay" not in content and "Rita" not in content


@pytest.mark.usefixtures("server")
def test_it_is_mailed_in_the_contractor_s_language(cast: Cast) -> None:
    addressed(cast)
    changed(cast, language="de")
    (mail,) = mails_of(cast, advised(cast))
    assert (mail.kind, mail.state, [one.address for one in mail.known]) == ("remittance", "waiting", [ADDRESS])
    assert mail.subject == "Zahlung über 1.000,00 EUR von Acme Studio"
    assert "am 2. März 2026 1.000,00 EUR überwiesen" in mail.text and "R-1" in mail.text
    assert "{" not in mail.subject + mail.text


@pytest.mark.usefixtures("server")
def test_the_company_words_it_and_switches_it_off(cast: Cast) -> None:
    addressed(cast)
    text = "{contractor}: {invoices} of {orders} by {reference}."
    values = TemplateValues(kind="remittance", subject="Money: {amount}", text=text)
    set_template(by=cast.olga, at=NOW, values=values)
    (mail,) = mails_of(cast, advised(cast))
    assert mail.subject == "Money: 1,000.00 EUR" and mail.text.startswith("Cleo: R-1 of PO-2026-")
    change_company(by=cast.olga, at=NOW, changes=CompanyChanges(mails_remittances=False))
    assert mails_of(cast, advised(cast, initiated(cast, _another(cast)))) == []


def _another(cast: Cast) -> UUID:
    return matched(cast, number="R-2", quantity=4)


@pytest.mark.parametrize("email", ["", "clëo@studio.example"])
@pytest.mark.usefixtures("server")
def test_without_an_address_that_mail_takes_it_is_made_all_the_same(cast: Cast, email: str) -> None:
    if email:
        changed(cast, email=email)
    payment_id = advised(cast)
    assert remittance_of(cast, payment_id).state == "stands" and mails_of(cast, payment_id) == []


def test_without_a_server_it_is_not_mailed(cast: Cast) -> None:
    addressed(cast)
    assert mails_of(cast, advised(cast)) == []


def test_one_payment_is_advised_of_once_and_only_once_it_was_sent(cast: Cast) -> None:
    system = system_member(cast.company_id)
    again = partial(remittances.advise, by=system, at=NOW, payment_id=advised(cast))
    assert refused(cast, again) == ["advised"]
    invoice_id = _another(cast)
    early = partial(remittances.advise, by=system, at=NOW, payment_id=released(cast, invoice_id))
    assert refused(cast, early) == ["not_sent"]
    assert invoice_of(cast, invoice_id).state == "paying"


def test_what_arrived_meanwhile_is_advised_of_too(cast: Cast) -> None:
    assert says(cast, advised(cast, settled(cast)))["amount"] == "1000.00"


def test_what_failed_meanwhile_is_not(cast: Cast) -> None:
    payment_id = initiated(cast)
    payments.fail(by=cast.fay, at=NOW, payment_id=payment_id, reason=WHY)
    advise = partial(remittances.advise, by=system_member(cast.company_id), at=NOW, payment_id=payment_id)
    assert refused(cast, advise) == ["not_sent"]


@pytest.mark.req(161)
def test_one_payment_for_several_invoices_says_each(cast: Cast) -> None:
    made = payments.release_several(
        by=cast.fay,
        at=NOW,
        contractor_id=cast.contractor_id,
        invoices=[InvoicePart(invoice_id=one) for one in (matched(cast), matched(cast, number="R-2", quantity=8))],
    )
    payments.initiate(by=cast.fay, at=NOW, payment_id=UUID(made["id"]))
    told = says(cast, advised(cast, UUID(made["id"])))
    assert told["amount"] == "1800.00"
    assert {one["invoice"]: one["amount"] for one in told["rows"]} == {"R-1": "1000.00", "R-2": "800.00"}
    assert len({one["order"] for one in told["rows"]}) == 2


@pytest.mark.req(106, 161)
def test_a_part_says_what_it_is_for(cast: Cast) -> None:
    """Its purpose, its period and its line, as they stood when it was sent."""
    invoice_id = matched(cast)
    line = line_id_of(cast, invoice_of(cast, invoice_id).order_id)
    march = {"starts_on": date(2026, 3, 1), "ends_on": date(2026, 3, 31)}
    parts: list[Given] = [{"purpose": "Milestone 1"}, march, {"line_id": line}]
    told = []
    for number, part in enumerate(parts, 1):
        made = payments.release(by=cast.fay, at=NOW, invoice_id=invoice_id, amount=Decimal(100 * number), **part)
        payments.initiate(by=cast.fay, at=NOW, payment_id=UUID(made["id"]))
        told.append(says(cast, advised(cast, UUID(made["id"])))["rows"][0]["part"])
    assert told == [
        {"purpose": "Milestone 1"},
        {"period": ["2026-03-01", "2026-03-31"]},
        {"line": {"position": 1, "text": "Layout"}},
    ]


def test_what_is_paid_whole_is_for_all_of_it(cast: Cast) -> None:
    assert "part" not in says(cast, advised(cast))["rows"][0]


@pytest.mark.req(106)
def test_a_line_that_is_gone_is_called_as_it_was_last(cast: Cast) -> None:
    order_id = loaded(
        cast, lines=[row(quantity=90, amount=90), row(reference="2", text="Wicks", quantity=10, amount=10)]
    )
    orders.attach(by=cast.olga, at=NOW, order_id=order_id, engagement_id=cast.engagement_id)
    delivered(cast, order_id, "receipt", "D-1", 90)
    lines = [{"text": "Beeswax", "quantity": 90, "unit": "KGM", "unit_price": 1, "line_id": line_id_of(cast, order_id)}]
    bill = received(cast, order_id, lines=lines, total=90, who="petra")
    assert bill["state"] == "matched", kinds_of(cast, bill["id"])
    with scope.reading(cast.company_id):
        wicks = OrderLine.objects.filter(order_id=order_id).order_by("position").last()
    assert wicks is not None
    part = {"amount": Decimal(40), "line_id": wicks.id}
    made = payments.release(by=colleague(cast), at=NOW, invoice_id=UUID(bill["id"]), **part)
    restated(cast, order_id, lines=[row(quantity=90, amount=90)])
    payments.initiate(by=cast.fay, at=NOW, payment_id=UUID(made["id"]))
    told = says(cast, advised(cast, UUID(made["id"])))["rows"][0]["part"]
    assert told == {"line": {"position": 2, "text": "Wicks"}}
