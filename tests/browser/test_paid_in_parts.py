"""An order with everything on it goes to the last cent: two part payments, one taken back by a bank and sent again, the rest
written off by two people; and the record, the lists and the books say so."""

import re
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect

from counterfoil.foundation.companies.actions.members import grant_role
from counterfoil.foundation.kernel import scope
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.payments.models import Payment

from ..actions.test_order_charges import full
from ..cast import NOW, Cast
from ..insight.tampering import sentences
from .conftest import Windows

FIRST, SECOND, CENT = "700.00", "499.99", "0.01"
TODAY = datetime.now(ZoneInfo("Europe/Berlin")).date().isoformat()


@pytest.mark.req(106, 161, 162)
def test_an_order_with_everything_is_paid_in_two_parts_to_the_last_cent(windows: Windows, everybody: Cast) -> None:
    """1,200.00 dollars: lines less a discount, a markup, two taxes and a courier."""
    cast = everybody
    full(cast, cast.issued)
    grant_role(by=cast.olga, at=NOW, member_id=cast.petra.id, role="finance", confirm=cast.petra.name)
    fay, petra, olga = windows.of("fay"), windows.of("petra"), windows.of("olga")
    number = _is_sent(windows.of("rita"))
    _is_shown(windows.of("cleo"))
    _is_accepted(windows.of("rita"))
    _is_invoiced(petra, number)
    _alone_up_to(olga, "0.00")

    _releases(fay, FIRST, purpose="The first milestone")
    _arrives(fay, "SEPA-1")
    _releases(fay, SECOND, purpose="", period=("2026-03-01", "2026-03-31"))
    _arrives(fay, "SEPA-2")
    _is_reversed(fay)
    assert "You noted that a payment of it" in _on_the_invoice(fay).inner_text()
    _releases(petra, SECOND, purpose="", period=("2026-03-01", "2026-03-31"))
    _arrives(petra, "SEPA-3")
    _is_written_off(petra, olga)

    _the_record_says_so(windows.of("otto"), number)
    _the_lists_say_so(fay)
    _the_books_agree(cast)


def _verb(page: Page, words: str) -> Locator:
    """The form of a verb, opened."""
    form = page.locator("details.move-why", has=page.locator("summary", has_text=re.compile(rf"^\s*{words}\s*$")))
    form.locator("summary").click()
    return form


def _done(page: Page, words: str, said: str, **fields: str) -> None:
    """Fill in a verb's form and press its button."""
    form = _verb(page, words)
    for label, value in fields.items():
        form.locator(f"[name={label}]").fill(value)
    form.locator("form button").last.click()
    expect(page.get_by_text(said).first).to_be_visible()


def _on_the_invoice(page: Page) -> Locator:
    page.get_by_role("link", name="Invoices").first.click()
    page.get_by_role("link", name="CM-4A", exact=True).first.click()
    page.get_by_role("heading", name=re.compile("What you can do|Your move")).wait_for()
    return page.locator("main")


def _is_sent(rita: Page) -> str:
    rita.get_by_role("link", name="Orders").first.click()
    rita.get_by_role("link", name="Spring catalogue").first.click()
    form = _verb(rita, "Note when it was sent")
    form.locator("[name=sent_on]").fill(TODAY)
    form.locator("[name=sent_how]").select_option("post")
    form.locator("form button").last.click()
    expect(rita.get_by_text("Noted. It is the order's date sent.")).to_be_visible()
    return rita.locator("#number").inner_text()


def _is_shown(cleo: Page) -> None:
    cleo.get_by_role("link", name="Submit evidence").click()
    cleo.get_by_label("Quantity (hours)").fill("10")
    cleo.get_by_role("button", name="Submit it").click()
    expect(cleo.get_by_text("waiting for a decision", exact=False).first).to_be_visible()


def _is_accepted(rita: Page) -> None:
    rita.get_by_role("region", name="Your move").get_by_role("link", name="Spring catalogue").click()
    rita.get_by_role("button", name="Accept the evidence").click()
    expect(rita.get_by_text("Accepted. What is accepted can be billed now.")).to_be_visible()


def _is_invoiced(petra: Page, number: str) -> None:
    petra.get_by_role("searchbox", name="Find anything").fill(number)
    petra.keyboard.press("Enter")
    petra.get_by_role("link", name="Enter an invoice").click()
    petra.get_by_label("Its own number").fill("CM-4A")
    petra.get_by_label("Dated").fill(TODAY)
    petra.get_by_label("Quantity").fill("10")
    petra.get_by_label("Unit price").fill("95")
    petra.get_by_label("Beside the lines").fill("12.50")
    petra.get_by_label("Tax", exact=True).fill("237.50")
    petra.get_by_label("The total printed on it").fill("1200")
    petra.get_by_role("button", name="Enter and match it").click()
    expect(petra.get_by_text("Matched", exact=True).first).to_be_visible()


def _alone_up_to(olga: Page, amount: str) -> None:
    """From now on a second person approves every write-off."""
    olga.get_by_role("link", name="Settings").first.click()
    olga.get_by_role("link", name="Write-offs").first.click()
    olga.locator("[name=amount]").fill(amount)
    olga.get_by_role("button", name="Set this amount").click()
    expect(olga.get_by_text("0.00").first).to_be_visible()


def _releases(page: Page, amount: str, *, purpose: str, period: tuple[str, str] = ("", "")) -> None:
    _on_the_invoice(page)
    fields: dict[str, Any] = {"amount": amount, "purpose": purpose, "starts_on": period[0], "ends_on": period[1]}
    _done(page, "Release", "Released. The payment waits to be sent.", **fields)


def _arrives(page: Page, reference: str) -> None:
    _done(page, "Note that it was sent", "Noted: it is on its way.", reference=reference)
    _done(page, "Note that it arrived", "Noted: the money has arrived.")


def _is_reversed(fay: Page) -> None:
    _done(fay, "Note that it was reversed", "Noted: a bank took it back.", reason="The account is closed")


def _is_written_off(petra: Page, olga: Page) -> None:
    """Petra notes the cent, which is more than anybody alone may write off here; Olga approves it from her desk."""
    _on_the_invoice(petra)
    _done(petra, "Write off what is left", "Noted. It is written off, or waits", reason="A cent of rounding")
    olga.get_by_role("link", name="Desk").first.click()
    olga.get_by_role("region", name="Your move").get_by_role("link", name="CM-4A").first.click()
    olga.get_by_role("button", name="Approve the write-off").click()
    expect(olga.get_by_text("Approved: it is written off.").first).to_be_visible()


def _the_record_says_so(otto: Page, number: str) -> None:
    otto.get_by_role("searchbox", name="Find anything").fill(number)
    otto.keyboard.press("Enter")
    expect(otto.locator("#number")).to_have_text(number)
    parts = otto.get_by_role("navigation", name="Parts of the record")
    parts.get_by_role("link", name="Payments").click()
    panel = otto.locator("#record-panel")
    for said in ("700.00", "499.99", "The first milestone", "The account is closed", "SEPA-3", "0.01"):
        expect(panel.get_by_text(said).first).to_be_visible()
    parts.get_by_role("link", name="Trail").click()
    for who in ("Rita", "Cleo", "Petra", "Fay", "Olga"):
        expect(panel.locator("strong").get_by_text(who, exact=True).first).to_be_visible()


def _the_lists_say_so(fay: Page) -> None:
    fay.get_by_role("link", name="Invoices").first.click()
    bill = fay.get_by_role("row").filter(has_text="CM-4A")
    expect(bill.locator(".state-written_off").first).to_be_visible()
    expect(bill).to_contain_text("1,200.00")
    fay.get_by_role("link", name="Payments").first.click()
    for reference, state, amount in (
        ("SEPA-1", "settled", FIRST),
        ("SEPA-2", "reversed", SECOND),
        ("SEPA-3", "settled", SECOND),
    ):
        row = fay.get_by_role("row").filter(has_text=reference)
        expect(row.locator(f".state-{state}").first).to_be_visible()
        expect(row).to_contain_text(amount)


def _the_books_agree(cast: Cast) -> None:
    with scope.reading(cast.company_id):
        bill = Invoice.objects.get(number="CM-4A")
        states = list(Payment.objects.order_by("released_at").values_list("state", "amount"))
    assert (bill.state, bill.settled_amount, bill.written_off_amount) == (
        "written_off",
        Decimal("1199.99"),
        Decimal(CENT),
    )
    assert states == [("settled", Decimal(FIRST)), ("reversed", Decimal(SECOND)), ("settled", Decimal(SECOND))]
    assert sentences(cast.company_id) == []
