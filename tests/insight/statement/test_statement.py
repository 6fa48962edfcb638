"""The statement of a contractor: every kind of line, each currency by itself, what only waits left out, and walls that stand."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from counterfoil.formats import paper_pdf
from counterfoil.formats.paper_pdf.wording import STATEMENT, languages
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.parties.models import Contractor
from counterfoil.insight.listing.contractor_figures import figures_of
from counterfoil.insight.listing.listing import narrowed
from counterfoil.insight.listing.orders import Orders
from counterfoil.insight.listing.payments import Payments
from counterfoil.insight.listing.reader import Reader
from counterfoil.insight.listing.totals import totals
from counterfoil.insight.listing.write_offs import WriteOffs
from counterfoil.insight.statement.filed import printed
from counterfoil.insight.statement.kinds import FIGURES, KINDS
from counterfoil.insight.statement.statement import Line, Lines, Owing, Period, lines, owings
from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.payments import actions as payments

from ...actions import billing
from ...actions.test_credit_balances import again, credited, noted
from ...actions.verb import WHY
from ...actions.writing_off import (
    approved,
    part_billed,
    partly_paid,
    rest_settled,
    reversed_,
    settled_without_money,
    written_off,
)
from ...cast import NOW, Cast

TODAY = NOW.date()
YEAR = Period.of(TODAY)


def stand(cast: Cast, who: Member | None = None, period: Period = YEAR) -> dict[str, Owing]:
    """How the cast's contractor stands, by currency."""
    with scope.reading(cast.company_id):
        return {one.currency: one for one in owings(who or cast.fay, cast.contractor_id, period)}


def told(cast: Cast, who: Member | None = None, period: Period = YEAR) -> list[Line]:
    """Every line."""
    with scope.reading((who or cast.fay).company_id):
        return list(lines(who or cast.fay, cast.contractor_id, period, None, 1000).each)


def said(cast: Cast, *kinds: str) -> list[tuple[str, str, Decimal, Decimal]]:
    """Kind, document, amount and balance of what is owed, or of these kinds."""
    return [
        (one.kind.name, one.document, one.amount, one.balance)
        for one in told(cast)
        if (one.kind.name in kinds if kinds else one.is_owed)
    ]


def test_the_year_so_far_unless_other_days_are_asked_for() -> None:
    assert Period.of(TODAY) == Period(date(2026, 1, 1), TODAY)
    assert Period.of(TODAY, last=date(2025, 6, 30)) == Period(date(2025, 1, 1), date(2025, 6, 30))


@pytest.mark.req(161)
def test_an_order_its_invoice_and_its_payment(cast: Cast) -> None:
    billing.settled(cast, billing.matched(cast), reference="SEPA 1")
    assert said(cast, "order_issued") == [("order_issued", "PO-2026-00001", 1000, 0)]
    assert said(cast) == [("invoice", "R-1", 1000, 1000), ("payment", "SEPA 1", -1000, 0)]
    assert [(one.pays, one.our_orders) for one in told(cast)[1:]] == [("", "PO-2026-00001"), ("R-1", "PO-2026-00001")]
    figures = stand(cast)["EUR"].figures
    assert (figures["ordered"], figures["invoiced"], figures["paid"]) == (1000, 1000, 1000)


@pytest.mark.req(85)
def test_a_payment_counts_once_it_is_settled(cast: Cast) -> None:
    billing.initiated(cast)
    assert [kind for kind, *_rest in said(cast)] == ["invoice"]
    assert stand(cast)["EUR"].we_owe == 1000


def test_a_reversed_payment_stands_with_its_reversal(cast: Cast) -> None:
    payment_id = billing.settled(cast)
    at = NOW + timedelta(days=40)
    payments.reverse(by=cast.fay, at=at, payment_id=payment_id, reason=WHY)
    year = Period.of(at.date())
    assert [(one.kind.name, one.amount, one.balance) for one in told(cast, period=year)[-2:]] == [
        ("payment", -1000, 0),
        ("payment_reversed", 1000, 1000),
    ]
    assert (stand(cast)["EUR"].balance, stand(cast, period=year)["EUR"].balance) == (0, 1000)
    assert stand(cast, period=year)["EUR"].figures["paid"] == 0


def test_a_credit_balance_is_owed_by_them_until_it_is_set_off(cast: Cast) -> None:
    first = credited(cast)
    assert (stand(cast)["EUR"].we_owe, stand(cast)["EUR"].they_owe, stand(cast)["EUR"].balance) == (0, 500, -500)
    second = UUID(again(cast, first)["id"])
    assert (stand(cast)["EUR"].we_owe, stand(cast)["EUR"].they_owe, stand(cast)["EUR"].balance) == (500, 500, 0)
    payments.release(by=cast.fay, at=NOW, invoice_id=second)
    assert said(cast)[-2:] == [("set_off", "R-2", -500, -500), ("credit_used", "R-1", 500, 0)]
    account = stand(cast)["EUR"]
    assert (account.we_owe, account.they_owe, account.figures["set_off"], account.figures["paid"]) == (0, 0, 500, 1000)


def test_what_is_set_off_beside_a_payment_waits_for_it(cast: Cast) -> None:
    credited(cast)
    payment_id = billing.initiated(cast, billing.matched(cast, number="R-2", quantity=8))
    assert stand(cast)["EUR"].figures["set_off"] == 0 and stand(cast)["EUR"].they_owe == 500
    payments.settle(by=cast.fay, at=NOW, payment_id=payment_id)
    account = stand(cast)["EUR"]
    assert (account.figures["set_off"], account.figures["paid"], account.balance) == (500, 1300, 0)


def test_a_refund_counts_once_it_is_confirmed(cast: Cast) -> None:
    refund_id = noted(cast)
    assert said(cast, "refund") == [] and stand(cast)["EUR"].they_owe == 500
    payments.confirm_refund(by=cast.olga, at=NOW, refund_id=refund_id)
    assert [kind for kind, *_rest in said(cast, "refund")] == ["refund"]
    assert (stand(cast)["EUR"].they_owe, stand(cast)["EUR"].figures["refunded"]) == (300, 200)


@pytest.mark.req(162, 163)
def test_what_is_written_off_is_never_paid_and_what_waits_is_not_there(cast: Cast) -> None:
    waits = written_off(cast, partly_paid(cast))["id"]
    assert said(cast, "written_off") == []
    approved(cast, waits)
    account = stand(cast)["EUR"]
    assert (account.figures["paid"], account.figures["written_off"], account.balance) == (600, 400, 0)
    reversed_(cast, waits)
    assert said(cast)[-2:] == [("written_off", "R-1", -400, 0), ("write_off_reversed", "R-1", 400, 400)]


def test_a_credit_balance_that_is_given_up(cast: Cast) -> None:
    first = credited(cast)
    given_up = payments.write_off_balance(by=cast.fay, at=NOW, invoice_id=first, reason=WHY)["id"]
    assert stand(cast)["EUR"].they_owe == 500
    approved(cast, given_up)
    account = stand(cast)["EUR"]
    assert (account.they_owe, account.figures["credit_written_off"], account.figures["paid"]) == (0, 500, 1000)


def test_an_advance_is_paid_and_never_invoiced_until_an_invoice_takes_it(cast: Cast) -> None:
    order_id = cast.issued()
    billing.accepted(cast, order_id)
    asked = payments.request_advance(by=cast.rita, at=NOW, order_id=order_id, amount=Decimal(300), purpose=WHY)["id"]
    assert said(cast) == []
    billing.settled(cast, UUID(asked))
    account = stand(cast)["EUR"]
    assert (account.figures["invoiced"], account.figures["paid"], account.they_owe) == (0, 300, 300)
    invoice_id = UUID(billing.received(cast, order_id, quantity=3)["id"])
    payments.release(by=cast.fay, at=NOW, invoice_id=invoice_id)
    assert [(kind, amount) for kind, _document, amount, _balance in said(cast)] == [
        ("invoice", 300),
        ("payment", -300),
        ("set_off", -300),
        ("credit_used", 300),
    ]
    payments.undo_set_off(by=cast.fay, at=NOW, invoice_id=invoice_id, reason=WHY)
    assert [kind for kind, *_rest in said(cast)[-2:]] == ["set_off_reversed", "credit_restored"]
    account = stand(cast)["EUR"]
    assert (account.we_owe, account.they_owe, account.figures["set_off"]) == (300, 300, 0)


@pytest.mark.req(163)
def test_what_is_ordered_and_given_up_is_never_owed(cast: Cast) -> None:
    rest_settled(cast, part_billed(cast))
    closed = part_billed(cast, number="R-2", quantity=6)
    billing.settled(cast, UUID(str(_invoice(cast, "R-2"))))
    orders.close(by=cast.iris, at=NOW, order_id=closed, reason=WHY)
    gone = cast.issued()
    orders.cancel(by=cast.iris, at=NOW, order_id=gone, reason=WHY)
    figures = stand(cast)["EUR"].figures
    assert (figures["ordered"], figures["closed"]) == (2000, 700)
    assert stand(cast)["EUR"].balance == 700
    own = {one.kind.name for one in told(cast, cast.cleo)}
    assert "rest_written_off" in {one.kind.name for one in told(cast)} and "rest_written_off" not in own
    assert "order_closed" in own


def test_what_is_rejected_or_void_is_not_there(cast: Cast) -> None:
    void = UUID(billing.received(cast, None, number="X-1", total=Decimal(31))["id"])
    assert said(cast) == [("invoice", "X-1", 31, 31)] and told(cast)[0].waits
    matching.void(by=cast.petra, at=NOW, invoice_id=void, reason=WHY)
    assert said(cast) == []


def test_currencies_are_never_added(cast: Cast) -> None:
    billing.matched(cast)
    billing.received(cast, None, number="X-USD", currency="USD", total=Decimal("20.05"))
    found = stand(cast)
    assert {currency: one.balance for currency, one in found.items()} == {"EUR": 1000, "USD": Decimal("20.05")}
    assert [one.currency for one in told(cast)] == ["EUR", "EUR", "USD"]


def test_lines_go_on_by_key(cast: Cast) -> None:
    credited(cast)
    billing.received(cast, None, number="X-USD", currency="USD", total=Decimal("20.05"))
    whole, seen, after = told(cast), list[Line](), None
    with scope.reading(cast.company_id):
        while True:
            part: Lines = lines(cast.fay, cast.contractor_id, YEAR, after, 2)
            seen += part.each
            if part.after is None:
                break
            after = part.after
    assert seen == whole and len(whole) == 5


@pytest.mark.req(163)
def test_on_paper_stands_what_the_contractor_may_read_whoever_prints_it(cast: Cast) -> None:
    rest_settled(cast, part_billed(cast))
    with scope.reading(cast.company_id):
        contractor = Contractor.objects.get(id=cast.contractor_id)
        ours, theirs = (printed(by, contractor, YEAR) for by in (cast.fay, cast.cleo))
    assert "rest_written_off" in {one.kind.name for one in told(cast)}
    assert ours == theirs


@pytest.mark.req(161)
def test_it_agrees_with_the_contractors_page_and_the_lists(cast: Cast) -> None:
    credited(cast)
    billing.released(cast, billing.matched(cast, number="R-2", quantity=8))  # with a set-off that has not arrived
    settled_without_money(cast, billing.matched(cast, number="R-3", quantity=3))
    rest_settled(cast, part_billed(cast, number="R-4", quantity=4))
    account = stand(cast, period=Period.always())["EUR"]
    figures = account.figures
    with scope.reading(cast.company_id):
        (page,) = figures_of(cast.fay, cast.contractor_id, TODAY) or ()
    assert page.ordered == figures["ordered"] == summed(cast, Orders, state="issued", column="net")
    assert page.invoiced == figures["invoiced"] - figures["credited"]
    assert page.paid == figures["paid"] - figures["refunded"] == summed(cast, Payments, state="settled")
    assert page.written_off == figures["written_off"]
    assert figures["written_off"] + figures["closed"] == summed(cast, WriteOffs, state="standing")
    assert page.owed == account.balance == account.we_owe - account.they_owe


def summed(cast: Cast, listing: Any, column: str = "amount", **asked: Any) -> Decimal:
    """What a list comes to."""
    reader = Reader(cast.fay, NOW)
    with scope.reading(cast.company_id):
        found = totals(listing, reader, narrowed(listing, reader, asked | {"contractor_id": cast.contractor_id}))
    return {one.total: amount for one, amount in found.each[0].sums}[column]


@pytest.mark.parametrize("language", languages())
def test_every_kind_and_figure_has_its_words_on_paper(language: str) -> None:
    words = paper_pdf.wording(STATEMENT, language).words
    assert {f"kind_{one.name}" for one in KINDS} | {f"figure_{one.name}" for one in FIGURES} <= words.keys()
    assert {one.figure for one in KINDS} == {one.name for one in FIGURES}


def _invoice(cast: Cast, number: str) -> Any:
    return next(one.leads_to for one in told(cast) if one.document == number)
